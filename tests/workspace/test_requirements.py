"""Which packages the tests of a project need."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.workspace.files import WorkspaceError
from pbc_tui.workspace.requirements import read_requirements


def write(root: Path, text: str) -> None:
    (root / "pyproject.toml").write_text(text)


def test_dependencies_and_the_extras_for_tests_count(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
[project]
name = "Schema_Guard"
requires-python = ">=3.11"
dependencies = ["pydantic>=2,<3"]
[project.optional-dependencies]
dev = ["ruff", "schema-guard[test]"]
test = ["pytest>=8"]
docs = ["mkdocs"]
""",
    )
    found = read_requirements(tmp_path)
    assert found.packages == ("pydantic>=2,<3", "pytest>=8", "ruff")
    assert found.names == ("pydantic", "pytest", "ruff")
    assert found.extras == ("dev", "test")
    assert found.python == ">=3.11"


def test_without_any_there_is_still_pytest(tmp_path: Path) -> None:
    write(tmp_path, '[project]\nname = "x"\n')
    found = read_requirements(tmp_path)
    assert (found.packages, found.extras, found.python) == (("pytest",), (), "")


def test_addresses_options_and_nonsense_are_left_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        '[project]\ndependencies = ["evil @ file:///x", "-r other.txt", "ok", 3]\n',
    )
    assert read_requirements(tmp_path).packages == ("ok", "pytest")


@pytest.mark.parametrize("text", ["[project", "x = \x00"])
def test_what_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    with pytest.raises(WorkspaceError, match=r"^pyproject\.toml: ") as refusal:
        read_requirements(tmp_path)
    assert "\n" not in str(refusal.value)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"^pyproject\.toml: No such file"):
        read_requirements(tmp_path)


@given(
    st.sampled_from(
        [
            "project = 1",
            "project = {dependencies = {a = 1}}",
            "project = {optional-dependencies = []}",
            "project = {name = 3, optional-dependencies = {dev = 'pytest'}}",
            "project = {requires-python = 3.11}",
        ]
    )
)
def test_odd_shapes_do_no_harm(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("root")
    write(root, text)
    assert read_requirements(root).packages == ("pytest",)
