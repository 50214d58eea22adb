"""Notes about work that is left: in comments, docstrings and the prose of other kinds of files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.prose import comments, docstrings
from pbc_tui.checks.analysis.spot import Spot

# In a list of things to do, the bare word is the subject; a note stands first, last, or has a mark.
_SUBJECT = (
    r"(?![- ](?:lists?|items?|entr(?:y|ies)|apps?|applications?|tasks?|records?|models?|tables?))"
)
_ORDERS = (
    "later|here|now|soon|maybe|better|someday|this|not|should|must|need|we|fix|add|implement"
    "|handle|remove|write|check|make|use|improve|refactor|clean|test|support|replace|move|rename"
    "|document|finish|complete|validate|optimi[sz]e|rewrite|drop|catch|decide|investigate|review"
)
_NOTE = re.compile(
    rf"^[#\s\-*:!>(\[]*(?P<first>TODO|FIXME|XXX|HACK|BUG)\b{_SUBJECT}"
    r"|\b(?P<marked>TODO|FIXME|XXX|HACK|BUG)\s*[:(\[!]|\b(?P<sure>FIXME|XXX)\b"
    r"|\b(?P<last>TODO)\s*\.?\s*$|^#+\s*(?P<lower>(?i:todo|fixme|to[- ]do|tbd))\s*[:(]"
    # In small letters it may name what a program is about, so it counts before an order only.
    rf"|^#+\s*(?P<order>(?i:todo|fixme|tbd))(?:\s*[.!-]*$|[\s,!-]+(?i:{_ORDERS})\b)"
)
_PROSE_NOTE = re.compile(
    r"(?:^|<!--|[-*>(\[])\s*(TODO|FIXME|XXX)\b(?![- ](?:lists?|items?|entr|apps?|tasks?))"
    r"|\b(TODO|FIXME|XXX)\s*[:(]"
)
_PLAIN = re.compile(r"\b(TODO|FIXME|XXX)\b()")
_COMMENT_MARKS = {"TOML": "#", "YAML": "#", "Dockerfile": "#"}


def notes_in_python(text: str, module: ast.Module) -> Iterator[Spot]:
    """The notes in the comments and docstrings of a Python file."""
    for row, column, comment in comments(text):
        if match := _NOTE.search(comment):
            word = next(filter(None, match.groups()))
            yield _note(row, column + comment.index(word), word)
    for _, docstring in docstrings(module):
        for offset, line in enumerate(str(docstring.value).splitlines()):
            if match := _PROSE_NOTE.search(line.strip()):
                yield _note(docstring.lineno + offset, 1, match.group(1) or match.group(2))


def notes_in_text(text: str, kind: str) -> Iterator[Spot]:
    """The notes in a file of another kind: in its comments, or as marks in its prose."""
    for number, line in enumerate(text.splitlines(), 1):
        if match := _in_line(line, kind):
            yield _note(number, match.start() + 1, match.group(1) or match.group(2))


def _note(line: int, column: int, word: str) -> Spot:
    return Spot(line, column, "todo", f"{word} marks work that is left; nothing may be left")


def _in_line(line: str, kind: str) -> re.Match[str] | None:
    if kind in _COMMENT_MARKS:
        mark = line.find(_COMMENT_MARKS[kind])
        return _PLAIN.search(line, mark) if mark >= 0 else None
    return _PROSE_NOTE.search(line)
