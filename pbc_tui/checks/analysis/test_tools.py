"""What is made for tests and does not belong in production code (SPEC 8)."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from pbc_tui.checks.analysis.names import Names
from pbc_tui.checks.kinds import is_test

_MODULES = frozenset(
    [
        "pytest",
        "_pytest",
        "unittest",
        "mock",
        "nose",
        "nose2",
        "hypothesis",
        "doctest",
        "responses",
        "respx",
        "freezegun",
        "time_machine",
        "factory",
        "factory_boy",
        "faker",
        "testfixtures",
        "asynctest",
        "requests_mock",
        "httpretty",
        "vcr",
        "moto",
        "pyfakefs",
        "syrupy",
        "assertpy",
        "hamcrest",
        "behave",
        "ward",
        "parameterized",
        "polyfactory",
        "model_bakery",
        "mimesis",
        "testcontainers",
        "schemathesis",
        "aioresponses",
        "pretend",
        "flexmock",
        "snapshottest",
        "tox",
        "nox",
        "coverage",
        "ddt",
        "sure",
        "xdist",
        "inline_snapshot",
        "dirty_equals",
        "mutmut",
        "locust",
    ]
)
_SUBMODULES = (
    "fastapi.testclient",
    "starlette.testclient",
    "flask.testing",
    "django.test",
    "rest_framework.test",
    "click.testing",
    "typer.testing",
    "werkzeug.test",
    "aiohttp.test_utils",
    "aiohttp.pytest_plugin",
    "numpy.testing",
    "pandas.testing",
    "sqlalchemy.testing",
    "structlog.testing",
    "twisted.trial",
    "test.support",
    "graphene.test",
    "celery.contrib.pytest",
    "litestar.testing",
    "IPython.testing",
)
# What pytest puts into the environment while it runs.
_SIGNS = frozenset(["PYTEST_CURRENT_TEST", "PYTEST_VERSION", "PYTEST_XDIST_WORKER"])
_PRODUCTION_FREE = frozenset(["benchmarks", "benchmark", "testing"])
_TOOL_FILES = frozenset(["noxfile.py", "conftest.py", "toxfile.py"])


def test_tool(module: str) -> str:
    """The test tool that a module is or belongs to, "" for any other."""
    top = module.partition(".")[0]
    if top in _MODULES or top.startswith("pytest_"):
        return top
    return next((name for name in _SUBMODULES if f"{module}.".startswith(f"{name}.")), "")


def asked_for(node: ast.AST, names: Names) -> str:
    """The test tool of which an expression asks whether it is running, "" for any other."""
    match node:
        case ast.Constant(value=str(sign)) if sign in _SIGNS:
            return "pytest"
        case ast.Compare(
            left=ast.Constant(value=str(module)), ops=[ast.In() | ast.NotIn()], comparators=[held]
        ) if names.dotted(held) == "sys.modules":
            return test_tool(module)
    return ""


def is_production(path: str) -> bool:
    """Whether a file is neither a test nor serves to run them."""
    pure = PurePosixPath(path)
    folders = set(pure.parts[:-1])
    return not (is_test(path) or folders & _PRODUCTION_FREE or pure.name in _TOOL_FILES)
