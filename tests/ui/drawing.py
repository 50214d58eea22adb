"""A screen as plain text: its rows, and for each theme the style of each cell as a letter.

A change of a screen is read in the difference of two such texts, and four sizes of it take no more
room than one picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from pbc_tui.ui.app import PbcApp

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class DrawingExtension(SingleFileSnapshotExtension):
    """One text file for each drawing."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


async def drawing(app: PbcApp, pilot: Pilot[int], themes: Sequence[str]) -> str:
    """What stands on the screen on top, and how it is coloured in each of ``themes``."""
    parts: list[str] = []
    for theme in themes:
        app.theme = theme
        await pilot.pause()
        await pilot.pause()
        rows, styles = _read(app)
        if not parts:
            parts.append("\n".join(rows))
        assert parts[0] == "\n".join(rows), f"other words in {theme}"
        parts.append(f"== {theme}\n{styles}")
    return "\n".join(parts) + "\n"


def _read(app: PbcApp) -> tuple[list[str], str]:
    rows: list[str] = []
    legend: dict[str, str] = {}
    coded: list[str] = []
    for strip in app.screen._compositor.render_strips():
        rows.append(strip.text.rstrip())
        runs = [(_words(segment.style), segment.cell_length) for segment in strip]
        code = []
        for words, same in groupby(runs, key=lambda run: run[0]):
            letter = legend.setdefault(words, _letter(len(legend)))
            code.append(f"{letter}{sum(cells for _, cells in same)}")
        coded.append(" ".join(code))
    lines = [f"{letter}  {words}" for words, letter in legend.items()]
    first = 0
    for code_of_row, group in groupby(coded):
        last = first + len(list(group)) - 1
        lines.append(
            f"{first}-{last}: {code_of_row}" if last > first else f"{first}: {code_of_row}"
        )
        first = last + 1
    return rows, "\n".join(lines)


def _letter(place: int) -> str:
    """A letter, and beyond the last one two."""
    if place < len(LETTERS):
        return LETTERS[place]
    return LETTERS[place // len(LETTERS) - 1] + LETTERS[place % len(LETTERS)]


def _words(style: Style | None) -> str:
    """A style without what a click on it would do."""
    return str(style.clear_meta_and_links()) if style else "none"
