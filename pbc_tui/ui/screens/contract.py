"""The contract of a file, in stub syntax, parsed while it is typed (SPEC 5)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import clean, span
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.stub_area import StubArea


class ContractScreen(Place, ModalScreen[bool]):
    """True when a contract was set. A text that is not taken stays as a draft."""

    DEFAULT_CSS = """
    ContractScreen .page { width: 110; max-width: 98%; height: 90%; border: round $border;
        background: $surface; border-title-color: $accent; border-title-style: bold;
        border-subtitle-color: $foreground 50%; }
    ContractScreen TextArea { height: 1fr; background: $surface; padding: 0 1; }
    ContractScreen Static { height: auto; max-height: 4; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "contract")

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self._path = path
        self._text = text

    @property
    def _draft(self) -> str:
        return f"contract of {self._path}"

    def compose(self) -> ComposeResult:
        """The stub text, and the line at fault."""
        with Vertical(classes="page") as page:
            page.border_title = clean(f"Contract of {self._path}")
            page.border_subtitle = "stub syntax: what a .pyi holds"
            text = self.pbc.drafts.get(self._draft, self._text)
            yield StubArea(text, compact=True, show_line_numbers=True, tab_behavior="indent")
            yield Static(id="fault")
        yield KeysBar()

    def on_mount(self) -> None:
        """Judge what is there."""
        self.query_one(TextArea).focus()
        self._judge()

    def on_text_area_changed(self, _: TextArea.Changed) -> None:
        """Judge what is typed."""
        self._judge()

    def _judge(self) -> None:
        from pbc_tui.design.contract import ContractError, parse_contract

        text = self.query_one(TextArea).text
        fault = self.query_one("#fault", Static)
        if not text.strip():
            fault.update(
                Content.styled(
                    "for instance   def parse(value: str) -> int: ...", "$foreground 50%"
                )
            )
            return
        try:
            parse_contract(text)
        except ContractError as error:
            fault.update(Content.assemble(("✗ ", "$error"), span(str(error), "$error")))
        else:
            fault.update(Content.styled("✓ this can be enforced", "$success"))

    def do_save(self) -> None:
        """Set it; an empty text takes the contract away.

        Raises:
            Refused: naming the line at fault.
        """
        from pbc_tui.workflow import plan_desk

        text = self.query_one(TextArea).text
        plan_desk.set_contract(self.pbc.project, self._path, text)
        self.pbc.drafts.pop(self._draft, None)
        self.dismiss(True)

    def do_leave(self) -> None:
        """Close; what differs stays as a draft."""
        text = self.query_one(TextArea).text
        if text != self._text:
            self.pbc.drafts[self._draft] = text
            self.pbc.drafts.save()
        self.dismiss(False)
