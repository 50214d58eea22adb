"""Running tests: on a copy of the repository, in a sandbox, with a report over a descriptor.

The run is prepared here in one place, so that a cold run and a warm one are the same run.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.testing import launcher
from pbc_tui.workspace.process import Finished
from pbc_tui.workspace.sandbox.copying import Copy
from pbc_tui.workspace.sandbox.finding import find_sandbox
from pbc_tui.workspace.sandbox.level import Layout, Level
from pbc_tui.workspace.sandbox.places import interpreter_places
from pbc_tui.workspace.sandbox.running import run_confined
from pbc_tui.workspace.sandbox.sandbox import Sandbox

LAUNCHER = Path(launcher.__file__)
NOT_ALLOWED = "not allowed without a sandbox"
_LARGEST_REPORT = 32_000_000

Words = Callable[[Path, str], Sequence[str | Path]]
"""From the root of the copy and the path of the report to the arguments of the launcher: what a run
builds upon, and what is asked of it."""


class NotAllowed(Exception):
    """Nothing confines here, and nobody has agreed to run the tests all the same."""


@dataclass(frozen=True)
class Run:
    """One run of the launcher: ``argv``, what it finds, what it inherits and reads.

    ``key`` signs the report and comes in on standard input; ``report`` is an open file without a
    name, whose descriptor ``argv`` names.
    """

    argv: tuple[str | Path, ...]
    layout: Layout
    report: IO[bytes]
    key: bytes = field(default_factory=lambda: secrets.token_hex(32).encode(), repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """For programs that the tests start; the launcher itself ignores it."""
        root = self.layout.repository
        return {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}

    def reported(self) -> bytes:
        """What the launcher has written to the report."""
        self.report.seek(0)
        return self.report.read(_LARGEST_REPORT)


@dataclass(frozen=True)
class Ran:
    """How a run ended, what was reported, and the key by which a line of the report counts.

    ``warm`` says that it was forked from a process that had served before: what it found counts
    only when a cold run has confirmed it.
    """

    finished: Finished
    report: bytes
    key: bytes
    warm: bool = False


async def allowed_sandbox(sandbox: Sandbox | None, *, allow_unconfined: bool) -> Sandbox:
    """The sandbox to run in, found where none is given.

    Raises:
        NotAllowed: when it confines nothing and that was not agreed to.
    """
    sandbox = sandbox or await find_sandbox()
    if sandbox.level is Level.UNCONFINED and not allow_unconfined:
        raise NotAllowed(NOT_ALLOWED)
    return sandbox


def layout_beside(copy: Copy, python: Path, *more: Path) -> Layout:
    """Room for one run beside a copy, with an empty home and an empty directory for files.

    ``more`` is what else must be readable.
    """
    place = Path(tempfile.mkdtemp(prefix="run-", dir=copy.place))
    for name in ("home", "tmp"):
        (place / name).mkdir()
    return Layout(
        repository=copy.path,
        home=place / "home",
        tmp=place / "tmp",
        readable=(*interpreter_places(python), LAUNCHER.parent, *more),
    )


@contextlib.contextmanager
def prepared(python: Path, layout: Layout, words: Words) -> Iterator[Run]:
    """One run of the launcher under an interpreter."""
    # Beside the temporary files, where Landlock lets it be opened by its descriptor's path.
    with tempfile.TemporaryFile(dir=layout.tmp) as report:
        arguments = words(layout.repository, f"/dev/fd/{report.fileno()}")
        yield Run((python, "-I", "-B", LAUNCHER, *arguments), layout, report)


async def run_cold(subject: Subject, words: Words) -> Ran:
    """Run the launcher on a fresh copy in a fresh sandbox; nothing is left of it.

    Raises:
        NotAllowed: when nothing confines here and that was not agreed to.
        ToolFailure: when it cannot be run, or used more than it may.
    """
    sandbox = await allowed_sandbox(subject.sandbox, allow_unconfined=subject.allow_unconfined)
    python = subject.python or Path(sys.executable)
    try:
        async with Copy(subject.root) as copy:
            await copy.refresh()
            with prepared(python, layout_beside(copy, python), words) as run:
                finished = await run_confined(
                    sandbox,
                    run.layout,
                    run.argv,
                    seconds=subject.tests_seconds,
                    stdin=run.key,
                    pass_fds=(run.report.fileno(),),
                    environment=run.environment,
                )
                return Ran(finished, run.reported(), run.key)
    except OSError as error:
        raise ToolFailure(f"the tests cannot be started: {error.strerror or error}") from error
