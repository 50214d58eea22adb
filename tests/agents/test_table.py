"""The table of agents: complete, of one shape, and extended by a person's own entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.agents.agent import Agent
from pbc_tui.agents.table import GENERIC, WAYS, own_table_path, read_table

TABLE = read_table(Path("/absent/agents.toml")).agents
SIX = ["claude", "copilot", "cursor", "codex", "gemini", "opencode"]
FILE = Path("/project/.pbc/prompts/TASK-001.md")
ROOT = Path("/project")


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "agents.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_six_and_the_generic_one_are_there() -> None:
    assert list(TABLE) == [*SIX, GENERIC]
    assert not set(WAYS) & set(TABLE)


def test_two_directories_of_skills_reach_all() -> None:
    for agent in TABLE.values():
        assert {".agents/skills", ".claude/skills"} & set(agent.skills), agent.id


@pytest.mark.parametrize("name", SIX)
@pytest.mark.parametrize("again", [False, True])
def test_a_driven_agent_gets_the_prompt_by_the_path_of_its_file(name: str, again: bool) -> None:
    agent = TABLE[name]
    for permission, granted in enumerate(agent.permissions):
        words = agent.argument_list(ROOT, FILE, permission=permission, session="abc-1", again=again)
        assert Path(words[0]).name in agent.executables
        assert len([word for word in words if str(FILE) in word]) == 1
        assert not any("{" in word for word in words)
        assert all(word in words for word in granted)
    with pytest.raises(ValueError, match="cannot be driven"):
        agent.argument_list(ROOT, FILE, permission=len(agent.permissions))


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("claude", ["--allowedTools", "Read,Edit,Write"]),
        ("copilot", ["--allow-tool", "write"]),
        ("cursor", ["--trust"]),
        ("codex", ["-s", "workspace-write"]),
        ("gemini", ["--approval-mode", "auto_edit"]),
        ("opencode", []),
    ],
)
def test_least_permission_comes_first(name: str, least: list[str]) -> None:
    words = TABLE[name].argument_list(ROOT, FILE)
    assert " ".join(least) in " ".join(words)
    assert list(TABLE[name].permissions[0]) == least


@pytest.mark.parametrize("name", SIX)
def test_a_session_goes_on_by_its_name(name: str) -> None:
    words = TABLE[name].argument_list(ROOT, FILE, session="abc-1", again=True)
    assert any("abc-1" in word for word in words) or "latest" in words


def test_an_agent_of_which_nothing_is_known_cannot_be_driven() -> None:
    assert not TABLE[GENERIC].can_be_driven
    with pytest.raises(ValueError, match="cannot be driven"):
        TABLE[GENERIC].argument_list(ROOT, FILE)


def test_own_entries_join_and_change_the_table(tmp_path: Path) -> None:
    table = read_table(
        own(
            tmp_path,
            '[mine]\ntitle = "Mine"\nexecutables = ["mine"]\n'
            'run = ["--in", "{cwd}", "--file", "{prompt_file}"]\n'
            '[claude]\nexecutables = ["/opt/claude"]\nextra = ["--model", "small"]\n',
        )
    )
    assert table.faults == ()
    assert table.agents["mine"].argument_list(ROOT, FILE) == [
        "mine",
        "--in",
        "/project",
        "--file",
        str(FILE),
    ]
    words = table.agents["claude"].argument_list(ROOT, FILE, session="s")
    assert words[0] == "/opt/claude"
    assert words[-2:] == ["--model", "small"]
    assert table.agents["claude"].skills == (".claude/skills",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[mine]\nexecutable = ['x']\n",
            "mine.executable: there is no such key; did you mean exec",
        ),
        ("[mine]\nexecutables = 'x'\n", "mine.executables: give a list of texts"),
        (
            "[mine]\npermissions = '--x'\n",
            'mine.permissions: give lists of texts, the least first: [["--edit"], ["--all"]]',
        ),
        (
            "[mine]\npermissions = [['--x'], '--y']\n",
            "mine.permissions.1: give lists of texts, the least first",
        ),
        (
            "[mine]\npermissions = [[1]]\n",
            "mine.permissions.0.0: input should be a valid string; give lists of texts, the least",
        ),
        ("[mine]\npermissions = []\n", "permissions: give lists of texts, the least first"),
        (
            "[mine]\npermissions = [['--x'], ['--x']]\n",
            "mine.permissions: ['--x'] stands there twice",
        ),
        (
            "[mine]\npermissions = [['{prompt}']]\n",
            "mine.permissions: ['{prompt}']: give words of its command line",
        ),
        ("[mine]\nexecutables = ['x']\nrun = ['-p']\n", "{prompt_file} or {prompt} is missing"),
        ("[mine]\nexecutables = ['x']\nrun = ['{prompts}']\n", "{prompts} is none of {cwd},"),
        ("[mine]\nrun = ['{prompt}']\n", "executables: name the program"),
        ("[mine]\nskills = ['../elsewhere']\n", "'..' leaves the repository"),
        ("[mine]\nskills = []\n", "must not be empty"),
        ("[mine]\ncontext = ['/etc/passwd']\n", "absolute path"),
        ("[beside]\n", "beside: a name has"),
        ("[Mine]\n", "Mine: a name has"),
        ("mine = 1\n", "mine: give a table"),
        ("[mine]\nid = 'other'\n", "mine.id: the name of the table"),
        ("[mine\n", "is no TOML"),
        ("\x1b[mine]", "is no TOML"),
    ],
)
def test_a_bad_entry_is_one_clear_line_and_harms_no_other(
    tmp_path: Path, text: str, words: str
) -> None:
    path = own(tmp_path, text)
    table = read_table(path)
    assert len(table.faults) == 1
    assert words in table.faults[0]
    assert table.faults[0].startswith(str(path))
    assert "\n" not in table.faults[0]
    assert "\x1b" not in table.faults[0]
    assert list(table.agents)[:7] == [*SIX, GENERIC]
    assert table.agents["claude"] == TABLE["claude"]


def test_what_is_no_text_or_no_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "agents.toml"
    path.write_bytes(b"\xff\xfe")
    assert "not UTF-8" in read_table(path).faults[0]
    path.unlink()
    path.mkdir()
    assert "cannot be read" in read_table(path).faults[0]


def test_own_entries_stand_in_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert own_table_path().name == "agents.toml"
    assert "pbc-tui" in own_table_path().parts


def test_the_first_executable_that_is_there_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "cursor-agent"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert TABLE["cursor"].executable() == str(program)
    assert TABLE["claude"].executable() is None
    assert TABLE["claude"].argument_list(ROOT, FILE)[0] == "claude"


def test_an_agent_without_the_protocol_says_so() -> None:
    assert TABLE["gemini"].acp_argument_list(ROOT)[1:] == ["--acp"]
    with pytest.raises(ValueError, match="does not speak"):
        Agent(id="mine").acp_argument_list(ROOT)
