"""Figures, moments and spans of time in words, the same in every rendering."""

from __future__ import annotations

from datetime import datetime

from pbc_tui.report import model as m


def figure_text(figure: m.Figure) -> str:
    """A figure in words: its value with its unit, or why it was not measured."""
    if figure.value is None:
        return f"not measured: {figure.reason}"
    return f"{figure.value:.10g}{figure.unit}"


def time_text(moment: datetime) -> str:
    """A moment to the second."""
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def span_text(seconds: float) -> str:
    """A span of time in its two largest units."""
    whole = round(seconds)
    units = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))
    parts = []
    for size, unit in units:
        if whole >= size:
            parts.append(f"{whole // size} {unit}")
            whole %= size
    return " ".join(parts[:2]) or "0 s"


def counted(number: int, word: str) -> str:
    """``1 line``, ``2 lines``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
