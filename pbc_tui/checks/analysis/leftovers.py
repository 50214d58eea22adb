"""What agents and merges leave in a file: code fences, prose, conflict markers, parts left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pbc_tui.checks.analysis.formats.lines import lines_of
from pbc_tui.checks.analysis.spot import Spot

_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)\s*[\w+.-]*\s*$")
_PARTS = r"(code|file|class|function|method|implementation|module|tests?|content|config\w*|imports)"
_ELISION = re.compile(
    r"\W*(\.\.\.|…|\[)\W*("
    rf"(the\s+)?(rest|remainder|remaining)\b.*\b{_PARTS}"
    rf"|(the\s+)?(existing|previous|other|original|unchanged|same)\s+{_PARTS}"
    rf"|{_PARTS}\s+(continues|unchanged|omitted|remains|goes here|as before)"
    r"|(same|unchanged|as)\s+(as\s+)?(before|above)"
    r"|(omitted|truncated)\b.*"
    r")\b.*",
    re.IGNORECASE,
)
_BARE_ELISION = re.compile(rf"\W*\(?(rest|remainder) of (the )?{_PARTS}\b.*", re.IGNORECASE)
_GREETING = re.compile(
    r"(here('s| is| are)|sure|certainly|of course|below is|i('ve| have|'ll| will)"
    r"|this (file|code|module|implementation|version)|the (above|following)|let me|note that)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[A-Z][a-z']*(,? [\w'`/.-]+){3,}[.:!?]$")
LONGEST_REMARK = 300
"""Longer lines, in characters, are no remark of an agent."""
_FENCE_WORDS = "a Markdown code fence was left in the file; only the code belongs here"
_PROSE_WORDS = "prose of the agent was left in the file; only the code belongs here"


def conflict_markers(text: str) -> list[Spot]:
    """The conflict markers of an unfinished merge; a lone row of equals signs is none."""
    rows = [
        (number, line) for number, line in enumerate(lines_of(text), 1) if _CONFLICT.match(line)
    ]
    if not any(line[0] in "<>" for _, line in rows):
        return []
    return [
        Spot(number, 1, "conflict-marker", f"{line[:7]} is a conflict marker of a merge")
        for number, line in rows
    ]


def leftovers(text: str, line: int = 0) -> list[Spot]:
    """What explains, in own words, why a text that should be code cannot be parsed.

    ``line`` is where the parser gave up, 0 when it does not say.
    """
    found = conflict_markers(text)
    lines = lines_of(text)
    fences = [number for number, one in enumerate(lines, 1) if _FENCE.match(one)]
    found += [Spot(number, 1, "code-fence", _FENCE_WORDS) for number in fences]
    found += [Spot(number, 1, "prose", _PROSE_WORDS) for number in _prose(lines, fences, line)]
    for number, one in enumerate(lines, 1):
        commented = one.lstrip().startswith(("#", "//"))
        if not commented and (is_elision(one) or _is_bare_elision(one)):
            found.append(
                Spot(number, 1, "elision", "a part of the file was left out; write all of it out")
            )
    return found


def elided(text: str, marks: Iterable[str]) -> list[Spot]:
    """Comments that stand for a part of the file that the agent did not write out.

    ``marks`` begin a comment in a file of this kind.
    """
    begin = tuple(marks)
    return [
        Spot(number, 1, "elision", "a part of the file was left out here; write all of it out")
        for number, line in enumerate(lines_of(text), 1)
        if line.lstrip().startswith(begin) and is_elision(line.strip())
    ]


def is_elision(line: str) -> bool:
    """Whether a line says, in dots or brackets, that a part was left out."""
    return len(line) <= LONGEST_REMARK and _ELISION.fullmatch(line) is not None


def _is_bare_elision(line: str) -> bool:
    return len(line) <= LONGEST_REMARK and _BARE_ELISION.fullmatch(line) is not None


def fenced_whole(text: str) -> list[Spot]:
    """The code fences that an agent put around a whole file in which they mean nothing."""
    lines = lines_of(text)
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) < 2 or not _FENCE.match(lines[filled[0] - 1]):
        return []
    last = lines[filled[-1] - 1].strip()
    if last.strip("`~"):
        return []
    return [Spot(number, 1, "code-fence", _FENCE_WORDS) for number in (filled[0], filled[-1])]


def _prose(lines: list[str], fences: list[int], fault: int) -> list[int]:
    """The lines of prose: around the fences, at the top, or where the parser gave up."""
    found: list[int] = []
    outside = [] if not fences else [*range(1, fences[0]), *range(fences[-1] + 1, len(lines) + 1)]
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if len(bare) > LONGEST_REMARK:
            continue
        told = _GREETING.match(bare) or _SENTENCE.match(bare)
        near = number <= 2 or number in outside or (fault and abs(number - fault) <= 1)
        if bare and near and told and not bare.startswith(("#", "//")) and not _is_code(bare):
            found.append(number)
    return found


def _is_code(line: str) -> bool:
    return bool(re.search(r"[=({\[]|^(import|from|class|def|return|if|for|with)\b", line))
