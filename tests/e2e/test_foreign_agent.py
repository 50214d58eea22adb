"""An agent in a process of its own, of which the application sees nothing but files."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbc_tui.agents import builtin
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.watcher import QUIET
from tests.e2e import designs, foreign_agent
from tests.e2e.conftest import Hire
from tests.e2e.sessions import events

SHAPES = '''\
"""Plane shapes that know their area."""


class Rectangle:
    """A rectangle with sides along the axes."""

    def __init__(self, width: float, height: float) -> None:
        """Make a rectangle.

        Args:
            width: Its width.
            height: Its height.
        """
        self._width = width
        self._height = height

    def area(self) -> float:
        """Say how large it is.

        Returns:
            Its area.
        """
        return self._width * self._height
'''
SUMS = '''\
"""Adds up the areas of shapes."""

from collections.abc import Iterable

from shape_sums.shapes import Rectangle


class AreaSum:
    """The sum of the areas of some shapes."""

    def __init__(self, shapes: Iterable[Rectangle]) -> None:
        """Take the shapes.

        Args:
            shapes: What is to be added up.
        """
        self._shapes = tuple(shapes)

    def total(self) -> float:
        """Add the areas up.

        Returns:
            The sum of all areas.
        """
        return sum(shape.area() for shape in self._shapes)
'''
TESTS = '''\
"""Tries the sums."""

from shape_sums.shapes import Rectangle
from shape_sums.sums import AreaSum


def test_areas_are_added_up() -> None:
    """Two rectangles have the sum of their areas."""
    assert AreaSum([Rectangle(2.0, 3.0), Rectangle(1.0, 1.0)]).total() == 7.0


def test_nothing_has_no_area() -> None:
    """Without shapes the sum is nothing."""
    assert AreaSum([]).total() == 0.0
'''

Script = dict[str, list[tuple[str, str]]]
Agent = Callable[[Path, Script], Path]


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Agent]:
    """Starts the foreign agent on a repository; returns the file in which it notes its work."""
    started: list[subprocess.Popen[bytes]] = []

    def start(root: Path, script: Script) -> Path:
        written, log = tmp_path / "script.json", tmp_path / "log.jsonl"
        written.write_text(json.dumps(script), encoding="utf-8")
        program = foreign_agent.__file__
        started.append(subprocess.Popen([sys.executable, program, root, written, log]))
        return log

    yield start
    for each in started:
        each.kill()
        each.wait()


def _pyproject(root: Path) -> str:
    plan = Project.read(root).plan
    return builtin.write(plan, plan.by_path["pyproject.toml"])


def _verdicts(root: Path, task: str) -> list[tuple[str, str]]:
    """What happened to a task's verdicts, in order: ("judged", digest) or ("withdrawn", "")."""
    return [
        (event.kind, event.verdict.sha256 or "" if event.kind == "judged" else "")
        for event in events(root)
        if event.kind in ("judged", "withdrawn") and event.task == task
    ]


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _pauses(log: Path) -> dict[str, float]:
    notes = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    return {note["path"]: note["pause"] for note in notes}


def test_whole_streamed_and_repaired_files_get_one_verdict_each(
    tmp_path: Path, person: Hire, agent: Agent
) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root)
    defect = SUMS.replace("class AreaSum", "class SumOfAreas")
    pyproject = _pyproject(root)
    log = agent(
        root,
        {
            "pyproject.toml": [("atomic", pyproject)],
            designs.SHAPES: [("streamed", SHAPES)],
            designs.SUMS: [("in place", defect), ("atomic", SUMS)],
            designs.TESTS: [("in place", TESTS)],
        },
    )
    someone = person(root)
    someone.begins()
    someone.arrives("Build")
    for place, path in enumerate(("pyproject.toml", designs.SHAPES)):
        someone.sees_verdict("ACCEPTABLE", at=f"TASK-00{place + 1}  {path}", seconds=180)
        someone.press("a")
        someone.sees(f"Tasks {place + 1}/4")

    screen = someone.sees_verdict("NEEDS REVISION", at=f"TASK-003  {designs.SUMS}", seconds=180)
    assert re.search(r"AreaSum is missing\b", screen), screen
    someone.press("b")
    someone.sees("What is to be changed?")
    someone.type("The class is called AreaSum in the contract; give it that name.")
    someone.sees("AreaSum in the contract")
    someone.press("ctrl+s")
    someone.sees_verdict("ACCEPTABLE", at="attempt 2", seconds=180)
    someone.press("a")
    someone.sees_verdict("ACCEPTABLE", at=f"TASK-004  {designs.TESTS}", seconds=180)
    someone.press("a")
    someone.arrives("Report")
    someone.sees("GENERATION_REPORT.md", seconds=180)
    assert someone.quits() == 0

    assert _verdicts(root, "TASK-001") == [("judged", _digest(pyproject))]
    assert _verdicts(root, "TASK-003") == [
        ("judged", _digest(defect)),
        ("judged", _digest(SUMS)),
    ]
    assert _verdicts(root, "TASK-004") == [("judged", _digest(TESTS))]
    streamed = _verdicts(root, "TASK-002")
    assert streamed[-1] == ("judged", _digest(SHAPES))
    # On a machine that is busy the agent itself may pause for longer than the quiet time.
    if _pauses(log)[designs.SHAPES] < QUIET:
        assert len(streamed) == 1
    requests = [event.request for event in events(root) if event.kind == "modification-requested"]
    assert requests == ["The class is called AreaSum in the contract; give it that name."]
    assert not [event for event in events(root) if event.kind == "scope-broken"]


@pytest.mark.long
def test_a_pause_beyond_the_quiet_time_withdraws_the_earlier_verdict(
    tmp_path: Path, person: Hire, agent: Agent
) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root)
    pyproject = _pyproject(root)
    first = SHAPES[: SHAPES.index("\n    def area")]
    agent(
        root,
        {
            "pyproject.toml": [("atomic", pyproject)],
            designs.SHAPES: [(f"halting after {len(first)}", SHAPES)],
        },
    )
    someone = person(root)
    someone.begins()
    someone.sees_verdict("ACCEPTABLE", at="TASK-001  pyproject.toml", seconds=180)
    someone.press("a")
    someone.sees_verdict("ACCEPTABLE", at=f"TASK-002  {designs.SHAPES}", seconds=180)
    assert _verdicts(root, "TASK-002") == [
        ("judged", _digest(first)),
        ("withdrawn", ""),
        ("judged", _digest(SHAPES)),
    ]
    someone.press("a")
    someone.sees("Tasks 2/4")
    assert someone.quits() == 0
