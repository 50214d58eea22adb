"""A warm server: each child is like a fresh program, and loses only itself."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.checks.warm.client import NotWarm, Served, WarmServer
from tests.checks.warm.toy import alive, children_of, gone, number_in, run_code, toy

WRITE_PID = "import os; open({place!r}, 'w').write(f'{{os.getpid()}}\\n')\n"
WAIT = "import time; time.sleep(600)\n"

LIKE_A_PROGRAM = {
    "prints": ("print('out'); import sys; print('err', file=sys.stderr)", 0, b"out\n", b"err\n"),
    "a status": ("import sys; sys.exit(3)", 3, b"", b""),
    "a status above 255": ("import sys; sys.exit(257)", 1, b"", b""),
    "words at the end": ("import sys; sys.exit('bad')", 1, b"", b"bad\n"),
    "no status": ("import sys; sys.exit()", 0, b"", b""),
    "an own end": ("import os; os._exit(7)", 7, b"", b""),
    "a signal": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", -11, b"", b""),
    "an abort": ("import os; os.abort()", -6, b"", b""),
    "its environment": ("import os; print(sorted(os.environ.items()))", 0, b"[('A', 'b')]\n", b""),
    "its arguments": ("import sys; print(sys.argv[0])", 0, b"toy\n", b""),
    "its input": ("import sys; print(sys.stdin.read())", 0, b"given\n", b""),
    "its input as bytes": ("import os; print(os.read(0, 99))", 0, b"b'given'\n", b""),
    "what it does at the end": (
        "import atexit, sys; atexit.register(print, 'bye'); sys.exit(2)",
        2,
        b"bye\n",
        b"",
    ),
    "a thread that goes on": (
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(.1), print('late'))).start()",
        0,
        b"late\n",
        b"",
    ),
    "not ASCII": ("print('\\xe4\\u20ac')", 0, "\xe4\u20ac\n".encode(), b""),
    "own session": ("import os; print(os.getsid(0) == os.getpid())", 0, b"True\n", b""),
    "nothing else is open": (
        "import os; print(sorted(int(n) for n in os.listdir('/dev/fd') if int(n) < 200)[:3],"
        " len(os.listdir('/dev/fd')))",
        0,
        b"[0, 1, 2] 4\n",
        b"",
    ),
}


@pytest.mark.parametrize(
    ("code", "status", "out", "err"), LIKE_A_PROGRAM.values(), ids=LIKE_A_PROGRAM.keys()
)
async def test_a_child_is_like_a_program(
    code: str, status: int, out: bytes, err: bytes, tmp_path: Path
) -> None:
    async with toy() as server:
        finished = await run_code(server, code, tmp_path, stdin=b"given")
    assert (finished.status, finished.stdout, finished.stderr) == (status, out, err)
    assert not finished.timed_out


async def test_an_error_is_told_as_the_interpreter_tells_it(tmp_path: Path) -> None:
    async with toy() as server:
        finished = await run_code(server, "1 / 0", tmp_path)
    assert finished.status == 1
    assert finished.stderr.endswith(b"ZeroDivisionError: division by zero\n")


async def test_children_run_side_by_side_and_share_nothing(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    async with toy() as server:
        waiting = asyncio.create_task(
            run_code(
                server,
                "import sys; sys.mine = 1\n" + WRITE_PID.format(place=str(place)) + "input()",
                tmp_path,
                stdin=b"\n",
            )
        )
        other = await run_code(server, "import sys; print(hasattr(sys, 'mine'))", tmp_path)
        assert (await waiting).status == 0
    assert other.stdout == b"False\n"


async def test_output_comes_as_it_is_written(tmp_path: Path) -> None:
    heard = asyncio.Event()
    async with toy() as server:
        running = asyncio.create_task(
            server.run(
                ["toy", "print('now', flush=True)\n" + WAIT],
                cwd=tmp_path,
                env={},
                seconds=60,
                on_output=lambda _: heard.set(),
            )
        )
        async with asyncio.timeout(20):
            await heard.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def test_time_that_is_over_ends_the_child_alone(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    async with toy() as server:
        pid = server.pid
        finished = await run_code(
            server, WRITE_PID.format(place=str(place)) + WAIT, tmp_path, seconds=0.5
        )
        assert finished.timed_out
        await gone(await number_in(place))
        assert (await run_code(server, "print(1)", tmp_path)).stdout == b"1\n"
        assert server.pid == pid


async def test_cancelling_ends_the_child_at_once(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    async with toy() as server:
        running = asyncio.create_task(
            run_code(server, WRITE_PID.format(place=str(place)) + WAIT, tmp_path)
        )
        child = await number_in(place)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert not alive(child)
        assert server.ready


async def test_what_a_child_leaves_in_its_group_ends_with_it(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    code = f"import os\nif os.fork() == 0:\n    {WRITE_PID.format(place=str(place))}    {WAIT}"
    code += f"import time\nwhile not os.path.exists({str(place)!r}): time.sleep(.01)\n"
    async with toy() as server:
        assert (await run_code(server, code, tmp_path)).status == 0
        await gone(await number_in(place))


async def test_a_server_that_dies_loses_its_runs_and_is_started_anew(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    async with toy() as server:
        first = server.pid
        assert first is not None
        running = asyncio.create_task(
            run_code(server, WRITE_PID.format(place=str(place)) + WAIT, tmp_path)
        )
        child = await number_in(place)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(NotWarm, match="the warm toy is gone"):
            await running
        await gone(child)
        assert await server.until_ready()
        assert server.pid != first
        assert (await run_code(server, "print(1)", tmp_path)).stdout == b"1\n"


async def test_a_child_that_kills_the_server_loses_only_the_warmth(tmp_path: Path) -> None:
    async with toy() as server:
        code = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)"
        with pytest.raises(NotWarm):
            await run_code(server, code, tmp_path)
        assert await server.until_ready()
        assert (await run_code(server, "print(1)", tmp_path)).stdout == b"1\n"


async def test_a_server_that_stands_still_is_replaced(tmp_path: Path) -> None:
    async with toy() as server:
        first = server.pid
        assert first is not None
        os.kill(first, signal.SIGSTOP)
        finished = await run_code(server, "print(1)", tmp_path, seconds=0.3)
        assert finished.timed_out
        await gone(first)
        assert await server.until_ready()
        assert (await run_code(server, "print(1)", tmp_path)).stdout == b"1\n"


@pytest.mark.parametrize(
    ("warm_up", "words"),
    [
        ("raise ImportError('no such thing')", "ImportError: no such thing"),
        ("import os; os._exit(1)", "it ended"),
        (
            "import threading, time; "
            "threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
            "thread",
        ),
    ],
)
async def test_a_server_that_cannot_start_says_why_and_is_given_up(
    warm_up: str, words: str, tmp_path: Path
) -> None:
    async with toy(warm_up=warm_up) as server:
        for _ in range(3):
            assert not await server.until_ready()
            assert words in server.fault
            with pytest.raises(NotWarm, match=words):
                await run_code(server, "print(1)", tmp_path)
        await server.until_ready()
        starting = server._starting
        with pytest.raises(NotWarm):
            await run_code(server, "print(1)", tmp_path)
        assert server._starting is starting


async def test_after_many_runs_another_server_takes_over(tmp_path: Path) -> None:
    async with toy(most_runs=2) as server:
        first = server.pid
        assert first is not None
        for _ in range(2):
            await run_code(server, "print(1)", tmp_path)
        assert await server.until_ready()
        assert server.pid != first
        await gone(first)


async def test_stopping_is_quick_and_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    async with toy() as server:
        pid = server.pid
        assert pid is not None
        running = asyncio.create_task(
            run_code(server, WRITE_PID.format(place=str(place)) + WAIT, tmp_path)
        )
        child = await number_in(place)
        async with asyncio.timeout(1):
            await server.stop()
        with pytest.raises(NotWarm):
            await running
        await gone(pid)
        await gone(child)


def test_when_the_client_is_killed_nothing_stays(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    code = (
        "import asyncio, sys\nfrom pathlib import Path\n"
        "from tests.checks.warm.toy import toy, run_code\n"
        "async def main():\n    async with toy() as server:\n"
        "        print(server.pid, flush=True)\n"
        f"        await run_code(server, {WRITE_PID.format(place=str(place)) + WAIT!r}, "
        f"Path({str(tmp_path)!r}))\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as client:
        assert client.stdout is not None
        server = int(client.stdout.readline())
        child = asyncio.run(number_in(place))
        client.kill()
    asyncio.run(gone(server))
    asyncio.run(gone(child))


SHOW = "import os, sys; print(os.getpid(), hasattr(sys, 'mine'), sys.stdin.read())"
READY = "import sys; sys.mine = True"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children cannot be seen")
async def test_a_child_that_is_ready_takes_the_next_run_and_no_other_one(tmp_path: Path) -> None:
    async with toy() as server:
        assert server.pid is not None
        (spare,) = await children_of(server.pid, 1)
        # It made ready for nothing, so this one is forked anew.
        first = await run_code(server, SHOW, tmp_path, base=READY, stdin=b"first")
        assert first.stdout.split()[0] != b"%d" % spare
        await gone(spare)
        for word in (b"second", b"third"):
            (spare,) = await children_of(server.pid, 1)
            found = await run_code(server, SHOW, tmp_path, base=READY, stdin=word)
            assert found.stdout == b"%d True %s\n" % (spare, word)
            await gone(spare)
        (spare,) = await children_of(server.pid, 1)
        other = await run_code(server, SHOW, tmp_path, stdin=b"last")
        assert other.stdout.split()[1:] == [b"False", b"last"]
        await gone(spare)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children cannot be seen")
async def test_a_ready_child_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    async with toy() as server:
        assert server.pid is not None
        (spare,) = await children_of(server.pid, 1)
        os.kill(spare, signal.SIGKILL)
        await gone(spare)
        assert (await run_code(server, "print(1)", tmp_path)).stdout == b"1\n"


async def test_what_cannot_be_made_ready_ahead_runs_all_the_same(tmp_path: Path) -> None:
    """A run may have been given to a child before it turned out; later ones are forked anew."""
    status = []
    async with toy() as server:
        pid = server.pid
        for _ in range(4):
            with contextlib.suppress(NotWarm):
                found = await run_code(server, "", tmp_path, base="raise SystemExit(3)")
                status.append(found.status)
        assert server.pid == pid
    assert len(status) >= 3
    assert set(status) == {3}


async def test_descriptors_are_passed_under_their_numbers(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    async with toy() as server:
        await server.run(
            ["toy", f"import os; os.write({writer}, b'over')"],
            cwd=tmp_path,
            env={},
            seconds=20,
            pass_fds=(writer,),
        )
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read() == b"over"


async def test_before_it_is_begun_a_server_is_not_warm(tmp_path: Path) -> None:
    async def start(control: int) -> Served:
        raise OSError("there is no such program")

    server = WarmServer("toy", start)
    with pytest.raises(NotWarm, match="not there yet"):
        await run_code(server, "", tmp_path)
    assert not await server.until_ready()
    assert "no such program" in server.fault
    await server.stop()
