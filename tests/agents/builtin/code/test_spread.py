"""Half of the two-way combinations, written out and judged without running them.

All of them are run, with what they test themselves, by ``-m matrix`` (test_generated_tests.py).
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.agents.builtin import refusals
from pbc_tui.checks.analysis import parts, test_tools
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.checks.kinds import kind_of
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task
from tests.agents.builtin.code.repositories import plan_of_row, rows, write_repository
from tests.design.blueprint.designs import SERVICE, plan_of

Written = list[tuple[Path, Plan]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    root = tmp_path_factory.mktemp("spread")
    found = []
    for number, row in enumerate(rows()[::4]):
        plan = plan_of_row(row)
        directory = root / f"row{number:02}"
        write_repository(plan, directory)
        found.append((directory, plan))
    return found


def code_of(plan: Plan) -> list[Task]:
    return [task for task in plan.tasks if task.path.endswith(".py")]


def test_nothing_is_refused(written: Written) -> None:
    # That no line is too long, ruff says of every row below.
    assert {refusals(plan) for _, plan in written[::3]} == {()}


def test_every_file_is_python(written: Written) -> None:
    for directory, plan in written:
        for task in code_of(plan):
            text = (directory / task.path).read_text(encoding="utf-8")
            minor = int(plan.context.python.partition(".")[2])
            ast.parse(text, feature_version=(3, minor))
            assert ast.get_docstring(ast.parse(text)), task.path


def test_every_contract_is_kept(written: Written) -> None:
    judged = 0
    for directory, plan in written:
        for task in code_of(plan):
            if not task.spec.contract:
                continue
            content = (directory / task.path).read_bytes()
            spec = task.spec.model_dump(mode="json")
            request = Request(content, content.decode(), "Python", str(directory), spec)
            outcome = parts.contract(request)
            faults = outcome["unreadable"], outcome["breaches"], outcome["doubts"]
            assert faults == ("", [], []), (directory.name, task.path)
            judged += 1
    assert judged > len(written)


def test_what_is_no_test_imports_no_test_tool(written: Written) -> None:
    for directory, plan in written:
        for task in filter(lambda task: test_tools.is_production(task.path), code_of(plan)):
            tree = ast.parse((directory / task.path).read_bytes())
            nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
            named = {str(node.module) for node in nodes}
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    named |= {alias.name for alias in node.names}
            assert not set(filter(test_tools.test_tool, named)), (directory.name, task.path)


def test_the_checks_that_only_read_find_nothing(written: Written) -> None:
    # Each row of tests/agents/matrix goes through all six; here a few do for those that only read.
    for directory, plan in written[::2]:
        for task in plan.tasks:
            if task.written_by_manager:
                continue
            content = (directory / task.path).read_bytes()
            spec = task.spec.model_dump(mode="json")
            kind = kind_of(task.path).value
            request = Request(content, content.decode(), kind, str(directory), spec)
            found = [
                *parts.syntax(request)["faults"],
                *parts.style(request),
                *parts.imports(request)["spots"],
                *parts.security(request)["spots"],
            ]
            assert found == [], (directory.name, task.path)


@pytest.mark.parametrize("command", [("format", "--check", "--diff"), ("check",)])
def test_the_output_needs_no_formatter(written: Written, command: tuple[str, ...]) -> None:
    for directory, plan in written:
        context = plan.context
        (directory / "ruff.toml").write_text(
            f"line-length = {context.line_length}\n"
            f'target-version = "py3{context.python.partition(".")[2]}"\n'
            'include = ["*.py"]\n'
            "[lint]\n"
            'select = ["E", "F", "W", "I", "B"]\n'
            f'isort.known-first-party = ["{context.package}"]\n',
            encoding="utf-8",
        )
    root = written[0][0].parent
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", "-q", "."],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout[:3000], done.stderr) == (0, "", "")


def test_the_same_plan_gives_the_same_bytes() -> None:
    from pbc_tui.agents.builtin import write

    row = rows()[0]
    first, second = plan_of_row(row), plan_of_row(row)
    for task in code_of(first):
        assert write(first, task) == write(second, second.by_path[task.path])


def test_what_a_framework_reads_annotations_of_keeps_them() -> None:
    from pbc_tui.agents.builtin import write

    plan = plan_of(
        SERVICE,
        {
            "features.api": "C",
            "features.api_framework": "Strawberry",
            "project.annotations": "public",
        },
    )
    tree = ast.parse(write(plan, plan.by_path[plan.context.path("routes")]))
    named = {
        keyword.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "resolver" and isinstance(keyword.value, ast.Name)
    }
    functions = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in named
    ]
    assert len(functions) == len(named) == 3
    for node in functions:
        assert node.returns is not None
        assert all(argument.annotation for argument in node.args.args), node.name
