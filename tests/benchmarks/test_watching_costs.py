"""What watching costs: watches, idle processor time, and the event loop's own time in a flood."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from time import monotonic, sleep, thread_time

import pytest

from pbc_tui.session import events as e
from pbc_tui.workflow import interpreter
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.watched import Watched
from pbc_tui.workspace.environment import Environment
from pbc_tui.workspace.watcher import watch
from tests.benchmarks.trees import IGNORED, plant
from tests.e2e import designs, processes
from tests.e2e.conftest import Hire, environment, person
from tests.workflow.conditions import until
from tests.workflow.designs import begun

__all__ = ["environment", "person"]
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(sys.platform != "linux", reason="inotify and /proc are Linux's"),
]
FEW, MANY = 100, 100_000
IDLE_SECONDS = 20
IDLE_LIMIT = 0.01
LAG_LIMIT = 0.25


async def test_ignored_directories_cost_no_watches(tmp_path: Path) -> None:
    project = begun(tmp_path / "project")
    # Beside what is planted there is .pbc, whose own files are guarded.
    counted = plant(project.root, FEW, ignored=1000) + 1
    ready = asyncio.Event()

    async def follow() -> None:
        ignore = Watched(project.root).ignore(project.state)
        async for _ in watch(project.root, ignore=ignore, on_ready=ready.set):
            pass

    task = asyncio.create_task(follow())
    await ready.wait()
    watches = _watches(os.getpid())
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    project.close()
    print(f"\n{counted} directories, {len(IGNORED) * 1000} in ignored ones: {watches} watches")
    assert watches == counted


def _watches(pid: int) -> int:
    """The inotify watches of a process, as proc(5) tells them."""
    count = 0
    for entry in Path(f"/proc/{pid}/fdinfo").iterdir():
        try:
            count += entry.read_text().count("inotify wd:")
        except OSError:
            continue
    return count


def test_idle_on_the_build_screen(tmp_path: Path, person: Hire) -> None:
    shares = {}
    for count in (FEW, MANY):
        root = tmp_path / str(count)
        designs.prepare(root)
        plant(root, count)
        someone = person(root)
        begun = monotonic()
        someone.begins()
        someone.sees("TASK-001  pyproject.toml", "waiting for the file")
        shown = monotonic() - begun
        pid = someone.terminal.pid
        # Reading what is there is work, not idleness: wait until that is done.
        while _busy(pid):
            pass
        before, begun = _cpu(pid), monotonic()
        while monotonic() - begun < IDLE_SECONDS:
            sleep(0.5)
            assert someone.terminal.exit_status is None
        shares[count] = (_cpu(pid) - before) / (monotonic() - begun)
        assert someone.quits() == 0
        print(
            f"\n{count:,} files: first task shown after {shown:.1f} s, idle {shares[count]:.2%} of "
            f"one processor over {IDLE_SECONDS} s (all processes)"
        )
    assert max(shares.values()) < IDLE_LIMIT


def _busy(pid: int) -> bool:
    before = _cpu(pid)
    sleep(1)
    return _cpu(pid) - before > 0.05


def _cpu(pid: int) -> float:
    """Seconds of processor time of a process and all that it has started (proc(5), stat)."""
    ticks = 0
    for each in (pid, *(child.pid for child in processes.descendants(pid))):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


async def test_a_start_on_many_files_and_a_flood_leave_the_screen_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ready(*_: object) -> Environment:
        return Environment(Path(sys.executable), "3")

    monkeypatch.setattr(interpreter, "prepare", ready)
    project = begun(tmp_path / "project")
    plant(project.root, MANY)
    building = Building(project)
    lags: list[float] = []
    work: list[float] = []
    ticking = asyncio.create_task(_tick(lags, work))
    await asyncio.to_thread(_spin, 3.0)
    spin_lag = max(lags)
    lags.clear()
    begun_at = monotonic()
    await building.start()
    await building.begin()
    started, start_lag = monotonic() - begun_at, max(lags)
    lags.clear()
    flood = await asyncio.create_subprocess_exec(
        sys.executable, "-c", FLOOD, str(project.root), "10000"
    )
    (project.root / "pyproject.toml").write_text("[project]\n")
    begun_at = monotonic()
    await until(building, lambda: _judged(building) > 0)
    verdict = monotonic() - begun_at
    await flood.wait()
    await until(building, lambda: len(project.state.outside) == 10_000)
    noticed, flood_lag = monotonic() - begun_at, max(lags)
    ticking.cancel()
    await building.stop()
    project.close()
    print(
        f"\n{MANY:,} files: stage 4 began after {started:.2f} s, the event loop waited at most "
        f"{start_lag * 1000:.0f} ms\n10,000 files written meanwhile: verdict of the target after "
        f"{verdict:.2f} s, all noticed after {noticed:.2f} s, the loop waited at most "
        f"{flood_lag * 1000:.0f} ms (beside a thread that spins: {spin_lag * 1000:.0f} ms)\n"
        f"longest stretch of work in the loop's own thread: {max(work) * 1000:.0f} ms"
    )
    # How long others hold the processor meanwhile depends on the machine; this does not.
    assert max(work) < LAG_LIMIT


FLOOD = """
import pathlib, sys
root = pathlib.Path(sys.argv[1], "vendor")
for number in range(int(sys.argv[2])):
    folder = root / str(number % 100)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.txt").write_text(str(number))
"""


def _judged(building: Building) -> int:
    return sum(isinstance(event, e.Judged) for event in building.project.state.log)


def _spin(seconds: float) -> None:
    end = monotonic() + seconds
    while monotonic() < end:
        pass


async def _tick(lags: list[float], work: list[float]) -> None:
    while True:
        begun_at, worked = monotonic(), thread_time()
        await asyncio.sleep(0.005)
        work.append(thread_time() - worked)
        lags.append(monotonic() - begun_at - 0.005)
