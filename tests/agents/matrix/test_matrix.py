"""Generated repositories in the hands of their own tools, for every pair of options.

All rows are slow: ``pytest -m matrix tests/agents/matrix``. A row that passed is not run again; its
result and the table lie where ``PBC_MATRIX`` says, else below ``build/matrix``: remove it to begin
anew. A cheap row is run with all other tests.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
import tomli_w

from pbc_tui.agents.builtin import refusals
from pbc_tui.cli.inputs import read_design
from pbc_tui.design.plan.build import PlanChanges, build_plan
from tests.agents.matrix import table
from tests.agents.matrix.designs import Row, answers_file, cheap, rows
from tests.agents.matrix.repository import Failed, Repository
from tests.agents.matrix.steps import STEPS
from tests.package_index import fault
from tests.variants import every

_GROUND = ("generate", "install")


@pytest.mark.matrix
@pytest.mark.network
@pytest.mark.parametrize("row", rows(), ids=lambda row: table.identity(row))
def test_every_row_holds(row: Row, tmp_path: Path) -> None:
    earlier = table.read(row)
    if earlier is not None and earlier.passed:
        return
    result = _carried_out(row, tmp_path / "orders-backend")
    table.write(result, rows())
    shutil.rmtree(tmp_path, ignore_errors=True)
    assert result.passed, result.said


@pytest.mark.network
@pytest.mark.parametrize("row", cheap(), ids=lambda row: table.identity(row))
def test_a_cheap_row_holds(row: Row, tmp_path: Path) -> None:
    if reason := fault({}):
        pytest.skip(f"no package index is reached: {reason}")
    result = _carried_out(row, tmp_path / "orders-backend")
    assert result.passed, result.said


@pytest.mark.parametrize("part", every(4, range(4)))
def test_the_built_in_agent_takes_every_row(part: int, tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    for row in rows()[part::4]:
        answers.write_text(tomli_w.dumps(answers_file(row)), encoding="utf-8")
        design = read_design(answers)
        changes = PlanChanges(contracts=design.contracts)
        plan = build_plan(design.settled, design.tree, changes)
        assert refusals(plan) == (), row


def test_there_is_a_cheap_row() -> None:
    assert cheap()


def _carried_out(row: Row, root: Path) -> table.Result:
    result = table.Result(dict(row))
    repository = Repository(root, answers_file(row))
    root.mkdir(parents=True)
    start = time.monotonic()
    for name, step in STEPS.items():
        try:
            result.steps[name] = "-" if step(repository) else "ok"
        except Exception as error:
            result.steps[name] = "FAILED"
            kind = "" if isinstance(error, Failed) else f"{type(error).__name__}: "
            result.said += f"== {name}: {kind}{error}\n"
            if name in _GROUND:
                break
    result.seconds = time.monotonic() - start
    return result
