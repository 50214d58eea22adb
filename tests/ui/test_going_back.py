"""Going back to one decision: found, its impact seen, reopened, taken back (SPEC 4.6)."""

from pathlib import Path

import pytest

from pbc_tui.design import options as o
from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project
from tests.ui.contracts import API, prepare_files
from tests.ui.walking import Walk, prepare, walking


async def _back(walk: Walk) -> Listing:
    await walk.press("ctrl+b")
    await walk.arrive("DecisionsScreen")
    return walk.app.screen.query_one(Listing)


async def _at(walk: Walk, key: str) -> None:
    """Put the cursor on a decision and wait until what it touches is known."""
    walk.app.screen.query_one(Listing).go_to(key)
    await walk.until(lambda: "To be confirmed again" in walk.text and "looking" not in walk.text)


async def test_a_decision_shows_what_it_touches_and_its_question_is_gone_to(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await _back(walk)
        await _at(walk, "architecture.logging")
        assert "Reopen Architecture for: Logging" in walk.text
        assert "log.py" in walk.text
        assert "nothing on disk is deleted" in walk.text
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        assert "Critic checkpoint 2" in walk.text
        await walk.press("n")
        await walk.arrive("PlanScreen")
        assert Gate.ARCHITECTURE in walk.state.confirmed
        await _back(walk)
        await _at(walk, "architecture.logging")
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("ArchitectureScreen")
        assert walk.state.confirmed == (Gate.INTAKE,)
        await walk.until(
            lambda: walk.app.focused is not None and walk.app.focused.id == "architecture-logging"
        )
        await walk.press("b")
        await walk.until(lambda: walk.state.answers.architecture.logging is o.Logging.STRUCTLOG)


async def test_a_decision_is_found_by_its_words_and_escape_first_clears_them(
    tmp_path: Path,
) -> None:
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        listing = await _back(walk)
        many = listing.option_count
        await walk.press("slash")
        await walk.type("licence")
        await walk.until(lambda: listing.option_count == 2)
        assert listing.current == "project.licence"
        await walk.press("enter")
        assert walk.app.focused is listing
        await walk.press("escape")
        assert listing.option_count == many
        await walk.press("slash")
        await walk.type("nobody decided this")
        await walk.until(lambda: "nothing that was decided holds" in walk.text)
        await walk.press("enter", "enter")
        assert "no decision is at the cursor" in walk.said
        await walk.press("escape", "escape")
        await walk.arrive("FeaturesScreen")


async def test_brackets_go_from_stage_to_stage(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        listing = await _back(walk)
        assert listing.current == "gate:structure"
        await walk.press("left_square_bracket", "left_square_bracket")
        assert listing.current == "gate:architecture"
        await walk.press("right_square_bracket")
        assert listing.current == "gate:critic-1"


@pytest.mark.parametrize("size", [(50, 20), (80, 24)], ids=str)
async def test_the_impact_has_room_on_a_small_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path, size=size, begin="FeaturesScreen") as walk:
        listing = await _back(walk)
        await _at(walk, "architecture.testing")
        assert listing.size.height >= 5
        assert "To be confirmed again" in walk.text


async def test_a_reopening_is_taken_back_after_what_changed_was_named(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        testing = walk.state.answers.get("architecture.testing")
        await _back(walk)
        await walk.press("u")
        assert "nothing was reopened" in walk.said
        await _at(walk, "gate:architecture")
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("ArchitectureScreen")
        walk.app.screen.query_one("#architecture-testing").focus()
        await walk.press("a")
        await walk.until(lambda: walk.state.answers.get("architecture.testing") != testing)
        for answer in ("n", "y"):
            await _back(walk)
            await walk.press("u")
            await walk.arrive("AskYesNo")
            assert "Testing" in walk.text
            await walk.press(answer)
            await walk.arrive("ArchitectureScreen" if answer == "n" else "FeaturesScreen")
        assert walk.state.answers.get("architecture.testing") == testing
        assert Gate.ARCHITECTURE in walk.state.confirmed


async def test_the_way_in_is_asked_for_again(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        await _back(walk)
        await _at(walk, "structure.way")
        assert "what you add, move, rename or delete" in " ".join(walk.text.split())
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("AskChoice")
        assert "how do you want to begin" in walk.text


async def test_a_contract_of_an_approved_plan_is_a_decision(tmp_path: Path) -> None:
    prepare_files(tmp_path)
    project = Project.open(tmp_path)
    for task in project.state.plan.without_contract:
        plan_desk.set_contract(project, task.path, "def act() -> None: ...")
    plan_desk.choose_agent(project, "beside")
    design_desk.confirm(project, Gate.PLAN)
    project.close()
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await _back(walk)
        await _at(walk, f"contract:{API}")
        assert API in walk.text
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("PlanScreen")
        await walk.until(lambda: walk.app.screen.query_one("#tasks", Listing).current == API)
