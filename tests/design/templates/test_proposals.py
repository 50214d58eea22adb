from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbc_tui.design.answers import Answers
from pbc_tui.design.blueprint.roles import ROLES
from pbc_tui.design.plan.build import build_plan
from pbc_tui.design.structure import Delete, Tree, apply
from pbc_tui.design.templates import (
    decision_role,
    missing_for_features,
    propose,
    propose_guided,
)
from tests.design.blueprint.designs import DESIGNS, SERVICE, answers_of

COMMON = {"pyproject.toml", "README.md", ".gitignore", "LICENSE", "src/schema_guard/__init__.py"}


def proposed(*changes: dict[str, Any]) -> set[str]:
    return set(propose(answers_of({"features.demo": "no"}, *changes)).files())


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("A", {"api/routes.py", "api/app.py", "core/service.py", "models/schemas.py"}),
        ("B", {"server/routes.py", "server/app.py", "core/service.py", "models/schemas.py"}),
        ("C", {"core.py", "utils.py", "config.py"}),
        ("D", {"core.py", "utils.py", "config.py"}),
        ("E", {"cli.py", "commands/__init__.py", "config.py", "__main__.py"}),
    ],
)
def test_each_purpose_has_its_files(purpose: str, expected: set[str]) -> None:
    files = proposed({"intake.purpose": purpose})
    assert {f"src/schema_guard/{name}" for name in expected} | COMMON <= files


def test_no_two_purposes_have_the_same_template() -> None:
    found = {frozenset(proposed({"intake.purpose": purpose})) for purpose in "ABCDE"}
    assert len(found) == 5


@pytest.mark.parametrize(
    ("change", "present", "absent"),
    [
        ({"architecture.errors": "A"}, {"exceptions.py"}, {"results.py"}),
        ({"architecture.errors": "B"}, {"results.py"}, {"exceptions.py"}),
        ({"architecture.errors": "C"}, {"results.py", "exceptions.py"}, set()),
        ({"architecture.logging": "C"}, set(), {"log.py"}),
        ({"architecture.logging": "B"}, {"log.py"}, set()),
        ({"intake.concurrency": "C"}, {"aio.py"}, set()),
        ({"intake.concurrency": "B"}, set(), {"aio.py"}),
    ],
)
def test_decisions_ask_for_modules(
    change: dict[str, Any], present: set[str], absent: set[str]
) -> None:
    names = {path.removeprefix("src/schema_guard/") for path in proposed(change)}
    assert present <= names
    assert not absent & names


@pytest.mark.parametrize(
    ("change", "present", "absent"),
    [
        ({"architecture.dependencies": "A"}, {"uv.lock"}, {"requirements.txt"}),
        ({"architecture.dependencies": "B"}, {"poetry.lock"}, {"uv.lock"}),
        ({"architecture.dependencies": "C"}, {"pdm.lock"}, {"uv.lock"}),
        ({"architecture.dependencies": "D"}, {"requirements.txt", "requirements-dev.txt"}, set()),
        ({"architecture.dependencies": "E"}, set(), {"requirements.txt", "uv.lock"}),
        ({"architecture.configuration": "A"}, {".env.example"}, {"config.example.toml"}),
        ({"architecture.configuration": "B"}, {"config.example.toml"}, {".env.example"}),
        ({"architecture.configuration": "D"}, {"config.example.toml", ".env.example"}, set()),
        ({"intake.maturity": "A"}, set(), {".github/workflows/ci.yml", "CHANGELOG.md"}),
        (
            {"intake.maturity": "B"},
            {
                ".github/workflows/ci.yml",
                ".devcontainer/devcontainer.json",
                ".pre-commit-config.yaml",
            },
            {"CHANGELOG.md"},
        ),
        ({"intake.maturity": "C"}, {"CHANGELOG.md"}, set()),
        ({"intake.deployment": "A"}, set(), {"Dockerfile"}),
        ({"intake.deployment": "B"}, {"Dockerfile", ".dockerignore"}, set()),
        ({"intake.deployment": "D"}, {"Dockerfile", "config/staging.env"}, set()),
        ({"architecture.testing": "A"}, set(), {"tests/conftest.py"}),
        ({"architecture.testing": "B"}, {"tests/test_core.py"}, {"tests/unit/test_core.py"}),
        (
            {"architecture.testing": "C"},
            {"tests/unit/test_core.py", "tests/integration/test_together.py"},
            {"tests/e2e/test_from_outside.py"},
        ),
        ({"architecture.testing": "D"}, {"tests/e2e/test_from_outside.py"}, set()),
    ],
)
def test_decisions_ask_for_files_around_the_code(
    change: dict[str, Any], present: set[str], absent: set[str]
) -> None:
    files = proposed(change)
    assert present <= files
    assert not absent & files


