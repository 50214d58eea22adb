"""``pbc-tui locate``, its example of a configuration, and ``pbc-tui completions``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from pbc_tui.cli import main
from pbc_tui.cli.commands import cli
from pbc_tui.cli.locate import PLACES, example_configuration
from pbc_tui.configuration.reading import read_settings
from pbc_tui.configuration.settings import USUAL, Settings
from pbc_tui.ui.commands import BOUND

ASSET = Path(__file__).parents[2] / "assets" / "config.toml"


def test_every_place_is_told_and_each_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["locate"]) == 0
    told = capsys.readouterr().out
    assert [line.split()[0] for line in told.splitlines()] == list(PLACES)
    assert f"{tmp_path / 'pbc-tui' / 'config.toml'}   (not there yet)" in told
    assert main(["locate", "agents"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'pbc-tui' / 'agents.toml'}\n"


def test_a_place_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", "moon"]) == 2
    assert "'config', 'agents', 'templates', 'cache'" in capsys.readouterr().err
    assert main(["locate", "agents", "--example"]) == 2
    assert "there is one of config only" in capsys.readouterr().err


def test_the_example_says_every_setting_and_changes_nothing(tmp_path: Path) -> None:
    text = example_configuration()
    file = tmp_path / "config.toml"
    file.write_text(text)
    assert read_settings(file) == USUAL
    # Without its marks it is the usual settings, and every command with its own keys.
    table = tomllib.loads("\n".join(line.removeprefix("#") for line in _settings(text)))
    keymap = table.pop("keymap")
    assert table == {
        each.name: getattr(USUAL, each.name) for each in fields(Settings) if each.name != "keymap"
    }
    assert keymap == {name: command.keys for name, command in BOUND.items()}


def _settings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#") and line[1:2] != " "]


def test_the_example_in_the_assets_is_the_one_that_is_printed() -> None:
    assert ASSET.read_text() == example_configuration(), (
        "run `pbc-tui locate config --example > assets/config.toml`"
    )


def _completed(words: str, shell: str = "bash") -> list[str]:
    """What a shell is offered after some words, the last of them unfinished."""
    environment = {
        **os.environ,
        "_PBC_TUI_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    ran = subprocess.run(
        [sys.executable, "-c", "from pbc_tui.cli import main; main([])"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def test_commands_directories_and_options_are_completed() -> None:
    assert _completed("pbc-tui ch") == ["plain,check"]
    assert _completed("pbc-tui my-b") == ["dir,my-b"]
    assert "plain,run" in _completed("pbc-tui ")
    assert _completed("pbc-tui check --ta") == ["plain,--task"]
    assert _completed("pbc-tui agents inst") == ["plain,install"]
    assert _completed("pbc-tui report --format h") == ["plain,html"]


def test_the_names_of_agents_are_completed() -> None:
    assert _completed("pbc-tui agents install cl") == ["plain,claude"]
    assert "plain,generic" in _completed("pbc-tui agents uninstall ")
    assert _completed("pbc-tui run answers.toml there --agent open") == ["plain,opencode"]
    assert _completed("pbc-tui --agent bes") == ["plain,beside"]
    assert "plain,builtin" in _completed("pbc-tui there --agent ")


@pytest.mark.parametrize(
    "words",
    [
        "pbc-tui run answers.toml there --agent ",
        "pbc-tui . --agent b",
        "pbc-tui report too many words --fo",
        "pbc-tui chek ",
        "pbc-tui agents instal ",
        "pbc-tui --helb ",
        "pbc-tui status --rot ",
    ],
)
def test_a_shell_is_told_no_fault_while_one_writes(words: str) -> None:
    # What is said there would stand in the middle of the line that is being written.
    _completed(words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completions", shell]) == 0
    script = capsys.readouterr().out
    assert "_PBC_TUI_COMPLETE" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=script, text=True, check=True)


def test_bash_reads_the_script_and_completes() -> None:
    """The script as a person has it, with the program found on the PATH."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    program = """
        eval "$(pbc-tui completions bash)" || exit 3
        COMP_WORDS=(pbc-tui sta) COMP_CWORD=1
        _pbc_tui_completion pbc-tui && printf '%s\\n' "${COMPREPLY[@]}"
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        [bash, "-c", program], env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert "status" in ran.stdout.split()


def test_fish_shows_a_description_up_to_its_end() -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("there is no fish here")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    program = "pbc-tui completions fish | source; complete --do-complete 'pbc-tui '"
    ran = subprocess.run(
        [fish, "--no-config", "-c", program],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    told = dict(line.split("\t", 1) for line in ran.stdout.splitlines())
    shown = {name: each for name, each in cli.commands.items() if not each.hidden}
    assert told == {name: each.get_short_help_str() for name, each in shown.items()}
    assert any("," in words for words in told.values())
