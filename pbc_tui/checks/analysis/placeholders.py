"""Comments that stand where code or settings should: "your code here", "rest unchanged".

A comment counts only when all of it says so. Those that begin with dots or a bracket are told by
the syntax check (``leftovers.py``); the docstrings of a file are prose and not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.formats.lines import lines_of
from pbc_tui.checks.analysis.leftovers import LONGEST_REMARK, is_elision
from pbc_tui.checks.analysis.prose import comments
from pbc_tui.checks.analysis.spot import Spot

_CODE = r"(?:code|implementations?|logic|class(?:es)?|functions?|methods?|module|script|imports?)"
_ANY = rf"(?:{_CODE}|tests?|file|body|bodies|contents?|config(?:uration)?|settings|fields|\w+s)"
_OLD = r"(?:existing|previous|other|original|remaining|current)"
_KEPT = (
    r"(?:(?:remains?|stays?|is|are|goes|go|continues?)\s+)?"
    r"(?:(?:exactly\s+)?the\s+same|unchanged|unmodified|untouched|intact|as\s+(?:is|before|above))"
)
_WHOSE = r"(?:(?:your|the|an?|actual|real|own|more|custom|additional|further|some|any|full)\s+)*"
_WRITES = r"(?:add|insert|write|put|place|paste|enter|include)"
_GOES = r"(?:goes?|comes?|belongs?|(?:would|will|should)\s+(?:go|come|be))\s+here"
# Whatever comes before, these words alone say that something is not there.
_SURE = (
    r"(?:the\s+)?(?:rest|remainder)\s+of\s+(?:the\s+|this\s+|your\s+)?(?:\w+\s+)?"
    r"(?:code|implementation|logic|class|function|methods?)"
    rf"(?:\s+(?:{_KEPT}|follows|omitted|here|{_GOES}))?",
    rf"(?:the\s+)?(?:rest|remainder)\s+of\s+(?:the\s+|this\s+|your\s+)?{_ANY}\s+{_KEPT}",
    rf"(?:the\s+)?{_OLD}\s+(?:\w+\s+)?{_CODE}\s+(?:{_KEPT}|{_GOES}|omitted)",
    rf"(?:the\s+)?(?:existing|previous|original|remaining)\s+(?:\w+\s+)?{_CODE}\s+here",
    r"existing\s+(?:code|implementation|logic)",
    rf"(?:keep|leave)\s+(?:the\s+|all\s+|your\s+)?{_OLD}\s+{_CODE}(?:\s+{_KEPT}|\s+here)?",
    rf"{_CODE}\s+{_KEPT}",
    r"no\s+changes?\s+(?:needed\s+|required\s+)?(?:here|below|above)",
    r"(?:\w+\s+){0,4}(?:omitted|elided|shortened|simplified|truncated|abbreviated|removed|left out)"
    r"\s+(?:here\s+)?for\s+(?:the\s+sake\s+of\s+)?(?:brevity|conciseness)",
    rf"{_CODE}\s+(?:omitted|elided|truncated|left\s+out|pending|to\s+follow|goes?\s+here)",
    r"(?:code|implementation|logic)\s+here",
    rf"{_WHOSE}(?:\w+\s+)?(?:code|logic|implementation|tests?|body)\s+{_GOES}",
    rf"{_WRITES}\s+{_WHOSE}(?:\w+\s+)?(?:{_CODE}|tests?)\s+here(?:\s+(?:as|if)\s+needed)?",
    rf"{_WRITES}\s+(?:your|more|additional|custom|actual)\s+(?:\w+\s+)?{_ANY}\s+here",
    rf"{_WRITES}\s+your\s+(?:own\s+)?(?:\w+\s+)?{_ANY}",
    rf"{_WRITES}\s+(?:the\s+)?(?:actual|real|missing)\s+(?:implementation|logic|code)(?:\s+here)?",
    r"your\s+(?:own\s+)?(?:\w+\s+)?(?:code|logic|implementation|tests?)(?:\s+here)?",
    r"(?:the\s+)?(?:actual|real|full|proper)\s+(?:implementation|logic|code)"
    r"\s+(?:would|will|should|needed|follows|to\s+follow|later)\b(?!\s+not\b).*",
    r"in\s+a\s+(?:real|real-world|production|full)\s+"
    r"(?:implementation|application|app|system|scenario|project),?\s+.*\b(?:would|should|could)\b.*",
    r"(?:(?:this|it)\s+is\s+)(?:just\s+|only\s+)?a\s+placeholder(?:\s+.*)?",
    r"(?:placeholder|dummy|stub)\s+(?:implementation|code|logic|function|method)"
    r"(?:\s+(?:for\s+now|here|only))?",
    r"placeholder\s+for\s+now",
    r"fill\s+(?:(?:this|me|it)\s+)?in(?:\s+(?:here|later))?",
    r"implement(?:\s+(?:this|me|it|the\s+rest))?(?:\s+(?:here|later|properly|function|method))*",
    r"(?:to\s+be\s+|not\s+yet\s+)implemented|not\s+implemented\s+yet",
    rf"(?:{_WRITES}\s+)?more\s+(?:\w+\s+)?{_ANY}\s+(?:here|to\s+(?:come|follow)|as\s+needed)",
)
# These say so only behind dots or in brackets; without them they may speak of the data.
_IN_DOTS = (
    rf"(?:the\s+)?(?:rest|remainder)(?:\s+of\s+.*)?(?:\s+{_KEPT})?",
    rf"(?:the\s+)?{_OLD}\s+(?:\w+\s+)?{_ANY}(?:\s+here)?",
    rf"(?:keep|leave|everything\s+else|all\s+else|nothing\s+else)\b.*(?:{_KEPT}|changes?)",
    rf"(?:{_ANY}\s+)?{_KEPT}(?:\s+here)?|no\s+changes?",
    r"snip(?:ped)?|cut|truncated|omitted|elided|(?:and\s+)?so\s+on|etc|continued?(?:\s+here)?",
    r"(?:and\s+)?(?:more|others?)(?:\s+\w+)?|similar(?:ly)?\s+for\s+.*",
)
_SAYS = re.compile("|".join(f"(?:{one})" for one in _SURE), re.IGNORECASE)
_SAYS_IN_DOTS = re.compile("|".join(f"(?:{one})" for one in _IN_DOTS), re.IGNORECASE)
_DOTS = re.compile(r"(?:\.\.\.|…)")
_MARKED = re.compile(r"[\s\-=]*(?:\.\.\.|…|[\[<(]|-{2,})")
_AROUND = " \t\f.…-=*~:;,!<>[](){}/\\#"
_BEGINS = ("#", "//", "/*", ";", "--", "<!--", "{#", "rem ")
_BY_KIND = {
    "TOML": ("#",),
    "YAML": ("#",),
    "Dockerfile": ("#",),
    "JSON": ("//", "/*"),
    "Markdown": ("<!--",),
    "text": _BEGINS,
}


def placeholders_in_python(text: str) -> Iterator[Spot]:
    """The placeholders among the comments of a Python file."""
    for row, column, comment in comments(text):
        if _is_placeholder(comment, ("#",)):
            yield _spot(row, column)


def placeholders_in_text(text: str, kind: str) -> Iterator[Spot]:
    """The placeholders among the comments of a file of another kind that fill a line."""
    marks = _BY_KIND.get(kind, ())
    for number, line in enumerate(lines_of(text), 1):
        bare = line.strip()
        if bare.lower().startswith(marks) and _is_placeholder(bare, marks):
            yield _spot(number, line.index(bare[0]) + 1)


def _spot(line: int, column: int) -> Spot:
    message = "this comment stands for something that is not there; write it out instead"
    return Spot(line, column, "placeholder", message)


def _is_placeholder(comment: str, marks: tuple[str, ...]) -> bool:
    if len(comment) > LONGEST_REMARK or is_elision(comment):
        return False
    mark = max((one for one in marks if comment.lower().startswith(one)), key=len, default="")
    inner = comment[len(mark) :].removesuffix("-->").removesuffix("*/").removesuffix("#}").strip()
    words = " ".join(inner.strip(_AROUND).split())
    words = re.sub(r"^(?:todo|note)\W+", "", words, flags=re.IGNORECASE)
    if not words:
        return inner in ("...", "…")
    if _SAYS.fullmatch(words):
        return True
    marked = _MARKED.match(inner) or _DOTS.search(inner[-4:])
    return bool(marked and _SAYS_IN_DOTS.fullmatch(re.sub(r"[()\[\]]", "", words)))
