"""Long jobs of others: run as any program is, and ended with whoever asked for them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.workspace.kept import run_kept

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no sessions there")
ASKING = """
import asyncio, sys
from pbc_tui.workspace.kept import run_kept
asyncio.run(run_kept([sys.executable, "-c", sys.argv[1]], seconds=60))
"""
SLEEPING = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if child:
    with open({path!r}, "w") as file:
        file.write(str(child))
    os.rename({path!r}, {path!r} + ".done")
time.sleep(600)
"""


@pytest.mark.parametrize(
    ("code", "status", "out", "err"),
    [
        ("print('words')", 0, b"words\n", b""),
        ("import sys; sys.stderr.write('no'); sys.exit(3)", 3, b"", b"no"),
        ("import os; os.kill(os.getpid(), 9)", -signal.SIGKILL, b"", b""),
        ("import os; os.kill(os.getpid(), 15)", -signal.SIGTERM, b"", b""),
        ("print(open('here').read())", 0, b"here\n", b""),
        ("import os; print(os.environ['WORD'])", 0, b"said\n", b""),
        ("import os; print(sorted(map(int, os.listdir('/dev/fd')))[:3])", 0, b"[0, 1, 2]\n", b""),
    ],
)
async def test_it_ends_as_the_program_ended(
    tmp_path: Path, code: str, status: int, out: bytes, err: bytes
) -> None:
    (tmp_path / "here").write_text("here")
    environment = {**os.environ, "WORD": "said"}
    finished = await run_kept(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, seconds=30
    )
    assert (finished.status, finished.stdout, finished.stderr) == (status, out, err)


async def test_time_is_up_for_all_of_it() -> None:
    finished = await run_kept([sys.executable, "-c", "import time; time.sleep(600)"], seconds=0.3)
    assert finished.timed_out
    assert finished.status == -signal.SIGKILL


LEAVING = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                         start_new_session=True, stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
{then}
"""


@pytest.mark.parametrize("then", ["", "time.sleep(600)"])
async def test_what_left_the_session_ends_too(then: str) -> None:
    code = LEAVING.format(then=then)
    finished = await run_kept([sys.executable, "-c", code], seconds=3 if then else 30)
    assert finished.timed_out is bool(then)
    assert not _runs(int(finished.stdout))


async def test_cancelling_ends_the_whole_tree() -> None:
    told: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    argv = [sys.executable, "-c", LEAVING.format(then="time.sleep(600)")]
    job = asyncio.create_task(run_kept(argv, seconds=60, on_output=told.set_result))
    grandchild = int(await told)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert not _runs(grandchild)


async def test_what_cannot_be_found_is_not_started() -> None:
    with pytest.raises(FileNotFoundError):
        await run_kept(["/absent/program"], seconds=1)


def test_it_ends_with_whoever_was_killed(tmp_path: Path) -> None:
    note = tmp_path / "note"
    code = SLEEPING.format(path=str(note))
    with subprocess.Popen([sys.executable, "-c", ASKING, code], stdout=subprocess.PIPE) as asker:
        done = Path(f"{note}.done")
        while not done.exists():
            assert asker.poll() is None
        asker.kill()
    grandchild = int(done.read_text())
    while _runs(grandchild):
        pass


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
