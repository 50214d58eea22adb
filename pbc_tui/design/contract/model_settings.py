"""What a model says about itself beside its fields: ``model_config``, keywords, ``class Config``.

https://docs.pydantic.dev/latest/api/config/
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from pbc_tui.design.contract.values import Class, Variable

SETTINGS_NAME = "model_config"
"""The attribute of a model that holds its settings, so it is no field."""

_BY_NAME = ("populate_by_name", "validate_by_name", "allow_population_by_field_name")
_FROZEN = ("frozen",)


def is_frozen(descent: Iterable[Class]) -> bool:
    """Whether the attributes of a model cannot be assigned; ``descent``: it and its bases."""
    return _setting(descent, _FROZEN)


def takes_names(descent: Iterable[Class]) -> bool:
    """Whether a field that has an alias can be given by its own name as well."""
    return _setting(descent, _BY_NAME)


def is_of_settings(descent: Iterable[Class]) -> bool:
    """Whether the environment fills the fields, whose aliases are the names of variables there."""
    return any(
        base.partition("[")[0].rpartition(".")[2] == "BaseSettings"
        for one in descent
        for base in one.bases
    )


def _setting(descent: Iterable[Class], names: tuple[str, ...]) -> bool:
    return next((told for one in descent if (told := _told(one, names)) is not None), False)


def _told(owner: Class, names: tuple[str, ...]) -> bool | None:
    """What a class itself says, None when it says nothing."""
    values = [owner.keywords[name] for name in names if name in owner.keywords]
    config = owner.members.get("Config")
    if isinstance(config, Class):
        values += [one.value or "" for name, one in config.variables.items() if name in names]
    settings = owner.members.get(SETTINGS_NAME)
    if isinstance(settings, Variable) and settings.value:
        values += _entries(settings.value, names)
    return None if not values else "True" in values


def _entries(text: str, names: tuple[str, ...]) -> list[str]:
    """The values of some entries of ``ConfigDict(...)`` or of a dictionary."""
    found: list[str] = []
    for node in ast.walk(ast.parse(text, mode="eval")):
        if isinstance(node, ast.Call):
            found += [ast.unparse(each.value) for each in node.keywords if each.arg in names]
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            found += [
                ast.unparse(value)
                for key, value in pairs
                if isinstance(key, ast.Constant) and key.value in names
            ]
    return found
