"""The journal: one event a line, appended and fsynced; reading it back gives the whole project."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from pbc_tui.session.events import EVENT, Event


class JournalError(Exception):
    """A journal that cannot be used; the message says where and what would be right."""


class JournalLocked(JournalError):
    """Another process has the project open."""


class Journal:
    """The append-only file of one project.

    One process at a time may write: the lock is held from ``open`` to ``close`` and is let go by
    the system when the process dies. A last line that was torn by a crash is cut off at ``open``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(path.with_suffix(".lock"), timeout=0)
        self._file: int | None = None
        self._size = 0

    @property
    def exists(self) -> bool:
        """Whether there is a journal with something in it."""
        return self.path.is_file() and self.path.stat().st_size > 0

    def open(self) -> list[Event]:
        """Take the lock and return all events so far.

        Raises:
            JournalLocked: when another process holds the project.
            JournalError: when a line cannot be read, or the file cannot be opened.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise JournalLocked(
                f"another pbc-tui has this project open; close it first: {self.path.parent.parent}"
            ) from None
        except OSError as error:
            raise JournalError(f"{self.path.parent}: {error.strerror or error}") from error
        try:
            events, good = read_events(self.path)
            self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            if os.fstat(self._file).st_size > good:
                os.ftruncate(self._file, good)
            self._size = good
            _sync_directory(self.path.parent)
        except OSError as error:
            self.close()
            raise JournalError(f"{self.path}: {error.strerror or error}") from error
        except JournalError:
            self.close()
            raise
        return events

    def append(self, events: Iterable[Event]) -> None:
        """Write events to the disk and return only when they are there.

        Raises:
            JournalError: when they could not be written; nothing of them then counts. Also when
                somebody else cut or replaced the file.
        """
        if self._file is None:
            raise JournalError(f"{self.path}: the journal is closed")
        self._drop_foreign(self._file)
        content = b"".join(EVENT.dump_json(event) + b"\n" for event in events)
        try:
            written = 0
            while written < len(content):
                written += os.write(self._file, content[written:])
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, self._size)
            raise JournalError(f"{self.path}: {error.strerror or error}") from error
        self._size += len(content)

    def close(self) -> None:
        """Let go of the file and the lock."""
        if self._file is not None:
            with contextlib.suppress(JournalError, OSError):
                self._drop_foreign(self._file)
            os.close(self._file)
            self._file = None
        self._lock.release()

    def _drop_foreign(self, file: int) -> None:
        """Cut off what somebody else appended: only what went through the gates is in here.

        Raises:
            JournalError: when the file was cut or replaced.
        """
        status = os.fstat(file)
        if status.st_size < self._size or not _is_at(self.path, status):
            raise JournalError(
                f"{self.path}: was changed by another program while the project is open; "
                "nothing more is recorded, put the file back or begin anew"
            )
        if status.st_size > self._size:
            os.ftruncate(file, self._size)


def _is_at(path: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(path), status)
    except OSError:
        return False


def _sync_directory(path: Path) -> None:
    """Make a new file's entry in its directory as durable as what will be written into it."""
    try:
        directory = os.open(path, os.O_RDONLY)
    except OSError:
        # Windows opens no directories, and keeps their entries by itself.
        return
    try:
        os.fsync(directory)
    except OSError:
        pass
    finally:
        os.close(directory)


def read_events(path: Path) -> tuple[list[Event], int]:
    """The events of a journal and the number of bytes that hold them whole.

    A last line without its newline was torn by a crash and is left out.

    Raises:
        JournalError: naming the line that cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return [], 0
    events: list[Event] = []
    good = content.rfind(b"\n") + 1
    for number, line in enumerate(content[:good].splitlines(), start=1):
        try:
            events.append(EVENT.validate_json(line))
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]["msg"]
            raise JournalError(
                f"{path}, line {number}: not an event of this version ({fault}); "
                "move the file away to begin anew"
            ) from None
    return events, good
