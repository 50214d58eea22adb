"""Running a program confined and supervised: when it has ended, nothing of it is left."""

from __future__ import annotations

import asyncio
import contextlib
import json
import marshal
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import monotonic
from typing import IO

from pbc_tui.workspace.commands_run import Way, noting
from pbc_tui.workspace.process import (
    DEFAULT_CAP,
    Finished,
    as_input,
    capturing,
    drain,
    kill_group,
)
from pbc_tui.workspace.sandbox import seccomp
from pbc_tui.workspace.sandbox.inside import supervise
from pbc_tui.workspace.sandbox.level import Layout, Level, Limits
from pbc_tui.workspace.sandbox.places import plain
from pbc_tui.workspace.sandbox.sandbox import Sandbox

_STOP_SECONDS = 3.0
_LARGEST_ORDER = 100_000
_INSIDE = Path(supervise.__file__).parent


@dataclass(frozen=True, slots=True)
class Ended:
    """How a confined program ended: its status as in ``Finished``, and why it was stopped or ""."""

    status: int
    stopped: str = ""


class Confined:
    """A confined program that runs, with everything that it started."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        lifeline: socket.socket,
        report: IO[bytes] | None,
        program: str,
    ) -> None:
        self.process = process
        self._lifeline = lifeline
        self._report = report
        self._program = program
        self._ended: Ended | None = None

    async def wait(self) -> Ended:
        """Wait until it has ended and nothing of it is left.

        Raises:
            OSError: when it could not be started.
        """
        await self.process.wait()
        if self._ended is None:
            self._ended = self._read_answer()
        return self._ended

    async def stop(self) -> None:
        """End it and all that it started; may be called at any time, also when it has ended."""
        with contextlib.suppress(OSError):
            self._lifeline.shutdown(socket.SHUT_WR)
        try:
            if self.process.returncode is None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(self.process.wait()), _STOP_SECONDS)
        finally:
            if self.process.returncode is None:
                kill_group(self.process.pid)
            else:
                with contextlib.suppress(OSError):
                    self._ended = self._ended or self._read_answer()
            self._lifeline.close()
            if self._report is not None:
                self._report.close()

    def _read_answer(self) -> Ended:
        self._lifeline.setblocking(False)
        try:
            answer = self._lifeline.recv(4096).decode("utf-8", "replace")
        except OSError:
            answer = ""
        status, _, stopped = answer.partition(" ")
        if not status:
            return Ended(-signal.SIGKILL, "its supervisor was ended")
        if stopped.startswith("!"):
            number, _, words = stopped[1:].partition(" ")
            raise OSError(int(number), words, self._program)
        if self._report is None or stopped:
            return Ended(int(status), stopped)
        return self._by_bubblewrap(int(status))

    def _by_bubblewrap(self, status: int) -> Ended:
        """The status of the program itself: bubblewrap's own failures would look like one."""
        assert self._report is not None
        self._report.seek(0)
        code = None
        for line in self._report.read(4096).splitlines():
            with contextlib.suppress(ValueError):
                code = json.loads(line).get("exit-code", code)
        if code is None:
            raise OSError(0, "the sandbox could not be set up", self._program)
        # Like a shell, it adds 128 to the number of the signal that ended the program.
        return Ended(128 - code if 128 < code < 128 + signal.NSIG else code)


