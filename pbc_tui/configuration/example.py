"""The documented example of the file of settings, made from the settings themselves."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import fields

from pbc_tui.configuration.settings import USUAL, Settings

_HEAD = """\
Settings of pbc-tui. `pbc-tui locate config` says where this file stands.
Every setting has its usual value here; take away the # before one to change it.
A variable of the environment counts before this file: PBC_TUI_THEME=pbc-light."""


def example(commands: Iterable[tuple[str, str, str]] = ()) -> str:
    """A ``config.toml`` that changes nothing and says what may be changed.

    ``commands`` are those whose keys may be chosen: id, keys, explanation.
    """
    parts = [_commented(_HEAD)]
    for each in fields(Settings):
        about = _commented("\n".join(textwrap.wrap(each.metadata["about"], 76)))
        value = getattr(USUAL, each.name)
        if isinstance(value, Mapping):
            keys = [
                (f"#{json.dumps(name)} = {json.dumps(keys)}", why) for name, keys, why in commands
            ]
            width = max((len(row) for row, _ in keys), default=0)
            rows = [f"{row:<{width}}  # {why}" for row, why in keys]
            parts.append("\n".join([about, f"#[{each.name}]", *rows]))
        else:
            parts.append(f"{about}\n#{each.name} = {json.dumps(value)}")
    return "\n\n".join(parts) + "\n"


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())
