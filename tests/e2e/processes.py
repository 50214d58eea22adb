"""Which processes run, as Linux tells it under ``/proc``."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    """One process; ``started`` (clock ticks since boot) tells it from a later one of its number."""

    pid: int
    parent: int
    started: int
    command: str


def descendants(pid: int) -> set[Process]:
    """What a process has started, what those have started, and so on."""
    everything = list(_all())
    found: set[Process] = set()
    parents = {pid}
    while parents:
        children = {each for each in everything if each.parent in parents} - found
        found |= children
        parents = {each.pid for each in children}
    return found


def about(path: Path) -> set[Process]:
    """The processes that stand in a directory or name it in their command."""
    return {each for each in _all() if str(path) in each.command or _stands_in(each.pid, path)}


def gone(processes: set[Process], *, seconds: float = 5.0) -> set[Process]:
    """Wait until these processes have ended; returns those that have not."""
    end = monotonic() + seconds
    while (left := processes & set(_all())) and monotonic() < end:
        sleep(0.02)
    return left


@contextmanager
def children_ended(pid: int) -> Iterator[None]:
    """End, after the block that ends a process, what it has started, too."""
    started = descendants(pid) if PROC.is_dir() else set()
    yield
    for each in started & set(_all() if PROC.is_dir() else ()):
        with suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)


def _all() -> Iterator[Process]:
    for name in os.listdir(PROC):
        if not name.isdecimal():
            continue
        try:
            status = (PROC / name / "stat").read_text(encoding="utf-8", errors="replace")
            command = (PROC / name / "cmdline").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        # proc(5): the name in brackets may hold anything; state, parent, ..., start time follow.
        fields = status.rpartition(")")[2].split()
        if fields[0] not in "ZX":
            words = command.replace("\0", " ").strip()
            yield Process(int(name), int(fields[1]), int(fields[19]), words)


def _stands_in(pid: int, path: Path) -> bool:
    try:
        place = os.readlink(PROC / str(pid) / "cwd")
    except OSError:
        return False
    return place == str(path) or place.startswith(f"{path}{os.sep}")
