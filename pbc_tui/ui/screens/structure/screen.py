"""Stage 2: the tree is the screen (SPEC 4.1 to 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from pbc_tui.design.gates import Gate
from pbc_tui.ui.adopting import extent
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.looking_over import looking_over
from pbc_tui.ui.parts import CRITIC, Part
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.text import hanging
from pbc_tui.ui.widgets.critic_panel import CriticPanel
from pbc_tui.ui.widgets.hints_pane import HintsPane
from pbc_tui.ui.widgets.inline_entry import InlineEntry
from pbc_tui.ui.widgets.pane import Pane
from pbc_tui.ui.widgets.tree_editor import TreeEditor
from pbc_tui.ui.widgets.tree_view import TreeView

if TYPE_CHECKING:
    from pbc_tui.design.structure import Node
    from pbc_tui.ui.widgets.tree_rows import TreeRow
    from pbc_tui.workflow.looking_over import Overview

_WORDS_FIT = 120
"""Cells from which on the mark of a contract has its word beside it."""


class StructureScreen(StageScreen):
    """The editor in the middle; critic and hints at the right."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("structure")
    PANELS = ("#tree", "#critic", "#hints")
    PARTS: ClassVar[Mapping[str, Part]] = {
        "tree": Part(
            "tree",
            "Every file of the repository with what it is for. Each becomes one task of the plan.",
        ),
        "critic": CRITIC,
        "hints": Part(
            "hints", "What the structure lacks or names unwisely; nothing is added silently."
        ),
    }
    AUTO_FOCUS = "#tree"

    def body(self) -> ComposeResult:
        """Editor, critic, hints."""
        with Horizontal():
            with Pane(classes="pane main", id="tree-pane"):
                yield TreeEditor()
                yield Static(id="purpose-in-full")
            with Vertical(id="right", classes="side"):
                yield CriticPanel()
                yield HintsPane()

    def __init__(self) -> None:
        super().__init__()
        self._looking = looking_over(self, self._show_overview)

    def on_mount(self) -> None:
        """Ask for the way in when there is no tree yet."""
        super().on_mount()
        if not self.state.tree:
            self.call_after_refresh(self.pbc.run_flow, self.do_way())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a name is typed in the tree, nothing else is done with the whole."""
        if action == "command" and str(parameters[0]).startswith("structure."):
            return not any(entry.display for entry in self.query(InlineEntry))
        return True

    def show_state(self) -> None:
        """The tree at once; what there is to say about the whole as soon as it is known."""
        state = self.state
        self.query_one(TreeEditor).show_state(self._note_on)
        self._show_purpose()
        pane = self.query_one("#tree-pane", Pane)
        way = state.answers.structure.way
        pane.entitle(f"Structure · {extent(state.tree)}")
        pane.border_subtitle = (
            f"began as: {way.value}" if way else f"{key_of(self.pbc, 'structure.way')}: way in"
        )
        self._looking.look(state)
        if self._looking.pending:
            self.query_one(HintsPane).border_subtitle = "looking …"

    def _show_overview(self, overview: Overview) -> None:
        self.query_one(CriticPanel).show_review(overview.review)
        self.query_one(HintsPane).show_hints(overview.hints)

    def _note_on(self, path: str, node: Node) -> str:
        """Whether a code file has its contract already."""
        from pbc_tui.design.plan.own_files import needs_contract
        from pbc_tui.design.templates import decision_role

        if node.is_directory or not needs_contract(path):
            return ""
        state = self.state
        given = node.role or path in state.changes.contracts or decision_role(path, state.answers)
        mark = "✓" if given else "○"
        return f"contract {mark}" if self.size.width >= _WORDS_FIT else mark

    def on_tree_view_moved(self, _: TreeView.Moved) -> None:
        """Say what the entry at the cursor is for, where its line has no room for that."""
        self._show_purpose()

    def on_resize(self) -> None:
        """The purpose is wrapped to the width."""
        self.call_after_refresh(self._show_purpose)

    def _show_purpose(self) -> None:
        row = self.query_one(TreeEditor).view.row
        detail = self.query_one("#purpose-in-full", Static)
        says = key_of(self.pbc, "tree.purpose")
        said = _said_of(row, says) if row is not None else ""
        detail.update(hanging("", said, max(detail.content_size.width, 30), "italic", most=2))

    def go_to(self, key: str) -> bool:
        """The structure as a whole is a decision, too, and so is the way that led to it."""
        if key == "structure.way" or key.startswith("guided."):
            self.pbc.run_flow(self.do_way())
            return True
        if key.partition(".")[0] == "structure":
            self.query_one("#tree").focus()
            return True
        return False

    def on_critic_panel_go(self, event: CriticPanel.Go) -> None:
        """Jump to the decision at fault."""
        self.go_to_decision(event.decision)

    def on_hints_pane_go(self, event: HintsPane.Go) -> None:
        """Show the entry that a hint is about."""
        self.query_one(TreeEditor).view.go_to(event.path)

    def on_tree_editor_as_text(self, _: TreeEditor.AsText) -> None:
        """Show the tree as text."""
        from pbc_tui.ui.screens.structure.tree_text import edit_as_text

        self.pbc.run_flow(edit_as_text(self.pbc))

    def do_mend(self) -> None:
        """Accept what the hint at the cursor proposes."""
        from pbc_tui.workflow import design_desk

        pane = self.query_one(HintsPane)
        hint = pane.hint
        if hint is None:
            self.pbc.say(pane.why_none)
        elif not hint.edits:
            self.query_one(TreeEditor).view.go_to(hint.path)
            self.query_one("#tree").focus()
            self.query_one(TreeEditor).do_purpose()
        else:
            for edit in hint.edits:
                design_desk.edit(self.pbc.project, edit)

    async def do_way(self) -> None:
        """Begin by an own tree, by six questions, or by a template."""
        from pbc_tui.ui.screens.structure.way_in import choose_way

        await choose_way(self.pbc)

    async def do_compare(self) -> None:
        """Show what differs from the template, whatever way the structure began."""
        from pbc_tui.ui.screens.structure.comparison import show_comparison

        await show_comparison(self.pbc)

    async def do_keep(self) -> None:
        """Keep the structure as a template of one's own."""
        from pbc_tui.ui.screens.structure.templates import keep_as_template

        await keep_as_template(self.pbc)

    async def do_confirm(self) -> None:
        """Show the whole tree and ask for explicit approval."""
        from pbc_tui.ui.screens.structure.approval import ApprovalScreen
        from pbc_tui.workflow import design_desk

        refusal = self.state.refusal(Gate.STRUCTURE)
        if refusal:
            self.pbc.say(refusal, "warning")
            return
        if await self.app.push_screen_wait(ApprovalScreen(self.state.tree)):
            design_desk.confirm(self.pbc.project, Gate.STRUCTURE)


def _said_of(row: TreeRow, says: str) -> str:
    """The purpose of an entry; without one, how much a directory holds or that a file lacks it."""
    if row.node.purpose:
        return row.node.purpose
    if row.node.is_directory:
        return f"{row.path}/ holds {counted(row.node.files_inside, 'file')}"
    return f"{row.node.name} has no purpose yet: {says} says it"
