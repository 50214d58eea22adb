"""Reading something in full: a text, a diff; to copy it, or to approve it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.task_text import cut
from pbc_tui.ui.text import clean, lines
from pbc_tui.ui.widgets.filtered_page import FilteredPage, LaidOut
from pbc_tui.ui.widgets.keys_bar import KeysBar

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp

Accept = Literal["", "fix.accept", "again.accept", "proposal.accept"]
"""The command that ctrl+s is for a text; "" for one that can only be read."""

IN_FULL = ("d", "see the whole difference", "and decide then")
"""The choice of a question that shows the beginning of a difference alone."""
_MOST_LINES = 5000
_ALWAYS_SEEN = 6


class Reading(Modal[bool]):
    """A text on nearly the whole screen. True when the person approved it.

    A text that is laid out for a width is given as a function of its cells, which gives its
    entries. What can be approved is always shown in full.
    """

    DEFAULT_CSS = """
    Reading .page { width: 96%; height: 94%; border: round $border; background: $surface;
                    border-title-color: $accent; border-title-style: bold;
                    border-subtitle-color: $dim; }
    Reading VerticalScroll { padding: 0 2; scrollbar-gutter: stable; }
    Reading Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "text", "fix", "again")

    def __init__(
        self,
        title: str,
        content: Content | str | LaidOut,
        *,
        subtitle: str = "",
        accept: Accept = "",
    ) -> None:
        super().__init__()
        self._title = title
        text = clean(content) if isinstance(content, str) else content
        self._page = FilteredPage(text, narrows=not accept)
        self._subtitle = subtitle
        self._accept = accept

    def compose(self) -> ComposeResult:
        """The page."""
        with Vertical(classes="page") as page:
            page.border_title = clean(self._title)
            page.border_subtitle = clean(self._subtitle)
            yield self._page
        yield KeysBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of the meanings of ctrl+s only that of this text is there."""
        identifier = str(parameters[0]) if parameters else ""
        if identifier in get_args(Accept):
            return identifier == self._accept
        return super().check_action(action, parameters)

    def do_copy(self) -> None:
        """Copy all that is shown to the clipboard."""
        self.app.copy_to_clipboard(self._page.shown.plain)
        self.pbc.say("copied to the clipboard")

    def do_accept(self) -> None:
        """Approve what is shown, or whatever the footer says."""
        self.dismiss(True)

    def do_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(False)


def reading_keys(app: PbcApp) -> str:
    """What is said below a text that can only be read."""
    return f"{key_of(app, 'text.copy')} copies, {key_of(app, 'dialog.leave')} closes"


def is_long(diff: str) -> bool:
    """Whether a question in a small terminal cannot show all of a difference."""
    return len(diff.splitlines()) > _ALWAYS_SEEN


def beginning(diff: str, most: int) -> str:
    """The first ``most`` lines of a difference, and how many there are beyond them."""
    rows = diff.splitlines()
    if len(rows) <= most:
        return diff
    return "\n".join([*rows[:most], f"… {len(rows) - most} more lines"])


async def show_in_full(app: PbcApp, title: str, diff: str) -> None:
    """Let the person read a difference of which a question showed the beginning."""
    await app.push_screen_wait(Reading(title, diff_content(cut(beginning(diff, _MOST_LINES)))))


def diff_content(diff: str) -> Content:
    """A unified diff in colours that repeat what its signs say."""
    return lines(_diff_line(row) for row in diff.splitlines())


def _diff_line(row: str) -> Content:
    if row.startswith(("+++", "---")):
        return clean(row, "bold $dim")
    if row.startswith("@@"):
        return clean(row, "$accent")
    if row.startswith("+"):
        return clean(row, "$success")
    if row.startswith("-"):
        return clean(row, "$error")
    return clean(row, "$foreground 70%")