@pytest.mark.parametrize("name", DESIGNS)
def test_every_file_has_a_role_and_a_purpose(name: str) -> None:
    tree = propose(answers_of(DESIGNS[name]))
    for path, node in tree.walk():
        if not node.is_directory:
            assert node.role.partition(":")[0] in ROLES, path
            assert node.purpose.endswith("."), path


@pytest.mark.parametrize("name", DESIGNS)
def test_the_lock_file_comes_last_and_tests_after_their_subjects(name: str) -> None:
    answers = answers_of(DESIGNS[name])
    plan = build_plan(answers, propose(answers))
    places = {task.role: place for place, task in enumerate(plan.tasks)}
    if "lock" in places:
        assert places["lock"] == len(plan.tasks) - 1
    for role, place in places.items():
        subject = role.removeprefix("test:")
        if role != subject and subject in places:
            assert places[subject] < place


def test_an_open_design_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="not complete"):
        propose(Answers())


@pytest.mark.parametrize("name", DESIGNS)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_a_plan_follows_from_whatever_is_left_of_a_template(name: str, data: st.DataObject) -> None:
    answers = answers_of(DESIGNS[name])
    tree = propose(answers)
    files = list(tree.files())
    gone = data.draw(st.lists(st.sampled_from(files), unique=True, max_size=len(files) - 1))
    if gone:
        tree = apply(tree, Delete(paths=tuple(gone)))
    plan = build_plan(answers, tree)
    assert {task.path for task in plan.tasks} == set(files) - set(gone)


def guided(*changes: dict[str, Any]) -> set[str]:
    base = {
        "structure.way": "guided",
        "guided.components": "parser record",
        "guided.exposure": "D",
        "guided.extra_dirs": "",
        "guided.examples": "A",
        "guided.tests": "A",
        "guided.docs": "A",
        "features.demo": "no",
        "architecture.testing": "B",
    }
    base["guided.components"] = "parser,record"
    return set(propose_guided(answers_of(base, *changes)).files())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"src/schema_guard/parser.py", "tests/test_parser.py", "tests/test_record.py"}),
        ({"guided.exposure": "A"}, {"src/schema_guard/api/routes.py", "tests/test_api.py"}),
        ({"guided.exposure": "B"}, {"src/schema_guard/cli.py", "tests/test_cli.py"}),
        (
            {"guided.exposure": "C"},
            {"src/schema_guard/cli.py", "src/schema_guard/api/routes.py"},
        ),
        (
            {"guided.exposure": "A", "guided.extra_dirs": "C"},
            {"src/schema_guard/schemas/schemas.py"},
        ),
        ({"guided.extra_dirs": "B"}, {"data/sample.txt"}),
        (
            {"guided.extra_dirs": "A", "architecture.configuration": "B"},
            {"config/config.example.toml"},
        ),
        ({"guided.examples": "B"}, {"examples/basic_usage.py", "tests/test_examples.py"}),
        ({"guided.examples": "C"}, {"examples/01_first_steps.py"}),
        ({"guided.tests": "B"}, {"src/schema_guard/test_parser.py", "conftest.py"}),
        ({"guided.docs": "B"}, {"docs/index.md"}),
        ({"guided.docs": "C"}, {"docs/index.md", "docs/conf.py"}),
        ({"guided.docs": "D"}, {"docs/index.md", "mkdocs.yml"}),
    ],
)
def test_each_guided_answer_shows_in_the_proposal(
    change: dict[str, Any], expected: set[str]
) -> None:
    assert expected <= guided(change)


