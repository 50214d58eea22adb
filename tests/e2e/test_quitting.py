"""Whatever runs, quitting is quick and leaves no process behind."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import monotonic

import pytest

from pbc_tui.agents import builtin
from pbc_tui.design.gates import Gate
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.sandbox.finding import find_sandbox
from pbc_tui.workspace.sandbox.level import Level
from tests.e2e import designs, own_interpreter, processes
from tests.e2e.conftest import Hire
from tests.e2e.person import Person
from tests.e2e.terminal import Terminal

pytestmark = pytest.mark.skipif(
    not processes.PROC.is_dir(), reason="which processes run is read under /proc"
)
TREE = """\
pyproject.toml  # Describes the project.
tests/
  test_sums.py  # Tries the sums.
"""
WAITING = '''\
"""Tries the patience of whoever runs it."""

import subprocess
import sys
import time


def test_waits() -> None:
    """It takes its time, and so does what it starts."""
    waiting = [sys.executable, "-c", "import time; time.sleep(602)"]
    subprocess.Popen(waiting, start_new_session=True)
    time.sleep(600)


def test_works() -> None:
    """It never ends."""
    while True:
        pass
'''
# Warm, the command line is that of the server; the fresh run is the one that takes its time.
WAITING_WHEN_COLD = '''\
"""Tries the patience of whoever confirms it."""

import time
from pathlib import Path


def test_waits() -> None:
    """It takes its time in a fresh process."""
    if b"pytest_server.py" not in Path("/proc/self/cmdline").read_bytes():
        time.sleep(600)
'''


def write_pyproject(root: Path, more: str = "") -> None:
    plan = Project.read(root).plan
    content = builtin.write(plan, plan.by_path["pyproject.toml"])
    (root / "pyproject.toml").write_text(content + more, encoding="utf-8")


def _quits(someone: Person, root: Path) -> float:
    """Quit, see that nothing stays behind; returns the seconds that it took."""
    begun = monotonic()
    running = processes.descendants(someone.terminal.pid)
    assert someone.quits() == 0
    seconds = monotonic() - begun
    assert not processes.gone(running | processes.about(root))
    return seconds


def _must_be_quick(seconds: float, idle: float) -> None:
    # That nobody waits in vain, also on a busy machine; tests/benchmarks/ measures how quick it is.
    assert seconds < 2 + 5 * idle, f"{seconds:.2f} s; idle it takes {idle:.2f} s"


@pytest.fixture
def idle(tmp_path: Path, person: Hire) -> float:
    """How many seconds quitting takes here and now while nothing runs."""
    root = tmp_path / "idle"
    designs.prepare(root, tree=TREE)
    someone = person(root)
    someone.begins()
    someone.sees("TASK-001  pyproject.toml", "waiting for the file")
    return _quits(someone, root)


@pytest.fixture
def silent_index() -> Iterator[str]:
    """The address of a package index that takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/simple"


def _ends(someone: Person, number: int) -> int:
    """Close the application by its key, or by a signal; returns its exit status."""
    if number:
        os.kill(someone.terminal.pid, number)
        return someone.terminal.wait_for_end()
    return someone.quits()


def _until_checked(someone: Person, root: Path) -> None:
    """Have the file of tests checked, which ends the checks of what it held before."""
    (root / designs.TESTS).write_text(WAITING, encoding="utf-8")
    someone.sees("checking …", "⋯ tests")
    _wait_for_child(someone, "time.sleep(602)")
    earlier = children(someone, "time.sleep(602)")
    (root / designs.TESTS).write_text(f"{WAITING}\n\nNEWER = True\n", encoding="utf-8")
    assert not processes.gone(earlier)
    _wait_for_child(someone, "time.sleep(602)")


