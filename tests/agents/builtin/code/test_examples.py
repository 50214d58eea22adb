"""Generated examples: what they print on standard output is theirs alone."""

from __future__ import annotations

import ast

import pytest

from pbc_tui.agents.builtin import write
from pbc_tui.design.plan.build import Plan
from tests.agents.builtin.code.repositories import plan_of_row, rows
from tests.design.blueprint.designs import plan_of

CONFIGURED_BY_WHAT_THEY_CALL = ("http_client", "command_line")


def examples_of(plan: Plan) -> dict[str, ast.Module]:
    return {
        task.role.partition(":")[2]: ast.parse(write(plan, task))
        for task in plan.tasks
        if task.role.startswith("example:")
    }


def first_words(tree: ast.Module) -> str:
    """The first statement of main after its docstring."""
    [main] = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == "main"
    ]
    return ast.unparse(main.body[1])


@pytest.mark.parametrize("logging", "ABC")
@pytest.mark.parametrize("purpose", "AC")
def test_where_structlog_would_write_on_standard_output_it_is_configured_first(
    purpose: str, logging: str
) -> None:
    # Nobody told otherwise, structlog prints every event where an example prints its results.
    chosen = {"intake.purpose": purpose, "intake.concurrency": "C", "features.demo": "C"}
    seen = 0
    for name, tree in examples_of(plan_of(chosen, {"architecture.logging": logging})).items():
        wanted = logging == "B" and name not in CONFIGURED_BY_WHAT_THEY_CALL
        assert (first_words(tree) == "configure_logging()") is wanted, name
        seen += 1
    assert seen > 3


def test_every_example_of_every_design_is_configured_alike() -> None:
    for plan in map(plan_of_row, rows()):
        structured = plan.context.has("log") and plan.context.logging.value == "structlog"
        for name, tree in examples_of(plan).items():
            wanted = structured and name.lstrip("0123456789_") not in CONFIGURED_BY_WHAT_THEY_CALL
            assert (first_words(tree) == "configure_logging()") is wanted, (name, plan.context)
