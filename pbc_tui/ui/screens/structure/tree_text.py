"""The tree as text: to see it, to copy it, to replace it by what is typed or pasted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from pbc_tui.design.structure import Tree, TreeSyntaxError, print_tree, read_tree, with_roles_of
from pbc_tui.ui.adopting import adopt, extent
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import span
from pbc_tui.ui.widgets.area import Area
from pbc_tui.ui.widgets.faults_pane import FaultsPane
from pbc_tui.ui.widgets.keys_bar import KeysBar

if TYPE_CHECKING:
    from pbc_tui.design.options import StructureWay
    from pbc_tui.ui.app import PbcApp

Notation = Literal["box", "ascii", "indent"]
NOTATIONS: tuple[Notation, ...] = ("box", "ascii", "indent")
DRAFT = "structure as text"
"""Under which name of the drafts a text that is not taken yet is kept."""


Read = Callable[[str], Tree]
"""Reads the tree that a text draws; raises TreeSyntaxError with every line at fault."""


async def edit_as_text(
    app: PbcApp, *, text: str | None = None, way: StructureWay | None = None
) -> None:
    """Show the tree as text; when it was changed and taken, it replaces the tree.

    ``way`` is the way in that is recorded with it then.
    """
    state = app.project.state
    name = state.answers.intake.repository_name or ""
    shown = print_tree(state.tree, root_name=name) if text is None else text
    shown = app.drafts.get(DRAFT, shown)
    taken = await app.push_screen_wait(
        TreeTextScreen(shown, lambda typed: read_tree(typed, name), root_name=name)
    )
    if taken is not None:
        tree = with_roles_of(read_tree(taken, name), app.project.state.tree)
        adopt(app, tree, way, said=f"{extent(tree)} taken.")
        app.drafts.pop(DRAFT, None)


class TreeTextScreen(Modal["str | None"]):
    """Returns the text when it was taken; what cannot be read is named with its line."""

    DEFAULT_CSS = """
    TreeTextScreen .page { width: 110; max-width: 98%; height: 96%; border: round $border;
        background: $surface; border-title-color: $accent; border-title-style: bold; }
    TreeTextScreen TextArea { height: 1fr; background: $surface; padding: 0 1; }
    TreeTextScreen #read { height: 1; padding: 0 1; color: $success; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "tree-text")

    def __init__(
        self, text: str, read: Read, *, root_name: str = "", title: str = "The structure as text"
    ) -> None:
        super().__init__()
        self._text = text
        self._read = read
        self._root_name = root_name
        self._title = title
        self._notation = 0

    def compose(self) -> ComposeResult:
        """The text, and below it what is wrong or how much was read."""
        with Vertical(classes="page") as page:
            page.border_title = span(self._title)
            page.border_subtitle = "box drawing, ASCII or indented; # begins a purpose"
            yield Area(self._text, compact=True, show_line_numbers=True, soft_wrap=False)
            yield FaultsPane()
            yield Static(id="read")
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

    def on_faults_pane_go(self, event: FaultsPane.Go) -> None:
        """Put the cursor on the line at fault."""
        area = self.query_one(TextArea)
        area.move_cursor((event.line - 1, 0), center=True)
        area.focus()

    def _judge(self) -> Tree | None:
        faults, read = self.query_one(FaultsPane), self.query_one("#read", Static)
        try:
            tree = self._read(self.text)
        except TreeSyntaxError as error:
            faults.show(error.faults)
            read.display = False
            return None
        faults.show(())
        read.display = True
        read.update(f"✓ {extent(tree)}")
        return tree

    def do_submit(self) -> None:
        """Replace the tree by what stands here."""
        if self._judge() is not None:
            self.dismiss(self.text)
        else:
            # The list says what is wrong; anything said over it would hide it.
            self.query_one(FaultsPane).focus_list()

    def do_all(self) -> None:
        """Select the whole text."""
        area = self.query_one(TextArea)
        area.focus()
        area.select_all()

    def do_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self.text)
        self.pbc.say("copied to the clipboard")

    def do_notation(self) -> None:
        """Show it in the next notation."""
        tree = self._judge()
        if tree is None:
            self.query_one(FaultsPane).focus_list()
            return
        self._notation = (self._notation + 1) % len(NOTATIONS)
        self.query_one(TextArea).text = print_tree(
            tree, notation=NOTATIONS[self._notation], root_name=self._root_name
        )

    def do_leave(self) -> None:
        """Close; a text that differs is kept as a draft."""
        if self.text.strip() and self.text != self._text:
            self.pbc.drafts[DRAFT] = self.text
            self.pbc.drafts.save()
        self.dismiss(None)
