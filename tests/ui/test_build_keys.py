"""Keys of the build screen and the report that no other test comes by, and their refusals."""

from pathlib import Path

import pytest

from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow.project import Project
from tests.ui.building import TASK, building, finished, judged, write
from tests.ui.walking import GOOD, Walk

UNUSED = GOOD.replace("\n\n\ndef", "\n\nimport os\n\n\ndef", 1)
"""The good file with an import that nothing uses, which can be mended automatically."""


async def test_before_a_task_is_open_every_key_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    async with building(tmp_path) as walk:
        for key, why in (
            ("n", "go to a critical security finding first"),
            ("f", "there is no verdict yet"),
            ("e", "set $EDITOR"),
            ("ctrl+s", "a task is open"),
        ):
            await walk.press(key)
            await walk.until(lambda: why in walk.said, why)  # noqa: B023
        await walk.press("d")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: not walk.state.opened and walk.at == "BuildScreen")
        for count, key in enumerate("bcdyYRxm", 1):
            await walk.press(key)
            await walk.until(
                lambda: walk.said.count("no task is open: enter begins one") == count,  # noqa: B023
                key,
            )
            assert walk.at == "BuildScreen"


async def test_the_file_is_asked_for_anew_and_once_more_on_the_persons_word(
    tmp_path: Path,
) -> None:
    async with building(tmp_path) as walk:
        write(tmp_path, GOOD.replace("def add", "def plus"))
        await judged(walk)
        await walk.press("c")
        await walk.until(lambda: walk.state.progress_of(TASK).attempts == 2)
        write(tmp_path, GOOD.replace("def add", "def minus"))
        await judged(walk)
        await walk.press("c")
        await walk.arrive("AskYesNo")
        await walk.press("n")
        await walk.arrive("BuildScreen")
        assert walk.state.progress_of(TASK).attempts == 2


async def test_a_fix_is_applied_after_its_diff_was_shown(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        write(tmp_path, UNUSED)
        await judged(walk)
        await walk.until(lambda: "NEEDS REVISION" in walk.text or "ACCEPTABLE" in walk.text)
        await walk.press("f")
        await walk.until(lambda: walk.at in ("AskChoice", "Reading"))
        if walk.at == "AskChoice":
            await walk.press("1")
            await walk.arrive("Reading")
        assert "-import os" in walk.text
        assert "import os" in (tmp_path / walk.state.plan.tasks[0].path).read_text()
        await walk.press("ctrl+s")
        await walk.until(lambda: bool(walk.state.progress_of(TASK).fixes))
        assert "import os" not in (tmp_path / walk.state.plan.tasks[0].path).read_text()


async def test_a_file_is_checked_again_and_a_demand_is_added(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        write(tmp_path, GOOD)
        await judged(walk)
        before = _verdicts(walk)
        await walk.press("R")
        await walk.until(lambda: _verdicts(walk) > before, "another verdict")
        await walk.press("m")
        await walk.arrive("AskChoice")
        await walk.press("c")
        await walk.arrive("AskText")
        await walk.type("Keep it short.\n")
        await walk.arrive("BuildScreen")
        path = walk.state.plan.tasks[0].path
        await walk.until(lambda: walk.state.changes.constraints.get(path) == ("Keep it short.",))


def _verdicts(walk: Walk) -> int:
    return sum(isinstance(each, e.Judged) for each in walk.state.log)


async def test_who_writes_is_chosen_while_building_and_tabs_go_both_ways(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await walk.press("g")
        await walk.arrive("AskChoice")
        await walk.until(lambda: "Who writes the files?" in walk.text)
        await walk.press("escape")
        await walk.arrive("BuildScreen")
        await walk.press("4")
        await walk.until(lambda: "is not there yet" in walk.text)
        await walk.press("left_square_bracket")
        await walk.until(lambda: "=== ATOMIC TASK: TASK-001 ===" in walk.text)


async def test_a_terminal_that_cannot_be_handed_over_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with building(tmp_path) as walk:
        await walk.press("e")
        await walk.until(lambda: "cannot be handed to an editor" in walk.said)


async def test_from_the_report_a_task_is_done_again_and_from_the_list_too(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await finished(walk)
        await walk.press("c")
        await walk.until(lambda: "the workflow was not ended" in walk.said)
        await walk.press("w")
        await walk.arrive("AskChoice")
        await walk.press("h")
        await walk.until(lambda: "written: GENERATION_REPORT.html" in walk.said, "another report")
        assert "<html" in (tmp_path / "GENERATION_REPORT.html").read_text()
        await walk.until(lambda: walk.at == "ReportScreen")
        await walk.press("w")
        await walk.arrive("AskChoice")
        await walk.press("a")
        await walk.until(lambda: "GENERATION_REPORT.txt" in walk.said, "all of them")
        await walk.until(lambda: walk.at == "ReportScreen")
        await walk.press("v")
        await walk.arrive("Reading")
        assert "Generation report: schema-guard" in walk.text
        await walk.press("escape")
        await walk.until(lambda: walk.at == "ReportScreen")
        await walk.press("O")
        await walk.arrive("AskChoice")
        await walk.press("enter")
        await walk.arrive("AskText")
        await walk.type("a better name\n")
        await walk.until(lambda: walk.state.opened == TASK)
        await walk.arrive("BuildScreen")
        await walk.until(lambda: "ACCEPTABLE" in walk.text)
        await walk.press("d")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: walk.state.status(walk.state.plan.tasks[0]) is Status.DEFERRED)
        await walk.until(lambda: walk.at == "BuildScreen")
        await walk.press("1", "O")
        await walk.arrive("AskText")
        await walk.type("after all\n")
        await walk.until(lambda: walk.state.opened == TASK)


async def test_enter_leaves_the_report_and_everything_is_saved(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await finished(walk)
        await walk.press("enter")
        await walk.until(lambda: not walk.app.is_running or walk.app._exit)
    project = Project.open(tmp_path)
    assert project.state.finished
    project.close()
