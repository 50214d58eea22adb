"""``pbc-tui [DIR]``: the application on the screen."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp


def open_directory(directory: Path, agent: str) -> NoReturn:
    """Run the application on a directory and end this process with its exit status.

    Raises:
        click.UsageError: when the directory cannot be used or there is no terminal.
    """
    root = directory.resolve()
    if root.exists() and not root.is_dir():
        raise click.UsageError(f"{directory}: is a file; give the repository's directory")
    if not root.exists() and not root.parent.is_dir():
        raise click.UsageError(f"{directory}: {root.parent} does not exist; create it first")
    _needs_terminal()
    if agent:
        _must_be_known(agent)
    application = _application(root, agent)
    application.run()
    _leave(application.return_code or 0)


def open_tutorial(directory: Path) -> NoReturn:
    """Make the project of the tutorial at a directory, unless it is there, and open it.

    Raises:
        click.UsageError: when something else lies there.
    """
    root = directory.resolve()
    _needs_terminal()
    from pbc_tui.cli.inputs import read_session
    from pbc_tui.workflow import tutorial
    from pbc_tui.workflow.project import has_session
    from pbc_tui.workflow.refused import Refused

    if has_session(root):
        if not tutorial.is_tutorial(read_session(root)):
            raise click.UsageError(
                f"{directory}: holds another project; `pbc-tui tutorial DIR` wants a new directory"
            )
    elif root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise click.UsageError(
            f"{directory}: is not empty; `pbc-tui tutorial DIR` wants a new directory"
        )
    else:
        try:
            root.mkdir(parents=True, exist_ok=True)
            tutorial.begin(root)
        except OSError as error:
            raise click.UsageError(f"{directory}: {error.strerror or error}") from None
        except Refused as error:
            raise click.UsageError(str(error)) from None
    open_directory(root, "")


def _needs_terminal() -> None:
    # A browser stands in for it: textual-serve names its own driver.
    if "TEXTUAL_DRIVER" in os.environ:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "the application needs a terminal; without one use `pbc-tui run ANSWERS.toml DIR`"
        )


def _application(root: Path, agent: str) -> PbcApp:
    # Imported here: other commands need nothing of the screen.
    from pbc_tui.cli.own_settings import own_settings
    from pbc_tui.configuration.faults import ConfigurationError
    from pbc_tui.configuration.places import configuration_file
    from pbc_tui.ui.app import PbcApp

    settings = own_settings()
    try:
        return PbcApp(root, agent=agent, settings=settings)
    except ConfigurationError as error:
        raise click.UsageError(f"{configuration_file()}: {error}") from None


def _leave(status: int) -> NoReturn:
    """End at once: everything is on the disk, and the terminal is as it was.

    To free what a large project holds, object by object, would take longer than all the rest.
    """
    from pbc_tui.workspace import scratch

    scratch.remove()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _must_be_known(agent: str) -> None:
    # Imported here: what the first paint does not need must not delay it.
    from pbc_tui.workflow.agents import known_agent
    from pbc_tui.workflow.refused import Refused

    try:
        known_agent(agent)
    except Refused as error:
        raise click.UsageError(f"--agent: {error}") from None
