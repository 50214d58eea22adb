"""From what several tools saw to findings: each danger once, each bound to the text it is about.

A person dismisses one finding (SPEC 8). So that this one finding is meant and no other, its anchor
is made from the text it stands in: it moves with its lines, and ends when their substance changes.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pbc_tui.checks.security_levels import subject_of_code
from pbc_tui.design.verdict import Finding

_ANCHOR = 12


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding with the lines that it is about, ``first`` to ``last``, counted from 1."""

    finding: Finding
    first: int
    last: int

    def meets(self, other: Sighting) -> bool:
        """Whether both are about the same danger at the same place."""
        return (
            subject_of_code(self.finding.code) == subject_of_code(other.finding.code)
            and self.first <= other.last
            and other.first <= self.last
        )


def merged(*sources: Iterable[Sighting]) -> list[Sighting]:
    """The sightings of all sources, the ones named first in their own words.

    What an earlier source has said about the same lines and danger is not told again, unless the
    later one weighs it heavier.
    """
    kept: list[Sighting] = []
    for source in sources:
        new = []
        for one in source:
            known = [other for other in kept if one.meets(other)]
            if known and one.finding.critical and not any(o.finding.critical for o in known):
                kept = [other for other in kept if other not in known]
                known = []
            if not known:
                new.append(one)
        kept += new
    return kept


def anchored(sightings: Iterable[Sighting], text: str) -> list[Finding]:
    """The findings in the order of the file, each with the anchor that tells it from all others."""
    lines = re.split(r"\r\n|[\r\n]", text)
    counts: Counter[tuple[str, str, str]] = Counter()
    found = []
    for one in sorted(sightings, key=lambda each: (each.finding.line, each.finding.column)):
        first, last = min(one.first, one.finding.line), max(one.last, one.finding.line)
        substance = _substance("\n".join(lines[max(first - 1, 0) : max(last, 0)]))
        key = (one.finding.code, one.finding.message, substance)
        # The same danger in the same words twice is two findings.
        counts[key] += 1
        seed = f"{substance}\0{counts[key]}".encode("utf-8", "surrogatepass")
        anchor = hashlib.sha256(seed).hexdigest()[:_ANCHOR]
        found.append(one.finding.model_copy(update={"anchor": anchor}))
    return found


def _substance(text: str) -> str:
    """The text without what a formatter changes: spaces, kinds of quotes, trailing commas."""
    plain = re.sub(r"\s+", "", text).replace("'", '"')
    return re.sub(r",(?=[)\]}])", "", plain)
