"""What the built-in agent does with an own tree: shapes, their tests, and plain refusals."""

from __future__ import annotations

import ast

import pytest

from pbc_tui.agents.builtin import Unwritable, refusals, write
from pbc_tui.checks.analysis.parts import contract
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.structure import Delete, Rename, Tree, apply
from pbc_tui.design.templates import propose
from tests.design.blueprint.designs import SERVICE, answers_of

CONTRACT = '''from collections.abc import Iterable
from schema_guard.config import Settings

LIMIT: int = 3

class Engine:
    """Finds "what" it's told."""
    size: int
    def __init__(self, settings: Settings | None = None) -> None: ...
    @property
    def name(self) -> str: ...
    async def run(self, texts: Iterable[str], *, strict: bool = False) -> list[str]: ...

def parse(value, encoding: str = "utf-8"): ...
'''
ENGINE = "src/schema_guard/engine.py"


def own_plan(*paths: str, contracts: dict[str, str] | None = None) -> Plan:
    tree = Tree.of((path, f"the {path.rpartition('/')[2]}", "") for path in paths)
    changes = PlanChanges(contracts=contracts or {})
    return build_plan(answers_of({"structure.way": "own"}), tree, changes)


def test_an_own_file_gets_its_typed_shape() -> None:
    plan = own_plan(ENGINE, contracts={ENGINE: CONTRACT})
    task = plan.by_path[ENGINE]
    text = write(plan, task)
    assert text.startswith('"""The engine.py."""\n')
    assert text.count("raise NotImplementedError\n") == 4
    spec = task.spec.model_dump(mode="json")
    outcome = contract(Request(text.encode(), text, "Python", "/", spec))
    assert (outcome["breaches"], outcome["unreadable"]) == ([], "")


def test_its_test_tries_the_promised_names() -> None:
    test = "tests/test_engine.py"
    plan = own_plan(ENGINE, test, contracts={ENGINE: CONTRACT})
    text = write(plan, plan.by_path[test])
    assert "from schema_guard import engine" in text
    literals = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
    assert {"LIMIT", "Engine", "parse"} <= literals
    assert refusals(plan) == ()


@pytest.mark.parametrize("path", ["notes.md", "tests/test_other.py", "scripts/run.sh"])
def test_a_file_without_a_template_is_refused_by_name(path: str) -> None:
    plan = own_plan(path)
    assert [reason.partition(":")[0] for reason in refusals(plan)] == [path]
    with pytest.raises(Unwritable, match=path):
        write(plan, plan.by_path[path])


def test_an_own_code_file_without_a_contract_is_refused() -> None:
    plan = own_plan(ENGINE)
    assert plan.without_contract == (plan.by_path[ENGINE],)
    with pytest.raises(Unwritable, match=ENGINE):
        write(plan, plan.by_path[ENGINE])


def test_an_init_file_says_what_it_is() -> None:
    path = "tests/__init__.py"
    plan = own_plan(path)
    assert write(plan, plan.by_path[path]) == '"""The __init__.py."""\n'


def test_what_follows_from_the_decisions_is_written_in_an_own_tree() -> None:
    base = "src/schema_guard"
    names = ("__init__.py", "config.py", "exceptions.py", "log.py", "cli.py", "__main__.py")
    tests = ("conftest.py", "test_config.py", "test_exceptions.py", "test_cli.py", "test_log.py")
    plan = own_plan(*(f"{base}/{name}" for name in names), *(f"tests/{name}" for name in tests))
    assert refusals(plan) == ()
    for task in plan.tasks:
        ast.parse(write(plan, task))


def test_a_template_that_lost_a_file_it_needs_is_refused_by_name() -> None:
    answers = answers_of()
    tree = apply(propose(answers), Delete(paths=("src/schema_guard/utils.py",)))
    assert "src/schema_guard/core.py: its template needs a file for 'utils'" in "\n".join(
        refusals(build_plan(answers, tree))
    )


def test_a_template_follows_a_renamed_file() -> None:
    answers = answers_of()
    tree = apply(propose(answers), Rename(path="src/schema_guard/core.py", name="heart.py"))
    plan = build_plan(answers, tree)
    assert refusals(plan) == ()
    package = write(plan, plan.by_path["src/schema_guard/__init__.py"])
    assert "from schema_guard.heart import Record, SchemaGuard" in package


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("intake.package_name", "pytest", "intake.package_name: pytest"),
    ],
)
def test_an_option_without_templates_is_refused_by_name(key: str, value: str, named: str) -> None:
    answers = answers_of({key: value})
    assert named in "\n".join(refusals(build_plan(answers, propose(answers))))


def test_names_too_long_for_the_lines_are_refused_with_the_width_they_need() -> None:
    name = "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on"
    narrow = answers_of({"intake.package_name": name, "project.line_length": 72})
    reasons = refusals(build_plan(narrow, propose(narrow)))
    assert any("columns; project.line_length is 72" in reason for reason in reasons)
    wide = answers_of({"intake.package_name": name, "project.line_length": 120})
    assert refusals(build_plan(wide, propose(wide))) == ()


def test_a_limit_of_lines_that_a_template_breaks_is_refused() -> None:
    answers = answers_of(SERVICE, {"project.longest_file": 100})
    reasons = refusals(build_plan(answers, propose(answers)))
    assert any("lines; project.longest_file is 100" in reason for reason in reasons)


@pytest.mark.parametrize(("python", "refused"), [(">=3.10", True), (">=3.11", False)])
def test_admin_pages_for_a_python_that_they_refuse_are_named(python: str, refused: bool) -> None:
    changed = {
        "features.api": "A",
        "features.web_ui": "D",
        "features.web_ui_framework": "starlette-admin",
        "intake.python_version": python,
    }
    answers = answers_of(SERVICE, changed)
    found = refusals(build_plan(answers, propose(answers)))
    said = "starlette-admin needs Python 3.11, and intake.python_version lets 3.10 in"
    assert any(said in line for line in found) is refused


def test_admin_pages_without_an_asgi_framework_are_refused_by_name() -> None:
    answers = answers_of(SERVICE, {"features.api": "B", "features.web_ui": "D"})
    tree = propose(answers)
    assert any("features.web_ui: admin" in line for line in refusals(build_plan(answers, tree)))


@pytest.mark.parametrize(
    ("key", "option", "framework"),
    [
        ("features.api", "C", "Ariadne"),
        ("features.web_ui", "B", "Svelte"),
        ("features.web_ui", "D", "sqladmin"),
    ],
)
def test_a_framework_that_is_not_known_is_refused_by_name(
    key: str, option: str, framework: str
) -> None:
    answers = answers_of(SERVICE, {key: option, f"{key}_framework": framework})
    lines = refusals(build_plan(answers, propose(answers)))
    assert [line for line in lines if line.startswith(f"{key}_framework: {framework};")]