async def start_confined(
    sandbox: Sandbox,
    layout: Layout,
    argv: Sequence[str | Path],
    *,
    seconds: float,
    stdin: IO[bytes] | int,
    stdout: int,
    stderr: int,
    pass_fds: Sequence[int] = (),
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    limits: Limits | None = None,
) -> Confined:
    """Start a program that may run for long; whoever starts it calls ``stop`` in the end.

    Should this process die, also by SIGKILL, the program ends with all that it started.

    Args:
        sandbox: the sandbox that was found.
        layout: what the program finds.
        argv: the program, by absolute path, and its arguments.
        seconds: how much processor time a process of it may use at least (see ``Limits``).
        stdin: what it reads.
        stdout: the descriptor for its output.
        stderr: the descriptor for its errors.
        pass_fds: descriptors that it inherits beside the three standard ones.
        environment: what its environment holds beside ``Sandbox.environment``.
        cwd: the directory in which it runs; the repository when None.
        limits: how much it may use.

    Raises:
        OSError: when the supervisor cannot be started.
    """
    limits = limits or Limits()
    where = cwd or layout.repository
    words = [plain(argv[0]), *(os.fspath(part) for part in argv[1:])]
    with contextlib.ExitStack() as held, contextlib.ExitStack() as ours:
        report: IO[bytes] | None = None
        kept = list(pass_fds)
        numbers: dict[str, int] = {}
        if sandbox.level is Level.BUBBLEWRAP:
            program = held.enter_context(_file(seccomp.program(seccomp.inside_namespaces())))
            report = ours.enter_context(_file(b""))
            numbers = {"seccomp": program.fileno(), "status": report.fileno()}
            kept += numbers.values()
        wrapped = sandbox.wrap(layout, words, cwd=where, limits=limits, **numbers)
        near, far = socket.socketpair()
        ours.enter_context(near)
        held.enter_context(far)
        order = marshal.dumps(
            {
                "argv": wrapped,
                "environment": sandbox.environment(layout) | dict(environment or {}),
                "cwd": os.fspath("/" if sandbox.level is Level.BUBBLEWRAP else where),
                "limits": _rlimits(limits, seconds),
                "processes": limits.processes,
                "memory": limits.memory,
                "disk": limits.disk,
                "watched": _watched(sandbox, layout),
                "guarded": sandbox.level is not Level.BUBBLEWRAP,
                "confine": sandbox.confinement(layout),
                "stand_ins": list(seccomp.STAND_INS),
            }
        )
        if len(order) > _LARGEST_ORDER:
            raise OSError(7, "the command line is too long", words[0])
        near.sendall(len(order).to_bytes(8, "big") + order)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", "-B", "-c", supervise.START),
            *(os.fspath(_INSIDE), str(far.fileno())),
            cwd="/",
            env={},
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
            pass_fds=(*kept, far.fileno()),
        )
        ours.pop_all()
    return Confined(process, near, report, words[0])


@noting(Way.SANDBOX, 2)
async def run_confined(
    sandbox: Sandbox,
    layout: Layout,
    argv: Sequence[str | Path],
    *,
    seconds: float,
    stdin: bytes = b"",
    pass_fds: Sequence[int] = (),
    cap: int = DEFAULT_CAP,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    limits: Limits | None = None,
    on_output: Callable[[bytes], None] | None = None,
) -> Finished:
    """Run a program confined, to its end or to the end of its time; nothing of it is left then.

    Takes what ``start_confined`` and ``process.run`` take.

    Raises:
        OSError: when it cannot be started, or the sandbox cannot be set up.
    """
    begun = monotonic()
    timed_out = False
    async with capturing(cap, on_output) as out, capturing(cap, on_output) as err:
        with as_input(stdin) as source:
            try:
                confined = await start_confined(
                    sandbox,
                    layout,
                    argv,
                    seconds=seconds,
                    stdin=source,
                    stdout=out.writer,
                    stderr=err.writer,
                    pass_fds=pass_fds,
                    environment=environment,
                    cwd=cwd,
                    limits=limits,
                )
            finally:
                out.close_writer()
                err.close_writer()
        ended = Ended(-signal.SIGKILL)
        try:
            async with asyncio.timeout(seconds):
                ended = await confined.wait()
        except TimeoutError:
            timed_out = True
        except OSError as error:
            await drain(out, err)
            raise OSError(error.errno, _why(error, bytes(err.kept)), error.filename) from error
        finally:
            await confined.stop()
        await drain(out, err)
        return Finished(
            status=ended.status,
            stdout=bytes(out.kept),
            stderr=bytes(err.kept),
            timed_out=timed_out,
            truncated=out.dropped or err.dropped,
            seconds=monotonic() - begun,
            stopped=ended.stopped,
        )


def _why(error: OSError, said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    words = str(error.strerror)
    return f"{words}: {lines[-1]}" if lines and error.errno == 0 else words


def _rlimits(limits: Limits, seconds: float) -> dict[str, int]:
    # macOS knows no limit for the address space.
    space = {} if sys.platform == "darwin" else {"AS": limits.address_space}
    return {
        **space,
        "CORE": 0,
        "FSIZE": limits.file,
        "NOFILE": limits.open_files,
        "CPU": limits.processor or ceil(seconds) * 2,
    }


def _watched(sandbox: Sandbox, layout: Layout) -> list[str]:
    """The directories on disk that it may fill."""
    own = () if sandbox.level is Level.BUBBLEWRAP else (layout.home, layout.tmp)
    return [os.fspath(path) for path in dict.fromkeys((*layout.writable, *own))]


def _file(content: bytes) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(content)
    file.seek(0)
    return file
