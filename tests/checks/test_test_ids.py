"""Which tests a file must report, by reading it alone."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from pbc_tui.checks.analysis.pytest_settings import pytest_settings
from pbc_tui.checks.analysis.test_ids import ExpectedTest, expected_tests
from pbc_tui.checks.analysis.test_scopes import Repository
from tests.checks.inspecting import repository


def read(tmp_path: Path, text: str, files: Mapping[str, str] | None = None) -> list[ExpectedTest]:
    """The tests of ``tests/test_it.py``, with further files beside it."""
    repository(tmp_path, {"tests/test_it.py": textwrap.dedent(text), **(files or {})})
    module = Repository(tmp_path).at("tests/test_it.py")
    assert module is not None
    return expected_tests(module, pytest_settings(tmp_path))


NAMES = {
    "functions": ("def test_a(): ...\nasync def test_b(): ...\ndef helper(): ...", "test_a test_b"),
    "a class": (
        "class TestA:\n    def test_x(self): ...\n    def other(self): ...",
        "TestA::test_x",
    ),
    "another class": ("class A:\n    def test_x(self): ...", ""),
    "nested": (
        "class TestA:\n    class TestB:\n        def test_x(self): ...",
        "TestA::TestB::test_x",
    ),
    "a constructor": ("class TestA:\n    def __init__(self): ...\n    def test_x(self): ...", ""),
    "an inherited constructor": (
        "class Base:\n    def __new__(cls): ...\nclass TestA(Base):\n    def test_x(self): ...",
        "",
    ),
    "a dataclass": (
        "import dataclasses\n@dataclasses.dataclass\nclass TestA:\n    def test_x(self): ...",
        "",
    ),
    "a unittest case": (
        "import unittest as u\nclass A(u.TestCase):\n    def test_x(self): ...\n    def y(): ...",
        "A::test_x",
    ),
    "runTest": (
        "from unittest import TestCase\nclass A(TestCase):\n    def runTest(self): ...",
        "A::runTest",
    ),
    "a foreign case": (
        "from django.test import TestCase\nclass A(TestCase):\n    def test_x(self): ...",
        "A::test_x",
    ),
    "inheritance": (
        "class Base:\n    def test_b(self): ...\nclass TestA(Base):\n    def test_a(self): ...",
        "TestA::test_a TestA::test_b",
    ),
    "an inherited test that is hidden": (
        "class Base:\n    def test_b(self): ...\nclass TestA(Base):\n    test_b = None",
        "",
    ),
    "an abstract class": (
        "import abc\nclass TestA(abc.ABC):\n    @abc.abstractmethod\n    def test_x(self): ...",
        "",
    ),
    "a fixture": ("import pytest as p\n@p.fixture\ndef test_x(): ...\n", ""),
    "a fixture with options": (
        "from pytest import fixture as f\n@f(scope='module')\ndef test_x(): ...\n",
        "",
    ),
    "a property": ("class TestA:\n    @property\n    def test_x(self): ...", ""),
    "switched off": ("class TestA:\n    __test__ = False\n    def test_x(self): ...", ""),
    "switched off for all that inherit": (
        "class Base:\n    __test__ = False\nclass TestA(Base):\n    def test_x(self): ...",
        "",
    ),
    "switched on": ("class A:\n    __test__ = True\n    def test_x(self): ...", "A::test_x"),
    "a module that is switched off": ("__test__ = False\ndef test_x(): ...", ""),
    "a function that is switched off": ("def test_x(): ...\ntest_x.__test__ = False", ""),
    "redefined": ("def test_x(): ...\ntest_x = 3", ""),
    "redefined by an import": ("def test_x(): ...\nfrom json import loads as test_x", ""),
    "deleted": ("def test_x(): ...\ndel test_x", ""),
    "an alias": ("def helper(): ...\ntest_x = helper", "test_x"),
    "a condition": ("import sys\nif sys.argv:\n    def test_x(): ...", ""),
    "a condition that redefines": ("import os\ndef test_x(): ...\nif os.sep:\n    test_x = 1", ""),
    "a condition that always holds": ("if True:\n    def test_x(): ...", "test_x"),
    "a condition that never holds": (
        "if False:\n    def test_x(): ...\nelse:\n    def test_y(): ...",
        "test_y",
    ),
    "for type checkers": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    def test_x(): ...",
        "",
    ),
    "as a program": ("if __name__ == '__main__':\n    def test_x(): ...", ""),
    "an attempt": ("try:\n    def test_x(): ...\nexcept OSError:\n    pass", ""),
    "an attempt without handlers": ("try:\n    def test_x(): ...\nfinally:\n    pass", "test_x"),
    "in a context": ("with open('x'):\n    def test_x(): ...", "test_x"),
    "in a loop": ("for x in ():\n    def test_x(): ...", ""),
    "generated": ("test_x = make()", ""),
    "imported": (
        "from tests.shared import test_s, Base\nclass TestA(Base): ...",
        "test_s TestA::test_b",
    ),
    "imported relatively": ("from .shared import test_s as test_t", "test_t"),
    "imported whole": ("from .shared import *", "test_s"),
    "imported through a package": ("from tests import test_s", "test_s"),
    "imported from elsewhere": ("from json import loads as test_x", ""),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES.keys())
def test_names(text: str, names: str, tmp_path: Path) -> None:
    shared = "def test_s(): ...\nclass Base:\n    def test_b(self): ...\n"
    files = {"tests/__init__.py": "from .shared import test_s", "tests/shared.py": shared}
    found = read(tmp_path, text, files)
    assert sorted(test.name for test in found) == sorted(names.split())


PARAMETERS = {
    "numbers": ("'x', [1, 2.5, -3, None, True]", 5, "1 2.5 -3 None True"),
    "words": ("'x', ['a', 'b c']", 2, "a|b c"),
    "several": ("('x', 'y'), [(1, 'a'), (2, [])]", 2, "1-a 2-y1"),
    "several as one word": ("'x, y', [(1, 2)]", 1, "1-2"),
    "names of their own": ("'x', [1, 2], ids=['one', 'two']", 2, "one two"),
    "parameters with a name": ("'x', [pytest.param(1, id='one'), 2]", 2, "one 2"),
    "not to be read": ("'x', [object(), 2]", 2, ""),
    "twice the same": ("'x', [1, 1]", 2, ""),
    "a range": ("'x', range(3)", 3, "0 1 2"),
    "a table": ("'x', TABLE", 3, "0 1 2"),
    "the values of a table": ("'x', CASES.values(), ids=CASES.keys()", 2, "a b"),
    "the items of a table": ("('x', 'y'), CASES.items()", 2, "a-1 b-2"),
    "a call": ("'x', make()", 1, ""),
    "spread out": ("'x', [*TABLE, 4]", 1, ""),
    "nothing": ("'x', []", 1, ""),
}


@pytest.mark.parametrize(("marks", "count", "ids"), PARAMETERS.values(), ids=PARAMETERS.keys())
def test_parameters(marks: str, count: int, ids: str, tmp_path: Path) -> None:
    text = "import pytest\nTABLE = (0, 1, 2)\nCASES = {'a': 1, 'b': 2}\n"
    found = read(tmp_path, text + f"@pytest.mark.parametrize({marks})\ndef test_x(x, y): ...\n")
    assert found[0].count == count
    assert found[0].ids == tuple(ids.split("|") if "|" in ids else ids.split())


def test_parameters_multiply_and_the_nearest_comes_first(tmp_path: Path) -> None:
    text = """
        import pytest
        @pytest.mark.parametrize("z", [7, 8])
        class TestA:
            @pytest.mark.parametrize("x", [1, 2])
            @pytest.mark.parametrize("y", ["a", "b"])
            def test_x(self, x, y, z): ...
    """
    [test] = read(tmp_path, text)
    assert test.count == 8
    assert test.ids[:3] == ("a-1-7", "a-1-8", "a-2-7")


def test_where_the_body_stands(tmp_path: Path) -> None:
    text = "import pytest\n\n@pytest.mark.slow\n@pytest.mark.fast\ndef test_x(): ...\n"
    text += "from base import test_y\n"
    tests = {
        test.name: test for test in read(tmp_path, text, {"tests/base.py": "\n\ndef test_y(): ..."})
    }
    assert (tests["test_x"].file, tests["test_x"].line) == ("tests/test_it.py", 3)
    assert (tests["test_y"].file, tests["test_y"].line) == ("tests/base.py", 3)


def test_settings_decide_what_is_a_test(tmp_path: Path) -> None:
    settings = "python_functions = ['check_*', 'spec']\npython_classes = 'Spec'\n"
    settings += "collect_imported_tests = false\n"
    repository(tmp_path, {"pyproject.toml": f"[tool.pytest.ini_options]\n{settings}"})
    text = """
        from base import check_b
        def check_a(): ...
        def specific(): ...
        def test_x(): ...
        class SpecA:
            def check_c(self): ...
    """
    found = read(tmp_path, text, {"tests/base.py": "def check_b(): ..."})
    assert [test.name for test in found] == ["check_a", "specific", "SpecA::check_c"]


def test_what_steers_a_run_is_left_out(tmp_path: Path) -> None:
    repository(
        tmp_path,
        {
            "pyproject.toml": "[tool.pytest.ini_options]\ntimeout = 5\ntestpaths = ['x']\n"
            "addopts = '-p evil --import-mode importlib --co -k x --strict-markers'\n",
            "pytest.ini": "[pytest]\n",
            "tox.ini": "[tox]\n",
            "setup.cfg": "[tool:pytest]\n",
        },
    )
    settings = pytest_settings(tmp_path)
    assert settings.table == {"timeout": 5}
    assert settings.options == ("--import-mode=importlib", "--strict-markers")
    assert settings.ignored == ("pytest.ini", "setup.cfg")


@pytest.mark.parametrize(
    "text", ["", "[tool]\npytest = 3\n", "[tool.pytest]\nini_options = 1\n", "x"]
)
def test_strange_settings_are_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert pytest_settings(tmp_path).table == {}
