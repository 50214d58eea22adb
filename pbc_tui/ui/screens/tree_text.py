"""The tree as text: to see it, to copy it, to replace it by what is typed or pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from pbc_tui.design.structure import TreeSyntaxError, print_tree, read_tree, with_roles_of
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import lines, span
from pbc_tui.ui.widgets.keys_bar import KeysBar

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp

Notation = Literal["box", "ascii", "indent"]
NOTATIONS: tuple[Notation, ...] = ("box", "ascii", "indent")
DRAFT = "structure as text"
"""Under which name of the drafts a text that is not taken yet is kept."""


async def edit_as_text(app: PbcApp, *, text: str | None = None) -> None:
    """Show the tree as text; when it was changed and taken, it replaces the tree."""
    from pbc_tui.workflow import design_desk

    state = app.project.state
    name = state.answers.intake.repository_name or ""
    shown = print_tree(state.tree, root_name=name) if text is None else text
    shown = app.drafts.get(DRAFT, shown)
    taken = await app.push_screen_wait(TreeTextScreen(shown))
    if taken is not None:
        tree = with_roles_of(read_tree(taken, name), app.project.state.tree)
        design_desk.adopt(app.project, tree)
        app.drafts.pop(DRAFT, None)
        app.say(f"{len(tree.files())} files, {len(tree) - len(tree.files())} directories")


class TreeTextScreen(Place, ModalScreen["str | None"]):
    """Returns the text when it was taken; what cannot be read is named with its line."""

    DEFAULT_CSS = """
    TreeTextScreen .page { width: 110; max-width: 98%; height: 96%; border: round $border;
        background: $surface; border-title-color: $accent; border-title-style: bold; }
    TreeTextScreen TextArea { height: 1fr; background: $surface; padding: 0 1; }
    TreeTextScreen Static { height: auto; max-height: 5; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "tree-text")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._notation = 0

    def compose(self) -> ComposeResult:
        """The text, and the line that says what is wrong."""
        with Vertical(classes="page") as page:
            page.border_title = "The structure as text"
            page.border_subtitle = "box drawing, ASCII or indented; # begins a purpose"
            yield TextArea(self._text, compact=True, show_line_numbers=True, soft_wrap=False)
            yield Static(id="faults")
        yield KeysBar()

    def on_mount(self) -> None:
        """Judge what is there."""
        self._judge()

    @property
    def text(self) -> str:
        """What stands there."""
        return self.query_one(TextArea).text

    def on_text_area_changed(self, _: TextArea.Changed) -> None:
        """Judge what is typed, and keep it."""
        self._judge()

    def _judge(self) -> bool:
        shown = self.query_one("#faults", Static)
        try:
            tree = read_tree(self.text, self.pbc.project.state.answers.intake.repository_name or "")
        except TreeSyntaxError as error:
            rows = [
                Content.assemble(("✗ ", "$error"), span(str(fault), "$error"))
                for fault in error.faults[:4]
            ]
            if len(error.faults) > 4:
                rows.append(Content(f"  and {len(error.faults) - 4} more"))
            shown.update(lines(rows))
            return False
        files = len(tree.files())
        shown.update(
            Content.styled(f"✓ {files} files, {len(tree) - files} directories", "$success")
        )
        return True

    def do_submit(self) -> None:
        """Replace the tree by what stands here."""
        if self._judge():
            self.dismiss(self.text)
        else:
            self.pbc.say("what cannot be read is named below; nothing was changed", "warning")

    def do_all(self) -> None:
        """Select the whole text."""
        self.query_one(TextArea).select_all()

    def do_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self.text)
        self.pbc.say("copied to the clipboard")

    def do_notation(self) -> None:
        """Show it in the next notation."""
        if not self._judge():
            self.pbc.say("it cannot be read yet", "warning")
            return
        name = self.pbc.project.state.answers.intake.repository_name or ""
        self._notation = (self._notation + 1) % len(NOTATIONS)
        tree = read_tree(self.text, name)
        self.query_one(TextArea).text = print_tree(
            tree, notation=NOTATIONS[self._notation], root_name=name
        )

    def do_leave(self) -> None:
        """Close; a text that differs is kept as a draft."""
        if self.text.strip() and self.text != self._text:
            self.pbc.drafts[DRAFT] = self.text
            self.pbc.drafts.save()
        self.dismiss(None)
