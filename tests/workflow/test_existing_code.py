"""A contract read from a file that exists: any file that the person names, never run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.plan.task import Task
from pbc_tui.design.specification import Specification
from pbc_tui.workflow.existing_code import existing_contract
from pbc_tui.workflow.refused import Refused

PATH = "src/app/core.py"
TASK = Task(
    "TASK-001",
    PATH,
    "",
    "",
    Brief(purpose="", phase=Phase.CORE, effort=Effort.SIMPLE),
    Specification(path=PATH, python="3.11"),
)


def _write(root: Path, content: str | bytes, name: str = "old.py") -> Path:
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def test_a_file_of_the_repository_or_any_other(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    _write(root, "from .base import Base\nclass Job(Base): ...\n", "src/app/core.py")
    other = _write(elsewhere, "import sys\nraise_it = 1\ndef run(): sys.exit()\n")

    relative = existing_contract(root, TASK, " src/app/core.py ")
    assert relative == "from app.base import Base\n\nclass Job(Base): ...\n"
    assert existing_contract(root, TASK, str(other)) == "raise_it = 1\n\ndef run(): ...\n"


def test_the_version_of_the_project_decides(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "import sys\nif sys.version_info >= (3, 12):\n    def new(): ...\n"
        "else:\n    def old(): ...\n",
    )

    assert existing_contract(tmp_path, TASK, "old.py") == "def old(): ...\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("def f(:\n", "old.py: line 1: not Python"),
        ("_x = 1\n", "old.py: has nothing public"),
        (b"\xff\xfex\0", "old.py is written in UTF-16"),
        (b"x = '\xff'\n", "is not valid UTF-8"),
        ("raise SystemExit\n", "cannot be imported"),
        ("x = 1\n" + "#" * 1_000_001, "old.py: "),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: str | bytes, words: str) -> None:
    _write(tmp_path, content)

    with pytest.raises(Refused) as told:
        existing_contract(tmp_path, TASK, "old.py")

    assert words in str(told.value)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "name a Python file"),
        ("  ", "name a Python file"),
        ("nowhere.py", "nowhere.py: "),
        (".", ": "),
        ("\0", ": "),
    ],
)
def test_a_place_without_a_file_is_refused(tmp_path: Path, place: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        existing_contract(tmp_path, TASK, place)


def test_nothing_that_does_not_show_comes_into_the_editor(tmp_path: Path) -> None:
    _write(tmp_path, 'NAME = "\u202eevil\x1b[2J"\n# \x1b[31m\n')

    assert existing_contract(tmp_path, TASK, "old.py").isascii()
