"""The brief of a file: everything that its task, its prompt and its checks need to know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Phase(IntEnum):
    """The order in which kinds of files are generated (SPEC 5): lower first."""

    INFRASTRUCTURE = 0
    FOUNDATION = 1
    CORE = 2
    TEST = 3
    OPTIONAL = 4
    EXAMPLE = 5
    DOCUMENTATION = 6
    LOCK = 7


class Effort(StrEnum):
    """How much work a file is."""

    TRIVIAL = "trivial"
    SIMPLE = "simple"
    MODERATE = "moderate"
    COMPLEX = "complex"

    @property
    def points(self) -> int:
        """What it counts: each step is about twice the work of the one before it."""
        return 1 << [*Effort].index(self)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known about one file before it is written.

    ``requires`` and ``tests`` hold roles: the files that it uses, and the test files that try it.
    ``contract`` is stub text, "" where no contract applies. ``third_party`` holds names of
    distributions that the file may import. The tuples of sentences fill the sections of the
    sub-prompt (SPEC 7) and are concrete for this project.
    """

    purpose: str
    phase: Phase
    effort: Effort = Effort.SIMPLE
    contract: str = ""
    requires: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    third_party: tuple[str, ...] = ()
    required_tables: tuple[str, ...] = ()
    problem: str = ""
    algorithms: tuple[str, ...] = ()
    edge_cases: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    performance: tuple[str, ...] = ()
    security: tuple[str, ...] = ()
    behaviours: tuple[str, ...] = ()
    data_flow: str = ""
    example: str = ""
