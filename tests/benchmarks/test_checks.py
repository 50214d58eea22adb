"""How long the six checks take together, against the slowest tool and the tools one by one."""

import statistics
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic

import pytest

from pbc_tui.checks.inspection import ruff_program
from pbc_tui.checks.pipeline import Subject, check_file
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult
from pbc_tui.workspace.process import run, scrubbed_environment
from tests.checks.inspecting import repository

ROUNDS = 7
SOURCE = '"""A module."""\n\n\n' + "\n\n".join(
    f'def double_{n}(x: int) -> int:\n    """Double a number."""\n    return 2 * x + {n}\n'
    for n in range(40)
)
TEST = "from app.mod import double_1\n\n\ndef test_double():\n    assert double_1(2) == 5\n"
SPEC = Specification(
    path="src/app/mod.py",
    contract="def double_1(x: int) -> int: ...",
    tests=("tests/test_mod.py",),
)


@pytest.mark.benchmark
async def test_the_six_together(tmp_path: Path) -> None:
    root, home = tmp_path / "repository", tmp_path / "home"
    home.mkdir()
    repository(root, {"src/app/__init__.py": "", SPEC.path: SOURCE, SPEC.tests[0]: TEST})
    path = str(root / SPEC.path)
    tools = {
        "ruff check": [ruff_program(), "check", "--isolated", "--no-cache", path],
        "ruff format": [ruff_program(), "format", "--isolated", "--check", path],
        "bandit": [sys.executable, "-m", "bandit", "-q", path],
        "pytest": [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
    }
    environment = scrubbed_environment(home) | {"PYTHONPATH": str(root / "src")}
    took: dict[str, list[float]] = {}

    async def timed(name: str, work: Callable[[], Awaitable[object]]) -> None:
        begun = monotonic()
        await work()
        took.setdefault(name, []).append(monotonic() - begun)

    async def judged() -> None:
        begun = monotonic()

        def note(result: CheckResult) -> None:
            if result.name is CheckName.SYNTAX:
                took.setdefault("syntax verdict", []).append(monotonic() - begun)

        verdict = await check_file(Subject(root, SPEC), note)
        assert verdict.acceptable, verdict

    for _ in range(ROUNDS):
        await timed("all six checks", judged)
        for name, argv in tools.items():

            async def alone(argv: list[str] = argv) -> None:
                finished = await run(argv, cwd=root, env=environment, seconds=60)
                assert finished.status == 0, finished

            await timed(name, alone)
    middle = {name: statistics.median(times) for name, times in took.items()}
    for name, seconds in middle.items():
        print(f"{name:16} {seconds * 1000:7.0f} ms")
    slowest = max(middle[name] for name in tools)
    one_by_one = sum(middle[name] for name in tools)
    together = middle["all six checks"]
    print(f"six together / slowest tool alone: {together / slowest:.2f}")
    print(f"tools one by one / six together:   {one_by_one / together:.2f}")
    assert together <= 1.5 * slowest
