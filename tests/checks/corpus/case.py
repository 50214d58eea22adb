"""One case of the corpus as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, Result

Files = Mapping[str, bytes]


class Sort(StrEnum):
    """The three classes of cases."""

    GOOD = "good"
    BAD = "bad"
    HOSTILE = "hostile"


@dataclass(frozen=True)
class Case:
    """A file in its repository, by what it is judged, and what must come of it.

    ``files`` is the whole repository, the file itself included; cases whose ``repository`` is the
    same differ in a few files only, "" stands for one of its own. ``expected`` holds the results
    that each check may give: one, but for hostile files, of which some end a tool in more ways than
    one. ``says`` holds a word that the check's reason, missing names or findings must contain.
    ``unjudged`` names checks that cannot judge the file and must not call that lawful. ``about`` is
    the check whose rule a bad file breaks. ``known`` names checks that do not give their result
    yet, with the reason; they count as missed. ``make`` makes what no text can stand for, in the
    repository and beside it; ``seconds`` limits the tests.
    """

    name: str
    sort: Sort
    spec: Specification
    files: Files
    expected: Mapping[CheckName, frozenset[Result]]
    says: Mapping[CheckName, str] = field(default_factory=dict)
    unjudged: frozenset[CheckName] = frozenset()
    about: CheckName | None = None
    known: Mapping[CheckName, str] = field(default_factory=dict)
    repository: str = ""
    make: Callable[[Path], None] | None = None
    seconds: float = 20.0

    @property
    def modern(self) -> bool:
        """Whether the file needs an interpreter newer than Python 3.11, the oldest one of ours."""
        return tuple(map(int, self.spec.python.split("."))) > (3, 11)


def stands(results: frozenset[Result]) -> bool:
    """Whether a check with these results must not keep the file from being acceptable."""
    return results <= {Result.PASS, Result.SKIPPED, Result.NOT_CHECKED}
