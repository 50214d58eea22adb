"""Tests that stand in a file and never run, by reading it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.checks.analysis.lost_tests import lost_tests
from pbc_tui.checks.analysis.pytest_settings import pytest_settings
from pbc_tui.checks.analysis.test_scopes import Repository
from tests.checks.inspecting import repository

METHOD = "\n    def test_x(self): ...\n"
LOST = {
    "a constructor": (
        "class TestA:\n    def __init__(self): ..." + METHOD,
        "TestA has a constructor, so pytest does not collect its tests",
    ),
    "a data class": (
        "from dataclasses import dataclass\n@dataclass\nclass TestA:\n    a: int" + METHOD,
        "TestA has a constructor",
    ),
    "an inherited constructor": (
        "class Base:\n    def __new__(cls): ...\nclass TestA(Base):" + METHOD,
        "TestA has a constructor",
    ),
    "another name": ("class AddTests:" + METHOD, "AddTests is not named like a test class"),
    "within a class": (
        "class TestA:\n    class Inner:\n        def test_x(self): ...\n",
        "TestA::Inner is not named like a test class",
    ),
    "deleted": ("def test_x(): ...\ndel test_x", "test_x is deleted in line 2"),
    "twice": ("def test_x(): ...\ndef test_x(): ...", "test_x is defined again in line 2"),
    "a method twice": (
        f"class TestA:{METHOD}{METHOD}",
        "TestA::test_x is defined again in line 4, so it never runs",
    ),
    "a class twice": (f"class TestA:{METHOD}class TestA:{METHOD}", "TestA is defined again"),
    "a case twice": (
        f"import unittest\nclass A(unittest.TestCase):{METHOD}{METHOD}",
        "A::test_x is defined again",
    ),
    "replaced": ("def test_x(): ...\ntest_x = 3", "test_x is replaced in line 2"),
    "replaced by an import": (
        "def test_x(): ...\nfrom json import loads as test_x",
        "test_x is replaced in line 2",
    ),
    "nested": (
        "def test_a():\n    if True:\n        def test_inner(): ...",
        "test_inner stands inside of test_a, so pytest does not collect it",
    ),
    "a class in a test": (
        "class TestA:\n    def test_a(self):\n        class TestB:\n"
        "            def test_x(self): ...",
        "TestB stands inside of TestA::test_a",
    ),
    "returns a constant": ("def test_a() -> bool:\n    return False", "test_a returns a value"),
    "returns a comparison": ("async def test_a():\n    return 1 == 2", "test_a returns a value"),
    "returns what it calls": ("def test_a() -> bool:\n    return f()", "test_a returns a value"),
    "returns a name": (
        "class TestA:\n    def test_a(self):\n        ok = f()\n        return ok",
        "TestA::test_a returns a value",
    ),
}


def told(tmp_path: Path, text: str) -> list[tuple[str, bool]]:
    repository(tmp_path, {"tests/test_it.py": text})
    module = Repository(tmp_path).at("tests/test_it.py")
    assert module is not None
    found = lost_tests(module, pytest_settings(tmp_path))
    return [(lost.message, lost.deliberate) for lost in found]


@pytest.mark.parametrize(("text", "says"), LOST.values(), ids=LOST.keys())
def test_what_is_lost(text: str, says: str, tmp_path: Path) -> None:
    [(message, deliberate)] = told(tmp_path, text)
    assert message.startswith(says)
    assert not deliberate


@pytest.mark.parametrize(
    "text",
    [
        "class TestA:\n    __test__ = False" + METHOD,
        f"class TestA:{METHOD}TestA.__test__ = False",
        "def test_x(): ...\ntest_x.__test__ = False",
    ],
)
def test_what_the_file_itself_switches_off(text: str, tmp_path: Path) -> None:
    # Switching off from outside reads the name, which makes no helper of it.
    [(message, deliberate)] = told(tmp_path, text)
    assert "__test__ = False" in message
    assert deliberate


KEPT = {
    "tests": f"def test_a(): ...\nclass TestA:{METHOD}",
    "a case": f"from unittest import TestCase\nclass Adding(TestCase):{METHOD}",
    "a base": f"class Shared:{METHOD}class TestA(Shared): ...",
    "a base by its name": f"class AddBase:{METHOD}class _Own:{METHOD}",
    "a fake": f"class Server:{METHOD}def test_a():\n    Server()",
    "a foreign base": f"from there import Case\nclass Adding(Case):{METHOD}",
    "an exception": f"class TestError(Exception):{METHOD}",
    "a record without tests": (
        "from dataclasses import dataclass\n@dataclass\nclass TestRecord:\n    a: int"
    ),
    "a fixture twice": "import pytest\n@pytest.fixture\ndef test_x(): ...\ndef test_x(): ...",
    "branches": "import os\nif os.sep:\n    def test_x(): ...\nelse:\n    def test_x(): ...",
    "an attempt": "try:\n    def test_x(): ...\nexcept OSError:\n    def test_x(): ...",
    "a condition": "import os\ndef test_x(): ...\nif os.sep:\n    def test_x(): ...",
    "made of itself": "def test_x(): ...\ntest_x = mark(test_x)",
    "another name for it": "def test_x(): ...\ntest_y = test_x\ndel test_x",
    "a setter": "class TestA:\n    @property\n    def test_x(self): ...\n"
    "    @test_x.setter\n    def test_x(self, x): ...",
    "a nested one that is called": "def test_a():\n    def test_inner(): ...\n    test_inner()",
    "a nested one that is registered": "def test_a():\n    @app.command\n    def test_cmd(): ...",
    "nested in a helper": "def helper():\n    def test_inner(): ...",
    "returns nothing": "def test_a():\n    if f():\n        return\n    return None",
    "returns what may be nothing": "import asyncio\ndef test_a():\n    return asyncio.run(f())",
    "returns nothing by its annotation": "def test_a() -> None:\n    return f()",
    "a value within": "def test_a():\n    def f():\n        return 1\n    assert f() == 1",
    "a value that another one takes": "def test_a():\n    return 1\ndef test_b():\n    test_a()",
    "a plugin may wait": "from twisted import ensured\n@ensured\ndef test_a():\n    return 1",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_is_none(text: str, tmp_path: Path) -> None:
    assert told(tmp_path, text) == []


def test_the_names_of_the_project_count(tmp_path: Path) -> None:
    settings = "[tool.pytest.ini_options]\npython_classes = '*Tests'\n"
    repository(tmp_path, {"pyproject.toml": settings})
    assert told(tmp_path, "class AddTests:" + METHOD) == []
