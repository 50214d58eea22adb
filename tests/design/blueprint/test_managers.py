import shlex

import pytest

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.managers import MANAGERS, Manager, command_line
from pbc_tui.design.templates.project_files import LOCK_FILES

EVERY = pytest.mark.parametrize("manager", MANAGERS.values(), ids=lambda entry: entry.option.value)


def test_every_choice_has_an_entry() -> None:
    assert set(MANAGERS) == set(o.Dependencies)


@EVERY
def test_a_manager_runs_itself(manager: Manager) -> None:
    commands = (manager.install, manager.develop, manager.document, manager.build)
    assert {command[0] for command in commands} == {manager.executable}


@EVERY
def test_a_manager_that_locks_says_how_it_locks_and_checks(manager: Manager) -> None:
    assert bool(manager.lock) == bool(manager.lock_file) == bool(manager.lock_check)


@EVERY
def test_the_tree_has_the_lock_file_that_the_manager_writes(manager: Manager) -> None:
    assert LOCK_FILES.get(manager.option, "") == manager.lock_file


@EVERY
def test_a_command_line_is_read_back_as_its_words(manager: Manager) -> None:
    for words in (manager.install, manager.develop, manager.document, manager.lock, manager.build):
        assert tuple(shlex.split(command_line(words))) == words


def test_extras_are_written_as_the_documentation_writes_them() -> None:
    manager = MANAGERS[o.Dependencies.PIP_PYPROJECT]
    assert command_line(manager.develop) == 'python -m pip install -e ".[dev]"'


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (o.Dependencies.UV, ("uv", "run", "pytest")),
        (o.Dependencies.POETRY, ("poetry", "run", "pytest")),
        (o.Dependencies.PDM, ("pdm", "run", "pytest")),
        (o.Dependencies.PIP_REQUIREMENTS, ("pytest",)),
        (o.Dependencies.PIP_PYPROJECT, ("pytest",)),
    ],
)
def test_how_the_tests_are_run(option: o.Dependencies, expected: tuple[str, ...]) -> None:
    assert MANAGERS[option].test == expected
