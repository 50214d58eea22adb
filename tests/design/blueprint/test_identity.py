import pytest

from pbc_tui.design.blueprint import identity
from pbc_tui.design.blueprint.identity import Author
from tests.design.blueprint.designs import SERVICE, context_of, own_context


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("schema-guard", "schema-guard"),
        ("Schema.Guard", "Schema.Guard"),
        ("_schema-guard-", "schema-guard"),
        ("_", "schema_guard"),
    ],
)
def test_a_distribution_has_a_name_that_indexes_accept(repository: str, expected: str) -> None:
    context = own_context((), {"intake.repository_name": repository})
    assert identity.distribution_name(context) == expected


def test_authors_are_taken_apart() -> None:
    context = own_context((), {"project.authors": ["Ada  <ada@example.com>", "The authors"]})
    assert identity.authors_of(context) == (
        Author("Ada", "ada@example.com"),
        Author("The authors", ""),
    )
    assert identity.holders(context) == "Ada, The authors"


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", "MIT"),
        ("BSD-3-Clause", "BSD-3-Clause"),
        ("Apache-2.0", "Apache-2.0"),
        ("Proprietary", "LicenseRef-Proprietary"),
    ],
)
def test_a_licence_is_an_spdx_expression(licence: str, expected: str) -> None:
    assert identity.licence_expression(own_context((), {"project.licence": licence})) == expected


@pytest.mark.parametrize(
    ("files", "directory", "root"),
    [
        (("src/schema_guard/__init__.py",), "src/schema_guard", "src"),
        (("schema_guard/core.py",), "schema_guard", "."),
        (("main.py",), "", ""),
        (("src/other/core.py",), "", ""),
    ],
)
def test_where_the_package_lies(files: tuple[str, ...], directory: str, root: str) -> None:
    context = own_context(files)
    assert identity.package_directory(context) == directory
    assert identity.source_root(context) == root


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("tests/unit/test_core.py", "tests/conftest.py"), ("tests",)),
        (("src/schema_guard/test_core.py", "tests/core_test.py"), ("src", "tests")),
        (("tests/conftest.py",), ()),
        (("src/schema_guard/testing.py",), ()),
    ],
)
def test_where_the_tests_lie(files: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert identity.test_roots(own_context(files)) == expected


def test_what_runs_as_a_server() -> None:
    assert identity.is_service(context_of(SERVICE))
    assert not identity.is_service(context_of())
