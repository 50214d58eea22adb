"""First paint, key to paint and memory beside other applications, all in one run, in turn.

posting and harlequin come from the package index into an environment of their own, by uv; without
one the test is skipped with the reason. All run under the same Python, the newest that posting
takes. lazygit, bacon and toad are no packages of that Python: they are measured where they are on
the PATH, and named where they are not.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pbc_tui.workspace.interpreters import find_interpreter
from tests.benchmarks.first_paint import Shown, shown

ROUNDS = int(os.environ.get("PBC_ROUNDS", "7"))
KEYS = 20
TRIES = 3
PYTHON = "3.13"
ROOT = Path(__file__).parents[2]
BARE = """\
from textual.app import App
from textual.widgets import Footer, Header, Input

class Bare(App):
    def compose(self):
        yield Header()
        yield Input("MARKER-OF-THE-BARE-APPLICATION")
        yield Footer()

Bare().run()
"""


@dataclass
class Program:
    """What is measured: ``key`` is pressed again and again once ``marker`` is on the screen."""

    argv: list[str]
    marker: bytes
    key: bytes
    paints: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def measure(self, cwd: Path) -> None:
        """One round; a program that ends by itself, as harlequin now and then does, goes again."""
        for _ in range(TRIES):
            with contextlib.suppress(RuntimeError), shown(self.argv, cwd) as program:
                self._measure(program)
                return
        pytest.fail(f"{self.argv} ended {TRIES} times by itself")

    def _measure(self, program: Shown) -> None:
        self.paints.append(program.seconds_to(self.marker))
        program.settle()
        self.memory.append(program.megabytes())
        self.keys += [program.seconds_to_paint(self.key) for _ in range(KEYS)]


WANTED = {
    "pbc-tui": [str(ROOT)],
    "posting": ["posting==2.11.0", "tree-sitter==0.25.*"],
    "harlequin": ["harlequin"],
}
"""Each in an environment of its own, for each wants its own Textual."""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where the programs of each environment lie."""
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not here")
    found = asyncio.run(find_interpreter(f"=={PYTHON}.*"))
    if found is None:
        pytest.skip(f"Python {PYTHON} is not here")
    base = tmp_path_factory.mktemp("others")
    for name, packages in WANTED.items():
        directory = base / name
        for argv in (
            [uv, "venv", "--quiet", "--python", str(found[0]), str(directory)],
            [uv, "pip", "install", "--quiet", "--python", str(directory), *packages],
        ):
            made = subprocess.run(argv, capture_output=True, text=True, check=False)
            if made.returncode != 0:
                pytest.skip(f"no environment with {name}: {made.stderr.strip()[-300:]}")
    return {name: base / name / "bin" for name in WANTED}


def _version(scripts: Path, name: str) -> str:
    code = f"from importlib.metadata import version as v; print(v({name!r}), v('textual'))"
    argv = [str(scripts / "python"), "-c", code]
    ran = subprocess.run(argv, capture_output=True, text=True, check=True)
    version, textual = ran.stdout.split()
    return f"{name} {version} (Textual {textual})"


def _of_its_own(scripts: dict[str, Path], tmp_path: Path) -> dict[str, Program]:
    """The programs that an environment was made for."""
    bare = tmp_path / "bare.py"
    bare.write_text(BARE)
    ours, posting, harlequin = (scripts[name] / name for name in WANTED)
    return {
        "bare": Program([str(ours.with_name("python")), str(bare)], b"MARKER-OF-THE-BARE", b"x"),
        "pbc-tui": Program([str(ours), str(tmp_path / "new")], b"You design and decide", b"?"),
        "posting": Program([str(posting)], b"Collection", b"\t"),
        "harlequin": Program([str(harlequin)], b"Data Catalog", b"x"),
    }


def _on_the_path(tmp_path: Path) -> dict[str, Program]:
    """The others, in a directory that they have something to say about; those not here are told."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/main.rs").write_text("fn main() {}\n")
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "beside"\nversion = "0.1.0"\n')
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / "lazygit").mkdir()
    (tmp_path / "lazygit/config.yml").write_text("disableStartupPopups: true\n")
    known = {
        "lazygit": Program(
            ["lazygit", f"--use-config-dir={tmp_path / 'lazygit'}"], b"Local branches", b"\t"
        ),
        "bacon": Program(["bacon"], b"beside", b"h"),
        "toad": Program(["toad"], b"Choose your fighter", b"\t"),
    }
    missing = [name for name in known if shutil.which(name) is None]
    if missing:
        print(f"\nnot on the PATH, not measured: {', '.join(missing)}")
    return {name: program for name, program in known.items() if name not in missing}


@pytest.mark.benchmark
def test_beside_others(scripts: dict[str, Path], tmp_path: Path) -> None:
    others = _on_the_path(tmp_path)
    programs = {**_of_its_own(scripts, tmp_path), **others}
    for _ in range(ROUNDS):
        for program in programs.values():
            program.measure(tmp_path)
    versions = ", ".join(_version(place, name) for name, place in scripts.items())
    print(f"\nPython {PYTHON}; {versions}; medians of {ROUNDS} rounds")
    print(f"{'':12}{'first paint':>14}{'x bare':>8}{'key to paint':>16}{'memory':>10}")
    for name, program in programs.items():
        paint = statistics.median(program.paints)
        ratio = paint / statistics.median(programs["bare"].paints)
        key = statistics.median(program.keys) * 1000
        megabytes = statistics.median(program.memory)
        print(f"{name:12}{paint:>12.3f} s{ratio:>8.2f}{key:>13.1f} ms{megabytes:>7.0f} MB")
    ours = programs["pbc-tui"]
    for other in (programs["posting"], programs["harlequin"]):
        assert statistics.median(ours.paints) <= statistics.median(other.paints)
        assert statistics.median(ours.memory) <= statistics.median(other.memory)
    assert statistics.median(ours.paints) <= 1.3 * statistics.median(programs["bare"].paints)
