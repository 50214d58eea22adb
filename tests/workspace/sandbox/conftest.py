"""A place to run hostile code in, at each level that this machine offers."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from pbc_tui.workspace.process import Finished
from pbc_tui.workspace.sandbox.finding import NotOffered, find_sandbox
from pbc_tui.workspace.sandbox.level import Layout, Level, Limits
from pbc_tui.workspace.sandbox.places import interpreter_places
from pbc_tui.workspace.sandbox.running import run_confined
from pbc_tui.workspace.sandbox.sandbox import Sandbox

PYTHON = Path(sys.executable)

LEVELS = [each for each in Level if each is not Level.SEATBELT or sys.platform == "darwin"]

Try = Callable[..., Awaitable[Finished]]


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    for name in ("repository", "home", "tmp"):
        (tmp_path / "inside" / name).mkdir(parents=True)
    place = tmp_path / "inside"
    (place / "repository" / "module.py").write_text("x = 1\n")
    return Layout(
        place / "repository", place / "home", place / "tmp", readable=interpreter_places(PYTHON)
    )


async def offered(level: Level) -> Sandbox:
    """The sandbox of a level, or a skip that says why this machine does not offer it."""
    try:
        return await find_sandbox(level)
    except NotOffered as reason:
        pytest.skip(f"{level} cannot be run here: {reason}")


@pytest.fixture(params=LEVELS, ids=str)
async def sandbox(request: pytest.FixtureRequest) -> Sandbox:
    """Each level that this machine offers."""
    return await offered(request.param)


@pytest.fixture(params=[each for each in LEVELS if each is not Level.UNCONFINED], ids=str)
async def confining(request: pytest.FixtureRequest) -> Sandbox:
    """Each level that really keeps something out."""
    return await offered(request.param)


@pytest.fixture
def attempt(layout: Layout) -> Try:
    """Runs Python code in a sandbox."""

    async def run(sandbox: Sandbox, code: str, *arguments: object, **more: object) -> Finished:
        argv = [PYTHON, "-I", "-S", "-c", code, *map(str, arguments)]
        options = {"seconds": 10.0, "limits": Limits(processes=40), **more}
        return await run_confined(sandbox, layout, argv, **options)  # type: ignore[arg-type]

    return run
