"""What is written to the terminal beside the screen, byte for byte, whatever things are called."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pbc_tui.configuration.settings import Settings
from pbc_tui.design.verdict import Verdict
from pbc_tui.session import events as e
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.calling import Caller
from pbc_tui.ui.stages import Stage
from tests.ui.hostile import LINE, PIECES, harmless

NAMES = [
    *PIECES.values(),
    LINE,
    "4;1;50",
    "a;b\x07c\x1b\\d\x9ce",
    "one\ntwo\r\nthree\r",
    "\udcff.py",
    "notify;PWNED;now",
]
_TITLE = re.compile(r"\x1b\[22;0t\x1b\]2;([^;]*)\x07")
_CALL = re.compile(r"\x1b\]9;([^;]*)\x07\x1b\]777;notify;([^;]*);([^;]*)\x1b\\")


class _Terminal:
    def __init__(self) -> None:
        self.written = ""

    def write(self, text: str) -> None:
        text.encode("utf-8")
        self.written += text

    def flush(self) -> None:
        pass


def _app(name: str) -> tuple[PbcApp, _Terminal]:
    """An application whose project and tasks are called so."""
    terminal = _Terminal()
    task = SimpleNamespace(path=name, id=name)
    state = SimpleNamespace(
        answers=SimpleNamespace(intake=SimpleNamespace(repository_name=name)),
        plan=SimpleNamespace(by_id={name: task}, tasks=[task]),
        opened=name,
        status=lambda _: SimpleNamespace(value="open"),
    )
    app: Any = SimpleNamespace(
        settings=Settings(notify="desktop"),
        app_focus=False,
        is_headless=False,
        _driver=terminal,
        has_project=True,
        project=SimpleNamespace(state=state),
        building=None,
        stage=Stage.BUILD,
        root=Path("p"),
    )
    return cast("PbcApp", app), terminal


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_title_is_one_sequence(name: str) -> None:
    app, terminal = _app(name)
    Caller(app).show_title()
    found = _TITLE.fullmatch(terminal.written)
    assert found is not None, ascii(terminal.written)
    harmless(found[1])
    assert "\n" not in found[1]
    assert found[1].endswith(" - pbc-tui")


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_notification_is_one_of_each_kind(name: str) -> None:
    app, terminal = _app(name)
    verdict = Verdict(path=name, checks=())
    Caller(app).hear((e.Judged.model_construct(task=name, verdict=verdict),))
    found = _CALL.fullmatch(terminal.written)
    assert found is not None, ascii(terminal.written)
    for said in found.groups():
        harmless(said)
        assert "\n" not in said
    assert found[3].endswith(f": {verdict.overall}")
