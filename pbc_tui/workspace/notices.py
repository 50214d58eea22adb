"""What the operating system can tell about directories, and what every source of it must do."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Protocol

ADDED, MODIFIED, DELETED, ARRIVED = 1, 2, 4, 8
"""Kinds of change. ARRIVED: moved to this name as a whole, and nothing happened to it since."""

Notices = dict[str, int]
"""The kinds of change, or-ed, by absolute path."""


class Source(Protocol):
    """Tells what happens in a set of directories, in each without its subdirectories.

    ``reason`` is "" while no notice can be missing, else one line that says why they may be:
    whoever listens then has to look for himself. ``exact`` says whether a rename is told as one.
    """

    reason: str
    exact: bool

    def watch(self, directories: Iterable[str]) -> None:
        """Watch these directories too; those that are watched already cost nothing."""
        ...

    def forget(self, directories: Iterable[str]) -> None:
        """Watch these no more: they are gone, or others stand in their place."""
        ...

    def wait(self, seconds: float) -> Notices:
        """What happened since the last call; at most ``seconds`` may pass until something does."""
        ...

    def lost(self) -> bool:
        """Whether notices were lost since this was asked last, so that everything is in doubt."""
        ...

    def wake(self) -> None:
        """End a ``wait`` of another thread."""
        ...

    def close(self) -> None:
        """Watch nothing any more."""
        ...


class Silence:
    """The source where there is none: everything has to be looked at."""

    exact = True

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self._woken = threading.Event()

    def watch(self, directories: Iterable[str]) -> None:
        """Nothing is watched."""

    def forget(self, directories: Iterable[str]) -> None:
        """Nothing was watched."""

    def wait(self, seconds: float) -> Notices:
        """Nothing is told."""
        if self._woken.wait(max(seconds, 0.0)):
            self._woken.clear()
        return {}

    def lost(self) -> bool:
        """Nothing was told, so nothing was lost."""
        return False

    def wake(self) -> None:
        """End a ``wait`` of another thread."""
        self._woken.set()

    def close(self) -> None:
        """Nothing is held."""
