from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import plan_desk
from tests.ui.walking import ADDER, Walk, prepare, prepare_one_file, walking


def _go(walk: Walk, path: str) -> None:
    walk.app.screen.query_one("#tasks", Listing).go_to(path)


async def test_a_missing_contract_stands_in_the_way_until_it_is_written(tmp_path: Path) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.until(lambda: "has no contract" in walk.text)
        await walk.press("ctrl+s")
        await walk.until(lambda: "has no contract" in walk.said)
        await walk.press("c")
        await walk.arrive("ContractScreen")
        await walk.type("def add(a: int\n")
        await walk.until(lambda: "✗" in walk.text)
        await walk.press("ctrl+s")
        await walk.until(lambda: f"contract of {ADDER}" in walk.said)
        assert walk.at == "ContractScreen"
        walk.app.screen.query_one("TextArea").text = (  # type: ignore[attr-defined]
            "def add(a: int, b: int) -> int: ..."
        )
        await walk.until(lambda: "can be enforced" in walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("PlanScreen")
        await walk.until(lambda: "Nothing stands in the way" in walk.text)


async def test_a_contract_that_is_not_taken_is_kept_as_a_draft(tmp_path: Path) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("c")
        await walk.arrive("ContractScreen")
        await walk.type("def half")
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        await walk.press("c")
        await walk.arrive("ContractScreen")
        assert "def half" in walk.text


async def test_an_order_that_breaks_a_dependency_is_refused_before_anything_is_asked(
    tmp_path: Path,
) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        plan = walk.state.plan
        task = next(task for task in plan.tasks if task.depends)
        place = plan.tasks.index(task)
        for _ in range(place - plan.tasks.index(plan.by_id[task.depends[-1]]) - 1):
            _go(walk, task.path)
            await walk.press("K")
            await walk.arrive("AskText")
            await walk.type("I like it so\n")
            await walk.arrive("PlanScreen")
        _go(walk, task.path)
        await walk.press("K")
        await walk.until(lambda: "cannot come before it" in walk.said, task.path)
        assert walk.at == "PlanScreen"


async def test_the_cursor_goes_with_a_task_that_is_moved(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        listing = walk.app.screen.query_one("#tasks", Listing)
        first = listing.current
        await walk.press("K")
        await walk.until(lambda: "is the first task already" in walk.said)
        await walk.press("J")
        await walk.arrive("AskText")
        await walk.type("the other one matters more\n")
        await walk.arrive("PlanScreen")
        await walk.until(lambda: walk.state.plan.tasks[1].path == first)
        await walk.until(lambda: [option.id for option in listing.options][1] == first)
        assert listing.current == first


async def test_whoever_approves_is_told_which_name_cannot_be_had(tmp_path: Path) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        text = "def where(self) -> Path: ...\ndef other() -> Nobody: ...\n"
        plan_desk.set_contract(walk.app.project, ADDER, text)
        told = "Path is offered by the standard library"
        await walk.until(lambda: told in walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        assert f"{ADDER}: line 1: Path is" in " ".join(walk.text.replace("│", " ").split())
        assert "1 more name" in walk.text


async def test_a_drafted_contract_is_marked_and_given_up_for_the_one_in_force(
    tmp_path: Path,
) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        plan_desk.set_contract(walk.app.project, ADDER, "def add(a: int) -> int: ...\n")
        _go(walk, ADDER)
        await walk.press("c")
        await walk.arrive("ContractScreen")
        assert "draft, not set" not in walk.text
        await walk.press("ctrl+r")
        await walk.until(lambda: "this is the contract in force" in walk.said)
        await walk.type("x")
        await walk.until(lambda: "draft, not set" in walk.text)
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        await walk.until(lambda: "drafted" in walk.text)
        await walk.press("c")
        await walk.arrive("ContractScreen")
        await walk.until(lambda: "draft, not set" in walk.text)
        await walk.press("ctrl+r")
        await walk.until(lambda: "draft, not set" not in walk.text)
        assert walk.app.screen.query_one("TextArea").text == (  # type: ignore[attr-defined]
            "def add(a: int) -> int: ...\n"
        )
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        await walk.until(lambda: "drafted" not in walk.text)
        assert not walk.state.drafts


async def test_removing_names_what_needs_it_and_can_be_taken_back(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("R")
        await walk.until(lambda: "no task was removed" in walk.said)
        _go(walk, "src/schema_guard/exceptions.py")
        await walk.press("d")
        await walk.arrive("AskYesNo")
        assert "These need it" in walk.text
        await walk.press("y")
        await walk.until(lambda: "src/schema_guard/exceptions.py" in walk.state.changes.removed)
        await walk.press("R")
        await walk.until(lambda: not walk.state.changes.removed)


async def test_a_task_is_seen_in_full_with_its_prompt(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("enter")
        await walk.arrive("Reading")
        await walk.until(lambda: "The prompt, about" in walk.text)
        await walk.press("escape")
        await walk.arrive("PlanScreen")


async def test_the_agent_is_chosen_and_approval_is_explicit(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("g")
        await walk.arrive("AskChoice")
        await walk.press("3")
        await walk.until(lambda: walk.state.agent == "by-hand")
        await walk.arrive("PlanScreen")
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        await walk.press("n")
        await walk.arrive("PlanScreen")
        assert not walk.state.building
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: bool(walk.state.opened))


async def test_the_graph_says_what_waits_for_what_and_leads_to_a_task(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("v")
        await walk.arrive("GraphScreen")
        await walk.until(lambda: "critical path" in walk.text and "├─" in walk.text)
        await walk.press("end")
        last = walk.state.plan.tasks[-1]
        needs = walk.state.plan.by_id[last.depends[0]].path
        await walk.until(lambda: "needs" in walk.text and needs in walk.text)
        await walk.press("enter")
        await walk.arrive("PlanScreen")
        assert walk.app.screen.query_one("#tasks", Listing).current == last.path
        await walk.press("v")
        await walk.arrive("GraphScreen")
        await walk.press("escape")
        await walk.arrive("PlanScreen")


async def test_a_file_joins_the_plan_and_is_split_and_taken_out(tmp_path: Path) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("a")
        await walk.arrive("AskText")
        await walk.type(f"{ADDER}\n")
        await walk.until(lambda: "is there already" in walk.text)
        await walk.press("ctrl+u")
        await walk.type("src/schema_guard/shapes.py\n")
        await walk.until(lambda: "is src/schema_guard/shapes.py for?" in walk.text)
        await walk.type("Holds shapes.\n")
        await walk.arrive("PlanScreen")
        listing = walk.app.screen.query_one("#tasks", Listing)
        await walk.until(lambda: listing.current == "src/schema_guard/shapes.py")
        await walk.until(lambda: "has no contract" in walk.text)
        plan_desk.set_contract(
            walk.app.project,
            "src/schema_guard/shapes.py",
            "class Shape: ...\nclass BigShape(Shape): ...\ndef area(shape: Shape) -> float: ...\n",
        )
        await walk.press("s")
        await walk.arrive("AskSeveral")
        await walk.press("ctrl+s")
        await walk.until(lambda: "mark at least one" in walk.text)
        await walk.press("down", "space")
        await walk.until(lambda: "[ ] Shape" in walk.text and "[x] BigShape" in walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("AskText")
        assert "src/schema_guard/big_shape.py" in walk.text
        await walk.press("enter")
        await walk.until(lambda: "BigShape refers to Shape, which stays" in walk.said)
        await walk.arrive("PlanScreen")
        await walk.press("s")
        await walk.arrive("AskSeveral")
        await walk.press("space", "ctrl+s")
        await walk.arrive("AskText")
        await walk.press("enter")
        await walk.until(lambda: "src/schema_guard/shape.py" in walk.state.plan.by_path)
        plan = walk.state.plan
        rest = plan.by_path["src/schema_guard/shapes.py"]
        assert plan.by_path["src/schema_guard/shape.py"].id in rest.depends
        await walk.until(lambda: listing.current == "src/schema_guard/shape.py")
        await walk.press("d")
        await walk.arrive("AskYesNo")
        assert "src/schema_guard/shapes.py" in walk.text
        await walk.press("y")
        await walk.until(lambda: "src/schema_guard/shape.py" not in walk.state.plan.by_path)


async def test_what_defines_too_little_is_not_split(tmp_path: Path) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        _go(walk, ADDER)
        await walk.press("s")
        await walk.until(lambda: "too little to be divided" in walk.said)


async def test_small_files_are_grouped_and_the_groups_taken_away(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("G")
        await walk.arrive("AskYesNo")
        assert "hand-overs in place of" in walk.text
        await walk.press("y")
        await walk.until(lambda: bool(walk.state.plan.groups))
        await walk.until(lambda: "groups" in walk.text and "⋮1" in walk.text)
        await walk.press("G")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: not walk.state.plan.groups)


@pytest.mark.parametrize("size", [(50, 20), (80, 24)], ids=str)
async def test_what_a_long_question_is_about_scrolls_and_its_answers_stay(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, size=size, begin="PlanScreen") as walk:
        await walk.press("G")
        await walk.arrive("AskYesNo")
        assert "hand-overs in place of" in walk.text
        assert "y  group them" in walk.text
        about = walk.app.screen.query_one(".about")
        assert about.max_scroll_y > 0
        await walk.press("end")
        await walk.until(lambda: about.scroll_y == about.max_scroll_y)
        assert "hand-overs in place of" not in walk.text
        assert "y  group them" in walk.text
        await walk.press("n")
        await walk.arrive("PlanScreen")
        assert not walk.state.plan.groups


async def test_a_demand_and_an_import_are_added_to_a_task_and_taken_back(tmp_path: Path) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        for key, words in (("c", "Never print."), ("i", "attrs")):
            await walk.press("m")
            await walk.arrive("AskChoice")
            await walk.press(key)
            await walk.arrive("AskText")
            await walk.type(f"{words}\n")
            await walk.arrive("PlanScreen")
        await walk.until(lambda: walk.state.changes.allowed == {ADDER: ("attrs",)})
        assert walk.state.changes.constraints == {ADDER: ("Never print.",)}
        await walk.press("m")
        await walk.arrive("AskChoice")
        assert "2 added so far" in walk.text
        await walk.press("x")
        await walk.until(lambda: not any(walk.state.changes.constraints.values()))
        assert not any(walk.state.changes.allowed.values())


async def test_one_file_is_grouped_with_nothing_and_a_removed_one_is_no_task(
    tmp_path: Path,
) -> None:
    prepare_one_file(tmp_path, contract="")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("G")
        await walk.until(lambda: "no small files of this plan belong together" in walk.said)
        await walk.press("d")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: ADDER in walk.state.changes.removed)
        await walk.press("c")
        await walk.until(lambda: "go to a task first" in walk.said)
