"""Whatever lies on top of a screen can show its keys."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen
from textual.widgets import Input

import pbc_tui.ui.screens
from pbc_tui.design.gates import Gate
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.screens.dialog import AskText, AskYesNo
from tests.ui.walking import prepare, walking


def _modals() -> list[type[Any]]:
    modules = pkgutil.walk_packages(pbc_tui.ui.screens.__path__, "pbc_tui.ui.screens.")
    found = {
        name: value
        for module in modules
        for name, value in vars(importlib.import_module(module.name)).items()
        if isinstance(value, type) and issubclass(value, ModalScreen)
    }
    return [value for value in found.values() if value.__module__.startswith("pbc_tui.")]


@pytest.mark.parametrize("screen", _modals(), ids=lambda screen: screen.__name__)
def test_every_one_is_made_of_the_one_that_can(screen: type[Any]) -> None:
    assert issubclass(screen, Modal)


async def test_the_keys_of_a_question_are_shown_and_it_still_waits(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        walk.app.push_screen(AskYesNo("Go on?", "It is late."))
        await walk.arrive("AskYesNo")
        assert "? keys" in walk.text.splitlines()[-1]
        await walk.press("question_mark")
        await walk.arrive("HelpScreen")
        assert "Do not agree" in walk.text
        assert "Find any command" not in walk.text
        await walk.press("question_mark")
        await walk.arrive("AskYesNo")
        await walk.press("n")
        await walk.arrive("StructureScreen")


async def test_a_question_mark_can_be_written_and_the_footer_names_the_other_key(
    tmp_path: Path,
) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        walk.app.push_screen(AskText("Why?"))
        await walk.arrive("AskText")
        assert "f1 keys" in walk.text.splitlines()[-1]
        await walk.press("question_mark")
        assert walk.app.screen.query_one(Input).value == "?"
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        await walk.press("escape")
        await walk.arrive("AskText")
        assert walk.app.screen.query_one(Input).value == "?"
