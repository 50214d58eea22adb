"""Which tests reach a file through imports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pbc_tui.checks.analysis.reach import ImportGraph
from tests.checks.inspecting import repository

FILES = {
    "src/app/__init__.py": "from .mod import double\nfrom .other import triple as thrice\n",
    "src/app/mod.py": "def double(x): ...\n",
    "src/app/other.py": "def triple(x): ...\n",
    "src/app/user.py": "import json\nfrom . import mod\n",
    "src/app/deep/__init__.py": "",
    "src/app/deep/leaf.py": "from ..user import (\n    four,  # of it\n    five,\n)\n",
    "tests/conftest.py": (
        "import pytest\nfrom app import other\n@pytest.fixture\ndef three(): ...\n"
    ),
    "flat.py": "import app.other\n",
}
TESTS = {
    "a module": ("from app.mod import double", {"mod"}),
    "a module by its full name": ("import app.mod", {"mod"}),
    "a module and its alias": ("import app.mod as m, os", {"mod"}),
    "a module of a package": ("from app import mod", {"mod"}),
    "what a package has from a module": ("from app import double", {"mod"}),
    "what a package has under another name": ("from app import thrice", {"other"}),
    "a package as a whole": ("import app", {"mod", "other"}),
    "everything of a package": ("from app import *", {"mod", "other"}),
    "another module in between": ("from app.deep import leaf", {"mod"}),
    "a part in parentheses": ("from app.deep.leaf import (\n    x as y,\n)", {"mod"}),
    "a continued line": ("from app.deep import \\\n    leaf", {"mod"}),
    "inside a function": ("def test_x():\n    from app.mod import double", {"mod"}),
    "by its name as a text": ("import importlib\nimportlib.import_module('app.mod')", {"mod"}),
    "an import that may fail": ("import pytest\nm = pytest.importorskip('app.other')", {"other"}),
    "a flat module": ("import flat", {"other"}),
    "a fixture": ("def test_x(three): ...", {"other"}),
    "nothing": ("import json\n# from app import mod\nx = 'from app import mod'", set[str]()),
    "a name that is none": ("from app.nowhere import x", {"mod", "other"}),
}


def is_test(name: str) -> bool:
    return name.startswith("test_")


@pytest.mark.parametrize(("text", "reached"), TESTS.values(), ids=TESTS.keys())
def test_what_a_test_reaches(text: str, reached: set[str], tmp_path: Path) -> None:
    repository(tmp_path, {**FILES, "tests/test_it.py": text})
    graph = ImportGraph(tmp_path)
    found = {
        name
        for name in ("mod", "other")
        if "tests/test_it.py" in graph.tests_reaching(f"src/app/{name}.py", is_test)
    }
    assert found == reached


def test_a_package_is_reached_by_whoever_imports_from_it(tmp_path: Path) -> None:
    repository(tmp_path, {**FILES, "tests/test_it.py": "from app.mod import double"})
    assert ImportGraph(tmp_path).tests_reaching("src/app/__init__.py", is_test)


def test_the_nearest_come_first(tmp_path: Path) -> None:
    tests = {
        "tests/test_far.py": "import app.deep.leaf",
        "tests/test_mid.py": "import app.user",
        "tests/test_near.py": "import app.mod",
    }
    repository(tmp_path, {**FILES, **tests})
    found = ImportGraph(tmp_path).tests_reaching("src/app/mod.py", is_test)
    assert found == ["tests/test_near.py", "tests/test_mid.py", "tests/test_far.py"]


def test_a_fixture_that_is_always_used_reaches_every_test_below(tmp_path: Path) -> None:
    conftest = FILES["tests/conftest.py"].replace("fixture", "fixture(autouse=True)")
    tests = {"tests/conftest.py": conftest, "tests/sub/test_a.py": "", "test_b.py": ""}
    repository(tmp_path, {**FILES, **tests})
    found = ImportGraph(tmp_path).tests_reaching("src/app/other.py", is_test)
    assert found == ["tests/sub/test_a.py"]


def test_fixtures_of_a_plugin_module(tmp_path: Path) -> None:
    tests = {
        "tests/conftest.py": "pytest_plugins = ['tests.fixtures']\n",
        "tests/fixtures.py": FILES["tests/conftest.py"].replace("other", "mod"),
        "tests/test_a.py": "def test_a(three): ...",
        "tests/test_b.py": "def test_b(): ...",
    }
    repository(tmp_path, {**FILES, **tests})
    found = ImportGraph(tmp_path).tests_reaching("src/app/mod.py", is_test)
    assert found == ["tests/test_a.py"]


def test_circles_end(tmp_path: Path) -> None:
    files = {
        "a/__init__.py": "from b import x",
        "b/__init__.py": "from a import x",
        "tests/test_a.py": "from a import x",
    }
    repository(tmp_path, files)
    assert ImportGraph(tmp_path).tests_reaching("a/__init__.py", is_test) == ["tests/test_a.py"]


def test_what_is_no_file_of_the_repository_is_left_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("from app import mod\n")
    root = tmp_path / "repository"
    repository(root, FILES)
    (root / "tests/test_link.py").symlink_to(outside)
    os.mkfifo(root / "tests/test_pipe.py")
    (root / "venv").mkdir()
    (root / "venv/pyvenv.cfg").touch()
    (root / "venv/test_it.py").write_text("from app import mod\n")
    (root / "tests/test_odd.py").write_bytes(b"from app import mod\n\xff\0")
    assert ImportGraph(root).tests_reaching("src/app/mod.py", is_test) == ["tests/test_odd.py"]


def test_a_given_text_counts_instead_of_what_lies_on_disk(tmp_path: Path) -> None:
    repository(tmp_path, {**FILES, "tests/test_it.py": ""})
    graph = ImportGraph(tmp_path, {"tests/test_it.py": b"import app.mod"})
    assert graph.tests_reaching("src/app/mod.py", is_test) == ["tests/test_it.py"]
