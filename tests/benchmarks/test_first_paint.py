"""How long a person waits: first paint beside a bare Textual application, ``--version``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.first_paint import seconds_to

ROUNDS = 9
LIMIT = 1.3
VERSION_LIMIT = 3.0
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


@pytest.mark.benchmark
def test_the_version_is_told_at_once(tmp_path: Path) -> None:
    arms: dict[str, list[str]] = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--version": [str(Path(sys.executable).with_name("pbc-tui")), "--version"],
    }
    took: dict[str, list[float]] = {name: [] for name in arms}
    for _ in range(ROUNDS * 3):
        for name, argv in arms.items():
            began = time.perf_counter()
            subprocess.run(argv, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
            took[name].append(time.perf_counter() - began)
    nothing, version = (statistics.median(times) for times in took.values())
    print(
        f"\npython -c pass {nothing * 1000:.0f} ms   pbc-tui --version {version * 1000:.0f} ms   "
        f"ratio {version / nothing:.2f} (limit {VERSION_LIMIT:g})"
    )
    assert version <= VERSION_LIMIT * nothing
