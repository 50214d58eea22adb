"""How often the program may paint, and what its children hear of it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pbc_tui.ui.frames import FRAMES

_ASKED = """
import os
import pbc_tui.ui.app
import textual.screen
print(round(1 / textual.screen.UPDATE_PERIOD), os.environ.get("TEXTUAL_FPS"))
"""


@pytest.mark.parametrize(
    ("given", "expected"), [({}, f"{FRAMES} None"), ({"TEXTUAL_FPS": "30"}, "30 30")]
)
def test_it_paints_as_often_as_the_person_says_or_twice_as_often_as_textual(
    given: dict[str, str], expected: str
) -> None:
    usual = {name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"}
    said = subprocess.run(
        [sys.executable, "-c", _ASKED],
        env={**usual, **given},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == expected
