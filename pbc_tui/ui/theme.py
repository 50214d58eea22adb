"""The application's own themes; every theme of Textual works as well."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from textual.color import Color
from textual.theme import Theme

from pbc_tui.configuration.faults import ConfigurationError

DARK = Theme(
    name="pbc-dark",
    primary="#7aa2f7",
    secondary="#5a7bc4",
    accent="#7aa2f7",
    foreground="#c8ccd4",
    background="#15171c",
    surface="#1a1d23",
    panel="#242831",
    success="#8fc07a",
    warning="#e0af68",
    error="#ee7a84",
    dark=True,
    variables={
        "border": "#7aa2f7",
        "border-blurred": "#343a46",
        "dim": "#a0a6b2",
        "faint": "#8f95a2",
        "block-cursor-background": "#263250",
        "block-cursor-foreground": "#eef1f6",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#252a35",
        "block-cursor-blurred-foreground": "#c8ccd4",
        "input-cursor-background": "#c8ccd4",
        "input-selection-background": "#7aa2f7 30%",
        "scrollbar": "#343a46",
        "scrollbar-hover": "#4a5262",
        "scrollbar-active": "#7aa2f7",
        "scrollbar-background": "#15171c",
        "scrollbar-background-hover": "#15171c",
        "scrollbar-background-active": "#15171c",
        "scrollbar-corner-color": "#15171c",
        "footer-key-foreground": "#7aa2f7",
    },
)

LIGHT = Theme(
    name="pbc-light",
    primary="#2a55ab",
    secondary="#4a6fb5",
    accent="#2a55ab",
    foreground="#2b2f38",
    background="#f6f5f2",
    surface="#efeeea",
    panel="#e4e2dc",
    success="#33682b",
    warning="#7a5006",
    error="#a32a38",
    dark=False,
    variables={
        "border": "#2a55ab",
        "border-blurred": "#c9c6bd",
        "dim": "#565b66",
        "faint": "#5b606b",
        "block-cursor-background": "#d5e1f7",
        "block-cursor-foreground": "#15171c",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e1e0da",
        "block-cursor-blurred-foreground": "#2b2f38",
        "scrollbar": "#c9c6bd",
        "scrollbar-background": "#f6f5f2",
        "scrollbar-background-hover": "#f6f5f2",
        "scrollbar-background-active": "#f6f5f2",
        "scrollbar-corner-color": "#f6f5f2",
        "footer-key-foreground": "#2a55ab",
    },
)

CONTRAST = Theme(
    name="pbc-contrast",
    primary="#8ecbff",
    secondary="#8ecbff",
    accent="#8ecbff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#7dff8a",
    warning="#ffd84d",
    error="#ffa8a8",
    dark=True,
    variables={
        "border": "#ffffff",
        "border-blurred": "#b0b0b0",
        "dim": "#d6d6d6",
        "faint": "#b8b8b8",
        "block-cursor-background": "#0d2f57",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#262626",
        "block-cursor-blurred-foreground": "#ffffff",
        "input-cursor-background": "#ffffff",
        "input-selection-background": "#8ecbff 50%",
        "scrollbar": "#b0b0b0",
        "scrollbar-active": "#ffffff",
        "scrollbar-background": "#000000",
        "footer-key-foreground": "#8ecbff",
    },
)
"""High contrast: every colour of text has at least 7:1 against the background (WCAG 2, AAA)."""

OWN_THEMES = (DARK, LIGHT, CONTRAST)
"""Each gives two colours more than Textual asks for: ``dim`` for what is beside the matter, and
``faint`` for what is further away still. Both can be read; neither says anything by itself."""


def shades(theme: Theme) -> dict[str, str]:
    """``dim`` and ``faint`` for a theme of others; where the terminal has the colours, none."""
    if theme.ansi:
        return {"dim": "ansi_default", "faint": "ansi_default"}
    colours = theme.to_color_system().generate()
    text, ground = (Color.parse(colours[name]) for name in ("foreground", "background"))
    return {"dim": ground.blend(text, 0.9).hex, "faint": ground.blend(text, 0.8).hex}


def theme_named(name: str, known: Collection[str]) -> str:
    """The theme of that name.

    Raises:
        ConfigurationError: when there is none.
    """
    if name in known:
        return name
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    words = f"did you mean {near[0]}?" if near else f"{', '.join(sorted(known))} are"
    raise ConfigurationError(f"theme: there is no theme {name!r}; {words}")
