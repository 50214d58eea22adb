"""A generated command line: its settings act, its command is run, its failures are all used."""

from __future__ import annotations

import os
import re
import site
import subprocess
import sys
import venv
from functools import cache
from itertools import starmap
from pathlib import Path

import pytest

from pbc_tui.agents.builtin import write
from pbc_tui.design.blueprint.roles.code.foundation import exception_names, failure_names
from pbc_tui.design.plan.build import Plan
from tests.agents.builtin.code.repositories import plan_of_row, rows, write_repository
from tests.design.blueprint.designs import plan_of
from tests.variants import every

TOOL = {"intake.purpose": "E", "architecture.testing": "C"}
CASES = [("A", "A"), ("A", "B"), ("B", "B"), ("B", "C"), ("C", "A"), ("C", "C")]
SCRIPT = "schema-guard"


PLUGINS = ("-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin")
"""Those that a project names; all that the tests' interpreter has take a second more."""


@cache
def plan_of_tool(errors: str, concurrency: str) -> Plan:
    return plan_of(TOOL, {"architecture.errors": errors, "intake.concurrency": concurrency})


def tried(root: Path, python: str = sys.executable) -> str:
    """What pytest says of the tests of the command line."""
    paths = os.pathsep.join([str(root / "src"), *site.getsitepackages()])
    done = subprocess.run(
        [python, "-m", "pytest", "-q", *PLUGINS, "tests/unit/test_cli.py"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text, path
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(("errors", "concurrency"), every(3, starmap(pytest.param, CASES)))
def test_its_tests_pass_and_none_is_skipped(errors: str, concurrency: str, tmp_path: Path) -> None:
    write_repository(plan_of_tool(errors, concurrency), tmp_path)
    last = tried(tmp_path).splitlines()[-1]
    assert re.fullmatch(r"\d+ passed in .*", last), last


@pytest.mark.parametrize(
    ("file", "before", "after", "failing"),
    every(
        3,
        starmap(
            pytest.param,
            [
                ("commands/process.py", "(settings)", "()", "more_texts_than_allowed"),
                ("commands/batch.py", "(settings)", "()", "more_lines_than_allowed"),
                ("commands/batch.py", "(settings)", "()", "a_refused_line"),
                (
                    "commands/process.py",
                    "in lines]",
                    "in lines if line.strip()]",
                    "a_blank_line_of_standard",
                ),
                (
                    "commands/batch.py",
                    "in file]",
                    "in file if line.strip()]",
                    "a_blank_line_of_a_file",
                ),
                (
                    "commands/batch.py",
                    "in file]",
                    "in file.read().splitlines()]",
                    "processed_line_by_line",
                ),
                ("cli.py", "settings.log_level", '"WARNING"', "the_log_level_decides"),
                ("core.py", "self._settings.max_parallel", "9", "no_more_run_at_once"),
                ("cli.py", "except BrokenPipeError", "except EOFError", "reader_that_has_gone"),
                (
                    "commands/process.py",
                    "asdict(record)",
                    "asdict(record), ensure_ascii=False",
                    "is_ascii",
                ),
            ],
        ),
    ),
)
def test_a_setting_that_does_not_act_fails_a_test(
    file: str, before: str, after: str, failing: str, tmp_path: Path
) -> None:
    write_repository(plan_of_tool("A", "B"), tmp_path)
    change(tmp_path / "src" / "schema_guard" / file, before, after)
    said = tried(tmp_path)
    assert re.search(rf"^FAILED .*{failing}", said, re.MULTILINE), said[-2000:]


def test_a_command_that_is_not_declared_fails_a_test(tmp_path: Path) -> None:
    write_repository(plan_of_tool("A", "A"), tmp_path)
    change(tmp_path / "pyproject.toml", "[project.scripts]", "[project.entry-points.other]")
    assert "test_the_command_is_declared" in tried(tmp_path)


@pytest.mark.parametrize(("ending", "passes"), [("exec", True), ("exit 9;", False)])
def test_the_installed_script_is_what_is_run(ending: str, passes: bool, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    write_repository(plan_of_tool("A", "A"), root)
    venv.create(tmp_path / "environment")
    scripts = tmp_path / "environment" / "bin"
    script = scripts / SCRIPT
    line = f'{ending} "{scripts}/python" -m schema_guard "$@"'
    script.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    script.chmod(0o755)
    said = tried(root, str(scripts / "python"))
    assert ("FAILED" not in said) is passes, said[-2000:]
    assert " passed" in said


@pytest.mark.parametrize("part", every(4, range(4)))
def test_what_can_go_wrong_is_raised_and_tried(part: int) -> None:
    for plan in map(plan_of_row, rows()[part::4]):
        code = {task.path: write(plan, task) for task in plan.tasks if task.path.endswith(".py")}
        roles = {path: role for role, path in plan.context.layout.items()}
        own = ("test:exceptions", "test:results", "exceptions", "results", "package")
        rest = {path: text for path, text in code.items() if roles.get(path) not in own}
        tests = "".join(text for path, text in rest.items() if "test_" in path)
        work = "".join(text for path, text in rest.items() if "test_" not in path)
        wanted = []
        if plan.context.has("exceptions"):
            wanted += [name for name, _ in exception_names(plan.context)]
        for name in wanted:
            assert re.search(rf"raise {name}\(", work), (name, plan.context.layout)
        if plan.context.has("results"):
            members = [f"Failure.{name}" for name, _ in failure_names(plan.context)]
            for name in members:
                assert re.search(rf"Err\({name}\b", work), (name, plan.context.layout)
            wanted += members
        for name in wanted if any("test_" in path for path in rest) else ():
            assert re.search(rf"\b{name}\b", tests), (name, plan.context.layout)
