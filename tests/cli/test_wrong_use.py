"""Wrong use of every command: one line that says what, where, and what would be right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pbc_tui.workflow.project import Project
from tests.cli.test_commands import ANSWERS, run
from tests.workflow.designs import begun

OPEN = "`pbc-tui [DIR] [--agent TEXT] [--serve] [--port INTEGER RANGE]`"
RUN = "`pbc-tui run ANSWERS.toml DIR [--agent TEXT] [--allow-unconfined] [--permission N]`"
CRITIC = "`pbc-tui critic ANSWERS.toml [--checkpoint 1|2] [--json]`"
STATUS = "`pbc-tui status [--root DIR] [--json]`"
REPORT = "`pbc-tui report [--format md|html|json|txt] [--root DIR]`"
PROMPT = "`pbc-tui prompt [TASK-ID] [--root DIR] [--form full|quick|questions]`"
CASES: dict[str, str] = {
    # Too little, too much
    "run": f"ANSWERS.toml is missing; the form is {RUN}",
    "run a.toml": f"DIR is missing; the form is {RUN}",
    "run a.toml out more": f"'more' is a word too many; the form is {RUN}",
    "completions": "shell is missing; the form is `pbc-tui completions bash|zsh|fish`",
    "critic": f"ANSWERS.toml is missing; the form is {CRITIC}",
    "critic a.toml a.toml": f"'a.toml' is a word too many; the form is {CRITIC}",
    "plan a.toml 2": "'2' is a word too many; the form is `pbc-tui plan ANSWERS.toml [--json]`",
    "check": "FILE is missing; the form is `pbc-tui check FILE... [--task FILE] [--root DIR] ",
    "status folder": "'folder' is a word too many; did you mean --root folder? The form is",
    "status nowhere": f"'nowhere' is a word too many; the form is {STATUS}",
    "report html": f"'html' is a word too many; did you mean --format html? The form is {REPORT}",
    "prompt TASK-001 TASK-002": f"'TASK-002' is a word too many; the form is {PROMPT}",
    "folder more": f"'more' is a word too many; the form is {OPEN}",
    # Options
    "critic --jsn a.toml": f"there is no option --jsn; did you mean --json? The form is {CRITIC}",
    "run a.toml out --answer x": f"there is no option --answer; the form is {RUN}",
    "folder --root x": f"there is no option --root; did you mean --port? The form is {OPEN}",
    "--nonsense": "there is no option --nonsense; see `pbc-tui --help`",
    "status --root": f"--root needs a value; the form is {STATUS}",
    "critic a.toml --checkpoint 3": "'--checkpoint': '3' is not one of '1', '2'",
    "report --format pdf": "'--format': 'pdf' is not one of 'md', 'html', 'json', 'txt'",
    "check a.py --tests-seconds long": "'--tests-seconds': 'long' is not a valid float",
    "run a.toml out --agent claud": "--agent: agent 'claud' is none of beside, builtin, by-hand,",
    # What is named
    "critic nowhere.toml": "nowhere.toml: there is no such file",
    "critic folder": "folder: is a directory; name a file",
    "critic binary": "binary: is not UTF-8 text (byte 1)",
    "run folder out": "folder: is a directory; name a file",
    "run a.toml a.toml": "a.toml: is a file; name a directory",
    "run a.toml full": "full: is not empty and has no session; name an empty or a new directory",
    "plan binary": "binary: is not UTF-8 text (byte 1)",
    "check nowhere.py --task t.toml": "nowhere.py: there is no such file",
    "check a.py --task folder": "folder: is a directory; name a file",
    "check a.py --task binary": "binary: is not UTF-8 text (byte 1)",
    "check a.py --task a.toml": "a.toml: intake: unknown key; path, python, contract, ",
    "check a.py --root nowhere": "nowhere: there is no such directory",
    "check a.py": "holds no session; name a task file with --task",
    "status --root nowhere": "nowhere: there is no such directory",
    "status --root a.toml": "a.toml: is a file; name a directory",
    "status --root folder": "folder: holds no session; begin one with `pbc-tui ",
    "report --root folder": "folder: holds no session; begin one with `pbc-tui ",
    "prompt --root session TASK-99": "TASK-99: no such task; TASK-001 to TASK-003 are there",
    "prompt --root session": "session: no task is open; name one, for instance TASK-001",
    "status --root torn": "line 1",
    "run a.toml session": "another pbc-tui has this project open",
    "a.toml": "a.toml: is a file; name a directory",
    "statsu": "'statsu' is neither a command nor a directory; did you mean 'status'?",
}
EMPTY = {
    "critic": "ANSWERS.toml is empty; name a file",
    "run a.toml": "DIR is empty; name a directory",
    "check": "FILE is empty; name a file",
    "check a.py --task": "--task is empty; name a file",
    "status --root": "--root is empty; name a directory",
}
"""An empty word after these is no path."""
ALL = [
    *((words.split(), says) for words, says in CASES.items()),
    *(([*words.split(), ""], says) for words, says in EMPTY.items()),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that this process holds open, among other things that can be named."""
    place = tmp_path_factory.mktemp("named")
    for name in ("folder", "full", "torn/.pbc"):
        (place / name).mkdir(parents=True)
    (place / "full/precious.txt").write_text("mine")
    (place / "torn/.pbc/journal.jsonl").write_text('{"kind": "nonsense"}\n{"kind": "more"}\n')
    (place / "binary").write_bytes(b"\x00\xff\xfe")
    (place / "a.toml").write_text(ANSWERS.read_text())
    (place / "t.toml").write_text('path = "a.py"\n')
    (place / "a.py").write_text("x = 1\n")
    return begun(place / "session")


def _says(capsys: pytest.CaptureFixture[str], words: list[str], expected: str) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert expected in err
    assert err.count("\n") == 1
    assert err.startswith("pbc-tui: ")


@pytest.mark.parametrize(("words", "says"), ALL, ids=[*CASES, *EMPTY])
def test_one_line(
    capsys: pytest.CaptureFixture[str],
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(project.root.parent)
    _says(capsys, words, says)


def test_what_may_not_be_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "locked.toml"
    file.write_text("[intake]\n")
    real = Path.read_text

    def refuse(path: Path, **more: str) -> str:
        if path == file:
            raise PermissionError(13, os.strerror(13), os.fspath(path))
        return real(path, **more)

    monkeypatch.setattr(Path, "read_text", refuse)
    _says(capsys, ["critic", str(file)], f"{file}: cannot be read: {os.strerror(13)}")
