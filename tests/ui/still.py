"""A building in which nothing happens, and a clock that stands: what pictures of states need."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import pbc_tui.ui
from pbc_tui.agents.transcript import Kind
from pbc_tui.configuration.settings import USUAL, Settings
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict
from pbc_tui.session import events as e
from pbc_tui.session.events import base
from pbc_tui.ui.app import PbcApp
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.project import Project
from tests.ui.walking import ADDER, GOOD, prepare_one_file

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TASK = "TASK-001"


class Still(PbcApp):
    """The application whose building shows ``lives`` for ever: nothing is watched, nothing runs."""

    # A path that is not absolute begins at the module of the class.
    CSS_PATH = [Path(pbc_tui.ui.__file__).parent / name for name in PbcApp.CSS_PATH]

    def __init__(
        self,
        root: Path,
        *,
        lives: Live | None = None,
        said: bool = False,
        settings: Settings = USUAL,
    ) -> None:
        super().__init__(root, settings=settings)
        self._lives = lives
        self._said = said

    async def start_building(self) -> Building:
        """The building, not started."""
        if self.building is None:
            self.building = Building(self.project, warm=False)
            self.building._judging.live = self._lives or Live()
            if self._said:
                self.building.transcript.add(Kind.COMMAND, "an-agent --print")
                self.building.transcript.add(Kind.SAID, "I write the function now.")
        return self.building


def stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every event happens at noon, UTC."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return NOON

    monkeypatch.setattr(base, "datetime", Clock)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def _results(**different: CheckResult) -> tuple[CheckResult, ...]:
    passed = {name.value: CheckResult(name=name, result=Result.PASS) for name in CheckName}
    return tuple((passed | different).values())


_CONTRACT = CheckResult(
    name=CheckName.CONTRACT,
    result=Result.FAIL,
    missing=("add",),
    findings=(
        Finding(line=4, code="renamed", message="add is missing; plus looks like it renamed"),
    ),
)
_TESTS = CheckResult(
    name=CheckName.TESTS, result=Result.SKIPPED, reason="no test of it yet", lawful=True
)
_SECURITY = CheckResult(
    name=CheckName.SECURITY,
    result=Result.FAIL,
    findings=(Finding(line=14, code="B307", message="eval runs any text as code", critical=True),),
)
_PARTLY = _results(tests=_TESTS)[:3]
RUNNING = frozenset({CheckName.STYLE, CheckName.TESTS, CheckName.SECURITY})
LIVES = {
    "waiting": Live(Phase.WAITING, TASK),
    "writing": Live(Phase.WRITING, TASK),
    "started": Live(Phase.STARTED, TASK),
    "checking": Live(
        Phase.CHECKING, TASK, {each.name: each for each in _PARTLY}, RUNNING, settled_at=NOON
    ),
    "acceptable": Live(Phase.JUDGED, TASK, settled_at=NOON, seconds=0.09),
    "revision": Live(Phase.JUDGED, TASK, settled_at=NOON, seconds=0.12),
    "critical": Live(Phase.JUDGED, TASK, settled_at=NOON, seconds=0.12),
    "scope": Live(Phase.WAITING, TASK),
    "deferred": Live(Phase.IDLE),
    "agent": Live(Phase.WAITING, TASK, activity="an agent is at it"),
    "environment": Live(Phase.WAITING, TASK, environment="the environment is being prepared"),
}
"""What goes on in each state of the build screen."""
_VERDICTS = {
    "acceptable": _results(tests=_TESTS),
    "revision": _results(contract=_CONTRACT, tests=_TESTS),
    "critical": _results(tests=_TESTS, security=_SECURITY),
}


def prepare_state(root: Path, state: str) -> None:
    """A project of one file whose task is in a state of ``LIVES``."""
    prepare_one_file(root)
    project = Project.open(root)
    project.record(e.TaskOpened(task=TASK, path=ADDER))
    if state in _VERDICTS:
        (root / ADDER).parent.mkdir(parents=True)
        (root / ADDER).write_text(GOOD.replace("def add", "def plus"))
        verdict = Verdict(path=ADDER, checks=_VERDICTS[state])
        project.record(e.Judged(task=TASK, verdict=verdict, seconds=0.1))
    if state == "scope":
        for path in ("README.md", "src/schema_guard/a_rather_long_name_of_a_module.py"):
            project.record(e.ScopeBroken(task=TASK, path=path, change="created", after="x"))
    if state == "deferred":
        project.record(e.Deferred(task=TASK, reason="later"))
    project.close()
