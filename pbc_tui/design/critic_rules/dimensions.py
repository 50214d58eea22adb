"""The five dimensions, what their levels mean, and what a total means (SPEC 3)."""

from __future__ import annotations

from enum import StrEnum

FULL_SCORE = 5
"""The best that one dimension can have."""


class Dimension(StrEnum):
    """What a design is judged by; each has 0 to 5 points."""

    CLARITY = "Clarity"
    COMPLETENESS = "Completeness"
    MAINTAINABILITY = "Maintainability"
    EXTENSIBILITY = "Extensibility"
    RISK = "Risk/Smells"

    def level(self, score: int) -> str:
        """What this many points mean, in the words of SPEC 3."""
        return _LEVELS[self][score]


class Assessment(StrEnum):
    """What a total means, and what may follow it."""

    EXCELLENT = "Excellent"
    GOOD = "Good"
    SIGNIFICANT = "Significant issues"
    MAJOR = "Major problems"

    @property
    def consequence(self) -> str:
        """What happens next, in the words of SPEC 3."""
        return _CONSEQUENCES[self]

    @classmethod
    def of(cls, total: int) -> Assessment:
        """The assessment of a total from 0 to 25."""
        return next(assessment for assessment, least in _LEAST.items() if total >= least)


_LEAST = {
    Assessment.EXCELLENT: 20,
    Assessment.GOOD: 15,
    Assessment.SIGNIFICANT: 10,
    Assessment.MAJOR: 0,
}

_CONSEQUENCES = {
    Assessment.EXCELLENT: "ready to proceed",
    Assessment.GOOD: "address the warnings, then proceed",
    Assessment.SIGNIFICANT: "revising is recommended; proceeding needs a written reason",
    Assessment.MAJOR: "the design must be revised",
}

_LEVELS: dict[Dimension, tuple[str, ...]] = {
    Dimension.CLARITY: (
        "goals undefined",
        "vague, scope unclear",
        "stated, some terms in conflict",
        "clear, small ambiguities",
        "well defined, reasons given",
        "goals, responsibilities, boundaries and reasons all explicit",
    ),
    Dimension.COMPLETENESS: (
        "major concerns missing",
        "many silent assumptions",
        "some assumptions explicit, gaps",
        "most addressed",
        "nothing significant missing",
        "every concern addressed, no silent assumption",
    ),
    Dimension.MAINTAINABILITY: (
        "unreadable within months",
        "complex, inconsistent",
        "moderate, conventions unclear",
        "reasonable, mostly consistent",
        "simple, well organised",
        "exemplary, fully consistent",
    ),
    Dimension.EXTENSIBILITY: (
        "any change is a rewrite",
        "almost no extension points",
        "key abstractions missing",
        "evolves with moderate effort",
        "clear extension points",
        "evolution is natural",
    ),
    Dimension.RISK: (
        "critical anti-patterns",
        "premature or contradictory design",
        "several smells",
        "small concerns",
        "clean, little risk",
        "nothing hidden, wholly fit",
    ),
}
