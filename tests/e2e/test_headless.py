"""The whole workflow without a screen, and what can be asked of its result."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from pbc_tui.design.gates import Gate
from pbc_tui.design.verdict import CheckName, Result
from pbc_tui.workflow.project import Project
from tests.agents.matrix.repository import Repository
from tests.agents.matrix.steps import STEPS
from tests.e2e.sessions import events
from tests.variants import every

ANSWERS = Path(__file__).parents[2] / "assets" / "schema-guard.toml"
SMALL = '''
[intake]
package_name = "shape_sums"
repository_name = "shape-sums"
description = "Adds up the areas of plane shapes for programs that lay out pages."
purpose = "C"
users = ["C"]
maturity = "B"
lifespan = "B"
python_version = ">=3.11"
deployment = "A"
concurrency = "A"
non_goals = ["not a drawing program", "not a solver of equations"]
[architecture]
dependencies = "A"
configuration = "A"
errors = "A"
logging = "C"
testing = "B"
[structure]
way = "own"
tree = """
src/
  shape_sums/
    shapes.py  # Plane shapes that know their area.
    units.py  # Units of length.
"""
[features]
api = "no"
web_ui = "no"
demo = "no"
docs_site = "no"
readme_languages = []
[confirm]
gates = ["intake", "architecture", "critic-1", "structure", "features", "critic-2", "plan"]
accept = "acceptable"
[confirm.reasons]
critic-1 = "small on purpose"
critic-2 = "small on purpose"
[contracts]
"src/shape_sums/shapes.py" = "SIDES: int"
"src/shape_sums/units.py" = "INCH: float"
'''
AGENT = """
import pathlib, re, sys
prompt = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
path = re.search(r"^- Path: `([^`]+)`", prompt, re.MULTILINE)[1]
content = {
    "src/shape_sums/shapes.py": '\"\"\"Plane shapes.\"\"\"\\n\\nSIDES: int = 4\\n',
    "src/shape_sums/units.py": '\"\"\"Units of length.\"\"\"\\n\\nFOOT: float = 30.48\\n',
}[path]
target = pathlib.Path(path)
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(content, encoding="utf-8")
print("TASK DONE, everything is ACCEPTABLE")
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its status, the data and the narration."""

    status: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture(scope="session")
def pbc(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Runs ``pbc-tui`` with some words; no traceback ever comes out of it."""
    here = tmp_path_factory.mktemp("here")

    def run(*words: str | Path, cwd: Path = here) -> Ended:
        ran = subprocess.run(
            [sys.executable, "-m", "pbc_tui", *(os.fspath(word) for word in words)],
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert "Traceback" not in ran.stdout + ran.stderr, ran.stderr
        return Ended(ran.returncode, ran.stdout, ran.stderr)

    return run


@pytest.fixture(scope="session")
def finished(environment: dict[str, str], pbc: Command, index: None) -> tuple[Path, Ended]:
    """The finished repository of SPEC 12's answers, and how the run ended; made once for all."""
    place = Path(environment["HOME"]) / "headless"
    root, ended = place / "schema-guard", place / "ended.json"
    place.mkdir(exist_ok=True)
    with FileLock(place / "lock"):
        if not ended.exists():
            outcome = pbc("run", ANSWERS, root, "--agent", "builtin")
            ended.write_text(json.dumps([outcome.status, outcome.out, outcome.err]))
    return root, Ended(*json.loads(ended.read_text()))


@pytest.fixture
def copy(finished: tuple[Path, Ended], tmp_path: Path) -> Path:
    """A copy of the finished repository, to do with as one pleases."""
    return Path(shutil.copytree(finished[0], tmp_path / "schema-guard"))


@pytest.mark.network
def test_a_run_leaves_a_finished_repository(finished: tuple[Path, Ended]) -> None:
    root, ended = finished
    assert ended.status == 0, ended.err
    accepted = [event.path for event in events(root) if event.kind == "accepted"]
    assert ended.out == f"schema-guard: {len(accepted)} of {len(accepted)} tasks accepted\n"
    for path in accepted:
        assert f"{path}: ACCEPTABLE" in ended.err
    assert "report: GENERATION_REPORT.md" in ended.err
    assert (root / "GENERATION_REPORT.md").is_file()
    assert (root / "uv.lock").is_file()


@pytest.mark.network
def test_a_second_run_finds_nothing_to_do(copy: Path, pbc: Command) -> None:
    before = [event for event in events(copy) if event.kind == "accepted"]
    ended = pbc("run", ANSWERS, copy, "--agent", "builtin")
    assert ended.status == 0, ended.err
    assert ended.out == f"schema-guard: {len(before)} of {len(before)} tasks accepted\n"
    assert [event for event in events(copy) if event.kind == "accepted"] == before


@pytest.mark.network
def test_its_status_can_be_asked_for(finished: tuple[Path, Ended], pbc: Command) -> None:
    root, _ = finished
    ended = pbc("status", "--json", cwd=root)
    assert ended.status == 0
    standing = json.loads(ended.out)
    assert standing["stage"] == "finished"
    assert standing["confirmed"] == [gate.value for gate in Gate]
    assert {task["status"] for task in standing["tasks"]} == {"accepted"}
    assert "stage: finished" in pbc("status", "--root", root).out


@pytest.mark.network
def test_its_report_can_be_asked_for(finished: tuple[Path, Ended], pbc: Command) -> None:
    root, _ = finished
    as_json = pbc("report", "--format", "json", "--root", root)
    assert as_json.status == 0, as_json.err
    assert json.loads(as_json.out)
    markdown = pbc("report", "--root", root)
    assert markdown.out.startswith("# Generation report: schema-guard")
    assert "## 9. Appendices" in markdown.out


@pytest.mark.network
def test_its_prompts_can_be_asked_for(finished: tuple[Path, Ended], pbc: Command) -> None:
    root, _ = finished
    ended = pbc("prompt", "TASK-003", "--root", root)
    assert ended.status == 0
    assert ended.out.startswith("=== ATOMIC TASK: TASK-003 ===")
    assert ended.out.rstrip().endswith("=== END SUB-PROMPT ===")
    nothing_open = pbc("prompt", "--root", root)
    assert (nothing_open.status, nothing_open.out) == (2, "")
    assert "no task is open" in nothing_open.err
    unknown = pbc("prompt", "TASK-999", "--root", root)
    assert unknown.status == 2
    assert len(unknown.err.splitlines()) == 1
    assert "TASK-999: no such task" in unknown.err


@pytest.mark.network
def test_its_files_can_be_checked(copy: Path, pbc: Command) -> None:
    path = "src/schema_guard/core.py"
    ended = pbc("check", path, "README.md", "--json", cwd=copy)
    assert ended.status == 0, ended.out
    verdicts = [json.loads(line) for line in ended.out.splitlines()]
    assert [verdict["path"] for verdict in verdicts] == [path, "README.md"]
    assert {verdict["overall"] for verdict in verdicts} == {"ACCEPTABLE"}

    source = (copy / path).read_text(encoding="utf-8")
    (copy / path).write_text(source.replace("class SchemaGuard", "class Guard"), encoding="utf-8")
    ended = pbc("check", path, "--json", cwd=copy)
    assert ended.status == 1
    (verdict,) = [json.loads(line) for line in ended.out.splitlines()]
    assert verdict["overall"] == "NEEDS REVISION"
    contract = next(check for check in verdict["checks"] if check["name"] == "contract")
    assert any("SchemaGuard" in name for name in contract["missing"])


@pytest.mark.network
def test_it_holds_in_the_hands_of_its_own_tools(copy: Path) -> None:
    repository = Repository(copy, tomllib.loads(ANSWERS.read_text(encoding="utf-8")))
    repository.file["architecture"] |= {"dependencies": "uv", "testing": "integration"}
    outcomes = {name: step(repository) for name, step in STEPS.items() if name != "generate"}
    does_not_apply = {"image", "frontend", "docs", "started"}
    assert {name for name, reason in outcomes.items() if reason} == does_not_apply, outcomes


@pytest.mark.parametrize("gate", every(3, [gate.value for gate in Gate]))
def test_a_run_stops_at_the_gate_whose_confirmation_is_taken_out(
    tmp_path: Path, pbc: Command, gate: str
) -> None:
    answers = tmp_path / "answers.toml"
    text = ANSWERS.read_text(encoding="utf-8")
    assert f'"{gate}"' in text
    answers.write_text(text.replace(f'"{gate}"', "").replace("[,", "[").replace(", ,", ","))
    root = tmp_path / "schema-guard"
    ended = pbc("run", answers, root, "--agent", "builtin")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        f"pbc-tui: {gate}: not confirmed; add it to confirm.gates to pass this gate\n"
    )
    assert os.listdir(root) == [".pbc"]
    assert gate not in [event.gate for event in events(root) if event.kind == "confirmed"]


