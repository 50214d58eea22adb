import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement

from pbc_tui.agents.builtin import write
from pbc_tui.agents.builtin.project import write_project_file
from pbc_tui.design.blueprint.managers import MANAGERS
from pbc_tui.design.plan.build import Plan, build_plan
from pbc_tui.design.structure import read_tree
from tests.design.blueprint.designs import DESIGNS, SERVICE, TOOL, answers_of, plan_of

MANAGER = pytest.mark.parametrize("letter", "ABCDE")


def pyproject(plan: Plan) -> dict[str, Any]:
    return tomllib.loads(write_project_file(plan, "pyproject"))


def has_key(table: dict[str, Any], dotted: str) -> bool:
    found: Any = table
    for part in dotted.split("."):
        if not isinstance(found, dict) or part not in found:
            return False
        found = found[part]
    return True


@MANAGER
@pytest.mark.parametrize("name", DESIGNS)
def test_it_has_every_table_that_its_task_requires(letter: str, name: str) -> None:
    plan = plan_of(DESIGNS[name], {"architecture.dependencies": letter})
    table = pyproject(plan)
    required = plan.by_path["pyproject.toml"].spec.required_tables
    assert [key for key in required if not has_key(table, key)] == []


@MANAGER
def test_the_three_extras_are_there_with_every_manager(letter: str) -> None:
    for design in DESIGNS.values():
        table = pyproject(plan_of(design, {"architecture.dependencies": letter}))
        assert set(table["project"]["optional-dependencies"]) == {"dev", "docs", "test"}


@MANAGER
def test_the_build_system_is_that_of_the_manager(letter: str) -> None:
    plan = plan_of({"architecture.dependencies": letter})
    manager = MANAGERS[plan.context.manager]
    assert pyproject(plan)["build-system"] == {
        "requires": [manager.build_requires],
        "build-backend": manager.backend,
    }


@pytest.mark.parametrize("name", DESIGNS)
def test_every_dependency_has_both_bounds(name: str) -> None:
    project = pyproject(plan_of(DESIGNS[name]))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    for text in (entry for entries in lists for entry in entries):
        operators = {part.operator for part in Requirement(text).specifier}
        assert operators == {">=", "<"}, text


def test_development_includes_the_tests() -> None:
    extras = pyproject(plan_of())["project"]["optional-dependencies"]
    assert set(extras["test"]) < set(extras["dev"])


@pytest.mark.parametrize(("letter", "expected"), [("A", True), ("B", False), ("C", True)])
def test_a_dependency_group_repeats_the_extra_where_the_manager_can(
    letter: str, expected: bool
) -> None:
    table = pyproject(plan_of({"architecture.dependencies": letter}))
    groups = {"dev": ["schema-guard[dev]"]} if expected else None
    assert table.get("dependency-groups") == groups


def test_metadata_is_what_was_answered() -> None:
    project = pyproject(plan_of({"intake.python_version": ">=3.10,<3.13"}))["project"]
    assert project["name"] == "schema-guard"
    assert project["version"] == "0.1.0"
    assert project["description"] == "Checks structured data against schemas."
    assert project["requires-python"] == ">=3.10,<3.13"
    assert project["authors"] == [{"name": "Ada", "email": "ada@example.com"}]
    assert [entry[-4:] for entry in project["classifiers"] if ":: 3." in entry] == [
        "3.10",
        "3.11",
        "3.12",
    ]


def test_a_licence_stands_in_its_expression_and_in_no_classifier() -> None:
    for licence in ("MIT", "BSD-3-Clause", "Apache-2.0", "Proprietary"):
        project = pyproject(plan_of({"project.licence": licence}))["project"]
        assert licence in project["license"]
        assert not [entry for entry in project["classifiers"] if entry.startswith("License")]
        private = "Private :: Do Not Upload" in project["classifiers"]
        assert private == (licence == "Proprietary")


def test_an_address_that_is_not_there_is_not_named() -> None:
    assert "urls" not in pyproject(plan_of())["project"]
    urls = pyproject(plan_of(SERVICE))["project"]["urls"]
    assert urls["Repository"] == "https://github.com/acme/schema-guard"
    elsewhere = plan_of({"project.url": "https://git.example.org/schema-guard"})
    assert set(pyproject(elsewhere)["project"]["urls"]) == {"Repository"}


def test_a_tool_is_installed_as_a_command() -> None:
    assert pyproject(plan_of(TOOL))["project"]["scripts"] == {
        "schema-guard": "schema_guard.cli:main"
    }
    assert "scripts" not in pyproject(plan_of())["project"]


