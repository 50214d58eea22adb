"""A warm server whose children run any code that they are given, and make ready by any code."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pbc_tui.checks.warm.client import OwnProcess, Served, Start, WarmServer
from pbc_tui.workspace.process import Finished

LONGEST = 30.0
_SERVER = """
import socket, sys
sys.path.insert(0, sys.argv[2])
from pbc_tui.checks.warm.forking import Forker, serve
control = socket.socket(fileno=int(sys.argv[1]))
def warm_up():
    {warm_up}
def program(base, wait):
    exec(base, {{}})
    wait()
    exec(sys.argv[1], {{}})
serve(control, warm_up, lambda: Forker(control, program))
"""


def starting(warm_up: str = "pass") -> Start:
    """What starts such a server, which first does ``warm_up``."""

    async def start(control: int) -> Served:
        code = _SERVER.format(warm_up=warm_up)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-c", code, str(control), os.getcwd()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=(control,),
        )
        return OwnProcess(process)

    return start


@asynccontextmanager
async def toy(*, warm_up: str = "pass", most_runs: int = 0) -> AsyncIterator[WarmServer]:
    """A server that has been started; it is stopped at the end."""
    server = WarmServer("toy", starting(warm_up), most_runs=most_runs)
    server.begin()
    await server.until_ready()
    try:
        yield server
    finally:
        await server.stop()


async def run_code(
    server: WarmServer,
    code: str,
    place: Path,
    *,
    seconds: float = LONGEST,
    stdin: bytes = b"",
    base: str = "",
) -> Finished:
    """Run some code in a child, which makes ready by ``base``."""
    return await server.run(
        ["toy", code], cwd=place, env={"A": "b"}, seconds=seconds, stdin=stdin, base=base
    )


async def children_of(pid: int, number: int) -> list[int]:
    """Wait until a process has so many children.

    Raises:
        TimeoutError: when it does not come to that.
    """
    place = Path(f"/proc/{pid}/task/{pid}/children")
    async with asyncio.timeout(LONGEST):
        while len(found := place.read_text().split()) != number:  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.005)
    return [int(each) for each in found]


async def gone(pid: int) -> None:
    """Wait until there is no such process.

    Raises:
        TimeoutError: when it stays.
    """
    async with asyncio.timeout(LONGEST):
        while True:
            if not alive(pid):
                return
            await asyncio.sleep(0.005)


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] != b"Z"
    except FileNotFoundError:
        return not Path("/proc/self").exists()


async def number_in(place: Path) -> int:
    """Wait until a number with a line end stands in a file.

    Raises:
        TimeoutError: when it does not come.
    """
    async with asyncio.timeout(LONGEST):
        while not (place.exists() and place.read_text().endswith("\n")):  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.005)
    return int(place.read_text())  # noqa: ASYNC240
