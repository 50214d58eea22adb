from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.design.verdict import CheckName
from tests.cli.test_commands import run
from tests.variants import variants

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
        assert list(check) == ["name", "result", "reason", "missing", "findings"]


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


FAULTS = {
    "a key that is none": ("pth = 'a.py'", "pth: unknown key; did you mean path?"),
    "no path": ("python = '3.11'", "path: missing"),
    "nothing": ("", "path: missing"),
    "a path that leaves": ("path = '../a.py'", "leaves the repository"),
    "an escape sequence": ('path = "a\\u001bb"', "control and invisible characters"),
    "a nested key that is none": (
        "path = 'a.py'\n[style]\nline_lenght = 9",
        "style.line_lenght: unknown key; did you mean line_length?",
    ),
    "a section that is none": ("path = 'a.py'\n[styl]", "styl: unknown key; did you mean style?"),
    "a key of ours": ("path = 'a.py'\ntests_skipped = 'x'", "tests_skipped: unknown key"),
    "no TOML": ("path = ", "not valid TOML"),
    "brackets": ("path = " + "[" * 5000, "not valid TOML"),
    "a version that is none": ("path = 'a.py'\npython = '4'", "python: give the lowest version"),
    "a version as a number": ("path = 'a.py'\npython = 3.11", "python: give a text in quotes"),
    "a version to come": (
        "path = 'a.py'\npython = '3.99'",
        'python: 3.99 is not known here; "3.7" to "3.15" are',
    ),
    "a text for a list": ("path = 'a.py'\ntests = 'b.py'", "tests: give a list, got 'b.py'"),
    "a test outside": ("path = 'a.py'\ntests = ['/b.py']", "tests: '/b.py': an absolute path"),
    "a number for a table": ("path = 'a.py'\nstyle = 1", "style: give a table"),
    "a value that is near one": (
        "path = 'a.py'\n[style]\ndocstrings = 'googel'",
        "style.docstrings: one of none, google, numpy, rest is needed; did you mean google?",
    ),
    "a value in a list": (
        "path = 'a.py'\n[style]\nforbid = ['prints']",
        "style.forbid: one of print, todo, debugger, stub is needed; did you mean print?",
    ),
    "a word for the standard library": (
        "path = 'a.py'\n[imports]\nstdlib = 'all'",
        "imports.stdlib: give \"any\" or a list of modules, got 'all'",
    ),
    "a number that is too small": (
        "path = 'a.py'\n[style]\nline_length = 10",
        "style.line_length: should be greater than or equal to 40, got 10",
    ),
    "a number in quotes": (
        "path = 'a.py'\n[style]\nline_length = '88'",
        "style.line_length: give a number, got '88'",
    ),
    "a number with a fraction": (
        "path = 'a.py'\n[style]\nmax_lines = 8.0",
        "style.max_lines: give a number, got 8.0",
    ),
    "a rule that is near one": (
        "path = 'a.py'\n[style]\nselect = ['E', 'RUFF']",
        'style.select: ruff has no rules "RUFF"; did you mean RUF?',
    ),
    "a rule by its name": (
        "path = 'a.py'\n[style]\nselect = ['unused-imports']",
        'style.select: ruff has no rules "unused-imports"; did you mean F401?',
    ),
    "a rule like none": (
        "path = 'a.py'\n[style]\nselect = ['?']",
        'style.select: ruff has no rules "?"',
    ),
    "a contract that is none": (
        "path = 'a.py'\ncontract = 'def f(:'",
        "contract: line 1: not stub syntax",
    ),
}


