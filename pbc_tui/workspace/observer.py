"""The work of the watcher's thread: notices in, changes out, and surveys where notices fail."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Protocol

from pbc_tui.workspace.content import Signature, look_below, read_below, signature_of
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.listing import listing
from pbc_tui.workspace.notices import ADDED, ARRIVED, DELETED, Notices, Source
from pbc_tui.workspace.settling import Change, Settling

_SLICE = 0.005
"""Seconds of surveying or settling after which newer notices have their turn."""
_BREATH = 0.01
"""Seconds left to everybody else between two slices of a survey."""
_STRIDE = 64
# A survey takes at most this share of the time, so that an idle watcher costs next to nothing.
_SHARE, _SHARE_WHEN_BLIND = 1 / 1000, 1 / 4
_PAUSE, _PAUSE_WHEN_BLIND = 2.0, 0.2
_LONGEST_RETRY = 30.0

Post = Callable[[Sequence[Change]], None]


class Stop(Protocol):
    """Anything that says whether to end, as ``threading.Event`` does."""

    def is_set(self) -> bool:
        """Whether to end."""
        ...


class Observer:
    """Observes the files below one root until it is told to stop.

    Notices are hints only: what counts is how a path looks on the disk. Now and then the whole tree
    is surveyed, since notices get lost in floods, while a new directory is not watched yet, and on
    file systems that send none. ``doubt`` is told why that happens often, and "" when it need not
    any more.
    """

    def __init__(
        self,
        root: str | os.PathLike[str],
        *,
        quiet: float,
        ignore: Ignore,
        stop: Stop,
        source: Source,
        doubt: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._root = os.fspath(root)
        self._ignore = ignore
        self._stop = stop
        self._source = source
        self._doubt = doubt
        self._doubted = ""
        self._settling = Settling(quiet, lambda path: read_below(self._root, path))
        self._directories: dict[str, Signature] = {}
        self._surveys: deque[Iterator[list[Change]]] = deque()
        self._survey_at = 0.0
        self._watch_at = 0.0
        self._retry = _PAUSE_WHEN_BLIND

    def run(self, post: Post, ready: Callable[[], None], initial: Collection[str] = ()) -> None:
        """Observe until told to stop.

        ``post`` gets the changes, ``ready`` is called once when none can be missed any more, the
        content of the ``initial`` paths is posted without a change.
        """
        try:
            self._begin(initial)
            ready()
            while not self._stop.is_set():
                changes = self._take(self._source.wait(self._patience()))
                changes += self._settle()
                changes += self._survey_a_little()
                if changes:
                    post(changes)
        finally:
            self._source.close()

    def _begin(self, initial: Collection[str]) -> None:
        for entry in listing(self._root, self._ignore):
            if self._stop.is_set():
                return
            if entry.signature.is_directory:
                self._directories[entry.path] = entry.signature
            else:
                self._settling.baseline(entry.path, entry.signature)
        # What changed between the listing and the watching is found by the first survey.
        self._watch(self._directories)
        for path in initial:
            signature = self._signature(path)
            age = time.time() - signature.modified_ns / 1e9 if signature else self._settling.quiet
            resting = min(max(age, 0.0), self._settling.quiet)
            self._settling.expect(path, signature, time.monotonic() - resting)

    def _patience(self) -> float:
        """Seconds until there is something to do even if nobody tells of anything."""
        if self._surveys:
            return _BREATH
        next_ = self._survey_at if not self._source.reason else min(self._survey_at, self._watch_at)
        if (deadline := self._settling.deadline) is not None:
            next_ = min(next_, deadline)
        return max(next_ - time.monotonic(), 0.0)

    @property
    def _is_blind(self) -> bool:
        return bool(self._source.reason) or "" not in self._directories

    def _watch(self, directories: Iterable[str]) -> None:
        """Watch directories; where one cannot be watched, that is tried ever more seldom."""
        self._source.watch(self._absolute(path) for path in directories)
        if not self._source.reason:
            self._retry = _PAUSE_WHEN_BLIND
        self._watch_at = time.monotonic() + self._retry
        self._retry = min(self._retry * 2, _LONGEST_RETRY)
        if self._source.reason != self._doubted:
            self._doubted = self._source.reason
            self._doubt(self._doubted)

    def _take(self, notices: Notices) -> list[Change]:
        kinds = {self._relative(path): found for path, found in notices.items()}
        left = {os.path.dirname(path) for path, found in kinds.items() if found & DELETED}
        now = time.monotonic()
        changes: list[Change] = []
        for path, found in kinds.items():
            status = look_below(self._root, path)
            signature = signature_of(status) if status else None
            if path in self._directories or (signature and signature.is_directory):
                if not self._ignore.directory(path) and self._is_other(path, signature):
                    # What was just made comes before what is looked through in case of a loss.
                    self._surveys.appendleft(self._survey(path))
            elif not self._ignore.file(path):
                whole = status is not None and self._is_whole(path, found, status, left)
                changes += self._settling.feed(path, signature, now, whole=whole)
        if self._source.lost():
            self._survey_at = now
        return changes

    def _is_whole(self, path: str, found: int, status: os.stat_result, left: set[str]) -> bool:
        """Whether a rename put the content there, so that there is nothing to wait for."""
        if not status.st_size or self._source.exact:
            return found == ARRIVED and bool(status.st_size)
        # A rename leaves the last write's time and a later change time, or, within the same tick
        # of the clock, another name that vanished from this directory.
        return found == ADDED and (
            status.st_ctime_ns > status.st_mtime_ns or os.path.dirname(path) in left
        )

    def _is_other(self, path: str, signature: Signature | None) -> bool:
        known = self._directories.get(path)
        return known is None or signature is None or known.inode != signature.inode

    def _is_there(self, path: str) -> bool:
        status = look_below(self._root, path)
        return status is not None and signature_of(status).is_directory

    def _settle(self) -> list[Change]:
        changes: list[Change] = []
        end = time.monotonic() + _SLICE
        while (settled := self._settling.due(now := time.monotonic(), _STRIDE)) and now < end:
            changes += settled
        return changes + settled

    def _survey_a_little(self) -> list[Change]:
        """Go on with the surveys for one slice; begin one of the whole tree when it is time."""
        now = time.monotonic()
        if self._source.reason and now >= self._watch_at:
            self._watch(self._directories)
        if not self._surveys and now >= self._survey_at:
            self._surveys.append(self._survey_of_all())
        changes: list[Change] = []
        while self._surveys and time.monotonic() < now + _SLICE:
            survey = self._surveys[0]
            found = next(survey, None)
            if found is None:
                self._surveys.remove(survey)
            else:
                changes += found
        return changes

    def _survey_of_all(self) -> Iterator[list[Change]]:
        cost = 0.0
        survey = self._survey("")
        while True:
            begun = time.monotonic()
            found = next(survey, None)
            cost += time.monotonic() - begun
            if found is None:
                break
            yield found
        share = _SHARE_WHEN_BLIND if self._is_blind else _SHARE
        pause = _PAUSE_WHEN_BLIND if self._is_blind else _PAUSE
        self._survey_at = time.monotonic() + max(pause, cost / share)

    def _survey(self, top: str) -> Iterator[list[Change]]:
        """Compare everything below ``top`` with what is known; changes come in small lots."""
        directories: dict[str, Signature] = {}
        files: set[str] = set()
        lot: list[Change] = []
        for count, entry in enumerate(listing(self._root, self._ignore, top), start=1):
            if entry.signature.is_directory:
                directories[entry.path] = entry.signature
            else:
                files.add(entry.path)
                lot += self._feed_if_other(entry.path, entry.signature)
            if count % _STRIDE == 0:
                yield lot
                lot = []
        known = [path for path in self._directories if _is_within(path, top)]
        for path in self._settling.paths({*known, *directories, os.path.dirname(top)}):
            if _is_within(path, top) and path not in files:
                lot += self._feed_if_other(path, self._signature(path))
        yield lot
        new = [path for path in directories if self._is_other(path, directories[path])]
        # One that another survey has found meanwhile is not gone.
        gone = [path for path in known if path not in directories and not self._is_there(path)]
        if new or gone:
            for path in gone:
                self._directories.pop(path, None)
            self._directories.update(directories)
            self._source.forget(self._absolute(path) for path in (*gone, *new))
            self._watch(new)
            if self._is_blind:
                self._survey_at = min(self._survey_at, time.monotonic() + _PAUSE_WHEN_BLIND)
        # What was written there before it was watched.
        self._surveys.extendleft(self._survey(path) for path in _topmost(new))

    def _feed_if_other(self, path: str, signature: Signature | None) -> list[Change]:
        if self._settling.seen(path) == signature:
            return []
        return self._settling.feed(path, signature, time.monotonic())

    def _signature(self, path: str) -> Signature | None:
        status = look_below(self._root, path)
        signature = signature_of(status) if status else None
        return None if signature and signature.is_directory else signature

    def _absolute(self, path: str) -> str:
        return os.path.join(self._root, path) if path else self._root

    def _relative(self, path: str) -> str:
        relative = path.removeprefix(self._root).lstrip(os.sep)
        return relative.replace(os.sep, "/") if os.sep != "/" else relative


def _is_within(path: str, top: str) -> bool:
    return not top or path == top or path.startswith(top + "/")


def _topmost(paths: list[str]) -> list[str]:
    """Those of the paths that lie below no other of them; parents come before children."""
    found: list[str] = []
    seen: set[str] = set()
    for path in paths:
        parts = path.split("/")
        above = {"/".join(parts[:count]) for count in range(1, len(parts))}
        if not (above | {""}) & seen:
            found.append(path)
        seen.add(path)
    return found
