"""What a key costs in the contract editor as the stub grows, and what the critic adds to a key."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from time import perf_counter, process_time
from unittest.mock import patch

import pytest
from textual import events

from pbc_tui.design.critic import review
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree
from pbc_tui.ui.widgets.critic_panel import CriticPanel
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.stub_area import StubArea
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.project import Project
from tests.benchmarks.test_tree import tree_of
from tests.design.critic.designs import LIBRARY, answers_of
from tests.ui.contracts import RULES, prepare_files
from tests.ui.walking import Walk, prepare, walking

pytestmark = pytest.mark.benchmark
FEW, MANY = 200, 2_000
PRESSES, ROUNDS = 20, 3


def stub_of(lines: int) -> str:
    """A stub of so many lines: classes of nine methods, the last line begun."""
    rows = []
    for place in range(lines // 10):
        rows.append(f"class Part{place}:")
        rows += [f"    def act_{n}(self, value: str = 'x') -> int: ..." for n in range(9)]
    return "\n".join(rows) + "\n"


async def _typed(walk: Walk, area: StubArea) -> float:
    """Seconds from a key until the screen is painted."""
    before, painted, begun = area.text, asyncio.Event(), perf_counter()
    walk.app.post_message(events.Key("z", "z"))
    async with asyncio.timeout(30):
        while area.text is before or area.text == before:  # noqa: ASYNC110 - few turns
            await asyncio.sleep(0)
        area.call_after_refresh(painted.set)
        await painted.wait()
    return perf_counter() - begun


async def _typing(root: Path, lines: int) -> list[float]:
    prepare_files(root)
    project = Project.open(root)
    plan_desk.set_contract(project, RULES, stub_of(lines))
    project.close()
    async with walking(root, begin="PlanScreen") as walk:
        walk.app.screen.query_one("#tasks", Listing).go_to(RULES)
        await walk.press("c")
        await walk.arrive("ContractScreen")
        await walk.until(lambda: "this can be enforced" in walk.text)
        area = walk.app.screen.query_one(StubArea)
        area.move_cursor(area.document.end)
        await walk.pilot.pause()
        return [await _typed(walk, area) for _ in range(PRESSES)]


async def test_a_key_in_a_long_stub_costs_little_more_than_in_a_short_one(tmp_path: Path) -> None:
    took: dict[int, list[float]] = {FEW: [], MANY: []}
    for turn in range(ROUNDS):
        for lines, found in took.items():
            root = tmp_path / f"{lines}-{turn}"
            root.mkdir()
            found += await _typing(root, lines)
    few, many = (statistics.median(found) for found in took.values())
    print(
        f"\na key in a stub of {FEW} lines {few * 1000:.1f} ms, "
        f"of {MANY} lines {many * 1000:.1f} ms: {many / few:.2f} times (at most 3)"
    )
    assert many <= 3 * few


async def _answering(root: Path, without: bool) -> list[float]:
    """Seconds of the processor for each answer, from its key until nothing is left to draw."""
    silent: AbstractContextManager[object] = (
        patch.object(CriticPanel, "show_state", lambda _: None) if without else nullcontext()
    )
    found = []
    with silent:
        async with walking(root, begin="ArchitectureScreen") as walk:
            walk.app.screen.query_one("#architecture-logging").focus()
            await walk.pilot.pause()
            for place in range(PRESSES):
                begun = process_time()
                await walk.pilot.press("b" if place % 2 else "a")
                await walk.pilot.pause()
                found.append(process_time() - begun)
    return found


async def test_the_live_critic_costs_no_more_than_the_rest_of_an_answer(tmp_path: Path) -> None:
    took: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(ROUNDS):
        for without, found in took.items():
            root = tmp_path / f"{without}-{turn}"
            root.mkdir()
            prepare(root, Gate.ARCHITECTURE)
            found += await _answering(root, without)
    live, silent = (statistics.median(found) for found in took.values())
    print(
        f"\nan answer with the live critic {live * 1000:.1f} ms, without {silent * 1000:.1f} ms: "
        f"{live / silent:.2f} times (at most 2)"
    )
    assert live <= 2 * silent


def test_a_review_grows_at_most_linearly_with_the_structure() -> None:
    answers = answers_of(LIBRARY)
    trees = {entries: tree_of(entries) for entries in (1_000, 10_000)}

    def took(work: Callable[[Tree], object], tree: Tree) -> float:
        begun = process_time()
        work(tree)
        return process_time() - begun

    def work(tree: Tree) -> object:
        return review(answers, tree, 2)

    few, many = (
        statistics.median(took(work, tree) for _ in range(ROUNDS)) for tree in trees.values()
    )
    growth = len(trees[10_000]) / len(trees[1_000])
    print(
        f"\na review {few * 1000:.1f} ms, of a tree {growth:.0f} times as large "
        f"{many * 1000:.1f} ms: {many / few:.1f} times (at most {1.4 * growth:.0f})"
    )
    assert many <= 1.4 * growth * few
