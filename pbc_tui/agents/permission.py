"""What an agent asks leave for, as the person is shown it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, eq=False, slots=True)
class Permission:
    """One request: sanitized words, the options by id, the id that refuses ("" for none).

    ``diff`` is what would be written, "" where nothing is known of it.
    """

    title: str
    details: str
    options: tuple[tuple[str, str], ...]
    refusal: str = ""
    diff: str = ""


Ask = Callable[[Permission], Awaitable[str]]
"""Returns the id of the option that was taken, "" for none."""
