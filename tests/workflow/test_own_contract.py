"""The built-in agent with a file whose contract is the person's own: it never pretends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.design.verdict import CheckName, Result
from pbc_tui.report.whole import build_report, measure
from pbc_tui.workflow import interpreter, plan_desk
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.refused import Refused
from pbc_tui.workspace.environment import Environment
from tests.workflow.conditions import until
from tests.workflow.designs import begun

TARGET = "src/demo_app/words.py"


async def test_a_shape_needs_the_persons_word_and_is_listed_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ready(*_: Any) -> Environment:
        return Environment(Path(sys.executable), "3")

    monkeypatch.setattr(interpreter, "prepare", ready)
    project = begun(tmp_path / "repository")
    plan_desk.choose_agent(project, "builtin")
    building = Building(project, warm=False)
    await building.start()
    try:
        await building.begin()
        await until(building, lambda: building.live.phase is Phase.JUDGED)
        await building.accept()
        await until(building, lambda: building.live.phase is Phase.JUDGED)
        assert "raise NotImplementedError" in (project.root / TARGET).read_text(encoding="utf-8")
        verdict = project.state.progress_of("TASK-002").verdict
        assert verdict is not None
        assert verdict.path == TARGET
        style, contract = verdict.check(CheckName.STYLE), verdict.check(CheckName.CONTRACT)
        assert style is not None
        assert style.result is Result.FAIL
        assert [found.code for found in style.findings] == ["stub"]
        assert contract is not None
        assert contract.result is Result.PASS
        with pytest.raises(Refused, match="not acknowledged: style"):
            await building.accept()
        await building.accept(("style",))
    finally:
        await building.stop()
    report = build_report(project.state, measure(project.root, project.state.plan))
    missing = [line for line in report.outstanding.missing_functionality if TARGET in line]
    assert len(missing) == 1
    assert "NotImplementedError" in missing[0]
    assert f"{TARGET}: accepted with failing style" in report.outstanding.debt
