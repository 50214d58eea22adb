"""Tests run warm: one copy of the repository and one confined server that has imported pytest."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from collections.abc import Iterable
from math import ceil
from pathlib import Path, PurePosixPath

from pbc_tui.checks.subject import TESTS_SECONDS, Subject
from pbc_tui.checks.testing.running import (
    LAUNCHER,
    NotAllowed,
    Ran,
    Words,
    allowed_sandbox,
    layout_beside,
    prepared,
)
from pbc_tui.checks.warm import pytest_server
from pbc_tui.checks.warm.client import NotWarm, Served, WarmServer
from pbc_tui.workspace.sandbox.copying import Copy
from pbc_tui.workspace.sandbox.level import Layout, Level, Limits
from pbc_tui.workspace.sandbox.running import start_confined
from pbc_tui.workspace.sandbox.sandbox import Sandbox

MOST_RUNS = 50
"""After how many runs a server is replaced, so that nothing can pile up in it."""

_SERVER = Path(pytest_server.__file__)
# A server lives as long as stage 4; what limits the processor time of a run is set in its child.
_PROCESSOR_SECONDS = 10_000_000
_CONFIGURING = frozenset(
    {
        "conftest.py",
        "pyproject.toml",
        "pytest.ini",
        ".pytest.ini",
        "pytest.toml",
        ".pytest.toml",
        "tox.ini",
        "setup.cfg",
    }
)
_IN_MEMORY = ("/dev/shm", "/var/tmp")


class WarmTests:
    """The tests of one repository under one interpreter, one run at a time.

    The server has nothing of the project in it; it is started anew all the same when the
    environment, ``pyproject.toml``, a setting of pytest or a ``conftest.py`` has changed.
    """

    def __init__(self, root: Path, python: Path) -> None:
        self._python = python
        self._copy = Copy(root)
        self._layout: Layout | None = None
        self._sandbox: Sandbox | None = None
        self._environment = _environment_of(python)
        self._turn = asyncio.Lock()
        self._preparing: asyncio.Task[None] | None = None
        self._closed = False
        self._agreed = False
        self.server = WarmServer("pytest", self._start, most_runs=MOST_RUNS, base=None)

    def begin(self, sandbox: Sandbox | None, *, allow_unconfined: bool) -> None:
        """Make the copy and start the server, in the background."""
        if self._closed or self._layout is not None:
            return
        # Whoever was not allowed to run anything without a sandbox may be by now.
        agreed, self._agreed = allow_unconfined and not self._agreed, allow_unconfined
        if self._preparing is None or (self._preparing.done() and agreed):
            self._preparing = asyncio.create_task(
                self._prepare(sandbox, allow_unconfined), name="warm tests"
            )

    async def until_ready(self) -> bool:
        """Wait until it stands or is known not to; whether it is ready."""
        if self._preparing is not None:
            await asyncio.gather(asyncio.shield(self._preparing), return_exceptions=True)
        return await self.server.until_ready()

    @property
    def running(self) -> bool:
        """Whether tests run just now."""
        return self._turn.locked()

    async def run(self, subject: Subject, words: Words) -> Ran:
        """Run the launcher as ``run_cold`` does, but forked.

        Raises:
            NotWarm: when that cannot be done now; the tests are then to be run cold.
        """
        if self._layout is None or self._sandbox is None or self._turn.locked():
            raise NotWarm("the warm pytest is not there yet, or busy")
        async with self._turn:
            try:
                await self._bring_up_to_date(self._layout, words)
                return await self._fork(self._sandbox, self._layout, subject, words)
            except OSError as error:
                raise NotWarm(str(error)) from error

    async def stop(self) -> None:
        """End the server with all that runs in it, and remove the copy."""
        self._closed = True
        if self._preparing is not None:
            self._preparing.cancel()
            await asyncio.gather(self._preparing, return_exceptions=True)
        await self.server.stop()
        with contextlib.suppress(OSError):
            await self._copy.close()

    async def _prepare(self, sandbox: Sandbox | None, allow_unconfined: bool) -> None:
        try:
            self._sandbox = await allowed_sandbox(sandbox, allow_unconfined=allow_unconfined)
            await self._copy.start()
            await self._copy.refresh()
        except (OSError, NotAllowed) as error:
            self.server.fault = str(error)
            return
        self._layout = layout_beside(self._copy, self._python, _SERVER.parent)
        self.server.begin()

    async def _bring_up_to_date(self, layout: Layout, words: Words) -> None:
        refreshed = await self._copy.refresh()
        environment = _environment_of(self._python)
        moved = environment != self._environment
        if moved or _configures((*refreshed.changed, *refreshed.removed)):
            self._environment = environment
            self.server.base = str(words(layout.repository, "")[0])
            self.server.renew()
            raise NotWarm("the warm pytest is started anew, since what configures it has changed")

    async def _fork(self, sandbox: Sandbox, layout: Layout, subject: Subject, words: Words) -> Ran:
        with prepared(self._python, layout, words) as run:
            argv = run.argv[run.argv.index(LAUNCHER) :]
            finished = await self.server.run(
                argv,
                base=str(argv[1]),
                cwd=layout.repository,
                env=sandbox.environment(layout) | run.environment,
                seconds=subject.tests_seconds,
                processor=ceil(subject.tests_seconds) * 2,
                stdin=run.key,
                pass_fds=(run.report.fileno(),),
            )
            return Ran(finished, run.reported(), run.key, warm=True)

    async def _start(self, control: int) -> Served:
        sandbox, layout = self._sandbox, self._layout
        if sandbox is None or layout is None:
            raise OSError(0, "there is no copy of the repository yet")
        writable = [sandbox.home(layout), sandbox.tmp(layout)]
        if sandbox.level is Level.BUBBLEWRAP:
            writable += [Path(place) for place in _IN_MEMORY]
        return await start_confined(
            sandbox,
            layout,
            [self._python, "-I", "-B", _SERVER, str(control), LAUNCHER, _namespace(), *writable],
            seconds=TESTS_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(control,),
            cwd=Path("/"),
            limits=Limits(processor=_PROCESSOR_SECONDS),
        )


def _namespace() -> str:
    """The process namespace of this process, "" where there is no such thing."""
    with contextlib.suppress(OSError):
        return os.readlink("/proc/self/ns/pid")
    return ""


def _configures(paths: Iterable[str]) -> bool:
    """Whether one of these files has a say in how pytest works."""
    return any(PurePosixPath(path).name in _CONFIGURING for path in paths)


def _environment_of(python: Path) -> tuple[object, ...]:
    """What changes when something is installed into, or removed from, an environment."""
    base = python.parent.parent
    found: list[object] = []
    for folder in (base, *sorted(base.glob("lib/python3.*/site-packages"))):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            found.append((str(folder), folder.stat().st_mtime_ns))
            found += sorted(
                (entry.name, entry.stat().st_mtime_ns)
                for entry in entries
                if entry.name.endswith((".dist-info", ".pth", ".stamp", ".cfg"))
            )
    return tuple(found)