def test_a_stopped_run_goes_on_once_the_gate_is_named(tmp_path: Path, pbc: Command) -> None:
    answers, root = tmp_path / "answers.toml", tmp_path / "shape-sums"
    agent = tmp_path / "agent.py"
    agent.write_text(AGENT.replace("FOOT", "INCH"), encoding="utf-8")
    command = f"command:{shlex.join([sys.executable, os.fspath(agent)])} {{prompt_file}}"
    answers.write_text(SMALL.replace(', "plan"]', "]"), encoding="utf-8")
    assert pbc("run", answers, root, "--agent", command).status == 1
    answers.write_text(SMALL, encoding="utf-8")
    ended = pbc("run", answers, root, "--agent", command)
    assert (ended.status, ended.out) == (0, "shape-sums: 2 of 2 tasks accepted\n"), ended.err


def test_a_killed_run_goes_on_when_it_is_run_again(
    tmp_path: Path, pbc: Command, environment: dict[str, str]
) -> None:
    answers, root = tmp_path / "answers.toml", tmp_path / "shape-sums"
    agent, hold = tmp_path / "agent.py", tmp_path / "hold"
    waits = (
        "import pathlib, time\n"
        f"while pathlib.Path({str(hold)!r}).exists() "
        "and pathlib.Path('src/shape_sums/shapes.py').exists():\n"
        "    time.sleep(0.05)\n"
    )
    agent.write_text(waits + AGENT.replace("FOOT", "INCH"), encoding="utf-8")
    answers.write_text(SMALL, encoding="utf-8")
    hold.touch()
    command = f"command:{shlex.join([sys.executable, str(agent)])}"
    words: list[str | Path] = ["run", answers, root, "--agent", command]
    first = subprocess.Popen(
        [sys.executable, "-m", "pbc_tui", *words],
        cwd=tmp_path,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert first.stderr is not None
    try:
        # The first file is accepted; the agent holds the second one back.
        told = iter(first.stderr.readline, "")
        assert any("TASK-001 src/shape_sums/shapes.py: ACCEPTABLE" in line for line in told)
    finally:
        first.kill()
        first.wait()
        hold.unlink()
        first.stderr.close()
    before = events(root)
    ended = pbc(*words)
    assert (ended.status, ended.out) == (0, "shape-sums: 2 of 2 tasks accepted\n"), ended.err
    after = events(root)
    assert after[: len(before)] == before
    accepted = [event.task for event in after if event.kind == "accepted"]
    assert sorted(accepted) == ["TASK-001", "TASK-002"]


def test_a_commands_words_decide_nothing(tmp_path: Path, pbc: Command) -> None:
    """It claims success each time; the file that breaks its contract is put off and named."""
    answers, root = tmp_path / "answers.toml", tmp_path / "shape-sums"
    agent = tmp_path / "agent.py"
    agent.write_text(AGENT, encoding="utf-8")
    answers.write_text(SMALL, encoding="utf-8")
    command = f"command:{shlex.join([sys.executable, os.fspath(agent)])}"
    ended = pbc("run", answers, root, "--agent", command)
    assert (ended.status, ended.out) == (1, "shape-sums: 1 of 2 tasks accepted\n"), ended.err
    assert "src/shape_sums/shapes.py: ACCEPTABLE" in ended.err
    assert "src/shape_sums/units.py: NEEDS REVISION: contract" in ended.err
    standing = json.loads(pbc("status", "--json", "--root", root).out)
    assert {task["path"]: task["status"] for task in standing["tasks"]} == {
        "src/shape_sums/shapes.py": "accepted",
        "src/shape_sums/units.py": "deferred",
    }
    assert "src/shape_sums/units.py" in (root / "GENERATION_REPORT.md").read_text("utf-8")


@pytest.mark.long
def test_without_an_index_nothing_that_could_not_run_is_shown_as_passed(
    tmp_path: Path,
    pbc: Command,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(environment, "XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("UV_OFFLINE", "PIP_NO_INDEX"):
        monkeypatch.setenv(name, "1")
    root = tmp_path / "schema-guard"
    ended = pbc("run", ANSWERS, root, "--agent", "builtin")
    assert ended.status == 1
    happened = events(root)
    (prepared,) = [event for event in happened if event.kind == "environment-prepared"]
    assert not prepared.python
    assert prepared.reason
    judged = [event.verdict for event in happened if event.kind == "judged"]
    for verdict in judged:
        tests = next(check for check in verdict.checks if check.name is CheckName.TESTS)
        assert tests.result is Result.SKIPPED
        assert tests.reason
    (deferred,) = [event for event in happened if event.kind == "deferred"]
    assert f"{deferred.task} uv.lock: NEEDS REVISION: {deferred.reason}" in ended.err
    count = len(Project.read(root).plan.tasks)
    assert ended.out == f"schema-guard: {count - 1} of {count} tasks accepted\n"


def test_a_code_file_without_a_contract_stops_at_the_plan(tmp_path: Path, pbc: Command) -> None:
    answers, root = tmp_path / "answers.toml", tmp_path / "shape-sums"
    answers.write_text(SMALL[: SMALL.rindex('"src/shape_sums/units.py"')], encoding="utf-8")
    ended = pbc("run", answers, root, "--agent", "beside")
    assert (ended.status, ended.out) == (1, "")
    assert len(ended.err.splitlines()) == 1
    assert "src/shape_sums/units.py" in ended.err
    assert "plan" in ended.err


def test_a_directory_with_content_and_no_session_is_refused(tmp_path: Path, pbc: Command) -> None:
    (tmp_path / "notes.txt").write_text("mine\n", encoding="utf-8")
    ended = pbc("run", ANSWERS, tmp_path)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        f"pbc-tui: {tmp_path}: is not empty and has no session; name an empty or a new directory\n"
    )
    assert os.listdir(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('purpose = "C"', 'purpose = "Z"', "intake.purpose"),
        ('package_name = "schema_guard"', 'package_name = "json"', "intake.package_name"),
        ('package_name = "schema_guard"', 'package_name = "class"', "intake.package_name"),
        ('python_version = ">=3.11"', 'python_version = "new"', "intake.python_version"),
        ("package_name", "packgae_name", "package_name"),
        ('"critic-1"', '"critic-9"', "confirm.gates"),
        ('way = "template"', 'way = "templat"', "template"),
        ("[intake]", "[intake", "line"),
    ],
)
def test_a_bad_answers_file_gets_one_line(
    tmp_path: Path, pbc: Command, old: str, new: str, said: str
) -> None:
    answers = tmp_path / "answers.toml"
    text = ANSWERS.read_text(encoding="utf-8")
    assert old in text
    answers.write_text(text.replace(old, new, 1), encoding="utf-8")
    ended = pbc("run", answers, tmp_path / "new")
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert line.startswith(f"pbc-tui: {answers}: ")
    assert said in line
    assert not (tmp_path / "new").exists()
