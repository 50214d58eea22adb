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
    return [value if value in each_time else _long(value) for value in values]


def every(step: int, all_of_them: Iterable[Any]) -> list[Any]:
    """Parameters for ``parametrize``: the first and each ``step``-th after it are tried each time.

    The others bear the marker ``long``. Values for several names are given as ``pytest.param``.
    """
    return [value if n % step == 0 else _long(value) for n, value in enumerate(all_of_them)]


def _long(value: Any) -> Any:
    if isinstance(value, type(pytest.param())):
        return pytest.param(*value.values, marks=(*value.marks, pytest.mark.long), id=value.id)
    return pytest.param(value, marks=pytest.mark.long)
