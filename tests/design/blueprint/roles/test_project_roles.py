from dataclasses import fields

import pytest

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.brief import Phase
from pbc_tui.design.blueprint.managers import MANAGERS, command_line
from pbc_tui.design.blueprint.roles import brief_of
from pbc_tui.design.blueprint.roles.project import PROJECT
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task
from tests.design.blueprint.designs import DESIGNS, SERVICE, context_of, plan_of

LANGUAGES = {"features.readme_languages": ["de", "ja"]}


def project_tasks(plan: Plan) -> list[Task]:
    return [task for task in plan.tasks if task.role.partition(":")[0] in PROJECT]


@pytest.fixture(params=DESIGNS)
def plan(request: pytest.FixtureRequest) -> Plan:
    return plan_of(DESIGNS[request.param], LANGUAGES)


def test_every_file_that_is_not_code_has_a_role(plan: Plan) -> None:
    without = [
        task.path
        for task in plan.tasks
        if not task.path.endswith((".py", "py.typed")) and not task.role
    ]
    assert without == []


def test_briefs_are_concrete(plan: Plan) -> None:
    for task in project_tasks(plan):
        brief = task.brief
        assert brief.purpose.endswith("."), task.role
        assert brief.problem.endswith("."), task.role
        assert brief.algorithms, task.role
        for entry in fields(brief):
            value = getattr(brief, entry.name)
            texts = value if isinstance(value, tuple) else (value,)
            assert all(text or not isinstance(value, tuple) for text in texts), task.role
            assert not any("None" in str(text) for text in texts), (task.role, entry.name)


def test_briefs_of_different_projects_differ() -> None:
    library, service = context_of(), context_of(SERVICE)
    for role in ("pyproject", "readme", "ci", "env_example", "gitignore"):
        assert brief_of(role, library) != brief_of(role, service), role
    local = context_of(SERVICE, {"intake.deployment": "A"})
    assert brief_of("gitignore", library) == brief_of("gitignore", local)


def test_what_a_file_requires_is_a_role_that_exists(plan: Plan) -> None:
    from pbc_tui.design.blueprint.roles import ROLES

    for task in project_tasks(plan):
        for role in task.brief.requires:
            assert role.partition(":")[0] in ROLES, (task.role, role)


@pytest.mark.parametrize("letter", "ABC")
def test_the_lock_file_is_written_by_its_manager_and_last(letter: str) -> None:
    plan = plan_of({"architecture.dependencies": letter})
    task = plan.tasks[-1]
    manager = MANAGERS[plan.context.manager]
    assert (task.role, task.path) == ("lock", manager.lock_file)
    assert task.written_by_manager
    assert task.phase is Phase.LOCK
    assert f"`{command_line(manager.lock)}`" in " ".join(task.brief.algorithms)


@pytest.mark.parametrize("letter", "DE")
def test_pip_writes_no_lock_file(letter: str) -> None:
    plan = plan_of({"architecture.dependencies": letter})
    assert not [task for task in plan.tasks if task.written_by_manager]


def test_documentation_comes_after_the_code() -> None:
    plan = plan_of(SERVICE)
    places = {task.role: place for place, task in enumerate(plan.tasks)}
    assert places["service"] < places["readme"]
    assert places["pyproject"] < places["config"]


def test_the_brief_of_a_readme_names_every_option_and_no_address_that_is_not_there() -> None:
    context = context_of()
    text = " ".join(brief_of("readme", context).algorithms)
    assert "SCHEMA_GUARD_LOG_LEVEL" in text
    assert "http" not in text
    assert context.configuration is o.Configuration.ENVIRONMENT
