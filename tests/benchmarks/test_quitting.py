"""From the key that quits to the exit status, against a bare Textual application, in turn.

Beside it: from a newer write to the end of the tests that ran on what the file held before.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.benchmarks.test_first_paint import BARE
from tests.benchmarks.trees import plant
from tests.e2e import designs, own_interpreter, processes
from tests.e2e.conftest import Hire, environment, person
from tests.e2e.person import Person
from tests.e2e.terminal import Terminal
from tests.e2e.test_quitting import TREE, WAITING, children, write_pyproject

__all__ = ["environment", "person"]
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's"),
]
ROUNDS = 5
LIMIT = 2.0
CANCEL_LIMIT = 1.0
SLEEPER = "time.sleep(602)"


def _quits_bare(place: Path) -> float:
    program = place / "bare.py"
    program.write_text(BARE, encoding="utf-8")
    with Terminal() as terminal:
        terminal.start([sys.executable, program], cwd=place)
        terminal.wait_for("MARKER-OF-THE-BARE-APPLICATION")
        sleep(1)
        begun = monotonic()
        terminal.press("ctrl+q")
        terminal.wait_for_end()
        return monotonic() - begun


def _idle(someone: Person, _: Path) -> None:
    someone.begins()
    someone.sees("TASK-001  pyproject.toml", "waiting for the file")
    sleep(6)


def _checking(someone: Person, root: Path) -> None:
    write_pyproject(root)
    someone.begins()
    someone.sees_verdict("ACCEPTABLE", at="TASK-001  pyproject.toml")
    someone.press("a")
    someone.sees(f"TASK-002  {designs.TESTS}", "waiting for the file")
    _checks(someone, root, 0)


def _checks(someone: Person, root: Path, turn: int) -> set[processes.Process]:
    """Have the tests run, whatever ran before; the processes that they have started."""
    (root / "tests").mkdir(exist_ok=True)
    before = children(someone, SLEEPER)
    (root / designs.TESTS).write_text(f"{WAITING}\n\nTURN = {turn}\n", encoding="utf-8")
    someone.terminal.wait_for(lambda _: bool(children(someone, SLEEPER) - before))
    return children(someone, SLEEPER) - before


@pytest.mark.parametrize(
    ("files", "busy"),
    [(100, _idle), (100_000, _idle), (100, _checking)],
    ids=["few", "many", "checking"],
)
def test_quitting_is_near_that_of_a_bare_application(
    tmp_path: Path, person: Hire, files: int, busy: Callable[[Person, Path], None]
) -> None:
    ours, theirs = [], []
    for turn in range(ROUNDS if files < 1000 else 3):
        root = tmp_path / f"{turn}"
        designs.prepare(root, tree=TREE)
        plant(root, files)
        theirs.append(_quits_bare(tmp_path))
        someone = person(root, program=[own_interpreter.__file__])
        busy(someone, root)
        begun = monotonic()
        assert someone.quits() == 0
        ours.append(monotonic() - begun)
    ratio = statistics.median(mine / bare for mine, bare in zip(ours, theirs, strict=True))
    print(
        f"\nquitting, {files:,} files, {busy.__name__.strip('_')}: {statistics.median(ours):.2f} s "
        f"(longest {max(ours):.2f})   bare {statistics.median(theirs):.2f} s   "
        f"ratio {ratio:.2f} (limit {LIMIT})"
    )
    assert ratio <= LIMIT


def test_a_newer_write_ends_the_tests_at_once(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root, tree=TREE)
    bare = _quits_bare(tmp_path)
    someone = person(root, program=[own_interpreter.__file__])
    _checking(someone, root)
    took = []
    for turn in range(ROUNDS):
        running = _checks(someone, root, turn + 1)
        begun = monotonic()
        (root / designs.TESTS).write_text(f"{WAITING}\n\nLAST = {turn}\n", encoding="utf-8")
        assert not processes.gone(running, seconds=30)
        took.append(monotonic() - begun)
    print(
        f"\nnewer write -> nothing of the earlier tests left: {statistics.median(took):.3f} s "
        f"(longest {max(took):.3f}); quitting a bare application {bare:.2f} s"
    )
    assert statistics.median(took) <= CANCEL_LIMIT * bare
