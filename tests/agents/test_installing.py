"""Installing for agents: where each of them looks, never over a person's own, without a trace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbc_tui.agents.agent import Agent
from pbc_tui.agents.installed_texts import BEGIN, END
from pbc_tui.agents.installing import (
    Step,
    install,
    installation,
    installed,
    names_in_root,
    removal,
    uninstall,
)
from pbc_tui.agents.manifest import PATH, read_manifest
from pbc_tui.agents.table import read_table
from pbc_tui.workspace.files import WorkspaceError, is_repository_empty

TABLE = read_table(Path("/absent/agents.toml")).agents
FACTS = {
    "claude": ([".claude/skills"], "CLAUDE.md"),
    "copilot": ([".github/skills", ".agents/skills", ".claude/skills"], "AGENTS.md"),
    "cursor": ([".cursor/skills", ".claude/skills", ".agents/skills"], "AGENTS.md"),
    "codex": ([".agents/skills"], "AGENTS.md"),
    "gemini": ([".gemini/skills", ".agents/skills"], "GEMINI.md"),
    "opencode": ([".opencode/skills", ".claude/skills", ".agents/skills"], "AGENTS.md"),
    "generic": ([".agents/skills"], "AGENTS.md"),
}
"""Where each agent looks for skills, and what it reads of itself, by its own documentation."""


def everything(root: Path) -> dict[str, bytes]:
    """All files by path, and directories with an empty content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(root.rglob("*"))
    }


def does(steps: tuple[Step, ...]) -> dict[str, str]:
    return {step.path: step.does for step in steps}


@pytest.mark.parametrize("name", FACTS)
def test_the_skill_lies_where_the_agent_looks(tmp_path: Path, name: str) -> None:
    directories, context = FACTS[name]
    install(tmp_path, TABLE[name])
    found = [tmp_path / each / "pbc-next/SKILL.md" for each in directories]
    skills = [path.read_text() for path in found if path.is_file()]
    assert len(skills) == 1
    head, _, body = skills[0].removeprefix("---\n").partition("---\n")
    keys = dict(line.split(": ", 1) for line in head.splitlines())
    assert keys["name"] == "pbc-next"
    assert set(keys) == {"name", "description"}
    assert len(keys["description"]) < 1024
    for word in (".pbc/current.md", "TARGET FILE", "pbc-tui check", "Stop."):
        assert word in body
    lines = (tmp_path / context).read_text()
    assert lines.startswith(BEGIN)
    assert lines.endswith(END + "\n")
    assert ".pbc/current.md" in lines or (
        "@AGENTS.md" in lines.splitlines()
        and ".pbc/current.md" in (tmp_path / "AGENTS.md").read_text()
    )


def test_copilot_chat_is_asked_questions(tmp_path: Path) -> None:
    install(tmp_path, TABLE["copilot"])
    text = (tmp_path / ".github/prompts/pbc-next.prompt.md").read_text()
    assert text.count("?") == 3


@pytest.mark.parametrize("name", FACTS)
def test_twice_is_as_once_and_uninstalling_leaves_no_trace(tmp_path: Path, name: str) -> None:
    (tmp_path / "AGENTS.md").write_bytes(b"# Ours\r\n\r\nBe kind.")
    (tmp_path / ".github").mkdir()
    before = everything(tmp_path)
    assert set(does(installation(tmp_path, TABLE[name])).values()) <= {"create", "add lines"}
    assert everything(tmp_path) == before
    install(tmp_path, TABLE[name])
    once = everything(tmp_path)
    again = install(tmp_path, TABLE[name])
    assert {step.does for step in again} == {"same"}
    assert everything(tmp_path) == once
    assert installed(tmp_path) == (name,)
    uninstall(tmp_path, TABLE[name])
    assert everything(tmp_path) == before
    assert uninstall(tmp_path, TABLE[name]) == ()


def test_what_another_agent_needs_stays(tmp_path: Path) -> None:
    for name in FACTS:
        install(tmp_path, TABLE[name])
    for name in FACTS:
        uninstall(tmp_path, TABLE[name])
        rest = installed(tmp_path)
        assert name not in rest
        for other in rest:
            directories, context = FACTS[other]
            assert any((tmp_path / each / "pbc-next/SKILL.md").is_file() for each in directories)
            assert (tmp_path / context).is_file()
    assert everything(tmp_path) == {}


def test_an_edited_skill_is_neither_overwritten_nor_removed(tmp_path: Path) -> None:
    install(tmp_path, TABLE["claude"])
    skill = tmp_path / ".claude/skills/pbc-next/SKILL.md"
    skill.write_text("mine")
    assert does(install(tmp_path, TABLE["claude"]))[".claude/skills/pbc-next/SKILL.md"] == "keep"
    assert skill.read_text() == "mine"
    kept = [step for step in uninstall(tmp_path, TABLE["claude"]) if step.does == "keep"]
    assert [step.why for step in kept] == ["it was edited since it was installed"]
    assert set(everything(tmp_path)) == {
        ".claude",
        ".claude/skills",
        ".claude/skills/pbc-next",
        ".claude/skills/pbc-next/SKILL.md",
    }


def test_a_file_that_was_there_is_not_ours(tmp_path: Path) -> None:
    skill = tmp_path / ".agents/skills/pbc-next/SKILL.md"
    skill.parent.mkdir(parents=True)
    skill.write_text("another's")
    before = everything(tmp_path)
    assert does(install(tmp_path, TABLE["codex"]))[".agents/skills/pbc-next/SKILL.md"] == "keep"
    uninstall(tmp_path, TABLE["codex"])
    assert everything(tmp_path) == before


