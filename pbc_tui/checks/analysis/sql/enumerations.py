"""The enumerations that a module writes out: their members can be nothing else."""

from __future__ import annotations

import ast

from pbc_tui.checks.analysis.sql.known_state import State

_BASES = frozenset({"Enum", "StrEnum", "IntEnum", "IntFlag", "Flag"})


class Enumerations:
    """The classes of a module that are enumerations of constants."""

    def __init__(self, nodes: list[ast.AST]) -> None:
        self._names = {
            node.name for node in nodes if isinstance(node, ast.ClassDef) and _is_enumeration(node)
        }

    def is_member(self, node: ast.AST) -> bool:
        """Whether an expression gives a member: ``Sort(text)``, ``Sort[text]``, ``Sort.NAME``."""
        match node:
            case (
                ast.Call(func=ast.Name(id=name))
                | ast.Subscript(value=ast.Name(id=name))
                | ast.Attribute(value=ast.Name(id=name))
            ):
                return name in self._names
            case _:
                return False

    def is_class(self, node: ast.AST) -> bool:
        """Whether an expression is one of them, to be looped over."""
        return isinstance(node, ast.Name) and node.id in self._names

    def parameters(self, arguments: ast.arguments) -> State:
        """What is known at the start of a function: a text that is given instead has no value."""
        given = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        return {
            f"{one.arg}.{part}"
            for one in given
            if self._is_named_in(one.annotation)
            for part in ("value", "name")
        }

    def _is_named_in(self, annotation: ast.expr | None) -> bool:
        match annotation:
            case ast.Name(id=name) | ast.Constant(value=str(name)):
                return name in self._names
            case ast.BinOp(op=ast.BitOr(), left=left, right=ast.Constant(value=None)):
                return self._is_named_in(left)
            case _:
                return False


def _is_enumeration(node: ast.ClassDef) -> bool:
    bases = {
        base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
        for base in node.bases
    }
    values = [line.value for line in node.body if isinstance(line, ast.Assign)]
    methods = any(isinstance(line, ast.FunctionDef) for line in node.body)
    return bool(bases & _BASES) and not methods and all(map(_is_written_out, values))


def _is_written_out(value: ast.expr) -> bool:
    match value:
        case ast.Constant() | ast.Call(func=ast.Name(id="auto") | ast.Attribute(attr="auto")):
            return True
        case _:
            return False
