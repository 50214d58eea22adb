"""Where something absent may stand instead: under another name, or elsewhere."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container

from pbc_tui.checks.analysis.conformance.functions import same_calls
from pbc_tui.design.contract.values import Class, Function, FunctionKind, Member, Scope, Variable

_CLOSE = 0.6


def hint(
    name: str, wanted: Member, scope: Scope, asked: Container[str], prefix: str, module: Scope
) -> tuple[str, int]:
    """What may help to find something absent, in words after "is missing", and the line to look at.

    The words are "" and the line 0 where nothing helps.

    ``asked`` are the names that the contract has in the same scope, ``prefix`` what stands before
    the name, with its dot.
    """
    if gone := scope.gone.get(name):
        return f": it {gone.why}", gone.line
    other, why = _renamed(name, wanted, scope, asked)
    if other:
        return f"; {prefix}{other} looks like it, renamed{why}", scope.members[other].line
    in_class = isinstance(scope, Class)
    if in_class and isinstance(wanted, Function) and name in module.functions:
        line = module.functions[name].line
        return f"; {name} is a function of the module (line {line}), not a method", line
    owners = [one for one in module.classes.values() if name in one.functions]
    if not in_class and isinstance(wanted, Function) and owners:
        said = f"; {name} is a method of {owners[0].name}, not a function of the module"
        return said, owners[0].functions[name].line
    return "", 0


def _renamed(name: str, wanted: Member, scope: Scope, asked: Container[str]) -> tuple[str, str]:
    """What stands there under another name, and what makes it alike; "" for nothing."""
    others = [
        other
        for other, member in scope.members.items()
        if other not in asked and type(member) is type(wanted) and not _dunder(other)
    ]
    if isinstance(wanted, Function):
        alike = [one for one in others if same_calls(wanted, scope.functions[one])]
        if len(alike) == 1 or (alike := difflib.get_close_matches(name, alike, 1, 0.0)):
            return alike[0], f" (same {_calls(wanted)})"
    if isinstance(wanted, Class):
        alike = [
            one for one in others if wanted.members.keys() <= scope.classes[one].members.keys()
        ]
        if wanted.members and alike:
            return alike[0], " (same members)"
    if isinstance(wanted, Variable) and _telling(wanted):
        alike = [one for one in others if scope.variables[one].literal == wanted.literal]
        if len(alike) == 1:
            return alike[0], " (same value)"
    if close := difflib.get_close_matches(_plain(name), map(_plain, others), 1, _CLOSE):
        return next(one for one in others if _plain(one) == close[0]), ""
    return "", ""


def _calls(wanted: Function) -> str:
    return "type" if wanted.kind is FunctionKind.PROPERTY else "parameters"


def _telling(wanted: Variable) -> bool:
    """Whether a value is one that does not stand everywhere."""
    return bool(wanted.literal) and wanted.literal[0] not in (None, "", 0, 1)


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _dunder(name: str) -> bool:
    return bool(re.fullmatch(r"__\w+__", name))
