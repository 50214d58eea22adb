from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run

GOOD = '''\
"""Adds."""


def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b
'''
TASK = """\
path = "src/app/adding.py"
python = "3.11"
contract = '''def add(a, b): ...'''
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    module = tmp_path / "src/app/adding.py"
    module.parent.mkdir(parents=True)
    module.write_text(GOOD)
    (tmp_path / "task.toml").write_text(TASK)
    return tmp_path


def test_an_acceptable_file_prints_the_documented_shape(
    capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    status, out, _ = run(
        capsys,
        "check",
        repository / "src/app/adding.py",
        "--task",
        repository / "task.toml",
        "--json",
    )
    verdict = json.loads(out)
    assert status == 0
    assert out.count("\n") == 1
    assert set(verdict) == {"path", "overall", "checks"}
    assert (verdict["path"], verdict["overall"]) == ("src/app/adding.py", "ACCEPTABLE")
    assert [check["name"] for check in verdict["checks"]] == [
        "syntax",
        "contract",
        "imports",
        "style",
        "tests",
        "security",
    ]
    for check in verdict["checks"]:
        assert set(check) == {"name", "result", "reason", "missing", "findings"}


def test_a_file_that_breaks_its_contract_needs_revision(
    capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    module = repository / "src/app/adding.py"
    module.write_text(GOOD.replace("def add", "def plus"))
    status, out, _ = run(capsys, "check", module, "--task", repository / "task.toml")
    assert status == 1
    assert "NEEDS REVISION" in out
    assert "add" in out


def test_the_root_can_be_named(capsys: pytest.CaptureFixture[str], repository: Path) -> None:
    status, out, _ = run(
        capsys,
        "check",
        "src/app/adding.py",
        "--task",
        repository / "task.toml",
        "--root",
        repository,
    )
    assert (status, out.split(":")[0]) == (0, "src/app/adding.py")


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("pth = 'a.py'", "pth: unknown key; did you mean path?"),
        ("python = '3.11'", "path: missing"),
        ("path = '../a.py'", "leaves the repository"),
        ("path = 'a.py'\n[style]\nline_lenght = 9", "style.line_lenght: unknown key"),
        ("path = ", "not valid TOML"),
    ],
)
def test_a_task_file_that_cannot_be_used_is_one_line(
    capsys: pytest.CaptureFixture[str], repository: Path, task: str, words: str
) -> None:
    (repository / "task.toml").write_text(task)
    status, out, err = run(
        capsys, "check", repository / "src/app/adding.py", "--task", repository / "task.toml"
    )
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_a_file_outside_the_root_is_refused(
    capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    status, _, err = run(
        capsys,
        "check",
        repository / "task.toml",
        "--task",
        repository / "task.toml",
        "--root",
        repository / "src",
    )
    assert status == 2
    assert "lies outside" in err
