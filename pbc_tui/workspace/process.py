"""Running a foreign program: argument list, own session, closed input, time limit, capped output.

Nothing that the program does holds the caller up: a grandchild that keeps the output open is cut
off, and on timeout or cancellation the whole process group ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO

from pbc_tui.workspace.commands_run import Way, noting
from pbc_tui.workspace.starting import Started, start

DEFAULT_CAP = 4_000_000
"""How many bytes of each output stream are kept unless the caller says otherwise."""
_DRAIN_SECONDS = 0.25
# What a pipe always holds (PIPE_BUF).
_SHORT_INPUT = 4096
_REAP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended.

    ``status`` is its exit status, negative for the signal that ended it. ``stdout`` and ``stderr``
    hold the first bytes up to the cap; ``truncated`` says that there were more, ``timed_out`` that
    the time limit ended the program. ``seconds`` is the time that it took. ``stopped`` says why a
    supervisor ended it before its time, "" when it did not.
    """

    status: int
    stdout: bytes
    stderr: bytes
    timed_out: bool
    truncated: bool
    seconds: float
    stopped: str = ""


@noting(Way.PLAIN, 0)
async def run(
    argv: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    seconds: float,
    stdin: bytes = b"",
    cap: int = DEFAULT_CAP,
    pass_fds: Sequence[int] = (),
    on_output: Callable[[bytes], None] | None = None,
) -> Finished:
    """Run a program to its end, or to the end of its time.

    Args:
        argv: the program and its arguments; never a shell line.
        cwd: the directory in which it runs; the caller's own when None.
        env: its whole environment; the caller's own when None.
        seconds: the time limit.
        stdin: what it reads; without it the input is closed.
        cap: how many bytes of each output stream are kept.
        pass_fds: descriptors that it inherits beside the three standard ones.
        on_output: receives what it writes as it comes, both streams, beyond the cap too.

    Raises:
        OSError: when the program cannot be started.
    """
    begun = monotonic()
    timed_out = False
    async with capturing(cap, on_output) as out, capturing(cap, on_output) as err:
        with as_input(stdin) as source:
            try:
                process = await start(
                    [os.fspath(part) for part in argv],
                    cwd=cwd,
                    env=None if env is None else dict(env),
                    stdin=source,
                    stdout=out.writer,
                    stderr=err.writer,
                    start_new_session=True,
                    pass_fds=tuple(pass_fds),
                )
            finally:
                out.close_writer()
                err.close_writer()
        try:
            async with asyncio.timeout(seconds):
                await process.wait()
        except TimeoutError:
            timed_out = True
        finally:
            await _end(process)
        await drain(out, err)
        status = process.returncode
        return Finished(
            status=-signal.SIGKILL if status is None else status,
            stdout=bytes(out.kept),
            stderr=bytes(err.kept),
            timed_out=timed_out,
            truncated=out.dropped or err.dropped,
            seconds=monotonic() - begun,
        )


def scrubbed_environment(home: Path) -> dict[str, str]:
    """A minimal environment that starts from an empty one: no secret of the person reaches a tool.

    ``home`` is the directory that the program takes for the user's home and for temporary files.
    """
    environment = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": os.pathsep.join(_system_path()),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    for needed in ("SYSTEMROOT", "PATHEXT"):
        if needed in os.environ:
            environment[needed] = os.environ[needed]
    return environment


def kill_group(pid: int) -> None:
    """End every process of a group at once; a group that is gone already is no fault."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _system_path() -> list[str]:
    return [path for path in ("/usr/local/bin", "/usr/bin", "/bin") if os.path.isdir(path)]


class Capture(asyncio.Protocol):
    """The reading end of a pipe: keeps the first bytes, drops the rest, knows its end."""

    def __init__(self, cap: int, writer: int, listener: Callable[[bytes], None] | None) -> None:
        self.kept = bytearray()
        self.dropped = False
        self.ended = asyncio.Event()
        self.writer = writer
        self._cap = cap
        self._listener = listener

    def data_received(self, data: bytes) -> None:
        """Keep what there is room for and tell the listener."""
        room = self._cap - len(self.kept)
        self.kept += data[:room]
        self.dropped = self.dropped or len(data) > room
        if self._listener is not None:
            self._listener(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody holds the writing end any more."""
        self.ended.set()

    def close_writer(self) -> None:
        """Close our own copy of the writing end, which the program has by now."""
        if self.writer >= 0:
            os.close(self.writer)
            self.writer = -1


@contextlib.asynccontextmanager
async def capturing(cap: int, listener: Callable[[bytes], None] | None) -> AsyncIterator[Capture]:
    """A pipe whose first ``cap`` bytes are kept; ``listener`` hears all of them as they come."""
    # Own pipes instead of asyncio's: waiting for the program must not become waiting for the pipe.
    reader, writer = os.pipe()
    capture = Capture(cap, writer, listener)
    pipe = os.fdopen(reader, "rb", buffering=0)
    try:
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: capture, pipe)
    except BaseException:
        pipe.close()
        capture.close_writer()
        raise
    try:
        yield capture
    finally:
        capture.close_writer()
        transport.close()


@contextlib.contextmanager
def as_input(content: bytes) -> Iterator[IO[bytes] | int]:
    """What a program gets as its standard input: these bytes, or nothing."""
    if not content:
        yield subprocess.DEVNULL
        return
    if len(content) <= _SHORT_INPUT:
        # What was read from a pipe is gone: nobody reads a key a second time.
        reader, writer = os.pipe()
        try:
            os.write(writer, content)
            os.close(writer)
            yield reader
        finally:
            os.close(reader)
        return
    # A file instead of a pipe: nobody has to wait until the program has read it.
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield file


async def _end(process: Started) -> None:
    kill_group(process.pid)
    if process.returncode is None:
        # Popen.kill would reap the program behind the back of the loop, which then knows no status.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process.pid, signal.SIGKILL)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(process.wait()), _REAP_SECONDS)


async def drain(*captures: Capture) -> None:
    """Wait a moment for what is still in the pipes; whoever holds them open longer is cut off."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            for capture in captures:
                await capture.ended.wait()
