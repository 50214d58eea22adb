"""The command line as a user types it: output, one clear line for each fault, exit status."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from pbc_tui import __version__
from pbc_tui.cli import main

ANSWERS = Path(__file__).parents[2] / "assets" / "schema-guard.toml"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    copy = tmp_path / "answers.toml"
    copy.write_text(ANSWERS.read_text())
    return copy


def change(answers: Path, before: str, after: str) -> Path:
    text = answers.read_text()
    assert before in text
    answers.write_text(text.replace(before, after, 1))
    return answers


def run(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> tuple[int, str, str]:
    status = main([str(word) for word in argv])
    output = capsys.readouterr()
    return status, output.out, output.err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"pbc-tui, version {__version__}\n", "")
    status, out, _ = run(capsys, "--help")
    assert status == 0
    for command in ("run", "critic", "plan", "check", "prompt", "status", "report", "agents"):
        assert f"\n  {command} " in out


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            'purpose = "C"',
            'purpse = "C"',
            "intake.purpse: unknown key; did you mean intake.purpose?",
        ),
        ('purpose = "C"', 'purpose = "libary"', "did you mean 'library'?"),
        ('purpose = "C"', "purpose = 3", "intake.purpose: expected A (api-service)"),
        ("[intake]", "[intakes]", "intakes: unknown section; did you mean intake?"),
        ('"schema_guard"', '"schema-guard"', "'schema_guard' would be right"),
        ('"schema_guard"', '"json"', "intake.package_name: 'json' shadows"),
        ('">=3.11"', '">=2.7,<3"', 'write ">=3.11"'),
        ('">=3.11"', '">=2.7"', "admits Python 2.7, which is too old"),
        ('"schema_guard"', '"con"', "reserved on Windows"),
        ("non_goals = [", "non_goals = [] #", "intake.non_goals: at least one line"),
        (
            '"critic-1"',
            '"critic1"',
            "confirm.gates: unknown gate 'critic1'; did you mean 'critic-1'?",
        ),
        ('accept = "acceptable"', 'accept = "all"', "confirm.accept: 'all' is not possible"),
        ('tree = ""', 'tree = """\n├── a/\n│   └── a|b.py\n"""', "structure.tree: line"),
        (
            "[structure.purposes]",
            '[structure.purposes]\n"src/nowhere.py" = "Nothing."',
            "structure.purposes: 'src/nowhere.py' is not in the structure",
        ),
        (
            "[features]",
            "[contracts]\n\"src/schema_guard/cores.py\" = 'x: int'\n[features]",
            "did you mean 'src/schema_guard/core.py'?",
        ),
        ("[intake]", "[intake", "not valid TOML"),
    ],
)
def test_a_fault_in_an_answers_file_is_one_line_that_names_it(
    capsys: pytest.CaptureFixture[str], answers: Path, before: str, after: str, words: str
) -> None:
    change(answers, before, after)
    for command in (["plan"], ["critic"], ["run"]):
        directory = [str(answers.parent / "out")] if command == ["run"] else []
        status, out, err = run(capsys, *command, answers, *directory)
        assert (status, out) == (2, "")
        assert err.startswith(f"pbc-tui: {answers}: ")
        assert words in err
        assert err.count("\n") == 1
    assert not (answers.parent / "out").exists()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["plna", "x"], "'plna' is neither a command nor a directory; did you mean 'plan'?"),
        (["agents", "lst"], "'lst' is none of agents list, install, uninstall, doctor; did you"),
        (["agents", "install"], "NAME is missing"),
        (["run", str(ANSWERS), "new", "--agent", "clud"], "--agent: agent 'clud' is none of"),
        (
            ["run", str(ANSWERS), "new", "--permission", "2"],
            "--permission: 2 is none of builtin: only 1 is known of it",
        ),
        (
            ["run", str(ANSWERS), "new", "--agent", "command:git {permissions}"],
            "--agent: command: {permissions}: agents.toml has no entry with 'git' among its",
        ),
        (["agents", "install", "claud"], "did you mean claude?"),
        (["agents", "install", "codex", "absent"], "absent: there is no such directory"),
        (["agents", "install", "codex", "--into", "x"], "--into: codex looks in .agents/skills"),
        (["agents", "install", "generic", "--into", "../x"], "'../x': give a directory relative"),
        (["plan"], "ANSWERS.toml is missing"),
        (["plan", "absent.toml"], "absent.toml: there is no such file"),
        (["critic", "absent.toml", "--checkpoint", "3"], "'3' is not one of '1', '2'"),
        (["check", "absent.py", "--task", "absent.toml"], "absent.toml: there is no such file"),
        (["status"], "holds no session"),
        (["prompt", "TASK-001"], "holds no session"),
        (["report"], "holds no session"),
        (["--vresion"], "did you mean --version?"),
    ],
)
def test_wrong_use_is_one_line(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    argv: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, *argv)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_plan_prints_every_task_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "plan", ANSWERS, "--json")
    tasks = json.loads(out)["tasks"]
    assert status == 0
    seen: set[str] = set()
    for task in tasks:
        assert set(task["dependencies"]) <= seen
        seen.add(task["id"])
    paths = [task["path"] for task in tasks]
    assert "src/schema_guard/core.py" in paths
    assert "examples/basic_usage.py" in paths


def test_plan_names_the_critical_path(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "plan", ANSWERS, "--json")
    plan = json.loads(out)
    tasks = {task["id"]: task for task in plan["tasks"]}

    for need, task in pairwise(plan["critical_path"]):
        assert need in tasks[task]["dependencies"]
    assert " -> ".join(plan["critical_path"]) in run(capsys, "plan", ANSWERS)[1]


def test_plan_takes_an_unresolved_preference(
    capsys: pytest.CaptureFixture[str], answers: Path
) -> None:
    change(answers, 'concurrency = "A"', 'concurrency = "D"')
    assert run(capsys, "plan", answers)[0] == 0


def test_plan_names_a_missing_contract(capsys: pytest.CaptureFixture[str], answers: Path) -> None:
    change(answers, 'way = "template"', 'way = "own"')
    change(answers, 'tree = ""', 'tree = """\nsrc/\n  schema_guard/\n    rules.py\n"""')
    status, _, err = run(capsys, "plan", answers)
    assert status == 1
    assert "src/schema_guard/rules.py: has no contract" in err


def test_plan_warns_of_a_name_that_nobody_offers(
    capsys: pytest.CaptureFixture[str], answers: Path
) -> None:
    change(answers, 'way = "template"', 'way = "own"')
    change(answers, 'tree = ""', 'tree = """\nsrc/\n  schema_guard/\n    rules.py\n"""')
    contract = "from .ruls import Rule\n\ndef parse(text: str) -> Rule: ...\n"
    answers.write_text(
        f"{answers.read_text()}\n[contracts]\n\"src/schema_guard/rules.py\" = '''{contract}'''\n"
    )
    status, _, err = run(capsys, "plan", answers)
    assert status == 0
    assert "warning: contract of src/schema_guard/rules.py: line 1: schema_guard.ruls.Rule" in err
    assert "did you mean schema_guard.rules?" in err
    fault = json.loads(run(capsys, "plan", answers, "--json")[1])["unresolved"][0]
    assert (fault["path"], fault["line"]) == ("src/schema_guard/rules.py", 1)


def test_critic_prints_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "critic", ANSWERS, "--json")
    review = json.loads(out)
    assert status == 0
    assert set(review) == {
        "checkpoint",
        "total",
        "assessment",
        "dimensions",
        "risks",
        "missing",
        "recommendations",
    }
    assert 22 <= review["total"] <= 25
    assert review["checkpoint"] == 2
    for dimension in review["dimensions"]:
        assert set(dimension) == {"name", "score", "justification", "deductions"}
        for deduction in dimension["deductions"]:
            assert set(deduction) == {"rule", "points", "evidence", "remedy"}


def test_critic_takes_an_unresolved_preference(
    capsys: pytest.CaptureFixture[str], answers: Path
) -> None:
    change(answers, 'concurrency = "A"', 'concurrency = "D"')
    _, out, _ = run(capsys, "critic", answers, "--json", "--checkpoint", "1")
    rules = [
        deduction["rule"]
        for dimension in json.loads(out)["dimensions"]
        for deduction in dimension["deductions"]
    ]
    assert "concurrency-unresolved" in rules


@pytest.mark.parametrize("gate", ["intake", "architecture", "critic-1", "structure", "plan"])
def test_run_stops_at_a_gate_that_is_not_confirmed(
    capsys: pytest.CaptureFixture[str], answers: Path, gate: str
) -> None:
    change(answers, f'"{gate}"', '"intake"' if gate != "intake" else '"plan"')
    status, _, err = run(capsys, "run", answers, answers.parent / "out")
    assert status == 1
    assert f"pbc-tui: {gate}: not confirmed" in err
    assert not (answers.parent / "out" / "README.md").exists()


def test_run_refuses_a_directory_that_is_not_ours(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    status, _, err = run(capsys, "run", ANSWERS, tmp_path)
    assert status == 2
    assert "is not empty and has no session" in err
    assert [entry.name for entry in tmp_path.iterdir()] == ["precious.txt"]


def test_an_unknown_agent_is_refused_with_the_nearest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _, err = run(capsys, "run", ANSWERS, tmp_path / "out", "--agent", "bultin")
    assert status == 2
    assert "did you mean builtin?" in err


def test_the_application_needs_a_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _, err = run(capsys, tmp_path)
    assert status == 2
    assert "needs a terminal" in err


def test_a_command_that_is_not_there_is_refused_before_anything(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _, err = run(
        capsys, "run", ANSWERS, tmp_path / "out", "--agent", "command:no-such-program-anywhere"
    )
    assert status == 2
    assert "'no-such-program-anywhere' is not found on PATH" in err


def test_a_byte_order_mark_is_no_fault(capsys: pytest.CaptureFixture[str], answers: Path) -> None:
    answers.write_bytes(b"\xef\xbb\xbf" + answers.read_bytes())
    assert run(capsys, "plan", answers)[0] == 0
