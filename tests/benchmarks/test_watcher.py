"""The watcher on 100,000 files against the watcher on 100, both alive at once, in turn.

The clock starts at the rename where a file is replaced as a whole, else at the last write plus the
quiet time; it ends when ``Settled`` comes out of ``watch``.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from pbc_tui.workspace.watcher import QUIET, Changing, Settled, watch
from tests.benchmarks.trees import plant

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(sys.platform != "linux", reason="inotify and /proc are Linux's"),
]
FEW, MANY = 100, 100_000
ROUNDS = 15
LIMIT = 1.5
CHECKOUT = "git checkout, 1,000 files"
CHECKOUTS = 5


class Watch:
    """A watcher that runs, and when what it told came."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settled: dict[str, list[float]] = {}
        self.changing: dict[str, list[float]] = {}
        self._news = asyncio.Event()

    def note(self, change: Changing | Settled) -> None:
        kind = self.settled if isinstance(change, Settled) else self.changing
        kind.setdefault(change.path, []).append(monotonic())
        self._news.set()

    async def settles(self, path: str) -> float:
        """When the next ``Settled`` of a path came, waiting for it if need be."""
        async with asyncio.timeout(30):
            while not self.settled.get(path):
                self._news.clear()
                await self._news.wait()
        # More may follow at once where the writer was slower than the quiet time.
        return self.settled.pop(path)[0]


@asynccontextmanager
async def watching(root: Path) -> AsyncIterator[Watch]:
    it = Watch(root)
    ready = asyncio.Event()

    async def follow() -> None:
        async for change in watch(root, on_ready=ready.set):
            it.note(change)

    task = asyncio.create_task(follow())
    await ready.wait()
    try:
        yield it
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


# Each writes one file below the root in its manner, and returns its path and when the clock starts.
Manner = Callable[[Path, int], Awaitable[tuple[str, float]]]


async def _atomic(root: Path, turn: int) -> tuple[str, float]:
    path = "part0/package0/atomic.py"
    (root / f"{path}.part").write_text(f"x = {turn}\n")
    os.replace(root / f"{path}.part", root / path)
    return path, monotonic()


async def _in_place(root: Path, turn: int) -> tuple[str, float]:
    path = "part0/package0/in_place.py"
    (root / path).write_text(f"x = {turn}\n")
    return path, monotonic() + QUIET


async def _streamed(root: Path, turn: int) -> tuple[str, float]:
    """Ten pieces, 20 to 100 ms apart."""
    path = "part0/package1/streamed.py"
    pauses = random.Random(turn)
    with (root / path).open("w", buffering=1) as file:
        for piece in range(10):
            file.write(f"x{piece} = {turn}\n")
            last = monotonic()
            if piece < 9:
                await asyncio.sleep(pauses.uniform(0.02, 0.1))
    return path, last + QUIET


async def _through_a_link(root: Path, turn: int) -> tuple[str, float]:
    way = root.parent / f"{root.name}-way"
    if not way.is_symlink():
        way.symlink_to(root / "part0", target_is_directory=True)
    (way / "package1" / "linked.py").write_text(f"x = {turn}\n")
    return "part0/package1/linked.py", monotonic() + QUIET


async def _vim(root: Path, turn: int) -> tuple[str, float]:
    """The earlier file becomes a backup, the new one is written under its name."""
    directory, path = root / "part0/package1", "part0/package1/vim.py"
    if (root / path).exists():
        os.replace(root / path, directory / "vim.py~")
    (root / path).write_text(f"x = {turn}\n")
    written = monotonic()
    (directory / "vim.py~").unlink(missing_ok=True)
    return path, written + QUIET


async def _sed(root: Path, turn: int) -> tuple[str, float]:
    """Written beside it and renamed; the clock starts at sed's end, shortly after that."""
    path = "part0/package0/module0.py"
    if not (root / path).stat().st_size:
        (root / path).write_text("x = 0\n")
        await asyncio.sleep(4 * QUIET)
    sed = await asyncio.create_subprocess_exec("sed", "-i", f"s/.*/x = {turn}/", str(root / path))
    await sed.wait()
    return path, monotonic()


