"""What the metadata of a generated repository follows from: names, authors, roots, address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context

_AUTHOR = re.compile(r"(?P<name>[^<>]+?)(?:\s*<(?P<mail>[^<>]+)>)?")
_TEST = re.compile(r"(^|/)(test_[^/]*|[^/]*_test)\.py$")
_SPDX = {o.Licence.PROPRIETARY: "LicenseRef-Proprietary"}


@dataclass(frozen=True, slots=True)
class Author:
    """One author; ``mail`` is "" where none is given."""

    name: str
    mail: str


def distribution_name(context: Context) -> str:
    """The name under which it is built and installed: the repository's, where PEP 508 admits it."""
    name = re.sub(r"^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "", context.repository)
    return name or re.sub(r"[^a-z0-9]+$", "", context.package)


def authors_of(context: Context) -> tuple[Author, ...]:
    """The authors, names and mail addresses apart."""
    found = [_AUTHOR.fullmatch(author) for author in context.answers.project.authors or ()]
    return tuple(Author(match["name"], match["mail"] or "") for match in found if match)


def holders(context: Context) -> str:
    """Who holds the copyright, in words."""
    return ", ".join(author.name for author in authors_of(context))


def version_of(context: Context) -> str:
    """The first version."""
    return context.answers.project.version or "0.1.0"


def licence_of(context: Context) -> o.Licence:
    """The licence of the repository."""
    return context.answers.project.licence or o.Licence.PROPRIETARY


def licence_expression(context: Context) -> str:
    """The licence as an SPDX expression (PEP 639)."""
    licence = licence_of(context)
    return _SPDX.get(licence, licence.value)


def url_of(context: Context) -> str:
    """The repository's address without a slash at its end; "" where it has none yet."""
    return (context.answers.project.url or "").rstrip("/")


def package_directory(context: Context) -> str:
    """Where the package lies: "src/schema_guard" or "schema_guard"; "" where the tree has none."""
    for root in ("src/", ""):
        directory = f"{root}{context.package}"
        if any(path.startswith(f"{directory}/") for path in context.files):
            return directory
    return ""


def source_root(context: Context) -> str:
    """The directory that is put on the import path: "src" or ".", "" without a package."""
    directory = package_directory(context)
    if not directory:
        return ""
    return "src" if directory.startswith("src/") else "."


def test_files(context: Context) -> tuple[str, ...]:
    """The files that pytest collects by their names, in the order of the tree."""
    return tuple(path for path in context.files if _TEST.search(path))


def test_roots(context: Context) -> tuple[str, ...]:
    """The top-level directories in which tests lie: ("tests",), or ("src",) beside the code."""
    return tuple(sorted({path.split("/")[0] for path in test_files(context) if "/" in path}))


def modules_of(context: Context) -> tuple[str, ...]:
    """The code files that are no tests: those of the package, or all where there is none."""
    inside = package_directory(context)
    prefix = f"{inside}/" if inside else ""
    tests = set(test_files(context))
    return tuple(
        path
        for path in context.files
        if path.endswith(".py")
        and path.startswith(prefix)
        and path not in tests
        and not path.endswith("conftest.py")
    )


def python_directories(context: Context) -> tuple[str, ...]:
    """The top-level directories that hold Python code, in the order of the tree."""
    found = dict.fromkeys(
        path.split("/")[0] for path in context.files if path.endswith(".py") and "/" in path
    )
    return tuple(found)


def is_service(context: Context) -> bool:
    """Whether it runs as a server that others call."""
    return context.has("app")
