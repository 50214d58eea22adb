"""A second opinion on a design, in an agent's words: read, shown, and never counted (SPEC 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pbc_tui.design.critic_rules.dimensions import FULL_SCORE, Dimension
from pbc_tui.design.plain_text import sanitize

LARGEST = 64 * 1024
"""Bytes of an opinion that are read; a page or two is what was asked for."""

_SCORE = re.compile(r"[\s*_#>|-]*([A-Za-z/]+)[\s*_]*[:|][\s*_|]*(\d{1,6})(?:\s*/\s*5)?\b")


@dataclass(frozen=True)
class Opinion:
    """What an agent wrote: ``text`` is safe to show, ``scores`` what could be read from it.

    ``beyond`` holds what was given for a dimension outside 0 to 5; it counts for nothing.
    """

    text: str
    scores: Mapping[Dimension, int]
    beyond: Mapping[Dimension, int]

    @property
    def total(self) -> int | None:
        """The sum of the scores; None unless every dimension has one."""
        return sum(self.scores.values()) if len(self.scores) == len(Dimension) else None


def opinion_path(checkpoint: int) -> str:
    """Where the agent is told to write its opinion on a checkpoint."""
    return f".pbc/opinions/critic-{checkpoint}.md"


def read_opinion(content: bytes) -> Opinion:
    """The opinion in a file that anybody may have written.

    A score is a line ``Clarity: 4``; one outside 0 to 5 is kept apart, and a second one for the
    same dimension is left out.
    """
    text = sanitize(content[:LARGEST].decode("utf-8", "replace"))
    names = {dimension.value.lower(): dimension for dimension in Dimension}
    names["risk"] = names["smells"] = Dimension.RISK
    scores: dict[Dimension, int] = {}
    beyond: dict[Dimension, int] = {}
    for line in text.splitlines():
        found = _SCORE.match(line)
        if found is None or (dimension := names.get(found[1].lower())) is None:
            continue
        given = int(found[2])
        (scores if given <= FULL_SCORE else beyond).setdefault(dimension, given)
    return Opinion(text, scores, beyond)
