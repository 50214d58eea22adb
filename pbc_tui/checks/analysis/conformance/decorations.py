"""What the decorators of a source make of a function or a class, beside those of the contract."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbc_tui.checks.analysis.conformance.decorator_table import COMMANDS, OWNERS, PLAIN, keeps
from pbc_tui.checks.analysis.conformance.project import Project, resolved
from pbc_tui.design.contract.naming import dotted
from pbc_tui.design.contract.values import (
    Class,
    Contract,
    Effect,
    Function,
    Member,
    Scope,
    Variable,
)

_ACCESSORS = ("setter", "getter", "deleter")


@dataclass(frozen=True, slots=True)
class Decorated:
    """``unknown`` are decorators that may return anything.

    ``awaited``: one makes it async; ``command``: one makes it a command of the command line.
    """

    unknown: tuple[str, ...] = ()
    awaited: bool = False
    command: bool = False


def decorated(
    found: Function | Class,
    agreed: Sequence[str],
    scopes: tuple[Scope, Contract],
    project: Project,
) -> Decorated:
    """What the decorators make of a definition, beside those that the contract has as well.

    ``scopes`` are the class or module in which it stands, and the module.
    """
    same = {_plain(text) for text in agreed}
    unknown: list[str] = []
    awaited = command = False
    for text in found.decorators:
        if _plain(text) in same | PLAIN:
            continue
        command = command or _makes_command(text, scopes)
        effect = _effect(text, scopes, project)
        if effect is Effect.UNKNOWN:
            unknown.append(text)
        awaited = awaited or effect is Effect.ASYNC
    return Decorated(tuple(unknown), awaited, command)


def _makes_command(text: str, scopes: tuple[Scope, Contract]) -> bool:
    name = _name(text)
    if resolved(name, scopes[1]) in COMMANDS:
        return True
    owner, _, last = name.rpartition(".")
    group = scopes[1].functions.get(owner)
    return (
        group is not None
        and last in ("command", "group")
        and any(_makes_command(outer, scopes) for outer in group.decorators)
    )


def _effect(text: str, scopes: tuple[Scope, Contract], project: Project) -> Effect:
    name = _name(text)
    scope, module = scopes
    full = resolved(name, module)
    owner, _, last = name.rpartition(".")
    if (owner and last in _ACCESSORS) or keeps(full):
        return Effect.SAME
    if last == "register" and owner in {**module.functions, **scope.functions}:
        # ``functools.singledispatch`` gives back what it registers.
        return Effect.SAME
    effects = {_of_member(member, home, rest) for member, home, rest in _homes(name, scope, module)}
    found = project.member(full)
    if found is not None:
        effects.add(_of_member(*found, ""))
    owner, _, method = full.rpartition(".")
    found = project.member(owner) if owner else None
    if found is not None:
        effects.add(_of_member(*found, method))
    effects.discard(Effect.UNKNOWN)
    return effects.pop() if len(effects) == 1 else Effect.UNKNOWN


def _homes(name: str, scope: Scope, module: Contract) -> Iterator[tuple[Member, Contract, str]]:
    first, _, rest = name.partition(".")
    for place in (scope, module):
        if (member := place.members.get(first)) is not None:
            yield member, module, rest
            return


def _of_member(member: Member, module: Contract, rest: str) -> Effect:
    """What a member does as a decorator, or one of its methods where ``rest`` names one."""
    if isinstance(member, Function) and not rest:
        return member.effect
    if isinstance(member, Class) and rest:
        method = member.functions.get(rest)
        return method.effect if method else Effect.UNKNOWN
    if isinstance(member, Variable) and "." not in rest:
        made = _name(member.value or "") or member.annotation
        if resolved(made, module) in OWNERS or (not rest and keeps(resolved(made, module))):
            return Effect.SAME
        own = module.members.get(made)
        return _of_member(own, module, rest) if isinstance(own, Class) else Effect.UNKNOWN
    return Effect.UNKNOWN


def _name(text: str) -> str:
    try:
        return dotted(ast.parse(text, mode="eval").body) if text else ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def _plain(decorator: str) -> str:
    return decorator.partition("(")[0].rpartition(".")[2]
