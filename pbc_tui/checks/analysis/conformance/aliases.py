"""Aliases of types: ``UserId = int``, ``Sku: TypeAlias = Annotated[str, ...]``, ``type X = int``.

``NewType`` makes a type of its own and is none (PEP 484).
"""

from __future__ import annotations

import ast

from pbc_tui.checks.analysis.conformance.project import Project
from pbc_tui.design.contract.annotations import Names, Term, term
from pbc_tui.design.contract.naming import declares_alias
from pbc_tui.design.contract.parsing import NotPython, parse_module
from pbc_tui.design.contract.values import ELLIPSIS, Class, Contract, Member, Variable

_MOST_PARTS = 300


class Vocabulary:
    """What the names of the modules of a project stand for in annotations."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[int, ModuleNames] = {}

    def of(self, module: Contract) -> ModuleNames:
        """The names of one module."""
        if id(module) not in self._known:
            self._known[id(module)] = ModuleNames(module, self._project, self)
        return self._known[id(module)]


class ModuleNames(Names):
    """The names of one module with its own aliases and those that it imports."""

    def __init__(self, module: Contract, project: Project, vocabulary: Vocabulary) -> None:
        super().__init__(module.imports)
        self._module = module
        self._project = project
        self._vocabulary = vocabulary
        self._meant: dict[str, Term | None] = {}

    def alias(self, name: str) -> Term | None:
        """The type for which a dotted name is another name, None for any other."""
        if name not in self._meant:
            # None while it is looked up, so that aliases in a circle end.
            self._meant[name] = None
            self._meant[name] = self._looked_up(name)
        return self._meant[name]

    def _looked_up(self, name: str) -> Term | None:
        first, dot, rest = name.partition(".")
        if first in self:
            found = self._project.promised_member(self[first] + dot + rest)
        else:
            own = None if dot else self._module.members.get(name)
            found = None if own is None else (own, self._module)
        if found is None:
            return None
        member, home = found
        text = _target(member, name.rpartition(".")[2], home)
        if not text:
            return None
        meant = term(text, self._vocabulary.of(home), aliases=True)
        # Aliases of aliases may double with each step.
        return meant if _parts(meant) <= _MOST_PARTS else None


def _target(member: Member, name: str, home: Contract) -> str:
    """The type, as text, for which a member of a module is an alias; "" for none."""
    if name in home.alternatives or name in home.sometimes:
        return ""
    if isinstance(member, Class):
        return member.name if member.assigned and member.name != name else ""
    if not isinstance(member, Variable) or not member.value or member.value == ELLIPSIS:
        return ""
    declared = declares_alias(member.annotation)
    if member.changed or (member.annotation and not declared):
        return ""
    return member.value if declared or _is_type(member.value) else ""


def _is_type(text: str) -> bool:
    try:
        body = parse_module(text).body
    except NotPython:
        return False
    match body:
        case [ast.Expr(value=ast.Name() | ast.Attribute() | ast.Subscript())]:
            return True
        case [ast.Expr(value=ast.BinOp(op=ast.BitOr()))]:
            return True
    return False


def _parts(meant: Term) -> int:
    """How many terms it is made of, counted no further than matters."""
    number = 0
    waiting = [meant]
    while waiting and number <= _MOST_PARTS:
        number += 1
        waiting += waiting.pop().parts
    return number
