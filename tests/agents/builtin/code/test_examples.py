"""Generated examples and what they call: standard output holds their results, no events."""

from __future__ import annotations

import ast

import pytest

from pbc_tui.agents.builtin import write
from pbc_tui.design.plan.build import Plan
from tests.agents.builtin.code.repositories import plan_of_row, rows
from tests.design.blueprint.designs import SERVICE, plan_of
from tests.variants import every


def code_of(plan: Plan) -> dict[str, ast.Module]:
    return {
        task.role: ast.parse(write(plan, task)) for task in plan.tasks if task.path.endswith(".py")
    }


def loggers(tree: ast.Module) -> list[str]:
    """What the logger of a module is, in each place that makes one."""
    return [
        ast.unparse(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "logger"
    ]


@pytest.mark.parametrize(
    ("logging", "expected"),
    [
        ("A", "logging.getLogger(__name__)"),
        ("B", "structlog.wrap_logger(logging.getLogger(__name__))"),
        ("C", "logging.getLogger(__name__)"),
    ],
)
@pytest.mark.parametrize("api", ["no", "A", "B", "C", "D"])
def test_every_logger_rests_on_the_standard_library(api: str, logging: str, expected: str) -> None:
    # Nobody told otherwise, one of structlog alone writes on the standard output of its caller.
    chosen = {"architecture.logging": logging, "features.api": api}
    code = code_of(plan_of(SERVICE if api != "no" else {}, chosen))
    found = {role: loggers(tree) for role, tree in code.items() if loggers(tree)}
    assert len(found) >= (1 if api == "no" else 2)
    assert {one for made in found.values() for one in made} == {expected}
    quiet = "logging.getLogger(__name__).addHandler(logging.NullHandler())"
    assert quiet in ast.unparse(code["package"])


@pytest.mark.parametrize("part", every(4, range(4)))
def test_no_example_configures_logging(part: int) -> None:
    seen = 0
    for plan in map(plan_of_row, rows()[part::4]):
        for role, tree in code_of(plan).items():
            if role.startswith("example:"):
                seen += 1
                assert "configure_logging" not in ast.unparse(tree), (role, plan.context)
    assert seen > 4


@pytest.mark.parametrize(
    ("configuration", "defaults"), [("A", "Settings()"), ("C", "Settings.model_construct()")]
)
def test_without_settings_nothing_is_read(configuration: str, defaults: str) -> None:
    code = code_of(plan_of({"architecture.configuration": configuration}))
    assert f"self._settings = settings or {defaults}" in ast.unparse(code["core"])
