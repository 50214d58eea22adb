"""What a sandbox is made of, as values: its level, what lies inside, and how much may be used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_MB = 1_000_000


class Level(StrEnum):
    """How a program is confined, the strongest first."""

    BUBBLEWRAP = "bubblewrap"
    LANDLOCK = "landlock"
    SEATBELT = "sandbox-exec"
    UNCONFINED = "unconfined"


MEANING = {
    Level.BUBBLEWRAP: (
        "Tests run in namespaces of their own: no network, a read-only copy of the repository, "
        "a home and a directory for files in memory, nothing else of yours in sight."
    ),
    Level.LANDLOCK: (
        "Tests run on a read-only copy of the repository, with a home of their own. The kernel "
        "keeps them from your files (they can see names, not contents), from any socket and from "
        "your processes. Modes and times of files are not really changed, and shared memory is "
        "not to be had, so tests that need them fail here."
    ),
    Level.SEATBELT: (
        "Tests run on a read-only copy of the repository, with a home of their own. macOS keeps "
        "them from your files (they can see names, not contents) and from the network."
    ),
    Level.UNCONFINED: (
        "Nothing confines the tests: they run on a copy of the repository, with a home, an "
        "environment and limits of their own, but what an agent wrote can read and change "
        "whatever you can."
    ),
}
"""What each level means for the person, in sentences."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a confined program finds.

    ``repository`` is the copy that it works on, readable only. ``readable`` are files and
    directories beside the system's own: interpreter, environment, launcher; links among them are
    made anew. ``writable`` are directories that it may fill up to the limit. ``home`` and ``tmp``
    are directories of its own; under bubblewrap memory of limited size stands in for them, unless
    they are among ``writable``.
    """

    repository: Path
    home: Path
    tmp: Path
    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a confined program may use; sizes in bytes.

    ``address_space``, ``file`` (the size of one), ``open_files`` and ``processor`` (seconds, None:
    as given by the time limit) hold for each process, ``memory``, ``processes`` and ``disk`` (what
    lies in its writable directories) for all together; the supervisor ends a run that exceeds them.
    """

    address_space: int = 8_000 * _MB
    memory: int = 2_000 * _MB
    processes: int = 256
    open_files: int = 1024
    file: int = 256 * _MB
    disk: int = 256 * _MB
    processor: int | None = None
