"""``pbc-tui locate``: where everything stands that is not in the repository."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from pbc_tui.cli import DONE


def _config() -> Path:
    from pbc_tui.configuration.places import configuration_file

    return configuration_file()


def _agents() -> Path:
    from pbc_tui.agents.table import own_table_path

    return own_table_path()


def _templates() -> Path:
    from pbc_tui.workflow.own_templates import directory

    return directory()


def _cache() -> Path:
    from pbc_tui.workspace.environment import environments_directory

    return environments_directory().parent


PLACES: Mapping[str, Callable[[], Path]] = {
    "config": _config,
    "agents": _agents,
    "templates": _templates,
    "cache": _cache,
}
"""What can be asked for, in the order in which it is shown."""


def show_places(name: str | None, example: bool) -> int:
    """Print where one thing stands, or all of them; or an example of the configuration file.

    Raises:
        click.UsageError: when an example is wanted of anything else.
    """
    if example:
        if name not in (None, "config"):
            raise click.UsageError(f"--example: there is one of config only, not of {name}")
        click.echo(example_configuration(), nl=False)
        return DONE
    if name is not None:
        click.echo(str(PLACES[name]()))
        return DONE
    for each, place in PLACES.items():
        path = place()
        there = "" if path.exists() else "   (not there yet)"
        click.echo(f"{each:<10} {path}{there}")
    return DONE


def example_configuration() -> str:
    """The documented example, with every command whose keys may be chosen."""
    from pbc_tui.configuration.example import example
    from pbc_tui.ui.commands import BOUND

    return example((each.id, each.keys, each.help) for each in BOUND.values())
