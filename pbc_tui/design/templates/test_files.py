"""Test files by the depth of testing that stage 1 chose, for the files that are there."""

from __future__ import annotations

from collections.abc import Iterable

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.templates.entry import Entry

_UNIT_TESTED = ("config", "exceptions", "results", "log", "utils", "core", "aio", "service")

_PAGES = ("web:pages", "web:forms", "web:spa", "web:site")


def entries(
    answers: Answers, package: Iterable[Entry], *, beside: bool = False
) -> tuple[Entry, ...]:
    """The tests of these files; ``beside`` puts each unit test next to what it tries."""
    depth = answers.architecture.testing
    if depth in (None, o.Testing.NONE):
        return ()
    files = {entry.role: entry.path for entry in package}
    unit = "tests" if depth is o.Testing.UNIT else "tests/unit"
    integration = "tests" if depth is o.Testing.UNIT else "tests/integration"
    # Fixtures for tests in src/ and in tests/ lie above both.
    found = [Entry("conftest.py" if beside else "tests/conftest.py", "conftest")]
    for role in (*_UNIT_TESTED, *_components(files)):
        if role in files:
            directory = files[role].rpartition("/")[0] if beside else unit
            name = role.rpartition(":")[2]
            found.append(Entry(f"{directory}/test_{name}.py", f"test:{name}"))
    if "cli" in files:
        directory = files["cli"].rpartition("/")[0] if beside else unit
        found.append(Entry(f"{directory}/test_cli.py", "test:cli"))
    if "app" in files:
        found.append(Entry(f"{integration}/test_api.py", "test:api"))
    if any(role in files for role in _PAGES):
        found.append(Entry(f"{integration}/test_web.py", "test:web"))
    if depth is not o.Testing.UNIT:
        found.append(Entry("tests/integration/test_together.py", "test:together"))
    if depth is o.Testing.COMPREHENSIVE:
        found.append(Entry("tests/e2e/test_from_outside.py", "test:from_outside"))
    return tuple(found)


def example_test(answers: Answers) -> tuple[Entry, ...]:
    """The test that runs every example."""
    match answers.architecture.testing:
        case None | o.Testing.NONE:
            return ()
        case o.Testing.UNIT:
            return (Entry("tests/test_examples.py", "test:examples"),)
        case o.Testing.INTEGRATION:
            return (Entry("tests/integration/test_examples.py", "test:examples"),)
        case _:
            return (Entry("tests/e2e/test_examples.py", "test:examples"),)


def _components(files: dict[str, str]) -> tuple[str, ...]:
    return tuple(role for role in files if role.startswith("component:"))
