"""What agents and merges leave in a file: code fences, conflict markers, an output cut off."""

from __future__ import annotations

import io
import re
import tokenize

from pbc_tui.checks.analysis.spot import Spot

_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)\s*[\w+-]*\s*$")
_ELISION = re.compile(
    r"\s*(#|//)?\s*(\.\.\.|…)?\s*\(?(rest|remainder) of (the )?"
    r"(code|file|class|function|method|implementation|module)\b.*",
    re.IGNORECASE,
)
_PROSE = re.compile(r"(here('s| is| are)|sure|certainly|of course|below is|i('ve| have))\b", re.I)
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def conflict_markers(text: str) -> list[Spot]:
    """The conflict markers of an unfinished merge; a lone row of equals signs is none."""
    rows = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if _CONFLICT.match(line)
    ]
    if not any(line[0] in "<>" for _, line in rows):
        return []
    return [
        Spot(number, 1, "conflict-marker", f"{line[:7]} is a conflict marker of a merge")
        for number, line in rows
    ]


def leftovers(text: str) -> list[Spot]:
    """What explains, in own words, why a text that should be code cannot be parsed."""
    found = conflict_markers(text)
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            message = "a Markdown code fence was left in the file; only the code belongs here"
            found.append(Spot(number, 1, "code-fence", message))
        elif number <= 2 and _PROSE.match(line):
            message = "prose of the agent was left in the file; only the code belongs here"
            found.append(Spot(number, 1, "prose", message))
        elif _ELISION.fullmatch(line) and not line.lstrip().startswith(("#", "//")):
            found.append(Spot(number, 1, "elision", "a part of the file was left out"))
    return found


def cut_off(text: str) -> Spot | None:
    """Say what was still open when the Python text ended; None when nothing was."""
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
        return _open_end(str(error.args[0]), opened, error.args[1], last)
    except (SyntaxError, ValueError):
        return None
    return None


def _open_end(
    message: str, opened: list[tuple[str, int, int]], place: tuple[int, int], last: tuple[int, int]
) -> Spot | None:
    if "triple-quoted" in message or "multi-line string" in message:
        line = place[0]
        text = f"the output seems cut off: the string that begins in line {line} never ends"
        return Spot(line, place[1] + 1, "cut-off", text)
    if opened:
        bracket, line, column = opened[-1]
        text = f"the output seems cut off: {bracket!r} in line {line} is never closed"
        return Spot(line, column, "cut-off", text)
    return Spot(last[0], last[1] + 1, "cut-off", "the output seems cut off in the last statement")
