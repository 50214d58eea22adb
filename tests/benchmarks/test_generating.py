"""How long a repository takes from nothing, checks included, beside what copies a template.

Installation is left out: what a repository needs is installed before, and found again. The template
of copier holds the files that the built-in agent writes for the same answers.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

import pytest

from tests.agents.builtin.code.repositories import write_repository
from tests.design.blueprint.designs import plan_of
from tests.package_index import fault

pytestmark = [pytest.mark.benchmark, pytest.mark.network]
ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "assets" / "schema-guard.toml"
ROUNDS = 3
WRITING_LIMIT = 1.5
WRITING = """\
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from tests.agents.builtin.code.repositories import write_repository
from tests.design.blueprint.designs import plan_of
write_repository(plan_of(), Path(sys.argv[1]))
"""
QUESTIONS = """\
project_name:
  type: str
  default: schema-guard
"""
SOMEBODY = {"user.name": "Ada", "user.email": "ada@example.com", "init.defaultBranch": "main"}
Arm = Callable[[Path], list[str]]


def template(place: Path) -> Path:
    """A template of copier: the repository's name is asked for, and stands in two files."""
    write_repository(plan_of(), place)
    (place / "copier.yml").write_text(QUESTIONS, encoding="utf-8")
    for name in ("README.md", "pyproject.toml"):
        text = (place / name).read_text(encoding="utf-8")
        asked = text.replace("schema-guard", "{{ project_name }}")
        (place / f"{name}.jinja").write_text(asked, encoding="utf-8")
        (place / name).unlink()
    return place


def tool(name: str) -> str:
    found = Path(sys.executable).with_name(name)
    if not found.exists():
        pytest.skip(f"{name} is not installed: it comes with the extra matrix")
    return str(found)


def arms(place: Path) -> dict[str, Arm]:
    """What is measured: a name, and the command that makes a directory that is not there yet."""
    local = str(template(place / "template"))
    run = [sys.executable, "-m", "pbc_tui", "run", str(ANSWERS)]
    return {
        "copier copy": lambda to: [tool("copier"), "copy", "-q", "--defaults", local, str(to)],
        "uv init": lambda to: [tool("uv"), "init", "-q", "--lib", str(to)],
        "poetry new": lambda to: [tool("poetry"), "new", "-q", "-n", str(to)],
        "putup": lambda to: [tool("putup"), str(to)],
        "built-in agent, files alone": lambda to: [
            sys.executable,
            "-c",
            WRITING,
            str(to),
            str(ROOT),
        ],
        "pbc-tui run, every file checked": lambda to: [*run, str(to), "--agent", "builtin"],
    }


def surroundings(place: Path) -> dict[str, str]:
    """An own cache, whose environment is installed once, and somebody whom git knows."""
    found = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
    found["GIT_CONFIG_COUNT"] = str(len(SOMEBODY))
    for number, (key, value) in enumerate(SOMEBODY.items()):
        found |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return found


def seconds(command: list[str], cwd: Path, environment: Mapping[str, str]) -> float:
    begun = monotonic()
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    took = monotonic() - begun
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return took


def test_a_repository_is_there_soon(tmp_path: Path) -> None:
    if reason := fault({}):
        pytest.skip(f"no package index is reached: {reason}")
    environment = surroundings(tmp_path)
    measured = arms(tmp_path)
    took: dict[str, list[float]] = {name: [] for name in measured}
    for turn in range(ROUNDS + 1):
        for name, command in measured.items():
            place = tmp_path / f"{turn}" / name.replace(" ", "-").replace(",", "")
            place.mkdir(parents=True)
            passed = seconds(command(place / "schema-guard"), place, environment)
            if turn:  # The first round installs what the files are checked with.
                took[name].append(passed)
            files = [path for path in (place / "schema-guard").rglob("*") if _counts(path)]
            assert files, name
            if turn == ROUNDS:
                print(_line(name, took[name], took["copier copy"], len(files)))
    wrote = statistics.median(took["built-in agent, files alone"])
    assert wrote <= WRITING_LIMIT * statistics.median(took["copier copy"])


def _counts(path: Path) -> bool:
    hidden = {".git", ".pbc", ".venv", "__pycache__"}
    return path.is_file() and not hidden & set(path.parts)


def _line(name: str, took: list[float], others: list[float], files: int) -> str:
    median = statistics.median(took)
    ratio = median / statistics.median(others)
    return f"\n{name:33}{median:7.2f} s   {ratio:6.2f} x copier copy   {files:3} files"
