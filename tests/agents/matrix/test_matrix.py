"""Generated repositories in the hands of their own tools, for every pair of options.

Slow: ``pytest -m matrix tests/agents/matrix``. A row that passed is not run again; its result and
the table lie where ``PBC_MATRIX`` says, else below ``build/matrix``: remove it to begin anew.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests.agents.matrix import table
from tests.agents.matrix.designs import Row, answers_file, rows
from tests.agents.matrix.repository import Failed, Repository
from tests.agents.matrix.steps import STEPS

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
