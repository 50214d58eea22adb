"""Reads the settings: the file ``config.toml``, and over it the environment (``PBC_TUI_THEME``)."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from pbc_tui.configuration.faults import ConfigurationError
from pbc_tui.configuration.places import configuration_file
from pbc_tui.configuration.settings import USUAL, Settings
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.toml_reading import read_toml

if TYPE_CHECKING:
    from pydantic import ValidationError

PREFIX = "PBC_TUI_"
"""What a variable of the environment begins with that sets something."""

_MOST_BYTES = 1_000_000
_WANTED = {"bool_parsing": "true or false is needed", "bool_type": "true or false is needed"}


def read_settings(path: Path | None = None) -> Settings:
    """The settings of ``path``, the person's own file unless named, and of the environment.

    Raises:
        ConfigurationError: when the file cannot be read, or something there is no setting.
    """
    file = path or configuration_file()
    named = [name for name in os.environ if name.upper().startswith(PREFIX)]
    # What is needed to judge settings takes as long to import as all before the first paint.
    if not named and not file.exists():
        return USUAL
    return _judged(file, _table(file))


def _table(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read: {error.strerror}") from None
    if len(content) > _MOST_BYTES:
        raise ConfigurationError(f"{file}: has more than 1 MB, and is no file of settings")
    try:
        return read_toml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"{file}: byte {error.start} is no UTF-8; save it as UTF-8"
        ) from None
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(single_line(f"{file}: is no TOML: {error}", 400)) from None


def _judged(file: Path, table: dict[str, Any]) -> Settings:
    from pydantic import Field, ValidationError, create_model
    from pydantic_settings import (
        BaseSettings,
        InitSettingsSource,
        PydanticBaseSettingsSource,
        SettingsConfigDict,
        SettingsError,
    )

    class Sources(BaseSettings):
        """The environment first, then the file."""

        model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", strict=False)

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            """The two that count."""
            return env_settings, InitSettingsSource(settings_cls, init_kwargs=table)

    hints = get_type_hints(Settings)
    declared: dict[str, Any] = {}
    for each in fields(Settings):
        least, most = each.metadata.get("least"), each.metadata.get("most")
        value = Field(default=getattr(USUAL, each.name), ge=least, le=most)
        declared[each.name] = (hints[each.name], value)
    model = create_model("SettingsRead", __base__=Sources, **declared)
    _no_stranger(declared)
    try:
        found = model()
    except ValidationError as error:
        raise ConfigurationError(single_line(_words(file, error, table), 400)) from None
    except SettingsError as error:
        raise ConfigurationError(single_line(f"environment: {error}", 400)) from None
    return Settings(**{name: getattr(found, name) for name in declared})


def _no_stranger(declared: dict[str, Any]) -> None:
    """Refuse variables of the environment that look like settings and are none."""
    for variable in os.environ:
        name = variable.upper().removeprefix(PREFIX).lower()
        if variable.upper().startswith(PREFIX) and name not in declared:
            raise ConfigurationError(f"{variable}: no such setting{_near(name, declared)}")


def _words(file: Path, error: ValidationError, table: dict[str, Any]) -> str:
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"])
    first = str(fault["loc"][0])
    if fault["type"] == "extra_forbidden":
        names = {each.name for each in fields(Settings)}
        return f"{file}: {key}: no such setting{_near(first, names)}"
    variable = PREFIX + first.upper()
    set_there = any(name.upper() == variable for name in os.environ)
    where = variable if set_there else f"{file}: {key}"
    wanted = _WANTED.get(fault["type"])
    if fault["type"] == "literal_error":
        values = re.findall(r"'([^']+)'", fault["ctx"]["expected"])
        wanted = f"one of {', '.join(values)} is needed"
    elif wanted is None:
        wanted = str(fault["msg"]).removeprefix("Input ")
    return f"{where}: {wanted}, got {fault['input']!r}"


def _near(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.4)
    return f"; did you mean {near[0]}?" if near else f"; {', '.join(sorted(known))} are"