def _until_confirmed(someone: Person, root: Path) -> None:
    """Have it confirmed, while the fresh run is under way and an accepted file is judged anew."""
    confirming = "confirming the tests"
    for attempt in count():
        content = f"{WAITING_WHEN_COLD}\n\nATTEMPT = {attempt}\n"
        (root / designs.TESTS).write_text(content, encoding="utf-8")
        # As long as no warm process is there, the first run is a fresh one, too.
        someone.terminal.wait_for(lambda screen: confirming in screen or _runs_cold(someone))
        if confirming in someone.terminal.text:
            break
    write_pyproject(root, "# Changed.\n")


@pytest.mark.parametrize(
    ("busy", "number", "status"),
    [
        pytest.param(_until_confirmed, 0, 0, marks=pytest.mark.long),
        (_until_checked, signal.SIGTERM, 128 + signal.SIGTERM),
        pytest.param(_until_confirmed, signal.SIGHUP, 128 + signal.SIGHUP, marks=pytest.mark.long),
        pytest.param(_until_checked, signal.SIGKILL, -signal.SIGKILL, marks=pytest.mark.long),
    ],
)
def test_while_checks_run(
    tmp_path: Path,
    person: Hire,
    idle: float,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    busy: Callable[[Person, Path], None],
    number: int,
    status: int,
) -> None:
    """No process stays and no file, and of a killed application none beyond the next one."""
    if asyncio.run(find_sandbox()).level is Level.UNCONFINED:
        pytest.skip("there is no sandbox here, and the person would be asked")
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setitem(environment, "TMPDIR", str(passing))
    root = tmp_path / "shape-sums"
    designs.prepare(root, tree=TREE)
    write_pyproject(root)
    someone = person(root, program=[own_interpreter.__file__])
    someone.begins()
    someone.sees_verdict("ACCEPTABLE", at="TASK-001  pyproject.toml")
    someone.press("a")
    someone.sees(f"TASK-002  {designs.TESTS}", "waiting for the file")
    (root / "tests").mkdir()
    busy(someone, root)
    running = processes.descendants(someone.terminal.pid)
    begun = monotonic()
    assert _ends(someone, number) == status
    _must_be_quick(monotonic() - begun, idle)
    assert not processes.gone(running | processes.about(root))
    if number == signal.SIGKILL:
        someone.begins()
        someone.sees(f"TASK-002  {designs.TESTS}")
        assert someone.quits() == 0
    assert not list(passing.iterdir())


