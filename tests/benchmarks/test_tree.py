"""What edits, folds and cursor keys cost in a large tree; how whole-tree operations grow."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from textual import events

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Replace, Tree, print_tree, read_tree
from pbc_tui.ui.widgets.tree_editor import TreeEditor
from pbc_tui.ui.widgets.tree_view import TreeView
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project
from tests.ui.walking import Walk, prepare, walking

SMALL, LARGE, HUGE = 1_000, 10_000, 50_000
ROUNDS, PRESSES = 3, 8
# A key, the key that takes it back, and what shows that it has worked.
KEYS: dict[str, tuple[str, str, Callable[[TreeView], object]]] = {
    "cursor": ("down", "up", lambda view: view.cursor),
    "move": ("J", "K", lambda view: view.structure),
    "fold": ("left", "right", lambda view: view.folded),
    "undo": ("z", "Z", lambda view: view.structure),
}


def tree_of(entries: int) -> Tree:
    """A repository of packages with modules, each with its purpose."""
    rows = [("pyproject.toml", "Metadata.", "")]
    package = 0
    while len(rows) < entries * 0.94:
        package += 1
        home = f"src/schema_guard/area_{package // 20}/pack_{package}"
        rows.append((f"{home}/__init__.py", "Marks the package.", ""))
        rows += [(f"{home}/module_{n}.py", f"Does thing {n}.", "") for n in range(17)]
    return Tree.of(rows)


async def _press(walk: Walk, key: str, sign: Callable[[TreeView], object]) -> float:
    view = walk.app.screen.query_one(TreeView)
    before, painted, begun = sign(view), asyncio.Event(), perf_counter()
    walk.app.post_message(events.Key(key, key if len(key) == 1 else None))
    async with asyncio.timeout(30):
        while sign(view) is before or sign(view) == before:  # noqa: ASYNC110 - few turns
            await asyncio.sleep(0)
        view.call_after_refresh(painted.set)
        await painted.wait()
    return perf_counter() - begun


async def _measure(root: Path, tree: Tree, took: dict[str, list[float]]) -> None:
    prepare(root, Gate.STRUCTURE)
    project = Project.open(root)
    design_desk.edit(project, Replace.of(tree))
    project.close()
    async with walking(root) as walk:
        begun = perf_counter()
        await walk.pilot.press("enter")
        await walk.arrive("StructureScreen")
        took.setdefault("open", []).append(perf_counter() - begun)
        view = walk.app.screen.query_one(TreeEditor).view
        view.go_to("src/schema_guard/area_0/pack_3")
        await walk.pilot.pause()
        for name, (there, back, sign) in KEYS.items():
            for _ in range(PRESSES):
                took.setdefault(name, []).append(await _press(walk, there, sign))
                await _press(walk, back, sign)


@pytest.mark.benchmark
async def test_single_edits_do_not_grow_with_the_tree(tmp_path: Path) -> None:
    took: dict[int, dict[str, list[float]]] = {SMALL: {}, LARGE: {}, HUGE: {}}
    trees = {entries: tree_of(entries) for entries in took}
    for turn in range(ROUNDS):
        for entries in took:
            root = tmp_path / f"{entries}-{turn}"
            root.mkdir()
            await _measure(root, trees[entries], took[entries])
    middle = {n: {k: statistics.median(v) for k, v in t.items()} for n, t in took.items()}
    print(f"\n{'':10}" + "".join(f"{len(trees[n]):>9} entries" for n in took) + "   ratio")
    for name in middle[SMALL]:
        row = "".join(f"{middle[n][name] * 1000:>14.1f} ms" for n in took)
        print(f"{name:10}{row} {middle[LARGE][name] / middle[SMALL][name]:7.2f}")
    for name in KEYS:
        assert middle[LARGE][name] <= 1.5 * middle[SMALL][name], name


@pytest.mark.benchmark
def test_whole_tree_operations_grow_at_most_linearly() -> None:
    from pbc_tui.ui.widgets.tree_rows import matching

    trees = {entries: tree_of(entries) for entries in (LARGE, HUGE)}
    texts = {entries: print_tree(tree) for entries, tree in trees.items()}
    works: dict[str, Callable[[int], object]] = {
        "filter": lambda n: matching(trees[n], "module_7"),
        "print": lambda n: print_tree(trees[n]),
        "paste": lambda n: read_tree(texts[n]),
    }
    took: dict[tuple[str, int], list[float]] = {}
    for _ in range(ROUNDS):
        for name, work in works.items():
            for entries in trees:
                begun = perf_counter()
                work(entries)
                took.setdefault((name, entries), []).append(perf_counter() - begun)
    print()
    growth = len(trees[HUGE]) / len(trees[LARGE])
    for name in works:
        few, many = (statistics.median(took[name, entries]) for entries in trees)
        print(f"{name:8} {few * 1000:8.1f} ms {many * 1000:8.1f} ms, {many / few:.2f} times")
        assert many <= 1.4 * growth * few, name
