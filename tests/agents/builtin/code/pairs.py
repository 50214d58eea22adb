"""Rows in which every two options of different questions meet at least once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

Pair = frozenset[tuple[str, int]]


def pairwise(factors: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """A small set of rows that covers all pairs; the same for the same factors."""
    open_pairs = {
        frozenset({(one, i), (other, j)})
        for one, other in combinations(factors, 2)
        for i in range(len(factors[one]))
        for j in range(len(factors[other]))
    }
    found = []
    while open_pairs:
        row = _next_row(factors, open_pairs)
        open_pairs -= {frozenset(pair) for pair in combinations(row.items(), 2)}
        found.append({name: factors[name][place] for name, place in row.items()})
    return found


def _next_row(factors: Mapping[str, Sequence[Any]], open_pairs: set[Pair]) -> dict[str, int]:
    first = min(open_pairs, key=sorted)
    row: dict[str, int] = dict(sorted(first))
    for name in factors:
        if name not in row:
            row[name] = max(
                range(len(factors[name])),
                key=lambda place: sum(
                    frozenset({(name, place), other}) in open_pairs for other in row.items()
                ),
            )
    return row
