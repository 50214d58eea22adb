"""The contract editor by its keys: completion, import hints, existing code, and what it refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pbc_tui.ui.screens.planning import contract
from pbc_tui.ui.widgets.completions import Completions
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.stub_area import StubArea
from tests.ui.contracts import API, ENGINE, prepare_files
from tests.ui.walking import Walk, walking


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    """The editor of a file without a contract."""
    prepare_files(tmp_path)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        walk.app.screen.query_one("#tasks", Listing).go_to(API)
        await walk.press("c")
        await walk.arrive("ContractScreen")
        await walk.until(lambda: "for instance" in walk.text)
        yield walk


def _area(walk: Walk) -> StubArea:
    return walk.app.screen.query_one(StubArea)


def _names(walk: Walk) -> list[str]:
    listed = walk.app.screen.query_one(Completions)
    return [choice.text for choice in listed._choices] if listed.is_open else []


async def test_a_name_is_completed_with_the_import_that_it_needs(walk: Walk) -> None:
    await walk.type("def f(x: Eng")
    await walk.until(lambda: _names(walk) == ["Engine", "EngineError"])
    assert "schema_guard.engine" in walk.text
    await walk.press("down", "tab")

    assert _area(walk).text == (
        "from schema_guard.engine import EngineError\n\ndef f(x: EngineError"
    )
    assert _names(walk) == []
    await walk.type(") -> int: ...")
    await walk.until(lambda: "this can be enforced" in walk.text)
    await walk.press("ctrl+s")
    await walk.arrive("PlanScreen")
    task = walk.state.plan.by_path[API]
    assert [walk.state.plan.by_id[need].path for need in task.depends] == [ENGINE]


async def test_the_list_is_left_alone_by_those_who_do_not_want_it(walk: Walk) -> None:
    await walk.type("x: Eng")
    await walk.until(lambda: bool(_names(walk)))
    await walk.press("down", "up", "up")
    await walk.press("escape")
    assert (_names(walk), walk.at) == ([], "ContractScreen")
    await walk.press("i")
    await walk.until(lambda: _names(walk) == ["Engine", "EngineError"][:2])
    await walk.press("left")
    await walk.until(lambda: _names(walk) == [])
    await walk.press("end", "enter", "tab")
    assert _area(walk).text == "x: Engi\n    "


async def test_modules_and_their_names_are_completed_behind_from_and_import(walk: Walk) -> None:
    await walk.type("from .")
    await walk.until(lambda: _names(walk) == [".engine", ".rules"])
    await walk.press("tab")
    await walk.type(" import ")
    await walk.until(lambda: _names(walk) == ["Engine", "EngineError"])
    await walk.press("tab")

    assert _area(walk).text == "from .engine import Engine"


async def test_an_import_is_hinted_at_and_added_by_one_key(walk: Walk) -> None:
    await walk.press("ctrl+o")
    await walk.until(lambda: "no name lacks an import" in walk.said)
    await walk.type("def f(a: Engine, b: Path) -> Nobody: ...")
    await walk.until(lambda: "schema_guard.engine offers it" in walk.text)
    assert "Nobody is offered by no contract" in walk.text
    await walk.press("ctrl+o")
    await walk.until(lambda: "schema_guard.engine offers it" not in walk.text)
    assert "the standard library offers it" in walk.text
    await walk.press("ctrl+o")
    await walk.until(lambda: "offers it" not in walk.text)
    assert _area(walk).text.startswith(
        "from schema_guard.engine import Engine\nfrom pathlib import Path\n\ndef f("
    )
    await walk.type("def (")
    await walk.until(lambda: "✗" in walk.text)
    await walk.press("ctrl+o")
    await walk.until(lambda: "once the text is a stub" in walk.said)


async def test_a_long_stub_is_judged_beside_the_drawing(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contract, "AT_ONCE", 10)
    await walk.type("".join(f"def f{n}(x: int) -> int: ...\n" for n in range(300)) + "x: Engine")
    await walk.until(lambda: "schema_guard.engine offers it" in walk.text)
    # The list of names stands above the last line, not over what is said below.
    listed = walk.app.screen.query_one(Completions)
    await walk.until(lambda: listed.region.bottom <= _area(walk).cursor_screen_offset.y)
    await walk.type(" = (")
    await walk.until(lambda: "✗ line 301" in walk.text)


async def test_the_interface_of_an_existing_file_is_put_there_to_be_trimmed(
    walk: Walk, tmp_path: Path
) -> None:
    await walk.type("MINE: int")
    (tmp_path / "old.py").write_text("import os\ndef run(x: int = 3) -> str: return ''\n_y = 1\n")
    await walk.press("ctrl+l")
    await walk.arrive("AskText")
    await walk.type("nowhere.py\n")
    await walk.until(lambda: "nowhere.py: " in walk.said)
    assert walk.at == "ContractScreen"
    await walk.press("ctrl+l")
    await walk.arrive("AskText")
    await walk.press("escape")
    await walk.arrive("ContractScreen")
    await walk.press("ctrl+l")
    await walk.arrive("AskText")
    await walk.type("old.py\n")
    await walk.until(lambda: _area(walk).text == "def run(x: int = 3) -> str: ...\n")
    await walk.press("ctrl+z")
    await walk.until(lambda: _area(walk).text == "MINE: int")
    await walk.press("ctrl+y")
    await walk.until(lambda: _area(walk).text == "def run(x: int = 3) -> str: ...\n")
    await walk.press("ctrl+s")
    await walk.arrive("PlanScreen")
    assert walk.state.contract_sources[API] == "existing-code"


async def test_a_contract_that_makes_a_circle_is_refused(walk: Walk) -> None:
    await walk.type("from .engine import Engine\nclass Door(Engine): ...")
    await walk.press("ctrl+s")
    await walk.arrive("PlanScreen")
    walk.app.screen.query_one("#tasks", Listing).go_to(ENGINE)
    await walk.press("c")
    await walk.arrive("ContractScreen")
    await walk.type("from .api import Door\n")
    await walk.press("ctrl+s")
    await walk.until(lambda: "the plan has a cycle" in walk.said)
    assert walk.at == "ContractScreen"


async def test_what_nobody_offers_is_a_warning_on_the_plan(walk: Walk) -> None:
    await walk.type("from .engin import Engine\nx: Engine\n")
    await walk.until(lambda: "is no module of the structure" in walk.text)
    await walk.press("ctrl+s")
    await walk.arrive("PlanScreen")
    await walk.until(lambda: "schema_guard.engin.Engine is no module of the struct" in walk.text)
    assert "rules.py has no contract" in walk.text
