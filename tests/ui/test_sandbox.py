from pathlib import Path

import pytest

from pbc_tui.session import events as e
from pbc_tui.workspace.sandbox.level import Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.confinement import REFUSED, offer
from tests.ui.walking import Walk, prepare_one_file, walking


def decisions(walk: Walk) -> list[bool]:
    return [each.allowed for each in walk.state.log if isinstance(each, e.UnconfinedDecided)]


async def test_the_rail_names_the_level_and_one_key_explains_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, Sandbox(Level.LANDLOCK, REFUSED[:1]))
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: "sandbox: landlock" in walk.text)
        await walk.press("s")
        await walk.arrive("Reading")
        assert "they can see names, not contents" in " ".join(walk.text.split())
        assert "Not to be had: bubblewrap: bwrap is not installed" in walk.text
        await walk.press("escape")
        await walk.arrive("BuildScreen")
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        await walk.press("end")
        await walk.until(lambda: "Sandbox: landlock" in walk.text)
        assert decisions(walk) == []


async def test_without_a_sandbox_the_person_is_asked_once_before_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    prepare_one_file(tmp_path)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        assert "No sandbox is to be had here" in walk.text
        assert "bwrap is not installed" in walk.text
        assert walk.app.building is None
        assert walk.state.opened == ""
        await walk.press("y")
        await walk.until(lambda: walk.state.opened == "TASK-001")
        assert "sandbox: unconfined" in walk.text
        assert decisions(walk) == [True]
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: walk.app.building is not None)
        assert walk.at == "BuildScreen"
        assert decisions(walk) == [True]


async def test_a_refusal_stands_and_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    prepare_one_file(tmp_path)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.press("n")
        await walk.until(lambda: walk.app.building is not None)
        assert decisions(walk) == [False]
        await walk.press("s")
        await walk.arrive("AskYesNo")
        assert "You did not agree" in walk.text
        await walk.press("y")
        await walk.until(lambda: decisions(walk) == [False, True])


async def test_leaving_without_a_word_runs_nothing_and_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    prepare_one_file(tmp_path)
    for _ in range(2):
        async with walking(tmp_path) as walk:
            await walk.press("enter")
            await walk.arrive("AskYesNo")
            await walk.press("escape")
            await walk.until(lambda: walk.app.building is not None)
            assert decisions(walk) == []
            assert not walk.state.allows_unconfined


async def test_a_narrow_screen_keeps_the_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    prepare_one_file(tmp_path)
    async with walking(tmp_path, size=(80, 24)) as walk:
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: "sandbox: unconfined" in walk.text)
