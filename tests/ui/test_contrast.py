"""Text can be read: its contrast in each of our own themes, by WCAG 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

import pbc_tui.ui
from pbc_tui.ui.theme import CONTRAST, OWN_THEMES, shades

LEAST, LEAST_HIGH = 4.5, 7.0
"""Levels AA and AAA for text of the usual size (WCAG 2.2, 1.4.3 and 1.4.6)."""
COLOURS = ("foreground", "accent", "success", "warning", "error", "dim", "faint")
_THINNED = re.compile(r"\$foreground (\d+)%")
GROUNDS = ("background", "surface", "panel")
PAIRS = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-key-foreground", "background"),
    # A span of a row keeps its own colour under the cursor.
    *((name, "block-cursor-background") for name in COLOURS if name != "faint"),
    *((name, "block-cursor-blurred-background") for name in COLOURS),
)


def contrast(text: Color, ground: Color) -> float:
    """The ratio of two colours' relative luminance."""

    def luminance(colour: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
            for part in colour.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(text), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def _colour(theme: Theme, name: str) -> Color:
    colours = theme.to_color_system().generate() | theme.variables
    return Color.parse(colours[name])


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_each_colour_of_text_on_each_ground(theme: Theme, name: str, ground: str) -> None:
    least = LEAST_HIGH if theme is CONTRAST else LEAST
    assert contrast(_colour(theme, name), _colour(theme, ground)) >= least


@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_the_cursor(theme: Theme, pair: tuple[str, str]) -> None:
    least = LEAST_HIGH if theme is CONTRAST else LEAST
    assert contrast(*(_colour(theme, name) for name in pair)) >= least


@pytest.mark.parametrize("name", ["nord", "textual-light", "gruvbox", "solarized-light"])
def test_a_theme_of_others_gets_colours_that_can_be_read(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    colours = theme.to_color_system().generate()
    full = contrast(Color.parse(colours["foreground"]), Color.parse(colours["background"]))
    for shade in shades(theme).values():
        assert full > contrast(Color.parse(shade), Color.parse(colours["background"])) >= 3


def test_dimmed_text_is_told_by_those_colours_alone() -> None:
    """No style thins the foreground to what nobody can read; guides of a tree are no text."""
    for path in sorted(Path(pbc_tui.ui.__file__).parent.rglob("*.*")):
        rows = path.read_text("utf-8").splitlines() if path.suffix in (".py", ".tcss") else []
        text = "\n".join(row for row in rows if "tree--guide" not in row)
        thin = [int(part) for part in _THINNED.findall(text)]
        assert all(part >= 70 for part in thin), (path.name, thin)
