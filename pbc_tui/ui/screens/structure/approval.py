"""The approval of the structure: shown whole, with what approving it means (SPEC 4.3)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pbc_tui.design.structure import Tree, print_tree
from pbc_tui.ui.adopting import extent
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import clean
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.pane import Scroll

STATEMENT = (
    "This structure governs all generation that follows: every file of it becomes a task. "
    "Changing it later means regenerating the files concerned. Do you approve it?"
)


class ApprovalScreen(Modal[bool]):
    """True when the person approved, explicitly."""

    DEFAULT_CSS = """
    ApprovalScreen .page { width: 110; max-width: 98%; height: 96%; border: round $border;
        background: $surface; padding: 0 1; border-title-color: $accent; border-title-style: bold; }
    ApprovalScreen VerticalScroll { height: 1fr; }
    ApprovalScreen Static { height: auto; }
    ApprovalScreen .tree { text-wrap: nowrap; text-overflow: ellipsis; }
    ApprovalScreen .question { padding: 1 1 0 1; border-top: solid $border-blurred; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "approval")

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self._tree = tree

    def compose(self) -> ComposeResult:
        """The tree, the statement, the question."""
        with Vertical(classes="page") as page:
            page.border_title = f"Approve the structure: {extent(self._tree)}"
            with Scroll():
                name = self.pbc.project.state.answers.intake.repository_name or "."
                yield Static(clean(print_tree(self._tree, root_name=name)), classes="tree")
            yield Static(
                Content.assemble(
                    (STATEMENT, "bold"),
                    "\n\n",
                    (key_of(self.pbc, "approval.approve"), "bold $accent"),
                    "  approve it     ",
                    (key_of(self.pbc, "dialog.leave"), "bold $accent"),
                    "  back to the editor",
                ),
                classes="question",
            )
        yield KeysBar()

    def do_approve(self) -> None:
        """Approve."""
        self.dismiss(True)

    def do_leave(self) -> None:
        """Back to the editor."""
        self.dismiss(False)
