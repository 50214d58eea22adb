"""The contract of a file, in stub syntax, judged and completed while it is typed (SPEC 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.drafts import contract_draft
from pbc_tui.ui.in_pauses import InPauses
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import clean, lines, span
from pbc_tui.ui.widgets.completions import Completions
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.stub_area import StubArea

if TYPE_CHECKING:
    from pbc_tui.design.plan.completion import Choice
    from pbc_tui.design.plan.task import Task
    from pbc_tui.workflow.judging_stub import Judgement
    from pbc_tui.workflow.plan_desk import Source

AT_ONCE = 6_000
"""Characters of a stub up to which judging it takes less time than anybody notices."""
_MOST_LINES = 3
_WHEN_OPEN = ("contract.take", "contract.next-name", "contract.previous-name")


class ContractScreen(Modal[bool]):
    """True when a contract was set. A text that is not taken stays as a draft."""

    DEFAULT_CSS = """
    ContractScreen .page { width: 110; max-width: 98%; height: 90%; border: round $border;
        background: $surface; border-title-color: $accent; border-title-style: bold;
        border-subtitle-color: $dim; }
    ContractScreen TextArea { height: 1fr; background: $surface; padding: 0 1; }
    ContractScreen Static { height: auto; max-height: 8; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "contract")

    def __init__(self, task: Task, *, text: str = "", source: Source = "person") -> None:
        super().__init__()
        self._file_task = task
        self._text = task.spec.contract
        self._offered = text
        self._source: Source = source
        self._judgement: Judgement | None = None
        self._judging = InPauses(self, self._work, self._show, self._is_small, pause=0.15)
        self._taken = ""
        self._at = (0, 0)

    @property
    def _draft(self) -> str:
        return contract_draft(self._file_task.path)

    def compose(self) -> ComposeResult:
        """The stub text, what is said about it, the names that can be taken."""
        with Vertical(classes="page") as page:
            page.border_subtitle = "stub syntax: what a .pyi holds"
            text = self._offered or self.pbc.drafts.get(self._draft, self._text)
            yield StubArea(text, compact=True, show_line_numbers=True, tab_behavior="indent")
            yield Static(id="fault")
            yield Completions()
        yield KeysBar()

    def on_mount(self) -> None:
        """Judge what is there."""
        from pbc_tui.workflow.offered_names import OfferedNames

        self._names = OfferedNames(self.pbc.project.state.plan)
        self._area.focus()
        self._entitle()
        self._judging.look(self._area.text)

    def _entitle(self) -> None:
        """Say in the title whether this text is in force."""
        mark = " · draft, not set" if self._area.text != self._text else ""
        title = clean(f"Contract of {self._file_task.path}{mark}")
        self.query_one(".page").border_title = title

    @property
    def _area(self) -> StubArea:
        return self.query_one(StubArea)

    @property
    def _list(self) -> Completions:
        return self.query_one(Completions)

    # While somebody types

    def on_text_area_changed(self, _: TextArea.Changed) -> None:
        """Judge what is typed, and list what may stand there."""
        self._entitle()
        self._judging.look(self._area.text)
        self._complete()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """A list belongs to the place where it was opened."""
        if self._list.is_open and event.selection.end != self._at:
            self._list_names(())

    def _complete(self) -> None:
        from pbc_tui.design.blueprint.context import module_name
        from pbc_tui.design.plan.completion import choices
        from pbc_tui.design.plan.needs import is_package_file

        area = self._area
        self._at = row, column = area.cursor_location
        # Before the first judgement nobody has read the other contracts.
        if self._judgement is None or area.text == self._taken:
            self._list_names(())
            return
        path = self._file_task.path
        package = is_package_file(path)
        found = choices(
            area.text, row, column, self._names.project, module_name(path), is_package=package
        )
        self._list_names(found)

    def _list_names(self, found: Sequence[Choice]) -> None:
        self._list.show(found)
        self._place_list()
        # A text that scrolls does so a moment later.
        self.call_after_refresh(self._place_list)
        # Tab indents, unless there is a name to take.
        self._area.left_alone = frozenset(["tab"] if found else [])
        self.refresh_bindings()

    def _place_list(self) -> None:
        area = self._area
        self._list.stand_at(area.cursor_screen_offset, area.content_region.bottom)

    def _is_small(self, text: str) -> bool:
        return self._judgement is not None and len(text) <= AT_ONCE

    def _work(self, text: str) -> Judgement:
        from pbc_tui.workflow.judging_stub import judge_stub

        return judge_stub(self._names, self._file_task, text)

    def _show(self, judgement: Judgement) -> None:
        first = self._judgement is None
        self._judgement = judgement
        self.query_one("#fault", Static).update(lines(self._said(judgement)))
        self.refresh_bindings()
        if first and self._area.text not in (self._text, self._offered):
            self._complete()

    def _said(self, judgement: Judgement) -> list[Content]:
        if not self._area.text.strip():
            example = "for instance   def parse(value: str) -> int: ..."
            return [Content.styled(example, "$dim")]
        if judgement.fault:
            return [Content.assemble(("✗ ", "$error"), span(judgement.fault, "$error"))]
        rows = [Content.styled("✓ this can be enforced", "$success")]
        adds = key_of(self.pbc, "contract.import")
        for place, hint in enumerate(judgement.hints[:_MOST_LINES]):
            words = f"{hint.name} in line {hint.line} is not imported; {hint.source} offers it"
            key = (f"   {adds} adds the import", "bold $accent") if place == 0 else ""
            rows.append(Content.assemble(("· ", "$accent"), span(words), key))
        for fault in judgement.unresolved[:_MOST_LINES]:
            words = fault.words.removeprefix(f"{fault.path}: ")
            rows.append(Content.assemble(("! ", "bold $warning"), span(words)))
        return rows

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the list are the text's own while it is closed."""
        if parameters and parameters[0] in _WHEN_OPEN:
            return bool(self.query(Completions)) and self._list.is_open
        return True

    def do_take(self) -> None:
        """Take the name at the list's cursor, with the import that it needs."""
        choice = self._list.chosen
        if choice is None:
            return
        row, column = self._area.cursor_location
        self._area.replace(choice.text, (row, column - choice.typed), (row, column))
        if choice.statement:
            self._add(choice.statement)
        self._taken = self._area.text
        self._list_names(())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes a name."""
        event.stop()
        self.do_take()

    def do_next_name(self) -> None:
        """The next name of the list."""
        self._list.action_cursor_down()

    def do_previous_name(self) -> None:
        """The name before it."""
        self._list.action_cursor_up()

    def why_no_import(self) -> str:
        """Why there is no import to add."""
        if self._judgement is None or self._judgement.fault:
            return "imports are looked for once the text is a stub"
        return "" if self._judgement.hints else "no name lacks an import that is known"

    def do_import(self) -> None:
        """Add the import that the first name without one needs."""
        if self._judgement is not None and self._judgement.hints:
            self._add(self._judgement.hints[0].statement)

    def _add(self, statement: str) -> None:
        from pbc_tui.design.contract.placing_imports import place_import

        if insertion := place_import(self._area.text, statement):
            self._area.insert(insertion.text, (insertion.row, insertion.column))

    async def do_existing(self) -> None:
        """Put the interface of a file that exists here, to be trimmed."""
        from pbc_tui.ui.screens.planning.existing_code import ask_existing

        text = await ask_existing(self.pbc, self._file_task)
        if text is not None:
            self._put(text)
            self._source = "existing-code"

    def why_not_reset(self) -> str:
        """Why there is nothing to go back to."""
        return "" if self._area.text != self._text else "this is the contract in force"

    def do_reset(self) -> None:
        """Put the contract in force in the place of what was typed."""
        self._put(self._text)

    def _put(self, text: str) -> None:
        self._taken = text
        # Unlike a new text, a replacement can be undone.
        self._area.replace(text, (0, 0), self._area.document.end)

    def do_save(self) -> None:
        """Set it; an empty text takes the contract away.

        Raises:
            Refused: naming the line at fault.
        """
        from pbc_tui.workflow import plan_desk

        plan_desk.set_contract(
            self.pbc.project, self._file_task.path, self._area.text, self._source
        )
        self._forget()
        self.dismiss(True)

    def _forget(self) -> None:
        if self.pbc.drafts.pop(self._draft, None) is not None:
            self.pbc.drafts.save()

    def do_leave(self) -> None:
        """Close the list, or the editor; what differs stays as a draft."""
        if self._list.is_open:
            self._list_names(())
            return
        if self._area.text != self._text:
            self.pbc.drafts[self._draft] = self._area.text
            self.pbc.drafts.save()
        else:
            self._forget()
        self.dismiss(False)
