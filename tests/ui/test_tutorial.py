"""The tutorial: the loop, learned on a small project with one deliberate defect."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pbc_tui.agents.tutorial import LESSON
from pbc_tui.session.progress import Status
from pbc_tui.workflow import interpreter, tutorial
from pbc_tui.workspace.environment import Environment
from tests.ui.walking import Walk, walking


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests run by the interpreter that runs these, so that nothing is installed."""

    async def here(*_: object) -> Environment:
        version = ".".join(map(str, sys.version_info[:2]))
        return Environment(Path(sys.executable), version)

    monkeypatch.setattr(interpreter, "prepare", here)


async def _taught(walk: Walk, number: int) -> None:
    await walk.until(lambda: f"Tutorial {number}/{tutorial.LESSONS}" in walk.text, f"step {number}")


async def _accepts(walk: Walk, path: str) -> None:
    await walk.until(lambda: not walk.app.screen.why_not_accept())  # type: ignore[attr-defined]
    await walk.press("a")
    task = walk.state.plan.by_path[path]
    await walk.until(lambda: walk.state.status(task) is Status.ACCEPTED, f"{path} accepted")


async def test_whoever_does_what_it_says_has_a_repository_in_the_end(tmp_path: Path) -> None:
    tutorial.begin(tmp_path)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await _taught(walk, 1)
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("BuildScreen")
        await _taught(walk, 3)
        await _accepts(walk, "pyproject.toml")
        await _taught(walk, 4)
        assert "contract FAIL" in walk.text
        assert "renamed what others rely on" in walk.text
        assert "greet is missing; say_hello looks like it, renamed" in " ".join(
            walk.text.replace("│", " ").split()
        )
        assert "│ def say_hello(" in walk.text
        await walk.press("b")
        await walk.arrive("AskLines")
        await walk.type("Keep the name that the contract promises.")
        await walk.press("ctrl+s")
        await _taught(walk, 5)
        await _accepts(walk, LESSON)
        for path in ("src/greeter/__init__.py", "tests/test_greeting.py"):
            # Nobody is led back to a step that is behind them.
            await walk.until(lambda path=path: f"{path} is ACCEPTABLE" in walk.text)  # type: ignore[misc]
            assert f"Tutorial 5/{tutorial.LESSONS}" in walk.text
            await _accepts(walk, path)
        await walk.arrive("ReportScreen")
        await _taught(walk, tutorial.LESSONS)
        verdicts = [walk.state.progress_of(task.id).verdicts for task in walk.state.plan.tasks]
        # One defect, and it is the deliberate one.
        assert [[each.acceptable for each in given] for given in verdicts] == [
            [True],
            [False, True],
            [True],
            [True],
        ]


async def test_a_defect_of_ones_own_is_not_told_as_the_deliberate_one(tmp_path: Path) -> None:
    tutorial.begin(tmp_path)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("BuildScreen")
        await _taught(walk, 3)
        (tmp_path / "pyproject.toml").write_text("[project\n")
        await walk.until(lambda: "NEEDS REVISION" in walk.text)
        await _taught(walk, 4)
        told = " ".join(walk.text.replace("█", " ").split())
        assert "pyproject.toml does not pass" in told
        assert "renamed what others rely on" not in told


async def test_a_project_of_ones_own_has_no_coach(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        assert "Tutorial" not in walk.text
        assert not walk.app.screen.query_one("Coach").display


@pytest.mark.parametrize("size", [(50, 20), (80, 24)])
async def test_it_is_read_in_a_small_terminal_too(tmp_path: Path, size: tuple[int, int]) -> None:
    tutorial.begin(tmp_path)
    async with walking(tmp_path, begin="PlanScreen", size=size) as walk:
        await _taught(walk, 1)
        assert "^s approves the" in " ".join(walk.text.replace("█", " ").split())
        assert "pyproject.toml" in walk.text
