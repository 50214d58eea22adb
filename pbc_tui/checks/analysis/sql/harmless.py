"""Values that cannot carry foreign text into a statement: constants, numbers, placeholders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.constant_tables import looked_up
from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.given_names import bound_to_anything, numeric_parameters
from pbc_tui.checks.analysis.sql.allowed import Allowed
from pbc_tui.checks.analysis.sql.checked_names import note_checked_names

NUMBER_FIELD = re.compile(r"%[^a-z]*[diouxefg]|\{[^:]*:[^:]*[bdeEfFgGnoxX]\}")
"""A field that takes nothing but a number, in either style of formatting."""


class Harmless:
    """What is known to be harmless in a module."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._names = facts.names
        self._numbers = numeric_parameters(facts.nodes)
        self._looked_at: dict[str, bool] = {}
        self._places: set[int] = set()
        self.foreign = bound_to_anything(facts.nodes)
        """The names that some binding gives a value which is not written beside them."""

    def holds(self, node: ast.AST) -> bool:
        """Whether a value cannot carry foreign text: constants, numbers, rows of placeholders."""
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name | ast.Attribute):
            return self._is_constant(node)
        if self._is_number(node):
            return True
        given = looked_up(node, self._facts)
        if given or isinstance(node, ast.Subscript):
            return bool(given) and all(self._is_constant(one) for one in given)
        if isinstance(node, ast.Call):
            if self._facts.last(node.func) == "join" and isinstance(node.func, ast.Attribute):
                parts = (node.func.value, *node.args)
                return all(self._is_checked(part) or self._is_constant(part) for part in parts)
            return self._facts.last(node.func) in ("quote_ident", "quoted_name", "Identifier")
        return self._is_constant(node)

    def look_ahead(self) -> None:
        """Find the places where a name can only be one of the file's own texts."""
        allowed = Allowed(self._facts, self.foreign, self._is_constant)
        note_checked_names(self._facts, allowed, self._is_constant, self._places)
        # What was looked at on the way did not know all places yet.
        self._looked_at.clear()

    def _is_checked(self, node: ast.AST) -> bool:
        return id(node) in self._places

    def _harmless_name(self, name: str) -> bool:
        if name in self._numbers:
            return True
        if name not in self._looked_at:
            # Taken for foreign while it is looked at, so that names bound in a circle end.
            self._looked_at[name] = False
            values = self._names.values(name)
            self._looked_at[name] = (
                bool(values)
                and not self._names.is_parameter(name)
                and all(self._is_constant(value) for value in values)
                and all(self._is_constant(part) for part in self._facts.list_parts(name))
            )
        return self._looked_at[name]

    def _is_number(self, node: ast.AST) -> bool:
        match node:
            case ast.Constant():
                return isinstance(node.value, int | float)
            case ast.Name():
                return node.id in self._numbers
            case ast.BinOp():
                return self._is_number(node.left) and self._is_number(node.right)
            case ast.UnaryOp():
                return self._is_number(node.operand)
            case ast.Call():
                return self._names.dotted(node.func) in ("len", "int", "float", "id", "round")
            case _:
                return False

    def _is_constant(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name):
            return self._harmless_name(node.id) or self._is_checked(node)
        if isinstance(node, ast.Attribute):
            return self._is_checked(node)
        if isinstance(node, ast.JoinedStr):
            return all(
                takes_number(part) or self.holds(part.value)
                for part in node.values
                if isinstance(part, ast.FormattedValue)
            )
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            # "?, " * len(rows)
            return self._is_constant(node.left) or self._is_constant(node.right)
        if isinstance(node, ast.BinOp):
            return all(map(self._is_constant, _operands(node)))
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return all(self._is_constant(part) for part in node.elts)
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            # ", ".join("?" for _ in rows)
            return self._is_constant(node.elt)
        if isinstance(node, ast.Call | ast.Subscript):
            return self.holds(node)
        if isinstance(node, ast.BoolOp):
            # " AND ".join(clauses) or "1 = 1"
            return all(map(self._is_constant, node.values))
        if isinstance(node, ast.IfExp):
            return self._is_constant(node.body) and self._is_constant(node.orelse)
        return False


def _operands(node: ast.BinOp) -> Iterator[ast.expr]:
    """What an operation is made of, however long a sum it is."""
    waiting: list[ast.expr] = [node.left, node.right]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.BinOp) and not isinstance(one.op, ast.Mult):
            waiting += [one.left, one.right]
        else:
            yield one


def takes_number(part: ast.FormattedValue) -> bool:
    """Whether a field of an f-string takes nothing but a number: ``{limit:d}``."""
    match part.format_spec:
        case ast.JoinedStr(values=[ast.Constant(value=str(form))]):
            return bool(NUMBER_FIELD.fullmatch(f"{{:{form}}}"))
        case _:
            return False
