"""The command line where nothing confines: nothing runs without the person's word."""

import json
from pathlib import Path

import pytest

from pbc_tui.checks.testing.running import NOT_ALLOWED
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.sandbox.level import Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.cli.test_commands import ANSWERS, run
from tests.confinement import offer

TASK = 'path = "tests/test_one.py"\ntests = ["tests/test_one.py"]\n'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_one.py").write_text('"""T."""\n\n\ndef test_one():\n    assert True\n')
    (tmp_path / "TASK.toml").write_text(TASK)
    return tmp_path


def check(
    capsys: pytest.CaptureFixture[str], repository: Path, *more: str
) -> tuple[int, dict[str, str]]:
    file, task = repository / "tests/test_one.py", repository / "TASK.toml"
    words: list[str | Path] = ["--task", task, "--root", repository, "--json", *more]
    status, out, _ = run(capsys, "check", file, *words)
    checks = json.loads(out)["checks"]
    return status, next(each for each in checks if each["name"] == "tests")


def test_check_skips_the_tests_unless_it_may_run_them(
    capsys: pytest.CaptureFixture[str], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    status, tests = check(capsys, repository)
    assert (status, tests["result"], tests["reason"]) == (1, "SKIPPED", NOT_ALLOWED)
    status, tests = check(capsys, repository, "--allow-unconfined")
    assert (status, tests["result"]) == (0, "PASS")


def test_run_says_in_one_line_what_it_needs_and_begins_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    status, out, err = run(capsys, "run", ANSWERS, tmp_path / "new")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "no sandbox is to be had" in err
    assert "--allow-unconfined" in err
    assert not (tmp_path / "new").exists()


def test_run_keeps_the_word_in_the_journal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    answers = tmp_path / "answers.toml"
    text = ANSWERS.read_text()
    answers.write_text(text[: text.index("[confirm]")] + "[confirm]\ngates = []\n")
    status, _, err = run(capsys, "run", answers, tmp_path / "new", "--allow-unconfined")
    assert (status, "not confirmed" in err) == (1, True)
    assert Project.read(tmp_path / "new").allows_unconfined
    # Said once, it holds for the session.
    status, _, err = run(capsys, "run", answers, tmp_path / "new")
    assert (status, "not confirmed" in err) == (1, True)


def test_status_names_the_level_and_why_not_more(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.open(tmp_path).close()
    offer(monkeypatch, Sandbox(Level.LANDLOCK, ("bubblewrap: bwrap is not installed",)))
    status, out, _ = run(capsys, "status", "--root", tmp_path)
    assert status == 0
    assert "sandbox: landlock\n" in out
    assert "Not to be had: bubblewrap: bwrap is not installed" in out
    status, out, _ = run(capsys, "status", "--root", tmp_path, "--json")
    assert json.loads(out)["sandbox"] == {
        "level": "landlock",
        "refused": ["bubblewrap: bwrap is not installed"],
        "allow_unconfined": None,
    }
