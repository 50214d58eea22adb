"""The structure beside its template: both in one list, differences gone to by keys (SPEC 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import clean, fit, hanging, lines, span
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing

if TYPE_CHECKING:
    from pbc_tui.design.structure import Compared
    from pbc_tui.ui.app import PbcApp

_SIGNS = {
    "same": (" ", "$dim"),
    "added": ("+", "$success"),
    "removed": ("-", "$error"),
    "purpose": ("~", "$warning"),
}
_WIDEST = 50
"""Cells that an entry may take before its purpose is pushed out of sight."""
_LEAST = 28
"""Cells of a purpose beside its entry; where there are fewer it stands below."""


async def show_comparison(app: PbcApp) -> None:
    """Show both trees in one, each difference with its sign.

    Raises:
        Refused: while an answer that the template needs is open.
    """
    from pbc_tui.design.options import StructureWay
    from pbc_tui.design.structure import compare
    from pbc_tui.workflow import design_desk

    state = app.project.state
    rows = compare(design_desk.template(app.project), state.tree)
    guided = state.answers.structure.way is StructureWay.GUIDED
    title = "Against the guided proposal" if guided else "Against the template of this purpose"
    await app.push_screen_wait(ComparisonScreen(title, rows))


class ComparisonScreen(Modal[None]):
    """Both trees in one list; the cursor begins at the first difference."""

    DEFAULT_CSS = """
    ComparisonScreen .page { width: 96%; height: 94%; border: round $border; background: $surface;
                             border-title-color: $accent; border-title-style: bold;
                             border-subtitle-color: $dim; }
    ComparisonScreen Listing { height: 1fr; background: $surface; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "text", "comparison")

    def __init__(self, title: str, rows: Sequence[Compared]) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._differing = [place for place, row in enumerate(rows) if row.change != "same"]

    def compose(self) -> ComposeResult:
        """The list, and how much differs."""
        with Vertical(classes="page") as page:
            page.border_title = clean(self._title)
            page.border_subtitle = clean(self._told())
            yield FilteredListing()
        yield KeysBar()

    def on_mount(self) -> None:
        """Draw, with the cursor on the first difference."""
        self._draw()
        if self._differing:
            self._listing.go_to(f"{self._differing[0]}")

    @property
    def _listing(self) -> FilteredListing:
        return self.query_one(FilteredListing)

    def on_listing_widened(self, event: Listing.Widened) -> None:
        """Purposes are wrapped to the width."""
        event.stop()
        self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click only moves the cursor."""
        event.stop()

    def _told(self) -> str:
        if not self._differing:
            return "nothing differs"
        counts = {change: sum(row.change == change for row in self._rows) for change in _SIGNS}
        return (
            f"+ {counts['added']} only here   - {counts['removed']} only there   "
            f"~ {counts['purpose']} with another purpose"
        )

    def _draw(self) -> None:
        room = max(self._listing.room, 20)
        names = [_name(row) for row in self._rows]
        width = min(max((each.cell_length for each in names), default=0), _WIDEST, room)
        drawn = [_row(row, name, width, room) for row, name in zip(self._rows, names, strict=True)]
        # A file in one tree may be a directory in the other: the path alone is no name for a row.
        words = (f"{row.path} {row.earlier} {row.purpose}" for row in self._rows)
        self._listing.set_rows(
            [(f"{place}", content) for place, content in enumerate(drawn)],
            {f"{place}": each for place, each in enumerate(words)},
        )

    def why_nothing_differs(self) -> str:
        """Why there is no difference to go to."""
        return "" if self._differing else "nothing differs"

    @property
    def _at(self) -> int:
        """The place of the row at the cursor among all rows."""
        current = self._listing.current
        return int(current) if current.isdigit() else 0

    def do_next(self) -> None:
        """Go to the next difference; behind the last one comes the first."""
        at = self._at
        ahead = [place for place in self._differing if place > at]
        self._listing.go_to(f"{(ahead or self._differing)[0]}")

    def do_previous(self) -> None:
        """Go to the difference before; before the first one comes the last."""
        at = self._at
        before = [place for place in self._differing if place < at]
        self._listing.go_to(f"{(before or self._differing)[-1]}")

    def do_copy(self) -> None:
        """Copy all of it to the clipboard."""
        rows = [_row(row, _name(row), _WIDEST, 1000).plain.rstrip() for row in self._rows]
        self.app.copy_to_clipboard("\n".join(rows))
        self.pbc.say("copied to the clipboard")

    def do_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _name(row: Compared) -> Content:
    sign, style = _SIGNS[row.change]
    name = row.path.rpartition("/")[2] + ("/" if row.is_directory else "")
    return Content.assemble((f"{sign} {'    ' * row.depth}", style), span(name, style))


def _row(row: Compared, name: Content, width: int, room: int) -> Content:
    said, style = row.purpose or row.earlier, "$dim"
    if row.change == "purpose":
        was, now = row.earlier or "nothing said", row.purpose or "nothing said"
        said, style = f"{was} → {now}", "$foreground 70%"
    if not said:
        return fit(name, width)
    if room - width - 2 >= _LEAST:
        return hanging(fit(name, width) + Content("  "), said, room, style, most=3)
    indent = " " * (2 + 4 * row.depth + 2)
    return lines([fit(name, room), hanging(indent, said, room, style, most=3)])
