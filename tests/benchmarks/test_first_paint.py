"""First paint within 1.5 times a bare Textual application, both in one run, in turn."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest

from tests.benchmarks.first_paint import seconds_to

ROUNDS = 9
LIMIT = 1.5
BARE = """\
from textual.app import App
from textual.widgets import Footer, Header, Static

class Bare(App):
    def compose(self):
        yield Header()
        yield Static("MARKER-OF-THE-BARE-APPLICATION")
        yield Footer()

Bare().run()
"""


@pytest.mark.benchmark
def test_first_paint_is_near_that_of_a_bare_application(tmp_path: Path) -> None:
    bare = tmp_path / "bare.py"
    bare.write_text(BARE)
    empty = tmp_path / "project"
    empty.mkdir()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        theirs.append(seconds_to(b"MARKER-OF-THE-BARE", [sys.executable, str(bare)], tmp_path))
        ours.append(
            seconds_to(
                b"You design and decide", [sys.executable, "-m", "pbc_tui", str(empty)], tmp_path
            )
        )
    ratio = statistics.median(mine / bare_ for mine, bare_ in zip(ours, theirs, strict=True))
    print(
        f"\nfirst paint   bare {statistics.median(theirs):.3f} s   "
        f"pbc-tui {statistics.median(ours):.3f} s   ratio {ratio:.2f} (limit {LIMIT})"
    )
    assert ratio <= LIMIT