def test_style_follows_the_conventions() -> None:
    conventions = {"project.line_length": 100, "project.docstrings": "numpy"}
    ruff = pyproject(plan_of(conventions, {"intake.python_version": ">=3.12"}))["tool"]["ruff"]
    assert ruff["line-length"] == 100
    assert ruff["target-version"] == "py312"
    assert ruff["lint"]["pydocstyle"] == {"convention": "numpy"}


@pytest.mark.parametrize(
    ("python", "errors", "expected"),
    [
        (">=3.12", "A", []),
        (">=3.10", "B", []),
        (">=3.11", "B", []),
        (">=3.12", "C", ["UP046"]),
    ],
)
def test_result_objects_need_no_newer_syntax(python: str, errors: str, expected: list[str]) -> None:
    plan = plan_of({"intake.python_version": python, "architecture.errors": errors})
    assert pyproject(plan)["tool"]["ruff"]["lint"]["ignore"] == ["D105", "D107", *expected]


def test_the_annotation_policy_decides_how_strict_types_are() -> None:
    assert pyproject(plan_of())["tool"]["mypy"]["strict"] is True
    public = pyproject(plan_of({"project.annotations": "public"}))["tool"]["mypy"]
    assert "strict" not in public


@pytest.mark.parametrize(("letter", "expected"), [("B", None), ("C", None), ("D", 85)])
def test_only_comprehensive_testing_has_a_threshold(letter: str, expected: int | None) -> None:
    report = pyproject(plan_of({"architecture.testing": letter}))["tool"]["coverage"]["report"]
    assert report.get("fail_under") == expected


def test_without_tests_nothing_is_set_up_for_them() -> None:
    tool = pyproject(plan_of(DESIGNS["prototype"]))["tool"]
    assert not {"pytest", "coverage"} & set(tool)


def test_one_test_file_can_run_alone() -> None:
    options = pyproject(plan_of({"architecture.testing": "D"}))["tool"]["pytest"]["ini_options"]
    assert not [option for option in options["addopts"] if "cov" in option]


@MANAGER
@pytest.mark.parametrize(
    ("tree", "directory"),
    [("schema_guard/\n  core.py\npyproject.toml\n", "schema_guard"), ("pyproject.toml\n", "")],
)
def test_an_own_tree_is_built_from_where_its_package_lies(
    letter: str, tree: str, directory: str
) -> None:
    answers = answers_of({"architecture.dependencies": letter})
    table = pyproject(build_plan(answers, read_tree(tree)))
    text = str(table["tool"])
    assert "'src'" not in text
    if not directory:
        assert table["build-system"]["build-backend"] == "hatchling.build"
        assert "dependency-groups" not in table


def test_requirements_repeat_the_bounds_of_pyproject() -> None:
    plan = plan_of(SERVICE, {"architecture.dependencies": "D"})
    project = pyproject(plan)["project"]
    runtime = _requirements(write(plan, plan.by_path["requirements.txt"]))
    develop = _requirements(write(plan, plan.by_path["requirements-dev.txt"]))
    assert runtime == project["dependencies"]
    assert develop[:2] == ["-r requirements.txt", "-e ."]
    assert develop[2:] == project["optional-dependencies"]["dev"]


def _requirements(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("configuration", "ABCD")
def test_no_package_is_asked_for_twice(configuration: str) -> None:
    # With two requirements of one name, Poetry locks two versions for the same Python.
    plan = plan_of(
        SERVICE,
        {"intake.python_version": ">=3.10", "architecture.configuration": configuration},
    )
    project = tomllib.loads(write_project_file(plan, "pyproject"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [Requirement(line).name for line in lines]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("named", "package"), [("Strawberry", "strawberry-graphql"), ("Graphene", "graphene")]
)
@pytest.mark.parametrize(
    ("letter", "versions", "bounded"),
    [("B", ">=3.10", True), ("B", ">=3.10,<3.13", False), ("A", ">=3.10", False)],
)
def test_poetry_is_told_which_packages_refuse_python_4(
    named: str, package: str, letter: str, versions: str, bounded: bool
) -> None:
    plan = plan_of(
        SERVICE,
        {
            "features.api": "C",
            "features.api_framework": named,
            "architecture.dependencies": letter,
            "intake.python_version": versions,
        },
    )
    wanted = pyproject(plan)["project"]["dependencies"]
    for name in (package, "graphql-core"):
        (found,) = [entry for entry in wanted if entry.startswith(f"{name}>")]
        assert found.endswith('; python_version < "4"') is bounded


def test_the_generated_reference_asks_for_extensions_that_every_python_can_build_it_with() -> None:
    docs = pyproject(plan_of(SERVICE))["project"]["optional-dependencies"]["docs"]
    assert "pymdown-extensions>=10.0,<12.0" in docs
    plain = pyproject(plan_of(SERVICE, {"features.docs_content": ""}))
    assert not any(
        "pymdown" in entry for entry in plain["project"]["optional-dependencies"]["docs"]
    )
