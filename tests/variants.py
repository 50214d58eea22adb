"""Many variants of one test: a few are tried each time, all of them with ``-m long``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def variants(all_of_them: Iterable[Any], each_time: Collection[Any]) -> list[Any]:
    """Parameters for ``parametrize``; those not in ``each_time`` bear the marker ``long``.

    Raises:
        ValueError: when one of ``each_time`` is no variant.
    """
    values = list(all_of_them)
    if unknown := [each for each in each_time if each not in values]:
        raise ValueError(f"no variants: {unknown}")
    return [
        value if value in each_time else pytest.param(value, marks=pytest.mark.long)
        for value in values
    ]
