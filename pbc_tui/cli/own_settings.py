"""The settings of the person, for the commands that something of theirs counts for."""

from __future__ import annotations

import click

from pbc_tui.configuration.faults import ConfigurationError
from pbc_tui.configuration.reading import read_settings
from pbc_tui.configuration.settings import Settings


def own_settings() -> Settings:
    """What the person has set.

    Raises:
        click.UsageError: when the file cannot be read, or something there is no setting.
    """
    try:
        return read_settings()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from None
