"""The lock file comes from the manager alone, and nothing else comes with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pbc_tui.design.options import Dependencies
from pbc_tui.workspace.locking import lock
from tests.workspace.wheels import program, wheel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the managers are scripts")
MANAGERS = {
    Dependencies.UV: ("uv", "uv.lock"),
    Dependencies.POETRY: ("poetry", "poetry.lock"),
    Dependencies.PDM: ("pdm", "pdm.lock"),
}
# Locks like a manager: from what lies beside it, leaving more behind than the lock file.
_LOCKS = """
import os, sys
if sys.argv[1] == "lock":
    earlier = open({file!r}).read() if os.path.exists({file!r}) else "new"
    open({file!r}, "w").write(earlier + " " + open("pyproject.toml").readline())
    os.mkdir(".venv")
else:
    sys.exit(1)
"""


@pytest.fixture
def root(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "x"\nrequires-python = ">=3.11"\n')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return root


@pytest.mark.parametrize("manager", MANAGERS)
async def test_the_lock_file_alone_comes_back(
    root: Path, tmp_path: Path, manager: Dependencies
) -> None:
    name, file = MANAGERS[manager]
    program(tmp_path / "bin", name, _LOCKS.format(file=file))
    assert await lock(root, manager) == ""
    assert (root / file).read_text() == "new [project]\n"
    assert await lock(root, manager) == ""
    assert (root / file).read_text() == "new [project]\n [project]\n"
    assert sorted(os.listdir(root)) == sorted([file, "pyproject.toml"])


@pytest.mark.parametrize("manager", [Dependencies.PIP_PYPROJECT, Dependencies.PIP_REQUIREMENTS])
async def test_pip_has_no_lock_file(root: Path, manager: Dependencies) -> None:
    assert await lock(root, manager) == "pip has no lock file"


async def test_a_failure_says_what_the_manager_said(root: Path, tmp_path: Path) -> None:
    program(tmp_path / "bin", "uv", "raise SystemExit('error: no such version')")
    assert await lock(root, Dependencies.UV) == "uv lock: error: no such version"
    assert os.listdir(root) == ["pyproject.toml"]


async def test_success_without_a_lock_file_is_none(root: Path, tmp_path: Path) -> None:
    program(tmp_path / "bin", "uv", "")
    assert (await lock(root, Dependencies.UV)).startswith("uv.lock: ")


async def test_without_a_pyproject_there_is_nothing_to_lock(root: Path, tmp_path: Path) -> None:
    (root / "pyproject.toml").unlink()
    program(tmp_path / "bin", "uv", _LOCKS.format(file="uv.lock"))
    assert (await lock(root, Dependencies.UV)).startswith("pyproject.toml: ")


async def test_a_manager_that_is_not_installed_is_obtained_once(
    root: Path, tmp_path: Path, index: Path, cache: Path
) -> None:
    told: list[str] = []
    reason = await lock(root, Dependencies.POETRY, told.append)
    assert reason.startswith("Poetry is not installed and could not be obtained; pip installs")
    assert "No matching distribution found for poetry" in reason

    locks = _LOCKS.format(file="poetry.lock").replace("\n", "\n    ")
    made = wheel(index, "poetry", "2.0", f"def main():\n    {locks}\n", scripts={"poetry": "main"})
    assert await lock(root, Dependencies.POETRY) == ""
    assert (root / "poetry.lock").read_text() == "new [project]\n"

    made.unlink()
    assert await lock(root, Dependencies.POETRY) == ""
