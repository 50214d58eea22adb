"""Notices of the operating system about directories, through watchfiles."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Iterable
from contextlib import suppress
from typing import Protocol

STEP_MS = 10
"""How often notices are collected; a change is known after one to two steps (milliseconds)."""
_LONGEST_STEP_MS = 20
# Where the system itself watches a whole subtree at no cost per directory.
_RECURSIVE = sys.platform in ("darwin", "win32")

Notice = tuple[int, str]
"""Kind of change (1 added, 2 modified, 3 deleted) and absolute path."""


class Stop(Protocol):
    """Anything that says whether to end, as ``threading.Event`` does."""

    def is_set(self) -> bool:
        """Whether to end."""
        ...


class Notifications:
    """Collects notices about a set of directories, each without its subdirectories.

    ``complete`` is false while notices may be missing: a directory could not be watched, or the
    watching broke down. Whoever listens then has to look for himself.
    """

    def __init__(self, stop: Stop, *, force_polling: bool | None = None) -> None:
        self._stop = stop
        self._force_polling = force_polling
        self._source: Generator[set[Notice], None, None] | None = None
        self._backlog: set[Notice] = set()
        self.complete = False

    def watch(self, directories: Iterable[str]) -> None:
        """Watch these directories from now on; no notice is lost at the change."""
        asked = list(directories)
        wanted = [path for path in asked if _is_text(path)]
        old, self._source = self._source, self._listen(wanted)
        self.complete = len(wanted) == len(asked)
        self._backlog |= self._next()
        if old is not None:
            with suppress(OSError, RuntimeError):
                self._backlog |= next(old, set())
            old.close()

    def wait(self) -> set[Notice]:
        """The notices since the last call; an empty set after one step without any."""
        notices, self._backlog = self._backlog, set()
        if self._source is None:
            time.sleep(STEP_MS / 1000)
        return notices | self._next()

    def close(self) -> None:
        """Watch nothing any more."""
        if self._source is not None:
            self._source.close()
            self._source = None

    def _next(self) -> set[Notice]:
        if self._source is None:
            return set()
        try:
            return next(self._source, set())
        except (OSError, RuntimeError):
            # A name that is no Unicode text ends the source, as does a directory that vanished.
            self.close()
            self.complete = False
            return set()

    def _listen(self, directories: list[str]) -> Generator[set[Notice], None, None]:
        from watchfiles import watch

        paths = directories[:1] if _RECURSIVE else directories
        batches: Generator[set[Notice], None, None] = watch(  # type: ignore[assignment]
            *paths,
            watch_filter=None,
            debounce=_LONGEST_STEP_MS,
            step=STEP_MS,
            rust_timeout=STEP_MS,
            yield_on_timeout=True,
            recursive=_RECURSIVE,
            force_polling=self._force_polling,
            ignore_permission_denied=True,
            raise_interrupt=False,
            stop_event=self._stop,
        )
        return batches


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
