"""The README tells the truth: its commands, its links, its command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbc_tui.cli.commands import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", ["start", "run", "tests"])
def test_each_command_stands_where_scripts_find_it(name: str) -> None:
    found = re.search(rf"<!-- {name} -->\n```sh\n(.+)\n```\n<!-- /{name} -->", README)
    assert found is not None
    assert found.group(1).startswith("python3 -m venv .venv && .venv/bin/pip install -q -e ")


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target


def test_every_command_that_is_named_exists() -> None:
    block = re.search(r"```text\npbc-tui \[DIR\].+?```", README, re.DOTALL)
    assert block is not None
    names = set(re.findall(r"pbc-tui ([a-z]+)", block.group()))
    assert names == set(cli.commands) - {"open"}
    for name in names:
        assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0


def test_the_visible_top_level_is_what_was_agreed() -> None:
    ignored = {"build", "dist"}
    visible = {
        entry.name
        for entry in ROOT.iterdir()
        if not entry.name.startswith(".") and not entry.name.endswith(".egg-info")
    }
    assert visible - ignored == {
        "LICENSE",
        "README.md",
        "assets",
        "pbc_tui",
        "pyproject.toml",
        "tests",
    }
