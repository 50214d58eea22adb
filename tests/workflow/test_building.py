"""The loop of stage 4 with foreign writers: real watcher, real checks, real files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pbc_tui.agents import builtin
from pbc_tui.design.verdict import CheckName, Overall, Result, Verdict
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow import for_agents, plan_desk
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workspace.environment import Environment
from tests.workflow.conditions import until
from tests.workflow.designs import TESTS, WORDS

TARGET = "src/demo_app/words.py"
RENAMED = WORDS.replace("def count", "def tally")


def put(project: Project, path: str, text: str) -> None:
    """Replace a file in one step, as most agents do."""
    place = project.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = place.with_name(f"{place.name}~")
    scratch.write_text(text)
    os.replace(scratch, place)


async def begin(building: Building) -> None:
    """Have pyproject.toml accepted, so that words.py is the open task."""
    await building.begin()
    project = building.project
    opened = project.state.open_task
    assert opened is not None
    assert opened.path == "pyproject.toml"
    await verdict_of(building, builtin.write(project.state.plan, opened), opened.path)
    await building.accept()
    assert project.state.opened == "TASK-002"


def judged(project: Project) -> list[e.Judged]:
    return [event for event in project.state.log if isinstance(event, e.Judged)]


async def verdict_of(building: Building, text: str, path: str = TARGET) -> Overall:
    put(building.project, path, text)
    before = len(judged(building.project))
    await until(building, lambda: len(judged(building.project)) > before)
    return judged(building.project)[-1].verdict.overall


async def test_the_prompt_is_handed_over_when_a_task_begins(building: Building) -> None:
    await begin(building)
    root = building.project.root
    assert building.live.phase is Phase.WAITING
    prompt = (root / ".pbc/current.md").read_text()
    assert "=== ATOMIC TASK: TASK-002 ===" in prompt
    assert TARGET in prompt
    assert (root / ".pbc/prompts/TASK-002.md").read_text() == prompt


async def test_a_good_file_is_noticed_judged_and_accepted(building: Building) -> None:
    await begin(building)
    assert await verdict_of(building, WORDS) is Overall.ACCEPTABLE
    tests = judged(building.project)[-1].verdict.check(CheckName.TESTS)
    assert tests is not None
    assert tests.result is Result.SKIPPED
    assert "TASK-003" in tests.reason
    await building.accept()
    state = building.project.state
    assert state.status(state.plan.by_id["TASK-002"]) is Status.ACCEPTED
    assert state.opened == "TASK-003"


async def test_the_last_acceptance_runs_the_whole_suite(building: Building) -> None:
    await begin(building)
    await verdict_of(building, WORDS)
    await building.accept()
    assert await verdict_of(building, TESTS, "tests/test_words.py") is Overall.ACCEPTABLE
    await building.accept()
    suite = building.project.state.suite
    assert suite is not None
    assert (suite.passed, suite.failed) == (1, 0)
    assert building.live.phase is Phase.FINISHED
    assert building.project.state.finished


async def test_a_renamed_function_needs_revision_and_is_repaired(building: Building) -> None:
    await begin(building)
    assert await verdict_of(building, RENAMED) is Overall.NEEDS_REVISION
    with pytest.raises(Refused, match="not acknowledged: contract"):
        await building.accept()
    await building.request_modification("call it count, as agreed")
    prompt = (building.project.root / ".pbc/current.md").read_text()
    assert "call it count, as agreed" in prompt
    assert "tally" in prompt
    assert await verdict_of(building, WORDS) is Overall.ACCEPTABLE
    await building.accept()
    assert building.project.state.progress_of("TASK-002").attempts == 2


async def test_what_the_person_asked_for_stays_until_it_is_decided_on(building: Building) -> None:
    words = "call it count, as agreed"
    await begin(building)
    await verdict_of(building, RENAMED)
    await building.request_modification(words)
    root, current = building.project.root, building.project.root / ".pbc/current.md"
    handed = current.read_text()
    assert handed.count("Attempt 2 at") == 1
    assert building.prompt().strip() == handed.strip()
    assert building.form("full").strip() == handed.strip()
    assert words in building.form("quick")
    assert len(building.form("quick")) < len(handed)
    assert for_agents.prompt(root).strip() == handed.strip()
    plan_desk.change_constraints(building.project, TARGET, ("No tally.",))
    assert words in current.read_text()
    assert "No tally." in current.read_text()
    await building.stop()
    building.project.close()
    again = Building(Project.open(root), warm=False)
    await again.start()
    try:
        assert words in current.read_text()
        await verdict_of(again, f"{RENAMED}# again\n")
        assert words in again.prompt()
        assert "Attempt 2 at" in again.prompt()
        await again.defer()
        await again.reopen_task("TASK-002")
        assert words not in again.prompt()
    finally:
        await again.stop()
        again.project.close()


async def test_what_is_asked_for_before_there_is_a_file_is_in_every_form(
    building: Building,
) -> None:
    await begin(building)
    await building.request_modification("no classes, please")
    for form in ("full", "quick", "questions"):
        assert "no classes, please" in building.form(form)


async def test_failures_are_accepted_only_when_acknowledged(building: Building) -> None:
    await begin(building)
    await verdict_of(building, RENAMED)
    await building.accept(("contract",))
    assert building.project.state.progress_of("TASK-002").acknowledged == ("contract",)


async def test_a_critical_finding_closes_acceptance_until_dismissed(building: Building) -> None:
    secret = '\n\nTOKEN = "ghp_' + "a1B2" * 9 + '"\n'
    await begin(building)
    await verdict_of(building, WORDS + secret)
    verdict = building.project.state.progress_of("TASK-002").verdict
    assert verdict is not None
    assert verdict.blocking
    with pytest.raises(Refused, match="critical"):
        await building.accept(tuple(name.value for name in CheckName))
    for finding in verdict.blocking:
        with pytest.raises(Refused, match="reason"):
            await building.dismiss(finding.fingerprint, " ")
        await building.dismiss(finding.fingerprint, "a made-up token for a test")
    assert not building.project.state.progress_of("TASK-002").verdict.blocking  # type: ignore[union-attr]


async def test_bytes_that_changed_after_the_verdict_are_not_accepted(building: Building) -> None:
    await begin(building)
    await verdict_of(building, WORDS)
    put(building.project, TARGET, RENAMED)
    with pytest.raises(Refused, match=r"changed since its verdict|no verdict"):
        await building.accept()


async def test_a_later_write_withdraws_the_verdict(building: Building) -> None:
    await begin(building)
    await verdict_of(building, WORDS)
    assert await verdict_of(building, RENAMED) is Overall.NEEDS_REVISION
    kinds = [event.kind for event in building.project.state.log]
    assert kinds.count("withdrawn") == 1


async def test_a_comment_where_code_is_asked_for_is_started_not_judged(
    building: Building,
) -> None:
    await begin(building)
    put(building.project, TARGET, "# words, soon\n")
    await until(building, lambda: building.live.phase is Phase.STARTED)
    assert {event.task for event in judged(building.project)} == {"TASK-001"}


async def test_deferring_holds_the_dependents_back_unless_they_go_on(building: Building) -> None:
    await begin(building)
    await building.defer(reason="later")
    assert building.project.state.opened == ""
    await building.reopen_task("TASK-002")
    await building.defer(dependents_wait=False)
    assert building.project.state.opened == "TASK-003"


async def test_aborting_keeps_everything_and_goes_on_at_the_same_task(
    building: Building,
) -> None:
    await begin(building)
    await building.abort()
    assert building.project.state.ended
    with pytest.raises(Refused, match="no task is open"):
        await building.accept()
    await building.carry_on()
    assert building.project.state.opened == "TASK-002"


async def test_a_write_outside_the_task_is_noticed_shown_and_restored(
    building: Building,
) -> None:
    root = building.project.root
    notes = root / "notes.txt"
    notes.write_text("mine\n")
    await begin(building)
    put(building.project, "notes.txt", "the agent's\n")
    await until(building, lambda: bool(building.project.state.scope))
    diff = await building.scope_diff("notes.txt")
    assert "-mine" in diff
    assert "+the agent's" in diff
    await building.decide_scope("notes.txt", "restored")
    assert notes.read_text() == "mine\n"
    assert building.project.state.scope == ()


async def test_a_new_file_outside_the_task_goes_when_restored(building: Building) -> None:
    await begin(building)
    put(building.project, "extra.py", "x = 1\n")
    await until(building, lambda: bool(building.project.state.scope))
    await building.decide_scope("extra.py", "restored")
    assert not (building.project.root / "extra.py").exists()


async def test_an_accepted_file_that_changes_is_judged_again_and_marked(
    building: Building,
) -> None:
    await begin(building)
    await verdict_of(building, WORDS)
    await building.accept()
    put(building.project, TARGET, RENAMED)
    state = building.project.state
    await until(
        building,
        lambda: building.project.state.progress_of("TASK-002").changed_since is not None,
    )
    changed = building.project.state.progress_of("TASK-002").changed_since
    assert changed is not None
    assert changed.overall is Overall.NEEDS_REVISION
    put(building.project, TARGET, WORDS)
    await until(
        building, lambda: building.project.state.progress_of("TASK-002").changed_since is None
    )
    assert state.opened == "TASK-003"


async def test_after_a_kill_the_same_task_goes_on_and_the_file_is_read_again(
    building: Building,
) -> None:
    await begin(building)
    await verdict_of(building, WORDS)
    await building.stop()
    building.project.close()
    put(building.project, TARGET, RENAMED)
    again = Building(Project.open(building.project.root))
    await again.start()
    try:
        assert again.project.state.opened == "TASK-002"
        await until(again, lambda: again.live.phase is Phase.JUDGED)
        verdict = again.project.state.progress_of("TASK-002").verdict
        assert verdict is not None
        assert verdict.overall is Overall.NEEDS_REVISION
    finally:
        await again.stop()
        again.project.close()


async def test_the_built_in_agent_writes_the_typed_shape_of_an_own_file(
    building: Building,
) -> None:
    await begin(building)
    await building.defer()
    plan_desk.choose_agent(building.project, "builtin")
    await building.reopen_task("TASK-002")
    await until(building, lambda: building.live.phase is Phase.JUDGED)
    verdict = building.project.state.progress_of("TASK-002").verdict
    assert verdict is not None
    assert verdict.overall is Overall.NEEDS_REVISION
    style = verdict.check(CheckName.STYLE)
    assert style is not None
    assert style.result is Result.FAIL


async def test_another_contract_for_the_open_task_judges_the_file_anew(
    building: Building,
) -> None:
    await begin(building)
    await verdict_of(building, WORDS)
    before = len(judged(building.project))
    plan_desk.set_contract(building.project, TARGET, "def tally(text: str) -> int: ...\n")
    await until(building, lambda: len(judged(building.project)) > before)
    assert judged(building.project)[-1].verdict.overall is Overall.NEEDS_REVISION
    assert "tally" in (building.project.root / ".pbc/current.md").read_text()


async def test_bytes_that_change_while_they_are_checked_get_no_verdict(
    building: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pbc_tui.workflow import judging

    await begin(building)
    await verdict_of(building, WORDS)
    verdict = building.project.state.progress_of("TASK-002").verdict
    assert verdict is not None
    place = building.project.root / TARGET

    async def moved(*_: object, **__: object) -> Verdict:
        # In place, with nothing that the watcher has had time to see.
        place.write_text(RENAMED)
        return verdict

    before = len(judged(building.project))
    monkeypatch.setattr(judging, "check_file", moved)
    await building.recheck()
    await until(building, lambda: building.live.phase is Phase.WRITING)
    assert len(judged(building.project)) == before
    assert building.project.state.progress_of("TASK-002").verdict is None


async def test_an_accepted_file_is_what_the_next_task_begins_with(building: Building) -> None:
    await begin(building)
    await verdict_of(building, WORDS)
    await building.accept()
    put(building.project, TARGET, RENAMED)
    await until(building, lambda: bool(building.project.state.scope))
    await building.decide_scope(TARGET, "restored")
    assert (building.project.root / TARGET).read_text() == WORDS


async def test_opening_a_task_that_must_wait_loses_nothing(building: Building) -> None:
    await begin(building)
    put(building.project, "tests/test_words.py", TESTS)
    await until(building, lambda: bool(building.project.state.scope))
    with pytest.raises(Refused, match="TASK-003 needs TASK-002"):
        await building.decide_scope("tests/test_words.py", "opened")
    assert building.project.state.opened == "TASK-002"
    assert building.project.state.scope


async def test_a_new_pyproject_makes_the_environment_anew(
    building: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pbc_tui.workflow import interpreter

    await begin(building)
    prepared: list[str] = []

    async def counted(*_: object) -> Environment:
        prepared.append("once more")
        return Environment(Path(sys.executable), "3")

    monkeypatch.setattr(interpreter, "prepare", counted)
    await building.defer()
    await building.reopen_task("TASK-001")
    text = (building.project.root / "pyproject.toml").read_text()
    await verdict_of(building, text + "\n# changed\n", "pyproject.toml")
    await building.accept()
    await until(building, lambda: bool(prepared))