async def _at_once_with_its_directory(root: Path, turn: int) -> tuple[str, float]:
    path = f"new{turn}/inner/module.py"
    (root / path).parent.mkdir(parents=True)
    (root / path).write_text(f"x = {turn}\n")
    return path, monotonic() + QUIET


async def _deleted_and_written(root: Path, turn: int) -> tuple[str, float]:
    path = "part0/package0/again.py"
    (root / path).unlink(missing_ok=True)
    (root / path).write_text(f"x = {turn}\n")
    return path, monotonic() + QUIET


MANNERS: dict[str, Manner] = {
    "atomic replacement": _atomic,
    "written in place": _in_place,
    "streamed, 20-100 ms apart": _streamed,
    "through a linked directory": _through_a_link,
    "vim: backup, then written": _vim,
    "sed -i": _sed,
    "with its directory at once": _at_once_with_its_directory,
    "deleted and written again": _deleted_and_written,
}


async def test_latency_on_many_files_is_near_that_on_few(tmp_path: Path) -> None:
    roots = {FEW: tmp_path / "few", MANY: tmp_path / "many"}
    for count, root in roots.items():
        plant(root, count)
    took: dict[tuple[str, int], list[float]] = {}
    before = _resident()
    async with AsyncExitStack() as stack:
        watches = {}
        for count, root in roots.items():
            begun = monotonic()
            watches[count] = await stack.enter_async_context(watching(root))
            print(f"\nwatching {count:,} files began after {monotonic() - begun:.2f} s", end="")
        print(f", {(_resident() - before) / 1e6:.0f} MB for both")
        for turn in range(ROUNDS):
            for name, manner in MANNERS.items():
                for count, it in watches.items():
                    it.settled.clear()
                    path, start = await manner(it.root, turn)
                    took.setdefault((name, count), []).append(await it.settles(path) - start)
        for _ in range(CHECKOUTS):
            for count, it in watches.items():
                took.setdefault((CHECKOUT, count), []).append(await _checkout(it))
    print(f"settled -> noticed, ms, median (longest) of {ROUNDS}; quiet time {QUIET * 1000:.0f} ms")
    ratios = {}
    for name in (*MANNERS, CHECKOUT):
        few, many = took[name, FEW], took[name, MANY]
        ratios[name] = statistics.median(many) / statistics.median(few)
        print(f"{name:28}{_cell(few)}{_cell(many)}   ratio {ratios[name]:.2f}")
    print(f"{CHECKOUT}: from the last write to the last notice, {CHECKOUTS} times")
    assert max(ratios.values()) <= LIMIT


async def _checkout(it: Watch) -> float:
    """Seconds from the end of ``git checkout`` of 1,000 files to the last of them noticed."""
    place = it.root / "vendor"
    place.mkdir()
    git = partial(_git, place)
    await asyncio.to_thread(_prepare_branches, place)
    await asyncio.sleep(4 * QUIET)
    it.settled.clear()
    await asyncio.to_thread(git, "checkout", "-q", "other")
    begun = monotonic()
    for number in range(1000):
        await it.settles(f"vendor/{number}.txt")
    took = monotonic() - begun
    shutil.rmtree(place)
    return took


def _prepare_branches(place: Path) -> None:
    _git(place, "init", "-q", "-b", "main")
    for branch in ("main", "other"):
        if branch == "other":
            _git(place, "checkout", "-q", "-b", branch)
        for number in range(1000):
            (place / f"{number}.txt").write_text(f"{branch} {number}\n")
        _git(place, "add", ".")
        _git(place, "commit", "-q", "-m", branch)
    _git(place, "checkout", "-q", "main")


def _git(place: Path, *words: str) -> None:
    settings = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *words], cwd=place, check=True)


def _cell(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:9.1f} ({max(seconds) * 1000:6.1f})"


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")
