"""The name under which a constructor takes a field that has an alias.

https://docs.pydantic.dev/latest/concepts/alias/,
https://www.attrs.org/en/stable/init.html#private-attributes-and-aliases
"""

from __future__ import annotations

import ast

from pbc_tui.design.contract.naming import dotted
from pbc_tui.design.contract.values import Variable


def alias_of(variable: Variable, *, attrs: bool) -> str:
    """The alias of a field, "" where it has none, or one that is no plain text.

    ``attrs``: the class is made by ``attrs``, whose ``field`` has an alias too.
    """
    makers = ("field", "ib", "attrib") if attrs else ("Field",)
    for text in (variable.value, variable.annotation):
        for call in _calls(text or ""):
            if dotted(call).rpartition(".")[2] not in makers:
                continue
            told = {entry.arg: entry.value for entry in call.keywords}
            alias = told.get("validation_alias", told.get("alias"))
            if isinstance(alias, ast.Constant) and isinstance(alias.value, str):
                return alias.value
    return ""


def _calls(text: str) -> list[ast.Call]:
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
