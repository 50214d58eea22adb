"""``pbc-tui agents`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pbc_tui.cli import main
from tests.ui.walking import prepare_one_file


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own table, a PATH with one agent that tells its version and one that does not."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, body in (("claude", "echo '9.9 \x1b[31m(red)'"), ("codex", "exit 3")):
        program = programs / name
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    table = tmp_path / "config/pbc-tui/agents.toml"
    table.parent.mkdir(parents=True)
    return table


def run(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> tuple[int, str, str]:
    status = main([str(word) for word in argv])
    output = capsys.readouterr()
    return status, output.out, output.err


def test_list_names_all_and_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], own: Path
) -> None:
    own.write_text('[mine]\nexecutables = ["claude"]\nrun = ["{prompt_file}"]\n[other]\nrun = 1\n')
    status, out, err = run(capsys, "agents", "list", tmp_path)
    assert status == 0
    names = [line.split()[0] for line in out.splitlines()]
    assert names == [
        "claude",
        "copilot",
        "cursor",
        "codex",
        "gemini",
        "opencode",
        "mine",
        "generic",
    ]
    assert "other.run: give a list of texts" in err
    assert err.count("\n") == 1
    status, out, _ = run(capsys, "agents", "list", tmp_path, "--json")
    assert {row["id"]: row["installed"] for row in json.loads(out)}["claude"] is False


def test_install_and_uninstall_tell_each_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    status, out, _ = run(capsys, "agents", "install", "claude", root, "--dry-run")
    assert status == 0
    assert "would create .claude/skills/pbc-next/SKILL.md" in out
    assert list(root.iterdir()) == []
    status, out, err = run(capsys, "agents", "install", "claude", root)
    assert [line.split()[0] for line in out.splitlines()] == ["create"] * 3
    assert "/pbc-next asks for the next file" in err
    assert "skill installed here" in run(capsys, "agents", "list", root)[1]
    status, out, _ = run(capsys, "agents", "uninstall", "claude", root, "--json")
    assert {step["does"] for step in json.loads(out)} == {"remove"}
    assert list(root.iterdir()) == []
    status, _, err = run(capsys, "agents", "uninstall", "claude", root)
    assert status == 0
    assert "nothing is installed" in err


def test_a_skill_that_could_not_be_written_is_not_announced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    (root / ".agents").symlink_to(tmp_path)
    status, out, err = run(capsys, "agents", "install", "codex", root)
    assert status == 0
    assert "SKILL.md: .agents is a link" in out
    assert "asks for the next file" not in err


def test_an_mcp_configuration_is_written_or_what_to_add_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    status, out, _ = run(capsys, "agents", "install", "cursor", root, "--mcp")
    assert status == 0
    assert "create     .cursor/mcp.json" in out
    (root / "opencode.json").write_text("{}")
    status, out, _ = run(capsys, "agents", "install", "opencode", root, "--mcp")
    assert "keep       opencode.json: it was there already and is not ours" in out
    added = out.partition("add to opencode.json:")[2]
    assert json.loads(added)["mcp"]["pbc-tui"]["command"] == ["pbc-tui", "mcp"]
    assert (root / "opencode.json").read_text() == "{}"
    status, out, _ = run(capsys, "agents", "install", "opencode", root, "--mcp", "--json")
    (step,) = (each for each in json.loads(out) if each["path"] == "opencode.json")
    assert json.loads(step["add"]) == json.loads(added)
    status, _, err = run(capsys, "agents", "install", "generic", root, "--mcp")
    assert status == 2
    assert "--mcp: no file is known in which generic is told of MCP servers" in err


def test_the_generic_entry_goes_into_any_directory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "agents", "install", "generic", tmp_path, "--into", "tools/skills")[0] == 0
    assert (tmp_path / "tools/skills/pbc-next/SKILL.md").is_file()


def test_doctor_says_what_is_there_and_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], own: Path
) -> None:
    status, out, _ = run(capsys, "agents", "doctor", tmp_path)
    assert status == 0
    assert "claude: Claude Code: 9.9 " in out
    assert "\x1b" not in out
    assert f"-p 'Read {tmp_path}/.pbc/prompts/TASK-001.md and do what it says" in out
    assert "--version ended with 3" in out
    assert "installed, its version is not known" in out
    assert "--permission 1 (the least): --allowedTools Read,Edit,Write\n" in out
    assert "--permission 2: --permission-mode acceptEdits\n" in out
    assert "missing  agent or cursor-agent is not on PATH" in out
    own.write_text(
        '[mine]\nexecutables = ["mine"]\nrun = ["{prompt}"]\n'
        'permissions = [["--edit"], ["--edit", "--any tool"]]\n'
    )
    status, out, _ = run(capsys, "agents", "doctor", tmp_path)
    assert status == 0
    levels = "  --permission 1 (the least): --edit\n  --permission 2: --edit '--any tool'\n"
    assert levels in out.partition("mine: mine: ")[2]
    own.write_text('[spoken]\nacp = ["no-such-program"]\n')
    assert "spoken: spoken: driven by ACP alone\n" in run(capsys, "agents", "doctor", tmp_path)[1]
    assert "driven by ACP alone" in run(capsys, "agents", "list", tmp_path)[1]
    own.write_text("[claude]\nrun = []\nnonsense = 1\n")
    status, out, _ = run(capsys, "agents", "doctor", tmp_path, "--json")
    assert status == 1
    assert "claude.nonsense: there is no such key" in json.loads(out)["faults"][0]


def test_who_is_asked_for_a_version_stands_where_nothing_is_to_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "programs/claude"
    program.write_text("#!/bin/sh\ntouch written; echo 9.9\n")
    root = tmp_path / "root"
    root.mkdir()
    monkeypatch.chdir(root)
    assert "claude: Claude Code: 9.9" in run(capsys, "agents", "doctor", root)[1]
    assert not list(root.iterdir())


def test_a_prompt_is_printed_in_each_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare_one_file(tmp_path)
    texts = [
        run(capsys, "prompt", "TASK-001", "--root", tmp_path, "--form", form)[1]
        for form in ("full", "quick", "questions")
    ]
    assert "=== ATOMIC TASK: TASK-001 ===" in texts[0]
    assert len(texts[1]) < len(texts[0])
    assert "?" in texts[2]
    assert all("def add(a: int, b: int) -> int" in text for text in texts)
