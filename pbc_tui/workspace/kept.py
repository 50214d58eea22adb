"""Running long jobs of others so that they end with us, even where we are killed.

A supervisor keeps together whatever the program starts, also what leaves its session
(``sandbox/inside/supervise.py``); nothing is confined and nothing is limited but the time.
"""

from __future__ import annotations

import asyncio
import contextlib
import marshal
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

from pbc_tui.workspace.commands_run import Way, noting
from pbc_tui.workspace.process import DEFAULT_CAP, Finished, capturing, drain, run
from pbc_tui.workspace.sandbox.inside import supervise
from pbc_tui.workspace.sandbox.running import Confined, Ended

_INSIDE = Path(supervise.__file__).parent
_LARGEST_ORDER = 150_000
LONGEST_LINE = 16_000_000
"""Bytes of one line that is read from a program that is talked to."""


async def start_kept(
    argv: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: int,
    stdout: int,
    stderr: int,
) -> Confined:
    """Start a program that may run for long; whoever starts it calls ``stop`` in the end.

    Should this process die, also by SIGKILL, the program ends with all that it started.

    Raises:
        OSError: when the program cannot be found, or its supervisor cannot be started.
    """
    words = [_found(os.fspath(argv[0])), *(os.fspath(part) for part in argv[1:])]
    order = marshal.dumps(
        {
            "argv": words,
            "environment": dict(os.environ if env is None else env),
            "cwd": os.fspath(cwd or Path.cwd()),
            "limits": {},
            "confine": None,
            "guarded": False,
        }
    )
    if len(order) > _LARGEST_ORDER:
        raise OSError(7, "the command line and its environment are too long", words[0])
    near, far = socket.socketpair()
    with contextlib.ExitStack() as ours, far:
        ours.enter_context(near)
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
            pass_fds=(far.fileno(),),
            limit=LONGEST_LINE,
        )
        ours.pop_all()
    return Confined(process, near, None, words[0])


@noting(Way.KEPT, 0)
async def run_kept(
    argv: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    seconds: float,
    cap: int = DEFAULT_CAP,
    on_output: Callable[[bytes], None] | None = None,
) -> Finished:
    """``process.run`` for what may take minutes: nothing that it started outlives it, or us.

    Raises:
        OSError: when the program cannot be started.
    """
    if sys.platform == "win32":
        words = [_found(os.fspath(argv[0])), *(os.fspath(part) for part in argv[1:])]
        return await run(words, cwd=cwd, env=env, seconds=seconds, cap=cap, on_output=on_output)
    begun = monotonic()
    timed_out = False
    async with capturing(cap, on_output) as out, capturing(cap, on_output) as err:
        try:
            kept = await start_kept(
                argv,
                cwd=cwd,
                env=env,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out.writer,
                stderr=err.writer,
            )
        finally:
            out.close_writer()
            err.close_writer()
        ended = Ended(-signal.SIGKILL)
        try:
            async with asyncio.timeout(seconds):
                ended = await kept.wait()
        except TimeoutError:
            timed_out = True
        finally:
            await kept.stop()
        await drain(out, err)
        return Finished(
            status=ended.status,
            stdout=bytes(out.kept),
            stderr=bytes(err.kept),
            timed_out=timed_out,
            truncated=out.dropped or err.dropped,
            seconds=monotonic() - begun,
        )


def _found(program: str) -> str:
    place = shutil.which(program)
    if place is None:
        raise FileNotFoundError(2, os.strerror(2), program)
    return os.path.abspath(place)