def test_a_component_named_like_a_module_of_the_proposal_is_that_module() -> None:
    files = guided({"guided.components": "core,config,parser"})
    assert "src/schema_guard/core.py" in files
    assert len(files) == len({path.lower() for path in files})


def added(tree: Tree, *changes: dict[str, Any]) -> list[str]:
    return [edit.path for edit in missing_for_features(answers_of(*changes), tree)]


def test_features_answered_no_add_nothing() -> None:
    answers = answers_of({"features.demo": "no"})
    assert missing_for_features(answers, propose(answers)) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"features.demo": "A"}, ["examples/basic_usage.py"]),
        ({"features.demo": "B"}, ["examples/01_first_steps.py", "examples/04_settings.py"]),
        ({"features.demo": "C"}, ["examples/failures.py"]),
        ({"features.api": "A"}, ["src/schema_guard/api/app.py", "src/schema_guard/service.py"]),
        ({"features.api": "B"}, ["src/schema_guard/api/app.py"]),
        ({"features.web_ui": "A"}, ["src/schema_guard/web/pages.py"]),
        (
            {"features.docs_site": "B", "features.docs_content": "A D"},
            ["docs/index.md", "docs/api-reference.md", "docs/contributing.md", "mkdocs.yml"],
        ),
        ({"features.readme_languages": ["de", "zh"]}, ["README.de.md", "README.zh.md"]),
    ],
)
def test_a_chosen_feature_adds_what_it_needs(change: dict[str, Any], expected: list[str]) -> None:
    no_demo = {"features.demo": "no"}
    tree = propose(answers_of(no_demo))
    found = added(tree, no_demo, change)
    assert set(expected) <= set(found)
    for edit in missing_for_features(answers_of(no_demo, change), tree):
        tree = apply(tree, edit)
    assert added(tree, no_demo, change) == []


def test_an_api_that_is_there_is_not_added_again() -> None:
    tree = propose(answers_of(SERVICE, {"features.demo": "no", "features.docs_site": "no"}))
    assert added(tree, SERVICE, {"features.demo": "no", "features.docs_site": "no"}) == []


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("pyproject.toml", "pyproject"),
        ("src/schema_guard/config.py", "config"),
        ("schema_guard/config.py", "config"),
        ("src/schema_guard/exceptions.py", "exceptions"),
        ("src/schema_guard/results.py", ""),
        ("src/schema_guard/log.py", "log"),
        ("src/schema_guard/sub/__init__.py", "package:sub"),
        ("src/schema_guard/core.py", ""),
        ("src/other/config.py", ""),
        ("tests/unit/test_config.py", "test:config"),
        ("tests/test_results.py", ""),
        ("tests/test_core.py", ""),
        ("README.pt-BR.md", "readme:pt-BR"),
        ("uv.lock", "lock"),
        ("poetry.lock", ""),
        ("config/staging.env", ""),
        (".github/workflows/ci.yml", "ci"),
    ],
)
def test_a_path_says_its_role_where_the_decisions_settle_it(path: str, role: str) -> None:
    assert decision_role(path, answers_of()) == role


@pytest.mark.parametrize(
    ("letter", "role"), [("A", "env"), ("B", "toml"), ("C", "env"), ("D", "toml")]
)
def test_a_file_of_an_environment_is_known_by_its_name(letter: str, role: str) -> None:
    answers = answers_of({"intake.deployment": "D", "architecture.configuration": letter})
    found = {end: decision_role(f"config/staging.{end}", answers) for end in ("env", "toml")}
    assert found == {"env": "", "toml": ""} | {role: "settings:staging"}


def test_no_role_is_guessed_while_the_package_has_no_name() -> None:
    assert decision_role("src/app/config.py", Answers()) == ""
