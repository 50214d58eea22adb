"""Whether a text of Python that does not parse was cut off, and what was open when it ended."""

from __future__ import annotations

import io
import tokenize

from pbc_tui.checks.analysis.formats.lines import last_place, lines_of
from pbc_tui.checks.analysis.spot import Spot

_PAIRS = {"(": ")", "[": "]", "{": "}"}
# What Python says where something is missing; a number that is too long, for one, is none of it.
_TELLING = ("invalid syntax", "expected", "EOF", "unterminated", "never closed")
_SEEMS = "the output seems cut off"


def cut_off(text: str, fault: Spot | None = None) -> Spot | None:
    """Say what was still open when the text ended; None when nothing was.

    ``fault`` is where the parser gave up.
    """
    found = _open_end(text)
    if found is None and fault is not None and fault.line:
        found = _at_the_end(text, fault)
    return found


def _open_end(text: str) -> Spot | None:
    opened: list[tuple[str, int, int]] = []
    last = (1, 1)
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.OP and token.string in _PAIRS:
                opened.append((token.string, token.start[0], token.start[1] + 1))
            elif token.type == tokenize.OP and opened and token.string in _PAIRS.values():
                if _PAIRS[opened[-1][0]] != token.string:
                    return None
                opened.pop()
            if token.type not in (tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER):
                last = token.start
    except tokenize.TokenError as error:
        message, (line, column) = str(error.args[0]), error.args[1]
        if "triple-quoted" in message or "multi-line string" in message:
            words = f"{_SEEMS}: the string that begins in line {line} never ends"
            return Spot(line, column + 1, "cut-off", words)
        if opened:
            bracket, line, column = opened[-1]
            words = f"{_SEEMS}: {bracket!r} in line {line} is never closed"
            return Spot(line, column, "cut-off", words)
        return Spot(last[0], last[1] + 1, "cut-off", f"{_SEEMS} in the last statement")
    except (SyntaxError, ValueError):
        return None
    return None


def _at_the_end(text: str, fault: Spot) -> Spot | None:
    """Explain a fault that lies behind everything that was written, or in its last words."""
    line, column = last_place(text)
    if "indented block" in fault.message and fault.line >= line:
        return Spot(line, column, "cut-off", f"{_SEEMS} behind the header in line {line}")
    if fault.line < line:
        return None
    if not any(word in fault.message for word in _TELLING):
        return None
    last = lines_of(text)[line - 1] if text.strip() else ""
    if "unterminated" in fault.message:
        return Spot(line, fault.column, "cut-off", f"{_SEEMS} inside the string in line {line}")
    # Python gives column 0 where it met the end of the line.
    behind = fault.line > line or fault.column == 0 or fault.column >= column
    half = behind or ("invalid syntax" in fault.message and _is_half(last))
    expected = "expected" in fault.message and fault.column >= column - 1
    if half or expected:
        return Spot(line, column, "cut-off", f"{_SEEMS} in the middle of line {line}")
    return None


def _is_half(line: str) -> bool:
    """Whether a line ends with something that asks for more."""
    words = line.split()
    return line.rstrip().endswith(("=", ",", ".", "+", "-", "*", "/", "|", "&", "\\", "@")) or (
        bool(words) and words[-1] in ("import", "from", "return", "not", "and", "or", "in", "is")
    )
