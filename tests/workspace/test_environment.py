"""The environment of a project, really made, from an index of small packages."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.design.options import Dependencies
from pbc_tui.workspace import virtual_environment
from pbc_tui.workspace.environment import environment_directory, prepare
from tests.workspace.wheels import program, wheel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the managers are scripts")
ANY = ">=3.11"


@pytest.fixture
def root(tmp_path: Path, index: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that depends on a package of the index; no manager is installed."""
    wheel(index, "dependency", "1.5")
    wheel(index, "tool", "2.0")
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text(
        '[project]\nname = "x"\nversion = "1"\nreadme = "README.md"\n'
        'dependencies = ["dependency>=1,<2"]\n'
        '[project.optional-dependencies]\ndev = ["tool", "pytest"]\ndocs = ["absent"]\n'
    )
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return root


def imports(python: Path, *names: str) -> None:
    subprocess.run([python, "-I", "-c", f"import {', '.join(names)}"], check=True)


async def test_pip_makes_it_once_and_anew_when_the_requirements_change(
    root: Path, index: Path, cache: Path
) -> None:
    told: list[str] = []
    made = await prepare(root, Dependencies.PIP_PYPROJECT, ANY, told.append)
    assert made.reason == ""
    assert made.python is not None
    assert made.python.is_relative_to(cache)
    assert made.made_by == "pip"
    assert made.version.startswith("3.")
    assert made.seconds > 0
    imports(made.python, "dependency", "tool", "pytest")
    assert "pip installs dependency, pytest, tool" in told
    assert any(line.startswith("pip installs") and "Successfully" in line for line in told)
    assert os.listdir(root) == ["pyproject.toml"]

    told.clear()
    again = await prepare(root, Dependencies.PIP_PYPROJECT, ANY, told.append)
    assert (again.python, again.made_by, told) == (made.python, "", [])

    wheel(index, "second", "1.0")
    text = (root / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(text.replace('"tool"', '"second"'))
    anew = await prepare(root, Dependencies.PIP_PYPROJECT, ANY)
    assert anew.python is not None
    imports(anew.python, "second")
    with pytest.raises(subprocess.CalledProcessError):
        imports(anew.python, "tool")


async def test_what_the_index_lacks_is_named_and_tried_again(root: Path, index: Path) -> None:
    text = (root / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(text.replace('"tool"', '"rare"'))
    failed = await prepare(root, Dependencies.PIP_REQUIREMENTS, ANY)
    assert failed.python is None
    assert "No matching distribution found for rare" in failed.reason
    assert "\n" not in failed.reason
    wheel(index, "rare", "1.0")
    assert (await prepare(root, Dependencies.PIP_REQUIREMENTS, ANY)).python is not None


async def test_without_a_fitting_interpreter_there_is_none(root: Path) -> None:
    environment = await prepare(root, Dependencies.UV, "==3.10.77")
    assert environment.python is None
    assert environment.reason == "no Python within ==3.10.77 was found on this machine"


@pytest.mark.parametrize("text", [None, "[project"])
async def test_an_unreadable_pyproject_is_the_reason(root: Path, text: str | None) -> None:
    (root / "pyproject.toml").unlink()
    if text is not None:
        (root / "pyproject.toml").write_text(text)
    environment = await prepare(root, Dependencies.UV, ANY)
    assert environment.python is None
    assert environment.reason.startswith("pyproject.toml: ")


_RECORDS = """
import json, os, sys
with open({log!r}, "a") as log:
    log.write(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get("VIRTUAL_ENV"),
                          os.listdir()]) + "\\n")
"""


def records(log: Path) -> list[tuple[list[str], str, str | None, list[str]]]:
    return [tuple(json.loads(line)) for line in log.read_text().splitlines()]


@pytest.mark.parametrize(
    ("manager", "name", "arguments"),
    [
        (
            Dependencies.POETRY,
            "poetry",
            ["install", "--no-root", "--no-interaction", "--extras", "dev"],
        ),
        (Dependencies.PDM, "pdm", ["install", "--no-self", "--group", "dev"]),
    ],
)
async def test_the_chosen_manager_installs_from_a_copy(
    root: Path, tmp_path: Path, manager: Dependencies, name: str, arguments: list[str]
) -> None:
    log = tmp_path / "log"
    program(tmp_path / "bin", name, _RECORDS.format(log=str(log)) + "open('lock', 'w')")
    made = await prepare(root, manager, ANY)
    assert made.made_by == name
    assert made.python is not None
    imports(made.python, "pytest")
    [(given, where, active, there)] = records(log)
    assert given == arguments
    assert active == str(environment_directory(root))
    assert there == ["pyproject.toml"]
    assert where != str(root)
    assert os.listdir(root) == ["pyproject.toml"]


async def test_uv_makes_and_fills_it(root: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    makes = (
        _RECORDS.format(log=str(log))
        + """
if sys.argv[1] == "pip" and os.environ["UV_COMPILE_BYTECODE"] != "1":
    sys.exit("each run of the tests would compile everything once more")
if sys.argv[1] == "venv":
    os.makedirs(sys.argv[-1] + "/bin")
    open(sys.argv[-1] + "/bin/python", "w")
"""
    )
    program(tmp_path / "bin", "uv", makes)
    made = await prepare(root, Dependencies.UV, ANY)
    assert (made.reason, made.made_by) == ("", "uv")
    calls = [arguments for arguments, *_ in records(log) if arguments[0] != "python"]
    assert [arguments[:2] for arguments in calls] == [["venv", "--no-project"], ["pip", "install"]]
    assert calls[1][-3:] == ["dependency>=1,<2", "pytest", "tool"]


async def test_pip_takes_over_where_the_manager_fails(root: Path, tmp_path: Path) -> None:
    program(tmp_path / "bin", "poetry", "raise SystemExit('Error: no')")
    told: list[str] = []
    made = await prepare(root, Dependencies.POETRY, ANY, told.append)
    assert made.made_by == "pip"
    assert made.python is not None
    imports(made.python, "dependency")
    assert any("Error: no; pip takes over" in line for line in told)


async def test_an_environment_that_was_not_finished_is_not_used(root: Path, tmp_path: Path) -> None:
    reached = tmp_path / "reached"
    os.mkfifo(reached)
    waits = f"open({str(reached)!r}, 'w').close()\nimport time; time.sleep(600)"
    program(tmp_path / "bin", "pdm", waits)
    task = asyncio.create_task(prepare(root, Dependencies.PDM, ANY))
    await asyncio.to_thread(reached.read_bytes)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    made = await prepare(root, Dependencies.PIP_PYPROJECT, ANY)
    assert made.made_by == "pip"
    assert made.python is not None
    imports(made.python, "dependency")


async def test_without_a_pip_of_ours_the_environment_gets_its_own(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(virtual_environment, "_own_pip_reaches_others", lambda: False)
    made = await prepare(root, Dependencies.PIP_PYPROJECT, ANY)
    assert made.python is not None
    imports(made.python, "dependency", "pip")
