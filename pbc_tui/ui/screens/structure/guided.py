"""The six guided questions with a live preview of the tree beside them (SPEC 4.1 B)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from pbc_tui.design import catalog
from pbc_tui.design.options import StructureWay
from pbc_tui.design.structure import Tree
from pbc_tui.ui.adopting import extent
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.messages import StateChanged
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import span
from pbc_tui.ui.widgets.field import Field
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.pane import Pane
from pbc_tui.ui.widgets.questions import Questions
from pbc_tui.ui.widgets.tree_view import TreeView


class GuidedScreen(Modal[bool]):
    """True when the proposal is wanted."""

    DEFAULT_CSS = """
    GuidedScreen .pane { height: 1fr; width: 1fr; }
    GuidedScreen Horizontal { height: 1fr; background: $background; }
    GuidedScreen Questions LinesField .hint { height: auto; max-height: 3; text-wrap: wrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "ask", "guided")
    AUTO_FOCUS = "#guided-components LinesArea"

    _left_at: Field | None = None
    """The question that was left for the preview."""

    def compose(self) -> ComposeResult:
        """Questions at the left, the tree that follows from them at the right."""
        questions = [entry for key, entry in catalog.QUESTIONS.items() if key.startswith("guided.")]
        with Horizontal():
            with Pane(classes="pane main") as pane:
                pane.border_title = "Guided: six questions"
                take, look = key_of(self.pbc, "ask.submit"), key_of(self.pbc, "guided.preview")
                pane.border_subtitle = f"{take} takes the proposal, {look} shows it"
                yield Questions([("", questions)])
            with Pane(classes="pane side", id="preview") as preview:
                preview.border_title = "What follows from them"
                yield TreeView(id="preview-tree")
        yield KeysBar()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._draw()

    def on_state_changed(self, _: StateChanged) -> None:
        """Draw anew."""
        self._draw()

    def _draw(self) -> None:
        from pbc_tui.workflow import design_desk
        from pbc_tui.workflow.refused import Refused

        # The way counts only with the proposal that is taken; until then it is merely looked at.
        answers = self.pbc.project.state.answers
        self.query_one(Questions).sync(answers.with_value("structure.way", StructureWay.GUIDED))
        preview = self.query_one("#preview")
        try:
            tree = design_desk.proposal(self.pbc.project, StructureWay.GUIDED)
            preview.border_subtitle = extent(tree)
        except Refused as error:
            tree = Tree()
            preview.border_subtitle = span(str(error))
        self.query_one(TreeView).show_tree(tree)

    def do_preview(self) -> None:
        """Go to the preview, which a narrow screen shows in the place of the questions, or back."""
        tree, questions = self.query_one(TreeView), self.query_one(Questions)
        if tree.has_focus:
            self.remove_class("-aside")
            (self._left_at or questions.asked[0]).entry.focus()
        else:
            self._left_at = questions.current
            self.add_class("-aside")
            tree.focus()

    def do_submit(self) -> None:
        """Take the proposal, when everything that it needs is answered."""
        questions = self.query_one(Questions)
        questions.keep()
        if key := questions.first_open():
            self.remove_class("-aside")
            questions.go_to(key)
            self.pbc.say("this question is open", "warning")
            return
        self.dismiss(True)

    def do_leave(self) -> None:
        """Close; the answers stay."""
        self.query_one(Questions).keep()
        self.dismiss(False)
