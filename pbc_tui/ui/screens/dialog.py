"""Dialogs that ask one thing: yes or no, a text, one of several; each returns None when left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.input import Selection
from textual.widgets.option_list import Option

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import clean, hanging, lines
from pbc_tui.ui.widgets.area import Area
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Scroll

Answer = TypeVar("Answer")


class Dialog(Modal["Answer | None"], Generic[Answer]):
    """A box in the middle; escape leaves it and changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    LEAD_HAS_KEYS: ClassVar[bool] = False
    """Whether arrows scroll what it is about, since nothing else in the box needs them."""

    def __init__(self, title: str, lead: str | Content = "", note: str = "") -> None:
        super().__init__()
        self._title = title
        self._lead = lead if isinstance(lead, Content) else clean(lead)
        self._note = note

    def compose(self) -> ComposeResult:
        """Title, what it is about, what is asked."""
        with Vertical(classes="dialog") as box:
            box.border_title = clean(self._title)
            if self._lead:
                with Scroll(classes="about", can_focus=self.LEAD_HAS_KEYS):
                    yield Static(self._lead, classes="lead")
            yield from self.asked()
            if note := self.note():
                yield Static(clean(note), classes="note")
        yield KeysBar()

    def note(self) -> str:
        """What stands below; asked for once the keys are known."""
        return self._note

    def asked(self) -> ComposeResult:
        """What takes the answer."""
        yield from ()

    def do_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)


class AskYesNo(Dialog[bool]):
    """An explicit yes or no; nothing is preselected."""

    LEAD_HAS_KEYS = True
    AUTO_FOCUS = ".about"
    BINDINGS: ClassVar[list[BindingType]] = bindings("yes-no")

    def __init__(
        self,
        title: str,
        lead: str | Content,
        *,
        yes: str = "yes",
        no: str = "no",
        note: str = "",
    ) -> None:
        super().__init__(title, lead, note)
        self._words = (yes, no)

    def asked(self) -> ComposeResult:
        """The two keys."""
        yes, no = self._words
        keys = [(key_of(self.pbc, f"yes-no.{word}"), "bold $accent") for word in ("yes", "no")]
        yield Static(Content.assemble(keys[0], f"  {yes}     ", keys[1], f"  {no}"), classes="note")

    def do_yes(self) -> None:
        """Agree."""
        self.dismiss(True)

    def do_no(self) -> None:
        """Do not agree."""
        self.dismiss(False)


class AskText(Dialog[str]):
    """One line of text, judged while it is typed; a ``value`` to begin with gives way to typing."""

    def __init__(
        self,
        title: str,
        lead: str | Content = "",
        *,
        value: str = "",
        placeholder: str = "",
        note: str = "",
        problem: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(title, lead, note)
        self._value = value
        self._placeholder = placeholder
        self._problem = problem or (lambda text: "" if text.strip() else "something must be said")

    def note(self) -> str:
        """Unless something else is to be said, which keys there are."""
        return self._note or f"enter takes it, {key_of(self.pbc, 'dialog.leave')} leaves"

    def asked(self) -> ComposeResult:
        """The input and the line that says what is wrong."""
        yield Input(self._value, placeholder=self._placeholder, compact=True, select_on_focus=False)
        yield Static(classes="fault")

    def on_mount(self) -> None:
        """Select what is proposed: a key replaces it, an arrow keeps it."""
        entry = self.query_one(Input)
        entry.selection = Selection(0, len(entry.value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge what is typed."""
        fault = self._problem(event.value) if event.value else ""
        self.query_one(".fault", Static).update(clean(fault))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, unless something is wrong."""
        if fault := self._problem(event.value):
            self.query_one(".fault", Static).update(clean(fault))
        else:
            self.dismiss(event.value)


class AskLines(Dialog[str]):
    """Several lines of text; what is left unsaid is kept under the name ``draft``, if any."""

    DEFAULT_CSS = """
    AskLines TextArea { height: 12; background: $panel; margin-top: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("ask")

    def __init__(
        self,
        title: str,
        lead: str | Content = "",
        *,
        value: str = "",
        draft: str = "",
        problem: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(title, lead)
        self._value = value
        self._draft = draft
        self._problem = problem or (lambda text: "" if text.strip() else "something must be said")

    def do_leave(self) -> None:
        """Close; what was typed is kept as a draft."""
        text = self.query_one(TextArea).text
        if self._draft and text.strip():
            self.pbc.drafts[self._draft] = text
            self.pbc.drafts.save()
        self.dismiss(None)

    def asked(self) -> ComposeResult:
        """The area and the line that says what is wrong."""
        yield Area(self._value, compact=True, tab_behavior="indent", highlight_cursor_line=False)
        yield Static(classes="fault")

    def on_mount(self) -> None:
        """The cursor at the end of what stands there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Judge what is typed."""
        text = event.text_area.text
        fault = self._problem(text) if text.strip() else ""
        self.query_one(".fault", Static).update(clean(fault))

    def do_submit(self) -> None:
        """Take it, unless something is wrong."""
        text = self.query_one(TextArea).text
        if fault := self._problem(text):
            self.query_one(".fault", Static).update(clean(fault))
        else:
            self.dismiss(text)


_LEAST_BESIDE = 20
"""Cells that an explanation needs beside its words; with fewer it stands below them."""


class AskChoice(Dialog[str]):
    """One of several, by the cursor or by the first letter of its id that no other has; or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("choice")

    def __init__(
        self,
        title: str,
        lead: str | Content,
        choices: Sequence[tuple[str, str, str]],
        *,
        note: str = "",
    ) -> None:
        super().__init__(title, lead, note)
        self._choices = choices
        firsts = Counter(key[0] for key, _, _ in choices)
        self._keys = {key[0]: key for key, _, _ in choices if firsts[key[0]] == 1}

    def asked(self) -> ComposeResult:
        """One line each: key, words, explanation."""
        yield Listing(*(Option("", id=key) for key, _, _ in self._choices))

    def on_resize(self) -> None:
        """An explanation is wrapped beside its words."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        options = self.query_one(Listing)
        longest = max((len(words) for _, words, _ in self._choices), default=0)
        width = max(options.content_size.width - 2, 24)
        for index, (key, words, why) in enumerate(self._choices):
            lead = Content.assemble(
                (f" {key[0] if key[0] in self._keys else ' '}  ", "bold $accent"),
                clean(words.ljust(longest)),
                "   ",
            )
            wide = lead.cell_length + _LEAST_BESIDE <= width
            row = hanging(lead, why, width, "$dim") if wide or not why else None
            options.replace_option_prompt_at_index(
                index, row or lines([lead, hanging(" " * 5, why, width, "$dim")])
            )

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A character that chooses is no other key here."""
        return character in self._keys

    def on_key(self, event: events.Key) -> None:
        """A key chooses the one that begins with it."""
        if event.character in self._keys:
            event.stop()
            self.dismiss(self._keys[event.character])

    def do_take(self) -> None:
        """Choose what stands at the cursor."""
        self.query_one(Listing).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click chooses."""
        self.dismiss(event.option_id)
