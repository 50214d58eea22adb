"""Narration on standard error, results on standard output, both safe for a terminal (SPEC 12)."""

from __future__ import annotations

import json
import sys
from typing import Any

from pbc_tui.design.plain_text import sanitize, single_line

LONGEST_LINE = 500


def complain(message: str) -> None:
    """One plain line on standard error that says what is wrong."""
    print(f"pbc-tui: {single_line(message, LONGEST_LINE)}", file=sys.stderr)


def narrate(line: str) -> None:
    """One line on standard error about what is being done."""
    print(single_line(line, LONGEST_LINE), file=sys.stderr, flush=True)


def say(text: str) -> None:
    """A result on standard output."""
    print(sanitize(text), flush=True)


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """A result on standard output as JSON, escaped to ASCII so that any terminal shows it."""
    print(json.dumps(value, indent=indent), flush=True)
