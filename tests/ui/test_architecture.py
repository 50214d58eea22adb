from pathlib import Path

import pytest
from textual.content import Content

from pbc_tui.design import options as o
from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.option_pane import OptionPane
from tests.ui.walking import prepare, walking


async def test_letters_choose_and_the_critic_follows(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE, answered=False)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        await walk.until(lambda: "/25" in walk.text)
        await walk.press("c")
        await walk.until(lambda: walk.state.answers.architecture.dependencies is o.Dependencies.PDM)
        assert "What C changes in your repository" in walk.text
        assert "pdm.lock" in walk.text


async def test_nothing_is_preselected_and_open_decisions_are_named(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE, answered=False)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        await walk.press("ctrl+s")
        await walk.until(lambda: "13 open" in walk.said)
        assert walk.state.answers.architecture.testing is None


async def test_conventions_are_shown_before_they_are_taken(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE, answered=False)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        await walk.press("ctrl+g")
        await walk.arrive("AskYesNo")
        assert "MIT" in walk.text
        await walk.press("n")
        await walk.arrive("ArchitectureScreen")
        assert walk.state.answers.project.licence is None
        await walk.press("ctrl+g")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: walk.state.answers.project.longest_file == 400)
        await walk.press("ctrl+g")
        await walk.until(lambda: "no convention is open" in walk.said)


async def test_the_summary_says_how_choices_act_on_each_other(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        walk.app.screen.query_one("#architecture-testing").focus()
        await walk.press("a", "ctrl+s")
        await walk.arrive("SummaryScreen")
        assert "How your choices act on each other" in walk.text
        await walk.press("y")
        await walk.arrive("FirstCheckpoint")


@pytest.mark.parametrize("size", [(80, 24), (80, 40), (120, 24)], ids=str)
async def test_what_an_option_means_is_told_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE, answered=False)
    async with walking(tmp_path, begin="ArchitectureScreen", size=size) as walk:
        pane = walk.app.screen.query_one(OptionPane)
        cut = []
        for _ in range(22):
            said = pane.visual
            assert isinstance(said, Content)
            if len(said.wrap(pane.content_size.width)) > pane.content_size.height:
                cut.append(said.plain)
            assert "takes it" in said.plain
            await walk.press("down")
        assert not cut
