from __future__ import annotations

from typing import Any

import pytest

from pbc_tui.design.blueprint import dependencies as needs
from pbc_tui.design.blueprint.brief import Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles import ROLES, brief_of
from pbc_tui.design.blueprint.roles.code import CODE
from pbc_tui.design.blueprint.roles.code.terms import Terms, class_of
from pbc_tui.design.contract import parse_contract
from tests.design.blueprint.designs import DESIGNS, SERVICE, TOOL, context_of, own_context

ASYNC = {"intake.concurrency": "B"}
MIXED = {"intake.concurrency": "C"}


def contract(role: str, *changes: dict[str, Any]) -> str:
    return brief_of(role, context_of(*changes)).contract


@pytest.mark.parametrize(
    ("role", "change", "expected"),
    [
        ("core", {}, "def process(self, text: str) -> Record: ..."),
        ("core", ASYNC, "async def process(self, text: str) -> Record: ..."),
        ("core", MIXED, "    def process(self, text: str) -> Record: ..."),
        ("core", {"architecture.errors": "B"}, "-> Result[Record]: ..."),
        ("core", {"architecture.errors": "C"}, "-> list[Result[Record]]: ..."),
        ("config", {}, "environ: Mapping[str, str] | None = None"),
        ("config", {"architecture.configuration": "B"}, "load_settings(path: Path | None = None)"),
        ("config", {"architecture.configuration": "C"}, "class Settings(BaseSettings):"),
        ("config", {"architecture.errors": "B"}, "-> Result[Settings]: ..."),
        ("exceptions", {}, "class SchemaGuardError(Exception): ..."),
        ("results", {"architecture.errors": "B"}, 'LIMIT_EXCEEDED = "limit-exceeded"'),
        ("aio", MIXED, "class AsyncSchemaGuard:"),
        ("service", {**SERVICE, **ASYNC}, "async def create(self, name: str, text: str)"),
        ("app", SERVICE, "def create_app(settings: Settings | None = None) -> FastAPI: ..."),
        ("app", {**SERVICE, "features.api": "B"}, "-> Flask: ..."),
        ("routes", {**SERVICE, "features.api": "C"}, "schema = ..."),
        ("cli", TOOL, "def main(argv: Sequence[str] | None = None) -> int: ..."),
        ("command:batch", TOOL, "async def run("),
        ("package", {}, '__version__ = "0.1.0"'),
        ("package", {"project.version": "2.0"}, '__version__ = "2.0"'),
    ],
)
def test_a_contract_follows_the_choices(role: str, change: dict[str, Any], expected: str) -> None:
    assert expected in contract(role, change)


@pytest.mark.parametrize("name", DESIGNS)
def test_every_contract_can_be_read(name: str) -> None:
    context = context_of(DESIGNS[name])
    contracts = [brief_of(role, context).contract for role in context.layout]
    read = [parse_contract(text) for text in contracts if text]
    assert len(read) >= 5


@pytest.mark.parametrize("name", DESIGNS)
def test_every_brief_is_about_this_project(name: str) -> None:
    context = context_of(DESIGNS[name])
    for role in context.layout:
        if role.partition(":")[0] not in CODE:
            continue
        brief = brief_of(role, context)
        assert brief.purpose.endswith("."), role
        assert brief.problem.endswith("."), role
        assert "None" not in brief.purpose, role
        for sentence in (*brief.algorithms, *brief.edge_cases, *brief.errors, *brief.security):
            assert sentence.endswith("."), (role, sentence)
        for needed in (*brief.requires, *brief.tests):
            assert needed.partition(":")[0] in ROLES, (role, needed)
        if role.startswith("test"):
            assert brief.behaviours, role
            assert brief.phase is Phase.TEST, role


@pytest.mark.parametrize("name", DESIGNS)
def test_code_imports_only_what_the_project_declares(name: str) -> None:
    context = context_of(DESIGNS[name])
    runtime = {entry.name for entry in needs.runtime_dependencies(context)}
    declared = runtime | {entry.name for entry in needs.test_dependencies(context)}
    for role in context.layout:
        brief = brief_of(role, context)
        allowed = runtime if role.partition(":")[0] not in ("test", "conftest", "example") else None
        assert set(brief.third_party) <= (allowed if allowed is not None else declared | {"pytest"})


def test_dependencies_are_bounded_on_both_sides() -> None:
    everything: list[str] = []
    for change in DESIGNS.values():
        context = context_of(change)
        for kind in (
            needs.runtime_dependencies,
            needs.test_dependencies,
            needs.dev_dependencies,
            needs.docs_dependencies,
        ):
            everything += [entry.specifier for entry in kind(context)]
    assert everything
    for specifier in everything:
        assert specifier.startswith(">="), specifier
        assert ",<" in specifier, specifier


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"architecture.logging": "B"}, "structlog>=24.1,<27.0"),
        ({"architecture.configuration": "C"}, "pydantic-settings>=2.4,<3.0"),
        (
            {"architecture.configuration": "B", "intake.python_version": ">=3.10"},
            'tomli>=2.0,<3.0; python_version < "3.11"',
        ),
    ],
)
def test_a_decision_brings_its_dependency(change: dict[str, Any], expected: str) -> None:
    found = [entry.requirement for entry in needs.runtime_dependencies(context_of(change))]
    assert expected in found
    assert expected not in [entry.requirement for entry in needs.runtime_dependencies(context_of())]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("schema_guard", "SchemaGuard"),
        ("record", "RecordEngine"),
        ("settings", "SettingsEngine"),
        ("a_1", "A1"),
    ],
)
def test_a_class_named_after_a_module_takes_no_other_name(name: str, expected: str) -> None:
    assert class_of(name, "Engine") == expected


@pytest.mark.parametrize(
    ("package", "expected"),
    [
        ("schema_guard", "SchemaGuardError"),
        ("value", "ValueBaseError"),
        ("not_found", "NotFoundBaseError"),
    ],
)
def test_the_base_exception_takes_no_other_name(package: str, expected: str) -> None:
    context: Context = own_context((), {"intake.package_name": package})
    assert Terms(context).base_error == expected