def test_while_the_environment_is_made(
    tmp_path: Path,
    person: Hire,
    idle: float,
    silent_index: str,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("UV_DEFAULT_INDEX", "PIP_INDEX_URL"):
        monkeypatch.setenv(name, silent_index)
    monkeypatch.setitem(environment, "XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "shape-sums"
    designs.prepare(root, tree=TREE)
    write_pyproject(root)
    someone = person(root)
    someone.begins()
    someone.sees_verdict("ACCEPTABLE", at="TASK-001  pyproject.toml")
    someone.press("a")
    someone.sees(" installs ")
    assert processes.descendants(someone.terminal.pid)
    _must_be_quick(_quits(someone, root), idle)


def test_while_an_agents_command_runs(tmp_path: Path, person: Hire, idle: float) -> None:
    root = tmp_path / "shape-sums"
    waiting = shlex.join([sys.executable, "-c", "import time; time.sleep(600)"])
    designs.prepare(root, agent=f"command:{waiting}", tree=TREE)
    someone = person(root)
    someone.begins()
    _lets_the_agent_run(someone)
    someone.sees("TASK-001  pyproject.toml", "is being written")
    _wait_for_child(someone, "time.sleep(600)")
    _must_be_quick(_quits(someone, root), idle)


def _lets_the_agent_run(someone: Person) -> None:
    someone.sees("x runs command:")
    someone.runs_the_agent()


@pytest.mark.parametrize(
    ("number", "status"), [(0, 128 + signal.SIGHUP), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_a_terminal_that_nobody_reads_any_more_holds_nothing(
    tmp_path: Path, person: Hire, number: int, status: int
) -> None:
    """What is drawn waits for whoever reads it, and so would the application, for ever."""
    designs.prepare(tmp_path / "shapes", tree=TREE)
    someone = person(tmp_path / "shapes")
    someone.begins()
    someone.sees("TASK-001  pyproject.toml", "waiting for the file")
    someone.terminal.stall()
    running = processes.descendants(someone.terminal.pid)
    if number:
        os.kill(someone.terminal.pid, number)
    else:
        someone.terminal.vanish()
    assert someone.terminal.wait_unread() == status
    assert not processes.gone(running | processes.about(tmp_path / "shapes"))


@pytest.mark.skipif(not shutil.which("setsid"), reason="setsid is not there")
def test_a_terminal_that_goes_without_a_signal_ends_it(tmp_path: Path) -> None:
    """In a session of its own nobody tells it by SIGHUP."""
    command = ["setsid", "--wait", sys.executable, "-m", "pbc_tui", str(tmp_path)]
    with Terminal() as terminal:
        terminal.start(["/bin/sh", "-c", f"{shlex.join(command)}; true"], cwd=tmp_path)
        terminal.wait_for(lambda screen: "You design and decide" in screen)
        running = processes.descendants(terminal.pid)
        assert running
        terminal.vanish()
        assert not processes.gone(running)


STUBBORN = """
import signal, subprocess, sys, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(601)"])
time.sleep(600)
"""


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (signal.SIGTERM, 128 + signal.SIGTERM),
        (0, 128 + signal.SIGHUP),
        pytest.param(signal.SIGHUP, 128 + signal.SIGHUP, marks=pytest.mark.long),
        pytest.param(signal.SIGKILL, -signal.SIGKILL, marks=pytest.mark.long),
    ],
)
def test_a_signal_ends_everything_that_an_agent_has_started(
    tmp_path: Path, person: Hire, idle: float, number: int, status: int
) -> None:
    """Asked to end, its terminal closed, or killed: what ignores every other signal ends too."""
    root = tmp_path / "shape-sums"
    designs.prepare(
        root, agent=f"command:{shlex.join([sys.executable, '-c', STUBBORN])}", tree=TREE
    )
    someone = person(root)
    someone.begins()
    _lets_the_agent_run(someone)
    someone.sees("TASK-001  pyproject.toml", "is being written")
    _wait_for_child(someone, "time.sleep(601)")
    running = processes.descendants(someone.terminal.pid)
    begun = monotonic()
    if number:
        os.kill(someone.terminal.pid, number)
    else:
        someone.terminal.vanish()
    # Asked to, it still draws, and somebody reads; otherwise nobody is there any more.
    terminal = someone.terminal
    wait = terminal.wait_for_end if number == signal.SIGTERM else terminal.wait_unread
    assert wait(seconds=10 + 3 * idle) == status
    assert not processes.gone(running | processes.about(root))
    _must_be_quick(monotonic() - begun, idle)


def test_while_the_built_in_agent_writes(tmp_path: Path, person: Hire, idle: float) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root, Gate.PLAN, agent="builtin", tree="pyproject.toml  # Describes it.\n")
    someone = person(root, options=("--agent", "builtin"))
    someone.begins()
    someone.sees("agent: builtin")
    someone.press("ctrl+s")
    someone.sees("Approve the plan and begin?")
    someone.press("y")
    someone.terminal.wait_for(lambda _: (root / ".pbc" / "current.md").exists())
    _must_be_quick(_quits(someone, root), idle)


def _runs_cold(someone: Person) -> bool:
    """Whether tests run in a process of their own; the server is told the launcher's name, too."""
    return any(
        "launcher.py" in each.command and "pytest_server.py" not in each.command
        for each in processes.descendants(someone.terminal.pid)
    )


def children(someone: Person, word: str) -> set[processes.Process]:
    """The processes that the application has started and whose command holds a word."""
    started = processes.descendants(someone.terminal.pid)
    return {each for each in started if word in each.command}


def _wait_for_child(someone: Person, word: str) -> None:
    """Wait until there is such a process."""
    someone.terminal.wait_for(lambda _: bool(children(someone, word)))
