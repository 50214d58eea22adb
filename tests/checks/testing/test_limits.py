"""How long tests may take is the project's to say, within bounds."""

import pytest

from pbc_tui.checks.testing.limits import LONGEST, configured_seconds

CASES = {
    "nothing accepted": (None, 60),
    "no such table": ("[project]\nname = 'x'\n", 60),
    "a number": ("[tool.pbc-tui]\ntests_seconds = 120\n", 120),
    "a fraction": ("[tool.pbc-tui]\ntests_seconds = 2.5\n", 2.5),
    "too much": ("[tool.pbc-tui]\ntests_seconds = 1e9\n", LONGEST),
    "too little": ("[tool.pbc-tui]\ntests_seconds = 0\n", 60),
    "no number": ("[tool.pbc-tui]\ntests_seconds = '5'\n", 60),
    "a truth": ("[tool.pbc-tui]\ntests_seconds = true\n", 60),
    "another shape": ("tool = 3\n", 60),
    "no TOML": ("[tool", 60),
}


@pytest.mark.parametrize(("text", "seconds"), CASES.values(), ids=CASES.keys())
def test_the_limit(text: str | None, seconds: float) -> None:
    assert configured_seconds(text) == seconds
