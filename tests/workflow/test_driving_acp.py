"""ACP under the loop: agents that misbehave are seen by what they do to the disk alone."""

from __future__ import annotations

import shlex
import sys

import pytest

from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from tests.agents.acp import fake_agent
from tests.workflow.conditions import until
from tests.workflow.designs import WORDS
from tests.workflow.test_building import TARGET, begin, judged


async def run(building: Building, tmp_path_factory: pytest.TempPathFactory, manner: str) -> None:
    """Let the fake agent have its turn with words.py, to its end."""
    place = tmp_path_factory.mktemp("agent")
    content = place / "content"
    content.write_text(WORDS)
    words = [sys.executable, fake_agent.__file__, manner, TARGET, str(content)]
    table = place / "config/pbc-tui/agents.toml"
    table.parent.mkdir(parents=True)
    table.write_text(f"[fake]\nacp = {words!r}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(place / "config"))
        await begin(building)
        plan_desk.choose_agent(building.project, "acp:fake")
        (way,) = building.ways_to_run()
        assert shlex.join(way.argv).endswith(shlex.join(words[1:]))
        building.run_agent()
    await until(building, lambda: not building.turn_under_way)


def accepted(building: Building) -> bool:
    state = building.project.state
    return state.status(state.plan.by_id["TASK-002"]) is not Status.OPEN


async def test_a_write_elsewhere_is_out_of_scope_and_the_target_is_judged(
    building: Building, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await run(building, tmp_path_factory, "elsewhere")
    await until(building, lambda: building.live.phase is Phase.JUDGED)
    await until(building, lambda: bool(building.project.state.scope))
    assert [entry.path for entry in building.project.state.scope] == ["outside.py"]
    assert judged(building.project)[-1].verdict.acceptable
    assert not accepted(building)


async def test_half_a_file_of_an_agent_that_crashed_is_judged_as_it_is(
    building: Building, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await run(building, tmp_path_factory, "crashes")
    assert "ended in the middle" in building.turn_failure
    await until(
        building,
        lambda: bool(judged(building.project)) and judged(building.project)[-1].task == "TASK-002",
    )
    assert not judged(building.project)[-1].verdict.acceptable
    assert not accepted(building)


async def test_a_claim_without_a_file_is_named(
    building: Building, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await run(building, tmp_path_factory, "claims")
    assert "ended without writing src/demo_app/words.py" in building.turn_failure
    assert "its last words: Done." in building.turn_failure
    assert not accepted(building)
    (ended,) = [each for each in building.project.state.log if isinstance(each, e.TurnEnded)]
    assert ended.session == "s-1"