def test_lines_round_ours_are_the_persons(tmp_path: Path) -> None:
    agents = tmp_path / "AGENTS.md"
    agents.write_text("before\n")
    install(tmp_path, TABLE["codex"])
    agents.write_text("first\n" + agents.read_text() + "after\n")
    assert does(install(tmp_path, TABLE["codex"]))["AGENTS.md"] == "same"
    uninstall(tmp_path, TABLE["codex"])
    assert agents.read_text() == "first\nbefore\nafter\n"


def test_our_lines_once_edited_are_the_persons(tmp_path: Path) -> None:
    install(tmp_path, TABLE["codex"])
    agents = tmp_path / "AGENTS.md"
    edited = agents.read_text().replace("One file", "Two files")
    agents.write_text(edited)
    assert does(install(tmp_path, TABLE["codex"]))["AGENTS.md"] == "keep"
    assert does(uninstall(tmp_path, TABLE["codex"]))["AGENTS.md"] == "keep"
    assert agents.read_text() == edited


def test_another_version_is_updated_where_nobody_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "AGENTS.md").write_text("mine\n")
    install(tmp_path, TABLE["codex"])
    with monkeypatch.context() as later:
        later.setattr("pbc_tui.agents.installing.SKILL_TEXT", "newer\n")
        later.setattr("pbc_tui.agents.installing.CONTEXT_TEXT", "newer lines\n")
        assert set(does(install(tmp_path, TABLE["codex"])).values()) == {"update"}
        assert "newer lines" in (tmp_path / "AGENTS.md").read_text()
        assert (tmp_path / ".agents/skills/pbc-next/SKILL.md").read_text() == "newer\n"
    uninstall(tmp_path, TABLE["codex"])
    assert everything(tmp_path) == {"AGENTS.md": b"mine\n"}


def test_gemini_is_let_read_what_gitignore_names(tmp_path: Path) -> None:
    gemini = TABLE["gemini"]
    assert gemini.lacks(tmp_path) == ""
    (tmp_path / ".git").mkdir()
    assert ".geminiignore: without it Gemini CLI reads nothing" in gemini.lacks(tmp_path)
    (tmp_path / ".geminiignore").write_text("build/\n")
    step = {each.path: each for each in install(tmp_path, gemini)}[".geminiignore"]
    assert (step.does, step.add) == ("keep", "!/.pbc/\n!/.pbc/**\n")
    (tmp_path / ".geminiignore").unlink()
    install(tmp_path, gemini)
    assert (tmp_path / ".geminiignore").read_text() == step.add
    assert gemini.lacks(tmp_path) == ""
    uninstall(tmp_path, gemini)
    assert not (tmp_path / ".geminiignore").exists()


def test_a_pointer_that_is_there_is_not_doubled(tmp_path: Path) -> None:
    (tmp_path / "CLAUDE.md").write_text("# Notes\n@AGENTS.md\n")
    step = {each.path: each for each in install(tmp_path, TABLE["claude"])}["CLAUDE.md"]
    assert (step.does, step.why) == ("keep", "it has the line @AGENTS.md already")


def test_links_are_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / ".agents").symlink_to(outside)
    (root / "CLAUDE.md").symlink_to("AGENTS.md")
    steps = {step.path: step for step in install(root, TABLE["claude"])}
    assert steps["CLAUDE.md"].does == "keep"
    assert steps["CLAUDE.md"].why == "CLAUDE.md is a link, and links are not followed"
    assert does(install(root, TABLE["codex"]))[".agents/skills/pbc-next/SKILL.md"] == "keep"
    assert list(outside.iterdir()) == []


def test_no_text_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "AGENTS.md").write_bytes(b"\xff\xfe\x00")
    assert does(install(tmp_path, TABLE["codex"]))["AGENTS.md"] == "keep"


def test_a_manifest_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / ".pbc").mkdir()
    (tmp_path / PATH).write_text('{"files": 3}')
    for act in (install, uninstall, installation, removal):
        with pytest.raises(WorkspaceError, match=r"agents\.json: is no manifest"):
            act(tmp_path, TABLE["codex"])


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WorkspaceError):
        install(tmp_path, TABLE["codex"])
    tmp_path.chmod(0o700)


def test_the_generic_entry_takes_any_directory(tmp_path: Path) -> None:
    agent = Agent.model_validate({**TABLE["generic"].model_dump(), "skills": ["my/own"]})
    install(tmp_path, agent)
    assert (tmp_path / "my/own/pbc-next/SKILL.md").is_file()
    uninstall(tmp_path, TABLE["generic"])
    assert everything(tmp_path) == {}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="ab \n\r#@", max_size=30), names=st.permutations(list(FACTS)))
def test_any_context_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, text: str, names: list[str]
) -> None:
    root = tmp_path_factory.mktemp("any")
    (root / "AGENTS.md").write_bytes(text.encode())
    (root / "GEMINI.md").write_bytes(text.encode())
    before = everything(root)
    for name in names[:4]:
        install(root, TABLE[name])
    assert set(read_manifest(root).agents) == set(names[:4])
    for name in names:
        uninstall(root, TABLE[name])
    assert everything(root) == before


def test_a_repository_with_nothing_but_what_was_installed_counts_as_empty(tmp_path: Path) -> None:
    install(tmp_path, TABLE["claude"])
    assert is_repository_empty(tmp_path, names_in_root(tmp_path))
    (tmp_path / ".claude/settings.json").write_text("{}")
    assert not is_repository_empty(tmp_path, names_in_root(tmp_path))
