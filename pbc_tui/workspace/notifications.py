"""Notices of the operating system through watchfiles, and the choice of the source that fits."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Iterable
from contextlib import suppress

from pbc_tui.workspace.file_systems import why_no_notices
from pbc_tui.workspace.notices import ADDED, DELETED, MODIFIED, Notices, Silence, Source

_STEP_MS = 10
_LONGEST_STEP_MS = 20
# Where the system itself watches a whole subtree at no cost per directory.
_RECURSIVE = sys.platform in ("darwin", "win32")
_KINDS = {1: ADDED, 2: MODIFIED, 3: DELETED}
FORCE_POLLING = "WATCHFILES_FORCE_POLLING"
"""The variable of the environment that switches notices off, as it does for other programs."""

_Batches = Generator[set[tuple[int, str]], None, None]


def source_for(root: str, *, force_polling: bool | None = None) -> Source:
    """The best source of notices for the directory ``root``.

    ``force_polling`` True takes none; without a word the environment decides (``FORCE_POLLING``).
    """
    if force_polling is None:
        force_polling = os.environ.get(FORCE_POLLING, "").lower() not in ("", "0", "false")
    if force_polling:
        return Silence("notices are switched off")
    if sys.platform != "linux":
        return ThroughWatchfiles()
    from pbc_tui.workspace.inotify import Inotify

    try:
        return Inotify(why_no_notices(root))
    except OSError as error:
        return Silence(f"the system gives no notices ({error.strerror}, inotify)")


class ThroughWatchfiles:
    """Notices where the system is not Linux; a new directory makes all of them watched anew."""

    exact = False

    def __init__(self) -> None:
        self._directories: dict[str, None] = {}
        self._source: _Batches | None = None
        self._backlog: Notices = {}
        self.reason = ""

    def watch(self, directories: Iterable[str]) -> None:
        """Watch these directories too; no notice is lost at the change."""
        before = len(self._directories)
        self._directories |= dict.fromkeys(directories)
        if self._source is not None and (_RECURSIVE or before == len(self._directories)):
            return
        wanted = [path for path in self._directories if _is_text(path)]
        complete = len(wanted) == len(self._directories)
        self.reason = "" if complete else "a directory's name is no text"
        old, self._source = self._source, _listen(wanted)
        self._keep(self._next())
        if old is not None:
            with suppress(OSError, RuntimeError):
                self._keep(next(old, set()))
            old.close()

    def forget(self, directories: Iterable[str]) -> None:
        """Let them go; where one is the first of all, everything below is watched anew."""
        for path in directories:
            if path == next(iter(self._directories), None):
                self.close()
            self._directories.pop(path, None)

    def wait(self, seconds: float) -> Notices:
        """The notices since the last call; nothing after one step without any."""
        if self._source is None:
            time.sleep(min(max(seconds, 0.0), _STEP_MS / 1000))
        self._keep(self._next())
        notices, self._backlog = self._backlog, {}
        return notices

    def lost(self) -> bool:
        """It does not say."""
        return False

    def wake(self) -> None:
        """Every wait ends after one step."""

    def close(self) -> None:
        """Watch nothing any more."""
        if self._source is not None:
            self._source.close()
            self._source = None

    def _keep(self, batch: set[tuple[int, str]]) -> None:
        for kind, path in batch:
            self._backlog[path] = self._backlog.get(path, 0) | _KINDS[kind]

    def _next(self) -> set[tuple[int, str]]:
        if self._source is None:
            return set()
        try:
            return next(self._source, set())
        except (OSError, RuntimeError) as error:
            # A name that is no Unicode text ends the source, as does a directory that vanished.
            self.close()
            self.reason = f"the system's notices broke off ({error})"
            return set()


def _listen(directories: list[str]) -> _Batches:
    from watchfiles import watch

    paths = directories[:1] if _RECURSIVE else directories
    batches: _Batches = watch(  # type: ignore[assignment]
        *paths,
        watch_filter=None,
        debounce=_LONGEST_STEP_MS,
        step=_STEP_MS,
        rust_timeout=_STEP_MS,
        yield_on_timeout=True,
        recursive=_RECURSIVE,
        ignore_permission_denied=True,
        raise_interrupt=False,
    )
    return batches


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
