"""Comments that switch a check off as a whole, where one rule in one line would do.

Sources: the documentation of ruff ("Error suppression", "Format suppression"), flake8, black,
isort, mypy, pyright and pylint.
"""

from __future__ import annotations

import re

from pbc_tui.checks.analysis.prose import comments
from pbc_tui.checks.analysis.spot import Spot

_CODES = r"[A-Za-z]+\d+"
_BLANKET = [
    (
        rf"(?:ruff|flake8)\s*:\s*noqa\s*:\s*(?P<code>{_CODES})",
        "this comment switches {code} off for the whole file; name the line",
    ),
    (
        r"(?:ruff|flake8)\s*:\s*noqa\b",
        "this comment switches the style check off for the whole file",
    ),
    (
        r"ruff\s*:\s*(?:file-ignore|disable)\b",
        "this comment switches rules off for more than its line; name the line",
    ),
    (
        rf"noqa\b(?!\s*:\s*{_CODES})",
        "a bare noqa hides every finding of the line; name the rule",
    ),
    (r"(?:fmt|yapf)\s*:\s*(?:off|disable)\b", "this comment switches formatting off"),
    (r"fmt\s*:\s*skip\b", "this comment keeps the line from being formatted"),
    (
        r"isort\s*:\s*(?:skip_file|off|skip)\b",
        "this comment keeps imports from being sorted",
    ),
    (
        r"type\s*:\s*ignore\b(?!\s*\[\s*[\w-]+)",
        "a bare type: ignore hides every error of the line; name its code",
    ),
    (
        r"pyright\s*:\s*ignore\b(?!\s*\[\s*\w+)",
        "a bare pyright: ignore hides every error of the line; name its rule",
    ),
    (
        r"mypy\s*:\s*(?:ignore[-_]errors|disable[-_]error[-_]code|allow[-_]untyped)",
        "this comment switches type checking off for the whole file",
    ),
    (
        r"pylint\s*:\s*(?:skip-file|disable\s*=\s*all)\b",
        "this comment switches pylint off",
    ),
]
_RULES = [(re.compile(rf"#\s*{mark}", re.IGNORECASE), message) for mark, message in _BLANKET]


def blanket_exemptions(text: str) -> list[Spot]:
    """Comments that switch a whole check off: a bare ``noqa``, ``ruff: noqa``, ``fmt: off``."""
    found = []
    for row, column, comment in comments(text):
        for mark, message in _RULES:
            if match := mark.search(comment):
                said = message.format(**match.groupdict())
                found.append(Spot(row, column + match.start(), "exemption", said))
                break
    return found
