"""Running foreign programs: their end, their output, their time, their descendants."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from pbc_tui.workspace.process import run, scrubbed_environment

PYTHON = [sys.executable, "-I", "-c"]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    # A zombie that nobody has reaped yet does not run any more.
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


async def until(condition: Callable[[], bool]) -> None:
    # Another process makes it true, so there is no event to wait for.
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def until_gone(pid: int) -> None:
    await until(lambda: not alive(pid))


def open_descriptors() -> int:
    return len(os.listdir("/dev/fd"))


async def test_status_output_and_input() -> None:
    code = (
        "import sys; d = sys.stdin.read(); print(d.upper()); print('e', file=sys.stderr); exit(3)"
    )
    finished = await run([*PYTHON, code], seconds=10, stdin=b"hello")
    assert finished.status == 3
    assert finished.stdout == b"HELLO\n"
    assert finished.stderr == b"e\n"
    assert not finished.timed_out
    assert not finished.truncated


async def test_input_is_closed_when_there_is_none() -> None:
    finished = await run([*PYTHON, "import sys; print(repr(sys.stdin.read()))"], seconds=10)
    assert finished.stdout == b"''\n"


async def test_large_input_that_nobody_reads_holds_nothing_up() -> None:
    finished = await run([*PYTHON, "print(1)"], seconds=10, stdin=b"x" * 3_000_000)
    assert finished.status == 0
    assert not finished.timed_out


async def test_output_is_capped_and_the_program_still_ends() -> None:
    finished = await run([*PYTHON, "print('x' * 5_000_000)"], seconds=20, cap=1000)
    assert finished.status == 0
    assert len(finished.stdout) == 1000
    assert finished.truncated


async def test_time_limit_ends_the_whole_group() -> None:
    code = (
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(p.pid, flush=True); time.sleep(600)"
    )
    finished = await run([*PYTHON, code], seconds=1.5)
    assert finished.timed_out
    assert finished.status < 0
    await until_gone(int(finished.stdout))


async def test_a_grandchild_that_holds_the_output_does_not_hang_the_caller() -> None:
    code = (
        "import subprocess, sys\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
        " start_new_session=True)\n"
        "print(p.pid, flush=True)"
    )
    begun = monotonic()
    finished = await run([*PYTHON, code], seconds=60)
    pid = int(finished.stdout)
    try:
        assert monotonic() - begun < 10
        assert finished.status == 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 9)


async def test_cancellation_ends_the_program(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    task = asyncio.create_task(run([*PYTHON, code], seconds=60))
    await until(lambda: note.exists() and note.read_text() != "")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until_gone(int(note.read_text()))


async def test_a_program_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no-such-program"):
        await run([tmp_path / "no-such-program"], seconds=1)


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="open descriptors are not listed here")
async def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    await run([*PYTHON, ""], seconds=10)
    before = open_descriptors()
    for _ in range(3):
        await run([*PYTHON, "print(1)"], seconds=10, stdin=b"1")
        with pytest.raises(OSError, match="nothing"):
            await run([tmp_path / "nothing"], seconds=1)
    await asyncio.sleep(0)
    assert open_descriptors() <= before


async def test_the_scrubbed_environment_passes_nothing_of_the_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "leaked")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    finished = await run(
        [*PYTHON, "import os; print(dict(os.environ))"],
        env=scrubbed_environment(tmp_path),
        seconds=10,
    )
    shown = finished.stdout.decode()
    assert "leaked" not in shown
    assert "PYTHONPATH" not in shown
    assert str(tmp_path) in shown


async def test_output_is_heard_as_it_comes_and_beyond_the_cap() -> None:
    heard = bytearray()
    code = "import sys; print('x' * 100); print('y' * 100, file=sys.stderr)"
    finished = await run([*PYTHON, code], seconds=10, cap=10, on_output=heard.extend)
    assert finished.truncated
    assert heard.count(b"x") == heard.count(b"y") == 100
