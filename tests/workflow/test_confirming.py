"""A provisional verdict: confirmed in the background, waited for by ACCEPT, or replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from pbc_tui.checks.pipeline import check_file
from pbc_tui.design.verdict import CheckName, CheckResult, Overall, Result, Verdict
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow import judging
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.refused import Refused
from tests.workflow.conditions import until
from tests.workflow.designs import WORDS
from tests.workflow.test_building import TARGET, begin, judged, put

Again = CheckResult | Exception


class Fresh:
    """Stands in for the fresh run: it ends when it is told to."""

    def __init__(self) -> None:
        self.begun = 0
        self.broken_off = 0
        self._end: asyncio.Future[Again] | None = None

    async def __call__(self, *_: Any) -> CheckResult:
        self.begun += 1
        self._end = asyncio.get_running_loop().create_future()
        try:
            outcome = await self._end
        except asyncio.CancelledError:
            self.broken_off += 1
            raise
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def end(self, outcome: Again | Result) -> None:
        """Let it end."""
        assert self._end is not None
        if isinstance(outcome, Result):
            outcome = CheckResult(name=CheckName.TESTS, result=outcome, reason="again")
        self._end.set_result(outcome)


@pytest.fixture
async def fresh(building: Building, monkeypatch: pytest.MonkeyPatch) -> Fresh:
    """words.py is judged, its tests "warm": the fresh run is under way."""
    await begin(building)
    check = check_file

    async def warm(*arguments: Any, **more: Any) -> Verdict:
        verdict = await check(*arguments, **more)
        tests = CheckResult(name=CheckName.TESTS, result=Result.PASS, provisional=True)
        return verdict.repeated(tests)

    again = Fresh()
    monkeypatch.setattr(judging, "check_file", warm)
    monkeypatch.setattr(judging, "repeat_tests", again)
    before = len(judged(building.project))
    put(building.project, TARGET, WORDS)
    await until(building, lambda: len(judged(building.project)) > before)
    await reaching(lambda: again.begun == 1)
    return again


def verdict_now(building: Building) -> Verdict:
    verdict = building.project.state.progress_of("TASK-002").verdict
    assert verdict is not None
    return verdict


async def reaching(condition: Callable[[], bool]) -> None:
    """Let the loop turn until something holds that nobody tells of."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


async def test_the_verdict_is_shown_while_it_is_confirmed(building: Building, fresh: Fresh) -> None:
    assert building.live.phase is Phase.JUDGED
    assert building.live.confirming
    assert verdict_now(building).overall is Overall.ACCEPTABLE
    fresh.end(Result.PASS)
    await until(building, lambda: not building.live.confirming)
    confirmed = building.project.state.log[-1]
    assert isinstance(confirmed, e.TestsConfirmed)
    assert confirmed.result.reason == "again"
    assert not verdict_now(building).provisional
    await building.accept()
    assert building.project.state.opened == "TASK-003"


async def test_accepting_waits_for_the_confirmation(building: Building, fresh: Fresh) -> None:
    accepting = asyncio.create_task(building.accept())
    for _ in range(100):
        await asyncio.sleep(0)
    assert building.project.state.opened == "TASK-002"
    assert not accepting.done()
    fresh.end(Result.PASS)
    await accepting
    state = building.project.state
    assert state.status(state.plan.by_id["TASK-002"]) is Status.ACCEPTED
    kinds = [type(event) for event in state.log]
    assert kinds.index(e.TestsConfirmed) < len(kinds) - 1 - kinds[::-1].index(e.Accepted)


async def test_another_result_replaces_the_verdict_and_says_so(
    building: Building, fresh: Fresh
) -> None:
    accepting = asyncio.create_task(building.accept())
    await asyncio.sleep(0)
    fresh.end(Result.FAIL)
    with pytest.raises(Refused, match="in a fresh sandbox the tests came to another result"):
        await accepting
    last = judged(building.project)[-1].verdict
    assert last.overall is Overall.NEEDS_REVISION
    tests = last.check(CheckName.TESTS)
    assert tests is not None
    assert tests.reason == "in a fresh sandbox the tests came to another result: again"
    assert verdict_now(building) == last
    feedback = building.project.root / ".pbc/feedback/TASK-002.md"
    assert "came to another result" in feedback.read_text()
    with pytest.raises(Refused, match="not acknowledged: tests"):
        await building.accept()
    await building.accept(("tests",))
    assert building.project.state.opened == "TASK-003"


async def test_a_fresh_run_that_breaks_is_an_error(building: Building, fresh: Fresh) -> None:
    fresh.end(OSError("no room"))
    await until(building, lambda: not building.live.confirming)
    tests = verdict_now(building).check(CheckName.TESTS)
    assert tests is not None
    assert tests.result is Result.ERROR
    assert "could not be repeated: no room" in tests.reason


async def test_a_newer_write_breaks_it_off(building: Building, fresh: Fresh) -> None:
    accepting = asyncio.create_task(building.accept())
    await asyncio.sleep(0)
    put(building.project, TARGET, WORDS.replace("Any text", "Some text"))
    with pytest.raises(Refused, match="changed meanwhile"):
        await accepting
    assert fresh.broken_off == 1
    await reaching(lambda: fresh.begun == 2)
    assert building.project.state.opened == "TASK-002"
    fresh.end(Result.PASS)
    await until(building, lambda: not building.live.confirming)
    await building.accept()


async def test_asking_for_a_modification_breaks_it_off(building: Building, fresh: Fresh) -> None:
    await building.request_modification("shorter")
    await reaching(lambda: fresh.broken_off == 1)
    assert not building.live.confirming
    with pytest.raises(Refused):
        await building.accept()


async def test_stopping_breaks_it_off(building: Building, fresh: Fresh) -> None:
    async with asyncio.timeout(1):
        await building.stop()
    assert fresh.broken_off == 1
