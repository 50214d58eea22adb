"""The kinds of Python files: tests, examples, packages, modules."""

from __future__ import annotations

import posixpath

from pbc_tui.design.plan.own_files import is_test_file
from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.kinds.kind import FileKind

_LANGUAGE = (
    'Python {python} or later (`requires-python = "{specifier}"`): the file must parse and run '
    "on {python}."
)
_OUTPUT = (
    "The complete file `{path}`, from its first line to its last; no excerpt, no ellipsis.",
    "A module docstring first that says in one or two sentences what `{name}` is for.",
    "Comments only where the code cannot say why; none that repeats the code.",
    "No debug code and no commented-out code.",
)


def _python(task: Task) -> bool:
    return task.path.endswith((".py", ".pyi"))


def _conftest(task: Task) -> bool:
    return posixpath.basename(task.path) == "conftest.py"


def _package_marker_of_tests(task: Task) -> bool:
    return posixpath.basename(task.path) == "__init__.py" and is_test_file(task.path)


def _test(task: Task) -> bool:
    return is_test_file(task.path)


def _example(task: Task) -> bool:
    return _python(task) and task.path.split("/")[0] in ("examples", "example", "demo")


def _package(task: Task) -> bool:
    return posixpath.basename(task.path) == "__init__.py"


PYTHON: tuple[FileKind, ...] = (
    FileKind(
        name="test fixtures",
        takes=_conftest,
        language=_LANGUAGE,
        conventions=("Fixtures are functions under `@pytest.fixture`, each with a docstring.",),
        interface=(
            "pytest finds the fixtures of `{path}` by their names; the tests in its directory "
            "take them as parameters. The file has no other public API."
        ),
        read_by="pytest, for every test beneath the directory of `{path}`",
        output=_OUTPUT,
        trial="`{run} pytest --fixtures` lists the fixtures of `{path}`, and no test breaks",
        example="{run} pytest --fixtures",
        algorithms=("Each fixture of `{path}` builds one fresh object for each test that asks.",),
        edge_cases=("A test that takes two fixtures gets two objects that share no state.",),
        errors=("A fixture cleans up behind its `yield`, also when its test fails.",),
        performance=(
            "Fixtures do nothing at import time; what is costly is built once a session.",
        ),
        security=("Only invented values; files only under pytest's `tmp_path`.",),
        code=True,
    ),
    FileKind(
        name="package marker of the tests",
        takes=_package_marker_of_tests,
        language=_LANGUAGE,
        conventions=("The file holds its module docstring and nothing else.",),
        interface="`{path}` makes its directory a package and exports nothing.",
        read_by="pytest, when it imports the tests beside `{path}`",
        output=("`{path}` with one module docstring and nothing else.",),
        trial="`{run} pytest` still collects every test of the directory",
        example="{run} pytest --collect-only",
        algorithms=("A docstring alone; no import, no fixture, no test in `{path}`.",),
        edge_cases=("Test modules of the same name in other directories stay apart.",),
        errors=("Nothing that can fail stands in it.",),
        performance=("Importing it costs nothing, because it does nothing.",),
        security=("It holds no value at all, hence no secret.",),
        code=True,
    ),
    FileKind(
        name="test module",
        takes=_test,
        language=_LANGUAGE,
        conventions=(
            "Each test is a function `test_<behaviour>` that states one behaviour and asserts it.",
        ),
        interface=(
            "pytest collects the functions `test_*` of `{path}`; they take no parameters but "
            "fixtures and return None. The file exports nothing."
        ),
        read_by="pytest, locally and in CI",
        output=(
            *_OUTPUT,
            "No test that cannot fail, none that is skipped or expected to fail.",
        ),
        trial="`{run} pytest {path}` collects at least one test and passes",
        example="{run} pytest {path}",
        algorithms=("Arrange, act, assert: one behaviour a test, parametrised where it recurs.",),
        edge_cases=("Every edge case of the subject has a test of its own in `{name}`.",),
        errors=("Expected failures are asserted by type and by what their message names.",),
        performance=("All tests of `{path}` together end within seconds; no sleeping.",),
        security=("Invented values only; no network, no files outside pytest's `tmp_path`.",),
        code=True,
    ),
    FileKind(
        name="example",
        takes=_example,
        language=_LANGUAGE,
        conventions=("The example reads from top to bottom; `print` is allowed to show results.",),
        interface="`{path}` is run, not imported: its work stands in `main()` under the guard.",
        read_by="people who learn `{package}`, and the test or reader that runs it",
        output=_OUTPUT,
        trial="`{python_command} {path}` ends with status 0 and prints what it shows",
        example="{python_command} {path}",
        algorithms=(
            "Uses only the public API of `{package}`, in the order in which one learns it.",
        ),
        edge_cases=("Runs from any working directory, twice in a row, without leaving files.",),
        errors=("Shows one failure that a user will meet and how `{package}` reports it.",),
        performance=("Ends within a second.",),
        security=("Invented values only; no network, no secret.",),
        code=True,
    ),
    FileKind(
        name="package",
        takes=_package,
        language=_LANGUAGE,
        conventions=("Imports are sorted; `__all__` lists what is re-exported.",),
        interface="`{path}` re-exports nothing beyond its contract; with none, it is a docstring.",
        read_by="whoever imports the package that `{path}` makes",
        output=_OUTPUT,
        trial='`{python_command} -c "import {module}"` ends with status 0',
        example="import {module}",
        algorithms=("Re-exports names; computes nothing in `{path}`.",),
        edge_cases=("Importing a submodule alone works and makes no circular import.",),
        errors=("Import errors are not caught: a missing dependency shows at once.",),
        performance=("Importing `{module}` reads no file, no network and no environment.",),
        security=("It holds names only, no value that could be secret.",),
        code=True,
    ),
    FileKind(
        name="module",
        takes=_python,
        language=_LANGUAGE,
        conventions=("Imports at the top, sorted: standard library, third party, `{package}`.",),
        interface="`{path}` offers exactly the names below.",
        read_by="the modules of `{package}` that import `{module}`",
        output=_OUTPUT,
        trial='`{python_command} -c "import {module}"` ends with status 0',
        example="import {module}",
        performance=(
            "Importing `{module}` does no work: no file, no network, no environment is read.",
        ),
        code=True,
    ),
)
