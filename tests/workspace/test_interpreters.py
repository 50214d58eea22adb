"""Which interpreter is taken: on PATH, under pyenv, through uv, or this one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pbc_tui.workspace.interpreters import find_interpreter
from tests.workspace.wheels import program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the interpreters are scripts")
OWN = ".".join(str(part) for part in sys.version_info[:3])


def interpreter(place: Path, name: str, version: str) -> Path:
    """Something that answers like an interpreter of this version that lies right here."""
    path = place / name
    return program(place, name, f"print({version!r})\nprint({str(path)!r})")


@pytest.fixture(autouse=True)
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))


async def test_the_oldest_admitted_on_the_path_comes_first(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3.13", "3.13.1")
    older = interpreter(tmp_path / "bin", "python3.12", "3.12.4")
    interpreter(tmp_path / "bin", "python3", "3.11.9")
    interpreter(tmp_path / "pyenv/versions/3.12.9/bin", "python", "3.12.9")
    assert await find_interpreter(">=3.12") == (older, "3.12.4")


async def test_a_name_that_promises_another_version_is_passed_over(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3.12", "3.9.1")
    right = interpreter(tmp_path / "bin", "python3", "3.12.0")
    assert await find_interpreter(">=3.12,<3.13") == (right, "3.12.0")


async def test_under_pyenv_the_newest_patch_is_taken(tmp_path: Path) -> None:
    for version in ("3.12.2", "3.12.10", "3.12-dev", "3.9.1"):
        interpreter(tmp_path / "pyenv/versions" / version / "bin", "python", version)
    found = await find_interpreter(">=3.12,<3.13")
    assert found == (tmp_path / "pyenv/versions/3.12.10/bin/python", "3.12.10")


async def test_a_shim_gives_way_to_the_interpreter_behind_it(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "python3.12"
    program(tmp_path / "bin", "python3.12", f"print('3.12.1')\nprint({str(real)!r})")
    assert await find_interpreter(">=3.12,<3.13") == (real, "3.12.1")


async def test_uv_is_asked(tmp_path: Path) -> None:
    known = interpreter(tmp_path / "uv", "python", "3.12.7")
    program(tmp_path / "bin", "uv", f"import sys; print({str(known)!r}) if sys.argv[-1] else 0")
    assert await find_interpreter(">=3.12,<3.13") == (known, "3.12.7")


async def test_else_this_one_is_taken() -> None:
    found = await find_interpreter(f"=={OWN}")
    assert found is not None
    assert found[1] == OWN


@pytest.mark.parametrize("answer", ["exit(1)", "print('nonsense')", "print('3.99.0')"])
async def test_what_does_not_answer_like_a_python_is_none(tmp_path: Path, answer: str) -> None:
    program(tmp_path / "bin", "python3.14", answer)
    program(tmp_path / "bin", "uv", "exit(2)")
    assert await find_interpreter("==3.14.99") is None
