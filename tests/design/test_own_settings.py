"""What a project may set for pbc-tui itself, within bounds, each fault in one line."""

from __future__ import annotations

import pytest

from pbc_tui.design.own_settings import OwnSettings, own_settings

CASES: dict[str, tuple[str | None, float, float, str]] = {
    "nothing accepted": (None, 60, 150, ""),
    "no such table": ("[project]\nname = 'x'\n", 60, 150, ""),
    "another shape": ("tool = 3\n", 60, 150, ""),
    "no TOML": ("[tool", 60, 150, ""),
    "no table": ("[tool]\npbc-tui = 3\n", 60, 150, "tool.pbc-tui: write a table of settings"),
    "numbers": (
        "[tool.pbc-tui]\ntests_seconds = 120\nquiet_milliseconds = 80\n",
        120,
        80,
        "",
    ),
    "a fraction": ("[tool.pbc-tui]\ntests_seconds = 2.5\n", 2.5, 150, ""),
    "too much": (
        "[tool.pbc-tui]\ntests_seconds = 1e9\n",
        3600,
        150,
        "tool.pbc-tui.tests_seconds: 1000000000.0 is not between 1 and 3600 seconds; 3600 counts",
    ),
    "without end": (
        "[tool.pbc-tui]\nquiet_milliseconds = inf\n",
        60,
        5000,
        "tool.pbc-tui.quiet_milliseconds: inf is not between 20 and 5000 milliseconds; 5000 counts",
    ),
    "too little": (
        "[tool.pbc-tui]\nquiet_milliseconds = 0\n",
        60,
        20,
        "tool.pbc-tui.quiet_milliseconds: 0 is not between 20 and 5000 milliseconds; 20 counts",
    ),
    "no number": (
        "[tool.pbc-tui]\ntests_seconds = 'five'\n",
        60,
        150,
        "tool.pbc-tui.tests_seconds: five is not between 1 and 3600 seconds; 60 counts",
    ),
    "not a number": (
        "[tool.pbc-tui]\ntests_seconds = nan\n",
        60,
        150,
        "tool.pbc-tui.tests_seconds: nan is not between 1 and 3600 seconds; 60 counts",
    ),
    "a truth": (
        "[tool.pbc-tui]\nquiet_milliseconds = true\n",
        60,
        150,
        "tool.pbc-tui.quiet_milliseconds: True is not between 20 and 5000 milliseconds; 150 counts",
    ),
    "a huge number": (
        f"[tool.pbc-tui]\ntests_seconds = 1{'0' * 400}\n",
        3600,
        150,
        f"tool.pbc-tui.tests_seconds: 1{'0' * 38}… is not between 1 and 3600 seconds; 3600 counts",
    ),
    "more digits than are written out": (
        f"[tool.pbc-tui]\ntests_seconds = 0x1{'0' * 9000}\n",
        3600,
        150,
        "tool.pbc-tui.tests_seconds: a huge number is not between 1 and 3600 seconds; 3600 counts",
    ),
    "misspelled": (
        "[tool.pbc-tui]\nquiet_seconds = 1\n",
        60,
        150,
        "tool.pbc-tui.quiet_seconds: no such setting; did you mean quiet_milliseconds?",
    ),
    "a hostile name": (
        '[tool.pbc-tui]\n"\\u001b[2J\\nxyz" = 1\n',
        60,
        150,
        "tool.pbc-tui.xyz: no such setting; tests_seconds, quiet_milliseconds, attempts are",
    ),
}


@pytest.mark.parametrize(("text", "tests", "quiet", "fault"), CASES.values(), ids=CASES.keys())
def test_the_settings(text: str | None, tests: float, quiet: float, fault: str) -> None:
    faults = (fault,) if fault else ()
    assert own_settings(text) == OwnSettings(tests, quiet, faults)
