"""Whether two literal values are the same constant."""

from __future__ import annotations


def same_literal(one: object, other: object) -> bool:
    """Equal and of the same types through and through: ``True`` is not 1, and 1 is not 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same_literal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            same_literal(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, set | frozenset):
        return one == other
    # ``nan`` is written the same and is not equal to itself.
    return one == other or repr(one) == repr(other)
