"""A confined program: its status, its output, and that nothing of it is left."""

import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic

import pytest

from pbc_tui.workspace.sandbox.level import Layout, Limits
from pbc_tui.workspace.sandbox.places import interpreter_places
from pbc_tui.workspace.sandbox.running import run_confined
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.workspace.sandbox.conftest import PYTHON, Try
from tests.workspace.test_process import alive, until

# Leaves the group and the session, holds the output open, and names itself in its own title.
DAEMON = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        sleep = "import time; time.sleep(600)"
        os.execv(sys.executable, [sys.executable, "-S", "-c", sleep, sys.argv[1]])
    os._exit(0)
os.wait()
print("left", flush=True)
"""


def named(mark: str) -> list[int]:
    """The processes whose command line holds the mark, but for this one and its children's."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                line = Path(f"/proc/{name}/cmdline").read_bytes()
            except OSError:
                continue
            if line.rstrip(b"\0").endswith(b"\0" + mark.encode()) and alive(int(name)):
                found.append(int(name))
    return found


def same(one: str, other: str) -> bool:
    return os.path.samefile(one, other)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("pass", 0),
        ("raise SystemExit(3)", 3),
        ("import os; os.kill(os.getpid(), 11)", -11),
        ("import os; os.abort()", -6),
    ],
)
async def test_the_status_is_the_programs_own(
    sandbox: Sandbox, attempt: Try, code: str, status: int
) -> None:
    finished = await attempt(sandbox, code)
    assert (finished.status, finished.stopped, finished.timed_out) == (status, "", False)


async def test_input_output_and_descriptors_reach_the_program(
    sandbox: Sandbox, attempt: Try
) -> None:
    with tempfile.TemporaryFile() as report:
        number = report.fileno()
        code = (
            "import os, sys; os.write(int(sys.argv[1]), b'report');"
            "print(sys.stdin.read().upper()); print(os.getcwd(), file=sys.stderr)"
        )
        finished = await attempt(sandbox, code, number, stdin=b"hello", pass_fds=[number])
        report.seek(0)
        assert report.read() == b"report"
    assert finished.stdout == b"HELLO\n"
    assert finished.stderr.rstrip().endswith(b"repository")


async def test_the_environment_starts_from_an_empty_one(
    sandbox: Sandbox, attempt: Try, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "leaked")
    code = (
        "import os, pathlib; print(dict(os.environ))\n"
        "for place in pathlib.Path('/proc').glob('[0-9]*/environ'):\n"
        "    try: print(place.read_bytes())\n"
        "    except OSError: pass\n"
    )
    if sandbox.level == "unconfined":
        code = code.partition("\n")[0]
    finished = await attempt(sandbox, code, environment={"WANTED": "here"})
    assert b"WANTED" in finished.stdout
    assert b"leaked" not in finished.stdout
    assert finished.status == 0


async def test_a_daemon_that_left_the_session_is_ended_and_hangs_nobody(
    sandbox: Sandbox, attempt: Try, tmp_path: Path
) -> None:
    mark = f"daemon-{tmp_path}"
    begun = monotonic()
    finished = await attempt(sandbox, DAEMON, mark, seconds=60.0)
    assert finished.stdout == b"left\n"
    assert monotonic() - begun < 30
    assert named(mark) == []


async def test_the_end_of_the_time_ends_the_daemons_too(
    sandbox: Sandbox, attempt: Try, tmp_path: Path
) -> None:
    mark = f"late-{tmp_path}"
    finished = await attempt(sandbox, DAEMON + "import time; time.sleep(600)", mark, seconds=2.0)
    assert finished.timed_out
    assert finished.status == -signal.SIGKILL
    assert named(mark) == []


async def test_cancellation_leaves_nothing(sandbox: Sandbox, attempt: Try, tmp_path: Path) -> None:
    mark = f"cancelled-{tmp_path}"
    task = asyncio.ensure_future(attempt(sandbox, DAEMON + "time.sleep(600)", mark))
    await until(lambda: len(named(mark)) > 0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert named(mark) == []


async def test_nothing_is_left_when_we_are_killed(
    sandbox: Sandbox, layout: Layout, tmp_path: Path
) -> None:
    mark = f"orphan-{tmp_path}"
    code = (
        "import asyncio, sys; from pathlib import Path\n"
        "from pbc_tui.workspace.sandbox.level import *\n"
        "from pbc_tui.workspace.sandbox.places import interpreter_places\n"
        "from pbc_tui.workspace.sandbox.running import run_confined\n"
        "from pbc_tui.workspace.sandbox.sandbox import Sandbox\n"
        "level, program, place, daemon, mark = sys.argv[1:]\n"
        "p, python = Path(place), Path(sys.executable)\n"
        "layout = Layout(p / 'repository', p / 'home', p / 'tmp', interpreter_places(python))\n"
        "argv = [python, '-I', '-S', '-c', daemon + 'time.sleep(600)', mark]\n"
        "asyncio.run(run_confined(Sandbox(Level(level), (), program), layout, argv, seconds=60))\n"
    )
    place = layout.repository.parent
    ours = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, sandbox.level, sandbox.program, place, DAEMON, mark
    )
    # Its own command line ends with the mark as well, and so does the program's.
    await until(lambda: len(named(mark)) >= 3)
    ours.kill()
    await ours.wait()
    await until(lambda: named(mark) == [])