@pytest.mark.parametrize(("task", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_task_file_that_cannot_be_used_is_one_line(
    capsys: pytest.CaptureFixture[str], repository: Path, task: str, words: str
) -> None:
    (repository / "task.toml").write_text(task)
    status, out, err = run(
        capsys, "check", repository / "src/app/adding.py", "--task", repository / "task.toml"
    )
    assert (status, out) == (2, "")
    assert f"task.toml: {words}" in err or words in err
    assert err.count("\n") == 1
    assert "pydantic" not in err


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


def test_findings_have_the_documented_shape(
    capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    module = repository / "src/app/adding.py"
    module.write_text(GOOD + "\n\nresult = eval(input())\n")
    status, out, _ = run(capsys, "check", module, "--task", repository / "task.toml", "--json")
    security = json.loads(out)["checks"][-1]
    assert (status, security["result"]) == (1, "FAIL")
    finding = security["findings"][0]
    assert list(finding) == ["line", "column", "code", "message", "critical"]
    assert (finding["line"], finding["critical"]) == (9, True)


BAD_USE: dict[str, tuple[list[str], str]] = {
    "no file": (["--task", "task.toml"], "FILE"),
    "an empty file name": (["", "--task", "task.toml"], "FILE is empty"),
    "a file that is not there": (["src/app/nothing.py", "--task", "task.toml"], "no such file"),
    "one of two that is not there": (
        ["src/app/adding.py", "src/app/nothing.py", "--task", "task.toml"],
        "src/app/nothing.py: there is no such file",
    ),
    "a task file that is not there": (
        ["src/app/adding.py", "--task", "taks.toml"],
        "taks.toml: there is no such file",
    ),
    "a directory as the task file": (["src/app/adding.py", "--task", "src"], "src: is a directory"),
    "a root that is not there": (
        ["src/app/adding.py", "--task", "task.toml", "--root", "nowhere"],
        "nowhere: there is no such directory",
    ),
    "a root that is a file": (
        ["src/app/adding.py", "--task", "task.toml", "--root", "task.toml"],
        "is a file",
    ),
    "a file outside": (
        ["../outside.py", "--task", "task.toml", "--root", "."],
        "outside.py: lies outside",
    ),
    "no task and no session": (["src/app/adding.py"], "holds no session; name a task file"),
    "an option that is none": (["src/app/adding.py", "--jsn"], "did you mean --json?"),
}


@pytest.mark.parametrize(("words", "says"), BAD_USE.values(), ids=BAD_USE.keys())
def test_wrong_use_is_one_line(
    capsys: pytest.CaptureFixture[str],
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    says: str,
) -> None:
    (repository.parent / "outside.py").write_text(GOOD)
    monkeypatch.chdir(repository)
    status, out, err = run(capsys, "check", *words)
    assert (status, out) == (2, "")
    assert says.lower() in err.lower()
    assert err.count("\n") == 1


def test_a_file_of_another_task_is_refused(
    capsys: pytest.CaptureFixture[str], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "candidate.py").write_text(GOOD)
    monkeypatch.chdir(repository)
    status, out, err = run(capsys, "check", "candidate.py", "--task", "task.toml", "--json")
    assert (status, out) == (2, "")
    assert "candidate.py: the task is that of src/app/adding.py" in err
    assert err.count("\n") == 1


def test_a_directory_gets_a_verdict(
    capsys: pytest.CaptureFixture[str], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    (repository / "task.toml").write_text('path = "src/app"\n')
    status, out, _ = run(capsys, "check", "src/app", "--task", "task.toml")
    assert status == 1
    assert "src/app is a directory, not a regular file" in out


NAMES = {
    "an option": "-rf.py",
    "a line feed": "a\nb.py",
    "an escape sequence": "a\x1b[2Jb.py",
    "bytes that are no UTF-8": "caf\udce9.py",
    "a letter that ASCII lacks": "caf\xe9.py",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("json_too", variants([True, False], [True]))
def test_file_names_that_no_terminal_shows(repository: Path, name: str, json_too: bool) -> None:
    """In a process of its own, whose output is a pipe that takes ASCII alone."""
    place = repository / name
    place.write_text(GOOD)
    # What no task file can hold is told by the refusal.
    judged = name.isprintable()
    if judged:
        task = TASK.replace("src/app/adding.py", name)
        (repository / "task.toml").write_text(task, "utf-8")
    words = ["check", "--task", "task.toml", *(["--json"] if json_too else []), "--", name]
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    ended = subprocess.run(
        [sys.executable, "-m", "pbc_tui", *words],
        cwd=repository,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == (0 if judged else 2), ended
    assert (ended.stdout + ended.stderr).isascii()
    assert b"\x1b" not in ended.stdout + ended.stderr
    if not judged:
        assert (ended.stdout, ended.stderr.count(b"\n")) == (b"", 1)
        return
    first, *others = ended.stdout.decode().splitlines()
    if json_too:
        assert not others
        assert json.loads(first)["path"] == name
    else:
        assert first.endswith(": ACCEPTABLE")
        assert [line.split()[0] for line in others] == [check.value for check in CheckName]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_output_that_cannot_be_written_is_one_line(repository: Path) -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "pbc_tui", "check", "src/app/adding.py", "--task", "task.toml"],
            cwd=repository,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (ended.returncode, ended.stderr.count(b"\n")) == (2, 1)
    assert b"cannot be written" in ended.stderr


def test_the_tests_time_is_limited_on_request(
    capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    test = repository / "tests/test_adding.py"
    test.parent.mkdir()
    test.write_text('"""Tries it."""\n\nimport time\n\n\ndef test_waits():\n    time.sleep(60)\n')
    (repository / "task.toml").write_text(TASK + 'tests = ["tests/test_adding.py"]\n')
    file, task = repository / "src/app/adding.py", repository / "task.toml"
    words: list[str | Path] = ["check", file, "--task", task, "--root", repository]
    words.append("--allow-unconfined")
    status, out, _ = run(capsys, *words, "--tests-seconds", "1")
    assert status == 1
    assert "timed out after 1 s" in out, out
    for wrong in ("0", "nan", "3601"):
        status, _, err = run(capsys, *words, "--tests-seconds", wrong)
        assert status == 2
        assert err == f"pbc-tui: --tests-seconds: {wrong} is not between 1 and 3600 seconds\n"
