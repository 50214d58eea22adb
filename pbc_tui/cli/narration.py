"""Narration on standard error, results on standard output, both safe for a terminal (SPEC 12)."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import click

from pbc_tui.design.plain_text import sanitize, single_line

LONGEST_LINE = 500


def complain(message: str) -> None:
    """One plain line on standard error that says what is wrong."""
    print(f"pbc-tui: {single_line(message, LONGEST_LINE)}", file=sys.stderr)


def narrate(line: str) -> None:
    """One line on standard error about what is being done."""
    print(single_line(line, LONGEST_LINE), file=sys.stderr, flush=True)


def say(text: str) -> None:
    """A result on standard output; what its encoding lacks is escaped.

    Raises:
        click.ClickException: when it cannot be written.
    """
    encoding = sys.stdout.encoding or "utf-8"
    _write(sanitize(text).encode(encoding, "backslashreplace").decode(encoding))


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """A result on standard output as JSON, escaped to ASCII so that any terminal shows it.

    Raises:
        click.ClickException: when it cannot be written.
    """
    _write(json.dumps(value, indent=indent))


def _write(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is still held back would be written once more at the end, and fail once more.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        message = f"the result cannot be written: {error.strerror or error}"
        raise click.ClickException(message) from None
