"""Every row of the matrix: its own tests, types and coverage, in an environment of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.frameworks import framework_of
from tests.agents.builtin.code.repositories import plan_of_row, rows, write_repository

PACKAGES = (
    "bandit",
    "fastapi",
    "flask[async]",
    "httpx",
    "httpx2",
    "jinja2",
    "mypy",
    "pydantic-settings",
    "pytest",
    "pytest-asyncio",
    "pytest-cov",
    "python-multipart",
    "starlette-admin",
    "structlog",
    "types-waitress",
    "uvicorn",
    "waitress",
)
# The two need different versions of graphql-core.
GRAPHQL = {"graphene": "graphene>=3.3", "other": "strawberry-graphql"}
pytestmark = [pytest.mark.matrix, pytest.mark.network]


def run(command: list[str], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="session")
def pythons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    found = {}
    for name, graphql in GRAPHQL.items():
        root = tmp_path_factory.mktemp("environment")
        run([sys.executable, "-m", "venv", str(root)], root)
        executable = found[name] = str(root / "bin" / "python")
        done = run([executable, "-m", "pip", "install", "-q", *PACKAGES, graphql], root)
        if done.returncode:
            pytest.skip(f"no environment: {done.stderr[-200:]}")
    return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: "-".join(map(str, row.values())))
def test_a_repository_passes_its_own_tests(
    row: dict[str, Any], pythons: dict[str, str], tmp_path: Path
) -> None:
    plan = plan_of_row(row)
    write_repository(plan, tmp_path)
    context = plan.context
    python = pythons["graphene" if framework_of(context).key == "graphene" else "other"]
    types = run([python, "-m", "mypy", "--no-incremental"], tmp_path, MYPYPATH="src")
    assert types.returncode == 0, types.stdout
    # Tests may lie beside the code, and a test asserts (B101).
    tests = "*/test_*.py,*/conftest.py"
    danger = run([python, "-m", "bandit", "-q", "-r", "src", "-x", tests], tmp_path)
    assert danger.returncode == 0, danger.stdout
    if context.testing is o.Testing.NONE:
        return
    threshold = 90 if context.testing is o.Testing.COMPREHENSIVE else 0
    command = [python, "-m", "pytest", "-q", f"--cov={context.package}", "--cov-branch"]
    command += [f"--cov-fail-under={threshold}", "-p", "no:cacheprovider"]
    done = run(command, tmp_path, PYTHONPATH="src")
    assert done.returncode == 0, done.stdout[-3000:]