@pytest.mark.parametrize("victim", ["os.getppid()", "os.getpgid(os.getppid())"])
async def test_killing_the_supervisor_frees_nobody(
    sandbox: Sandbox, attempt: Try, tmp_path: Path, victim: str
) -> None:
    mark = f"rebel-{tmp_path}"
    code = (
        DAEMON + f"import signal\ntry: os.kill({victim}, signal.SIGKILL)\n"
        "except OSError: pass\nos.kill(0, 0)\n"
    )
    finished = await attempt(sandbox, code, mark)
    assert named(mark) == []
    assert not finished.timed_out


async def test_what_cannot_start_is_an_os_error(sandbox: Sandbox, layout: Layout) -> None:
    with pytest.raises(OSError, match="no-such-program"):
        await run_confined(sandbox, layout, [layout.home / "no-such-program"], seconds=10)


async def test_an_interpreter_by_a_roundabout_path_runs(
    sandbox: Sandbox, layout: Layout, tmp_path: Path
) -> None:
    environment = PYTHON.parent.parent
    (tmp_path / "way").symlink_to(environment)
    for start in (environment / "lib/..", tmp_path / "way", tmp_path / "way/lib/.."):
        python = start / "bin" / PYTHON.name
        wide = Layout(layout.repository, layout.home, layout.tmp, interpreter_places(python))
        argv: list[str | Path] = [python, "-I", "-c", "import pytest, sys; print(sys.prefix)"]
        finished = await run_confined(sandbox, wide, argv, seconds=20)
        assert (finished.status, finished.stderr) == (0, b""), python
        assert same(os.fsdecode(finished.stdout.strip()), sys.prefix)


async def test_output_is_capped(sandbox: Sandbox, attempt: Try) -> None:
    code = "import os\nfor _ in range(200): os.write(1, b'x' * 100_000)"
    finished = await attempt(sandbox, code, cap=1000)
    assert (finished.status, len(finished.stdout), finished.truncated) == (0, 1000, True)


async def test_a_fork_bomb_is_ended(sandbox: Sandbox, attempt: Try, tmp_path: Path) -> None:
    mark = f"bomb-{tmp_path}"
    # Bounded, should nothing else stop it.
    code = "import os, time\nfor _ in range(9): os.fork()\ntime.sleep(600)"
    finished = await attempt(sandbox, code, mark, seconds=20.0)
    # Who is not root meets the kernel's own limit.
    bound = b"Resource temporarily unavailable" in finished.stderr
    assert bound or finished.stopped == "it started more than 40 processes"
    assert named(mark) == []


async def test_memory_is_bounded_for_one_and_for_all(sandbox: Sandbox, attempt: Try) -> None:
    one = await attempt(
        sandbox, "x = bytearray(300_000_000)", limits=Limits(address_space=200_000_000)
    )
    assert b"MemoryError" in one.stderr
    together = await attempt(
        sandbox,
        "import os, time\nos.fork()\nx = bytearray(b'x' * 30_000_000)\ntime.sleep(600)",
        limits=Limits(memory=50_000_000),
    )
    assert together.stopped == "it used more than 50 MB of memory"


async def test_processor_time_and_files_are_bounded(sandbox: Sandbox, attempt: Try) -> None:
    busy = await attempt(sandbox, "while True: pass", limits=Limits(processor=1))
    assert busy.status in (-signal.SIGXCPU, -signal.SIGKILL)
    assert not busy.timed_out
    code = (
        "import os; from resource import *; path = os.environ['TMPDIR'] + '/big'\n"
        "try: open(path, 'wb').write(b'x' * 3_000_000)\n"
        "except OSError as error: print(error.strerror)\n"
        "print(getrlimit(RLIMIT_CORE), getrlimit(RLIMIT_NOFILE))"
    )
    large = await attempt(sandbox, code, limits=Limits(file=1_000_000, open_files=64))
    assert large.stdout == b"File too large\n(0, 0) (64, 64)\n"


async def test_a_disk_filler_is_stopped(sandbox: Sandbox, attempt: Try) -> None:
    code = (
        "import os, time; directory = os.environ['TMPDIR']\n"
        "try:\n"
        "    for number in range(60):\n"
        "        open(f'{directory}/{number}', 'wb').write(b'x' * 100_000)\n"
        "    time.sleep(600)\n"
        "except OSError as error: print(error.strerror)"
    )
    finished = await attempt(sandbox, code, limits=Limits(disk=2_000_000))
    assert finished.stopped == "it wrote more than 2 MB" or b"No space" in finished.stdout


async def test_what_is_written_to_a_writable_place_comes_out(
    sandbox: Sandbox, layout: Layout, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    wide = Layout(layout.repository, layout.home, layout.tmp, layout.readable, (out,))
    code = "import sys; open(sys.argv[1], 'w').write('out')"
    argv: list[str | Path] = [PYTHON, "-I", "-S", "-c", code, out / "file"]
    finished = await run_confined(sandbox, wide, argv, seconds=10)
    assert finished.status == 0
    assert (out / "file").read_text() == "out"
