"""Where a person's own files for pbc-tui stand."""

from __future__ import annotations

from pathlib import Path

NAME = "pbc-tui"
"""The name of our directories among those of the user."""


def directory() -> Path:
    """The directory of the configuration, by the rules of the platform."""
    from platformdirs import user_config_path

    return user_config_path(NAME)


def configuration_file() -> Path:
    """The file of the settings."""
    return directory() / "config.toml"
