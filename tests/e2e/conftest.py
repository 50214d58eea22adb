from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.person import Person
from tests.package_index import fault


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home and a cache of the tests' own; the person's configuration of package indexes stays.

    Programs of the interpreter's own environment, uv among them, are found first. What is
    downloaded is shared by all tests of a run, by those of the other processes, too.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "e2e-home"
    shared.mkdir(exist_ok=True)
    home = Path.home()
    own = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {
        "HOME": str(shared),
        "XDG_CACHE_HOME": str(shared / "cache"),
        "XDG_CONFIG_HOME": str(_configuration(shared / "config", home)),
        "PYENV_ROOT": os.environ.get("PYENV_ROOT", str(home / ".pyenv")),
        "PATH": own,
        "PYTHONDONTWRITEBYTECODE": "1",
        "VISUAL": "",
        "EDITOR": "",
    }


def _configuration(directory: Path, home: Path) -> Path:
    """The person's configuration of other programs, without theirs of this one."""
    directory.mkdir(exist_ok=True)
    own = Path(os.environ.get("XDG_CONFIG_HOME", home / ".config"))
    for entry in own.iterdir() if own.is_dir() else ():
        if entry.name != "pbc-tui":
            with suppress(FileExistsError):
                (directory / entry.name).symlink_to(entry)
    return directory


@pytest.fixture(scope="session")
def index(environment: dict[str, str]) -> None:
    """Something that needs a package index: skipped, with the reason, where none is reached."""
    if reason := fault(environment):
        pytest.skip(f"no package index is reached: {reason}")


Hire = Callable[..., Person]


@pytest.fixture
def person(environment: dict[str, str]) -> Iterator[Hire]:
    """Makes persons who open the application; whatever they did, no program shows a traceback."""
    hired: list[Person] = []

    def hire(root: Path, **more: Any) -> Person:
        hired.append(Person(root, environment, **more))
        return hired[-1]

    yield hire
    for each in hired:
        each.leaves()
