"""The asynchronous edge of a generated core or service: its limit acts, and its tests see it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.agents.builtin import write
from pbc_tui.design.plan.build import Plan
from tests.agents.builtin.code.repositories import write_repository
from tests.design.blueprint.designs import plan_of
from tests.variants import every

MIXED = {"intake.concurrency": "C", "architecture.logging": "A", "architecture.testing": "B"}
WAITING = """
import asyncio
import inspect

def pytest_pyfunc_call(pyfuncitem):
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    asyncio.run(pyfuncitem.obj(**pyfuncitem.funcargs))
    return True
"""


def tried(plan: Plan, root: Path) -> str:
    """What pytest says of the test of the limit, without what else the repository needs."""
    (root / "waiting.py").write_text(WAITING, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", "."),
            *("-p", "waiting", "-p", "no:cacheprovider", "--noconftest", "-k", "as_many_calls"),
            plan.context.path("test:aio"),
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": "src:.", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("purpose", ["C", "B"])
@pytest.mark.parametrize("errors", every(2, "AB"))
def test_a_limit_that_does_not_act_fails_a_test(purpose: str, errors: str, tmp_path: Path) -> None:
    chosen = {"intake.purpose": purpose, "architecture.errors": errors}
    plan = plan_of(MIXED, chosen)
    write_repository(plan, tmp_path)
    said = tried(plan, tmp_path)
    assert "1 passed" in said, said[-2000:]
    path = tmp_path / plan.context.path("aio")
    [task] = [task for task in plan.tasks if task.role == "aio"]
    text = write(plan, task)
    [line] = [line for line in text.splitlines() if "asyncio.Semaphore(" in line]
    for limit in ("1", "99"):
        start, _, _ = line.partition("asyncio.Semaphore(")
        path.write_text(text.replace(line, f"{start}asyncio.Semaphore({limit})"), encoding="utf-8")
        assert "FAILED" in tried(plan, tmp_path), limit
