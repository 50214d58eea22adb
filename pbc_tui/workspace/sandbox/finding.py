"""Finding the strongest sandbox that this machine really offers, by running something in it."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace import scratch
from pbc_tui.workspace.process import Finished
from pbc_tui.workspace.sandbox import landlock, seatbelt, seccomp
from pbc_tui.workspace.sandbox.inside import confine
from pbc_tui.workspace.sandbox.level import Layout, Level, Limits
from pbc_tui.workspace.sandbox.places import interpreter_places
from pbc_tui.workspace.sandbox.running import run_confined
from pbc_tui.workspace.sandbox.sandbox import Sandbox

_SECONDS = 20.0
# A file beside the layout must be out of reach, and so must the network.
_PROBE = """
import socket, sys
try:
    open(sys.argv[1]).read()
    sys.exit("a file outside could be read")
except OSError:
    pass
try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
    sys.exit("the network could be reached")
except OSError:
    print("confined")
"""

_searches: dict[Level | None, asyncio.Task[Sandbox]] = {}
_found: dict[Level | None, Sandbox] = {}


class NotOffered(Exception):
    """A level is not to be had; the message says why, in one line."""


async def find_sandbox(force: Level | None = None) -> Sandbox:
    """The strongest sandbox to be had, tried once in the life of this process.

    Args:
        force: the only level to be tried.

    Raises:
        NotOffered: when the level that is forced is not to be had.
    """
    if force not in _found:
        search = _searches.get(force)
        if search is None or search.done() or search.get_loop() is not asyncio.get_running_loop():
            search = asyncio.create_task(_find(force), name="find the sandbox")
            _searches[force] = search
        _found[force] = await asyncio.shield(search)
    return _found[force]


async def _find(force: Level | None) -> Sandbox:
    if force is not None:
        return await _try(force)
    refused: list[str] = []
    for level in Level:
        try:
            sandbox = await _try(level)
        except NotOffered as reason:
            refused.append(f"{level}: {reason}")
        else:
            return Sandbox(level, tuple(refused), sandbox.program)
    raise AssertionError("the last level is always to be had")


async def _try(level: Level) -> Sandbox:
    sandbox = _ON_THIS_SYSTEM[level]()
    if level is Level.UNCONFINED:
        return sandbox
    try:
        finished = await _probe(sandbox)
    except OSError as error:
        raise NotOffered(single_line(error.strerror or str(error))) from error
    if finished.stdout.strip() != b"confined":
        raise NotOffered(_last_words(finished))
    return sandbox


def _bubblewrap() -> Sandbox:
    if platform.system() != "Linux":
        raise NotOffered("it is for Linux alone")
    program = shutil.which("bwrap")
    if program is None:
        raise NotOffered("bwrap is not installed")
    return Sandbox(Level.BUBBLEWRAP, program=str(Path(program).resolve()))


def _unconfined() -> Sandbox:
    return Sandbox(Level.UNCONFINED)


def _landlock() -> Sandbox:
    if platform.system() != "Linux":
        raise NotOffered("it is for Linux alone")
    if not seccomp.known():
        raise NotOffered(f"the system calls of {platform.machine()} are not known")
    found = confine.version()
    if found == 0:
        raise NotOffered("the kernel does not offer Landlock")
    if found < landlock.OLDEST:
        raise NotOffered(f"the kernel offers ABI {found} of it, {landlock.OLDEST} is needed")
    return Sandbox(Level.LANDLOCK)


def _seatbelt() -> Sandbox:
    if platform.system() != "Darwin":
        raise NotOffered("it is for macOS alone")
    if not os.path.exists(seatbelt.PROGRAM):
        raise NotOffered(f"{seatbelt.PROGRAM} is missing")
    return Sandbox(Level.SEATBELT, program=seatbelt.PROGRAM)


_ON_THIS_SYSTEM: dict[Level, Callable[[], Sandbox]] = {
    Level.BUBBLEWRAP: _bubblewrap,
    Level.LANDLOCK: _landlock,
    Level.SEATBELT: _seatbelt,
    Level.UNCONFINED: _unconfined,
}


async def _probe(sandbox: Sandbox) -> Finished:
    with scratch.directory("probe") as place:
        secret = place / "outside"
        secret.write_text("seen\n", encoding="utf-8")
        for directory in ("repository", "home", "tmp"):
            (place / directory).mkdir()
        python = Path(sys.executable)
        layout = Layout(
            repository=place / "repository",
            home=place / "home",
            tmp=place / "tmp",
            readable=interpreter_places(python),
        )
        return await run_confined(
            sandbox,
            layout,
            [python, "-I", "-S", "-c", _PROBE, secret],
            seconds=_SECONDS,
            limits=Limits(disk=1_000_000),
        )


def _last_words(finished: Finished) -> str:
    if finished.timed_out:
        return f"it did not answer within {_SECONDS:g} s"
    lines = finished.stderr.decode("utf-8", "replace").strip().splitlines()
    return single_line(lines[-1]) if lines else f"it ended with status {finished.status}"
