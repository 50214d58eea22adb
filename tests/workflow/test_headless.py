"""Headless runs with foreign agents: what they leave undone is never called done."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.agents import builtin
from pbc_tui.design.answers_file import AnswersFile
from pbc_tui.session import events as e
from pbc_tui.workflow import interpreter, plan_desk
from pbc_tui.workflow.headless import Differs, build, fill_in
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.environment import Environment
from tests.workflow.designs import INTAKE, TESTS, WORDS, begun

ACCEPTING = AnswersFile(values={}, accept="acceptable")
AGENT = """\
import pathlib, re, sys, time

prompt = pathlib.Path(sys.argv[1]).read_text()
target = re.search(r"Path: `([^`]+)`", prompt).group(1)
answers = pathlib.Path(__file__).with_name("answers")
place = pathlib.Path(target)
place.parent.mkdir(parents=True, exist_ok=True)
text = (answers / target.replace("/", "__")).read_text()
{body}
"""
WRITES = "place.write_text(text)"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    async def ready(*_: Any) -> Environment:
        return Environment(Path(sys.executable), "3")

    monkeypatch.setattr(interpreter, "prepare", ready)
    return begun(tmp_path / "repository")


def hire(project: Project, tmp_path: Path, body: str) -> None:
    """An agent that knows the right files, and does with them what ``body`` says."""
    answers = tmp_path / "answers"
    answers.mkdir()
    plan = project.state.plan
    for path, text in (
        ("pyproject.toml", builtin.write(plan, plan.by_path["pyproject.toml"])),
        ("src/demo_app/words.py", WORDS),
        ("tests/test_words.py", TESTS),
    ):
        (answers / path.replace("/", "__")).write_text(text)
    script = tmp_path / "agent.py"
    script.write_text(AGENT.format(body=body))
    plan_desk.choose_agent(project, f"command:{sys.executable} {script} {{prompt_file}}")


async def left_by(project: Project, lines: list[str] | None = None) -> tuple[str, ...]:
    said: list[str] = [] if lines is None else lines
    return await build(project, ACCEPTING, said.append)


async def test_an_agent_that_does_its_work_leaves_nothing(project: Project, tmp_path: Path) -> None:
    hire(project, tmp_path, WRITES)
    assert await left_by(project) == ()
    assert project.state.suite is not None
    assert project.state.suite.passed == 1


async def test_a_draft_in_the_middle_of_a_turn_is_not_the_answer(
    project: Project, tmp_path: Path
) -> None:
    hire(project, tmp_path, f"place.write_text(text[:40]); time.sleep(1.2); {WRITES}")
    assert await left_by(project) == ()
    assert {project.state.progress_of(name).attempts for name in project.state.plan.by_id} == {1}


async def test_a_target_that_stays_a_comment_is_put_off_not_waited_for(
    project: Project, tmp_path: Path
) -> None:
    hire(
        project, tmp_path, "place.write_text('# soon\\n' if target.endswith('words.py') else text)"
    )
    left = await left_by(project)
    assert "TASK-002 src/demo_app/words.py is deferred" in left
    assert "holds no code yet" in project.state.progress_of("TASK-002").reason


async def test_an_accepted_file_that_is_changed_later_is_named(
    project: Project, tmp_path: Path
) -> None:
    tamper = "target.startswith('tests') and pathlib.Path('src/demo_app/words.py').write_text('x')"
    hire(project, tmp_path, f"{WRITES}; {tamper}")
    left = await left_by(project)
    assert "TASK-002 src/demo_app/words.py has changed since it was accepted" in left


async def test_a_failing_test_outside_the_plan_is_named(project: Project, tmp_path: Path) -> None:
    extra = "pathlib.Path('tests/test_extra.py').write_text('def test_x():\\n    assert False\\n')"
    body = f"{WRITES}\nif target.startswith('tests'): {extra}"
    hire(project, tmp_path, body)
    left = await left_by(project)
    assert any("tests/test_extra.py was created outside TASK-003" in line for line in left)
    assert any("the whole test suite failed: tests/test_extra.py" in line for line in left)


async def test_the_last_words_of_an_agent_that_wrote_nothing_are_said(
    project: Project, tmp_path: Path
) -> None:
    hire(project, tmp_path, "sys.exit('boom: quota exceeded')")
    said: list[str] = []
    assert await left_by(project, said)
    assert any("boom: quota exceeded" in line for line in said)


async def test_what_an_agent_may_do_is_said_and_more_can_be_allowed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(project, tmp_path, f"sys.argv[2] == '--much' and {WRITES}")
    program = tmp_path / "mine"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {tmp_path}/agent.py "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    table = tmp_path / "config/pbc-tui/agents.toml"
    table.parent.mkdir(parents=True)
    table.write_text(
        f'[mine]\nexecutables = ["{program}"]\nrun = ["{{prompt_file}}", "{{permissions}}"]\n'
        'permissions = [["--little"], ["--much"]]\n'
    )
    plan_desk.choose_agent(project, "mine")
    said: list[str] = []
    assert await left_by(project, said)
    assert said[0] == "mine: permission 1 of 2: --little (--permission 2: --much)"
    place = next(place for place, line in enumerate(said) if "ended without writing" in line)
    assert "permission 1 of 2" in "".join(said[place:])
    said.clear()
    assert await build(project, ACCEPTING, said.append, permission=1) == ()
    assert said[0] == "mine: permission 2 of 2: --much (--permission 1: --little)"
    assert any(line.startswith("  runs: ") and line.endswith("--much") for line in said)
    said.clear()
    own = f"command:{program} {{prompt_file}} {{permissions}}"
    plan_desk.choose_agent(project, own)
    await build(project, ACCEPTING, said.append, permission=1)
    assert said[0] == f"{own}: permission 2 of 2: --much (--permission 1: --little)"


async def test_a_turn_that_breaks_is_put_off_not_waited_for(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> str:
        raise KeyError("no such message")

    monkeypatch.setattr(builtin, "write", broken)
    plan_desk.choose_agent(project, "builtin")
    lines: list[str] = []
    async with asyncio.timeout(60):
        left = await left_by(project, lines)
    assert len(left) == len(project.state.plan.tasks)
    assert any("the turn broke: KeyError: 'no such message'" in line for line in lines)


async def test_what_was_put_off_is_tried_once_more_by_another_run(
    project: Project, tmp_path: Path
) -> None:
    hire(project, tmp_path, "sys.exit(1)")
    assert await left_by(project)
    (tmp_path / "agent.py").write_text(AGENT.format(body=WRITES))
    assert await left_by(project) == ()


async def test_nothing_but_acceptable_files_is_accepted(project: Project, tmp_path: Path) -> None:
    renamed = "place.write_text(text.replace('def count', 'def tally'))"
    hire(project, tmp_path, renamed)
    assert "TASK-002 src/demo_app/words.py is deferred" in await left_by(project)
    accepted = [event.task for event in project.state.log if isinstance(event, e.Accepted)]
    assert accepted == ["TASK-001"]


def test_another_answer_than_the_confirmed_one_is_named(project: Project) -> None:
    file = AnswersFile(values={**INTAKE, "intake.lifespan": "C"}, gates=("intake",))
    with pytest.raises(Differs, match=r"intake\.lifespan: .*Months to a year.*Several years"):
        fill_in(project, file)
