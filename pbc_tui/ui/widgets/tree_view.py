"""The tree as flat lines: only what is visible is drawn, however many entries there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.structure import Node, Tree
from pbc_tui.ui.commands.movement import IN_A_TREE, movements
from pbc_tui.ui.drawing import repeated
from pbc_tui.ui.quiet_focus import QuietFocus
from pbc_tui.ui.widgets.tree_rows import TreeRow, TreeRows

PURPOSE_AT = 44
"""The most cells that names take before the purposes begin."""

NoteOn = Callable[[str, Node], str]
"""Says in a few words what is to be known of an entry (path, node), "" for nothing."""


class TreeView(QuietFocus, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows of a tree with a cursor, marks and folds; it edits nothing itself."""

    class Moved(Message):
        """The cursor is on another entry."""

    class Pressed(Message):
        """An entry was clicked a second time, or enter was pressed on it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "tree--guide",
        "tree--directory",
        "tree--file",
        "tree--purpose",
        "tree--note",
        "tree--cursor",
        "tree--cursor-blurred",
        "tree--marked",
    }
    DEFAULT_CSS = """
    TreeView { height: 1fr; background: $background; overflow-x: hidden; }
    TreeView > .tree--guide { color: $foreground 25%; }
    TreeView > .tree--directory { color: $accent; text-style: bold; }
    TreeView > .tree--file { color: $foreground; }
    TreeView > .tree--purpose { color: $dim; }
    TreeView > .tree--note { color: $success; }
    TreeView > .tree--cursor { background: $block-cursor-background; }
    TreeView > .tree--cursor-blurred { background: $block-cursor-blurred-background; }
    TreeView > .tree--marked { color: $warning; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = movements(IN_A_TREE)

    cursor = reactive(0, repaint=False)

    def __init__(self, id: str = "tree") -> None:
        super().__init__(id=id)
        self.structure = Tree()
        self.rows = TreeRows()
        self.folded: frozenset[str] = frozenset()
        self.marked: frozenset[str] = frozenset()
        self.note_on: NoteOn = lambda path, node: ""
        self.words = ""
        self._gap: int | None = None
        self.name_width = 20
        self._styles: dict[str, Style] = {}
        self._base = Style()  # The ground, from one painting to the next.

    # Showing

    def show_tree(self, tree: Tree) -> None:
        """Show a tree; the cursor stays on its entry, folds and marks stay where they apply."""
        if tree is not self.structure:
            self.structure = tree
            self.marked = frozenset(path for path in self.marked if path in tree)
        self.rebuild()

    def rebuild(self) -> None:
        """Draw the rows anew after a change of tree, folds or filter."""
        at = self.path
        self.rows.show(self.structure, self.folded, self.words)
        self.name_width = min((self.rows.width or 10) + 3, PURPOSE_AT)
        self._measure()
        self.go_to(at)
        self.refresh()
        if self.path != at:
            # Another entry came to the line of the cursor, which itself did not move.
            self.post_message(self.Moved())

    @property
    def _lines(self) -> int:
        return len(self.rows) + (self._gap is not None)

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, self._lines)

    @property
    def row(self) -> TreeRow | None:
        """The row at the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def path(self) -> str:
        """The path at the cursor, "" when there is none."""
        row = self.row
        return row.path if row is not None else ""

    def go_to(self, path: str) -> bool:
        """Put the cursor on a path, or on the nearest directory above it that is shown."""
        while path:
            place = self.rows.place(path)
            if place is not None:
                self.cursor = place
                self._show_cursor()
                return True
            path = path.rpartition("/")[0]
        self.cursor = min(self.cursor, max(len(self.rows) - 1, 0))
        return False

    def go_to_match(self) -> None:
        """Put the cursor on the first entry that the filter is after."""
        self.cursor = self.rows.first_match
        self._show_cursor()

    def open_gap(self, place: int | None) -> None:
        """Keep an empty line before row ``place``, where something is typed; None closes it."""
        self._gap = place
        self._measure()
        self.refresh()
        if place is not None:
            self.scroll_to_region(Region(0, place, 1, 2), animate=False, force=True)

    def line_of(self, place: int) -> int:
        """On which line of the widget a row stands now."""
        return place - round(self.scroll_y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of ``crop``; below the last row they are alike."""
        self._base = self.rich_style
        rows = max(self._lines - round(self.scroll_y), 0)
        return repeated(super().render_lines, crop, range(rows, self.size.height))

    def render_line(self, y: int) -> Strip:
        """One line."""
        place = y + round(self.scroll_y)
        if self._gap is not None:
            if place == self._gap:
                return Strip.blank(self.size.width, self._base)
            place -= place > self._gap
        if not 0 <= place < len(self.rows):
            return Strip.blank(self.size.width, self._base)
        return self._line(place, self.rows[place])

    def _line(self, place: int, row: TreeRow) -> Strip:
        style = self._style
        base = self._base
        marked = row.path in self.marked
        kind = "tree--directory" if row.node.is_directory else "tree--file"
        name = single_line(row.node.name, 200) + ("/" if row.node.is_directory else "")
        segments = [
            Segment("◆ ", base + style("tree--marked")) if marked else Segment("  ", base),
            Segment(row.guides, base + style("tree--guide")),
            Segment(name, base + style("tree--marked" if marked else kind)),
        ]
        if row.folded:
            segments.append(
                Segment(f"  … {len(row.node.children)} inside", base + style("tree--guide"))
            )
        used = 2 + len(row.guides) + len(name)
        note = self.note_on(row.path, row.node)
        room = self.size.width - max(used, self.name_width + 2) - (len(note) + 3 if note else 1)
        if row.node.purpose and not row.folded and room > 8:
            segments.append(Segment(" " * max(self.name_width + 2 - used, 1), base))
            segments.append(
                Segment(single_line(row.node.purpose, room), base + style("tree--purpose"))
            )
        strip = Strip(segments)
        if note and strip.cell_length + len(note) + 2 <= self.size.width:
            gap = self.size.width - strip.cell_length - len(note) - 1
            strip = Strip(
                [*segments, Segment(" " * gap, base), Segment(note, base + style("tree--note"))]
            )
        strip = strip.adjust_cell_length(self.size.width, base)
        if place == self.cursor and self._gap is None:
            cursor = style("tree--cursor" if self.has_focus else "tree--cursor-blurred")
            strip = Strip(
                [Segment(s.text, (s.style or base) + cursor) for s in strip], strip.cell_length
            )
        return strip

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            full = self.get_component_rich_style(name)
            cursor = name.startswith("tree--cursor")
            self._styles[name] = (
                Style(bgcolor=full.bgcolor, reverse=full.reverse, underline=full.underline)
                if cursor
                else Style(color=full.color, bold=full.bold)
            )
        return self._styles[name]

    def notify_style_update(self) -> None:
        """Another theme: the colours are looked up again."""
        self._styles = {}
        super().notify_style_update()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._measure()
        self._show_cursor()

    # Moving

    def validate_cursor(self, value: int) -> int:
        """Only where a row is."""
        return min(max(value, 0), max(len(self.rows) - 1, 0))

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two lines that changed."""
        self._draw_rows(before, now)
        self._show_cursor()
        self.post_message(self.Moved())

    def draw_focus(self) -> None:
        """The cursor has another look while the focus is here."""
        self._draw_rows(self.cursor)

    def _draw_rows(self, *places: int) -> None:
        for place in places:
            self.refresh(Region(0, self.line_of(place), self.size.width, 1))

    def _show_cursor(self) -> None:
        if self.size.height:
            self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def action_go(self, step: int) -> None:
        """Some rows down or up."""
        self.cursor += step

    def action_page(self, step: int) -> None:
        """A page down or up."""
        self.cursor += step * max(self.size.height - 1, 1)

    def action_edge(self, end: int) -> None:
        """The first or the last row."""
        self.cursor = len(self.rows) - 1 if end else 0

    def action_fold(self) -> None:
        """Fold the directory, or go to the one above."""
        row = self.row
        if row is None:
            return
        if row.node.is_directory and not row.folded and row.node.children:
            self.folded |= {row.path}
            self.rebuild()
        elif row.parent:
            self.go_to(row.parent)

    def action_unfold(self) -> None:
        """Unfold the directory, or go into it."""
        row = self.row
        if row is None or not row.node.is_directory:
            return
        if row.folded:
            self.folded -= {row.path}
            self.rebuild()
        elif row.node.children:
            self.cursor += 1

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor; a second one presses."""
        place = event.y + round(self.scroll_y)
        if not 0 <= place < len(self.rows):
            return
        if place == self.cursor and event.chain > 1:
            self.post_message(self.Pressed())
        self.cursor = place
