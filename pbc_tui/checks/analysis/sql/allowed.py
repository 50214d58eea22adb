"""Collections of texts that a module writes out: what a name is looked up in before it is used."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from pbc_tui.checks.analysis.dangers.facts import Facts

_DEEPEST = 10
_MOST_ELEMENTS = 1_000
_MAKERS = frozenset({"frozenset", "set", "tuple", "list", "sorted", "reversed", "dict", "zip"})
_WRAPPERS = frozenset({"types.MappingProxyType", "collections.OrderedDict"})


class Allowed:
    """The collections of a module that hold nothing but constants and are never changed.

    ``is_constant`` says what a constant is; ``foreign`` are the names that come from elsewhere.
    """

    def __init__(
        self, facts: Facts, foreign: Iterable[str], is_constant: Callable[[ast.expr], bool]
    ) -> None:
        self._facts = facts
        self._foreign = frozenset(foreign)
        self._is_constant = is_constant
        self._seen: dict[tuple[str, bool], bool] = {}

    def is_table(self, node: ast.expr, *, whole: bool = False, depth: int = 0) -> bool:
        """Whether an expression is such a collection; of a dictionary its keys count.

        ``whole`` asks for its values as well.
        """
        if depth > _DEEPEST:
            return False
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                few = len(parts) <= _MOST_ELEMENTS
                return few and all(self._is_element(part, whole, depth) for part in parts)
            case ast.Dict(keys=keys, values=values):
                if len(keys) > _MOST_ELEMENTS:
                    return False
                return all(
                    self.is_table(value, whole=whole, depth=depth + 1)
                    if key is None
                    else self._is_constant(key)
                    for key, value in zip(keys, values, strict=True)
                ) and (not whole or all(map(self._is_leaf, values)))
            case ast.BinOp(op=ast.BitOr() | ast.Add(), left=left, right=right):
                sides = (left, right)
                return all(self.is_table(one, whole=whole, depth=depth + 1) for one in sides)
            case ast.BinOp(op=ast.BitAnd(), left=left, right=right) if not whole:
                # What both have, so one of them is enough.
                return any(self.is_table(one, depth=depth + 1) for one in (left, right))
            case ast.BinOp(op=ast.Sub(), left=left) if not whole:
                return self.is_table(left, depth=depth + 1)
            case ast.Call(func=ast.Attribute(value=owner, attr="intersection"), args=args):
                both = (owner, *args)
                return not whole and any(self.is_table(one, depth=depth + 1) for one in both)
            case ast.Call(func=ast.Attribute(value=owner, attr="difference")):
                return not whole and self.is_table(owner, depth=depth + 1)
            case ast.Call(args=args, keywords=[]) if args and self._makes_table(node):
                return all(self.is_table(one, whole=whole, depth=depth + 1) for one in args)
            case ast.Call(args=[ast.Name(id=name)]) if self._gives_arguments(node):
                return self._is_literal_type(name)
            case ast.Call(func=ast.Attribute(value=owner, attr="keys"), args=[], keywords=[]):
                return self.is_table(owner, whole=whole, depth=depth + 1)
            case ast.Call(func=ast.Attribute(value=owner, attr="values" | "items"), args=[]):
                return self.is_table(owner, whole=True, depth=depth + 1)
            case ast.Name(id=name):
                return self._is_named_table(name, f"{name}", node, whole=whole, depth=depth)
            case ast.Attribute(attr=name):
                return self._is_named_table(name, f".{name}", node, whole=whole, depth=depth)
            case _:
                return False

    def _makes_table(self, node: ast.Call) -> bool:
        function = self._facts.dotted(node.func).removeprefix("builtins.")
        return function in _MAKERS or function in _WRAPPERS

    def _gives_arguments(self, node: ast.Call) -> bool:
        return self._facts.dotted(node.func) in ("typing.get_args", "typing_extensions.get_args")

    def _is_literal_type(self, name: str) -> bool:
        """Whether a name stands for ``Literal[...]`` with nothing but constants in it."""
        if name in self._foreign or name in self._facts.changed:
            return False
        held = self._facts.names.values(name)
        return bool(held) and all(map(self._lists_constants, held))

    def _lists_constants(self, value: ast.expr) -> bool:
        match value:
            case ast.Subscript(value=kind, slice=ast.Tuple(elts=parts)):
                pass
            case ast.Subscript(value=kind, slice=ast.Constant() as part):
                parts = [part]
            case _:
                return False
        literal = self._facts.dotted(kind) in ("typing.Literal", "typing_extensions.Literal")
        return literal and all(isinstance(part, ast.Constant) for part in parts)

    def _is_element(self, node: ast.expr, whole: bool, depth: int) -> bool:
        if isinstance(node, ast.Starred):
            return self.is_table(node.value, whole=whole, depth=depth + 1)
        return self._is_leaf(node)

    def _is_leaf(self, node: ast.expr) -> bool:
        """Whether a value is constant, or a display of nothing but constants."""
        waiting, looked = [node], 0
        while waiting and looked < _MOST_ELEMENTS:
            one = waiting.pop()
            looked += 1
            if isinstance(one, ast.Tuple | ast.List | ast.Set):
                waiting += one.elts
            elif not self._is_constant(one):
                return False
        return not waiting

    def _is_named_table(
        self, name: str, key: str, node: ast.expr, *, whole: bool, depth: int
    ) -> bool:
        if name in self._facts.changed:
            return False
        if (key, whole) not in self._seen:
            # None while it is looked at, so that names bound in a circle end.
            self._seen[key, whole] = False
            self._seen[key, whole] = self._looks_like_table(node, name, whole=whole, depth=depth)
        return self._seen[key, whole]

    def _looks_like_table(self, node: ast.expr, name: str, *, whole: bool, depth: int) -> bool:
        names = self._facts.names
        if isinstance(node, ast.Attribute):
            held = names.members(name)
        elif name in self._foreign:
            # A constant of another module is what that module wrote out.
            return self._is_imported(name)
        else:
            held = names.values(name)
        return bool(held) and all(
            self.is_table(value, whole=whole, depth=depth + 1) for value in held
        )

    def _is_imported(self, name: str) -> bool:
        """Whether nothing but imports of constants bind a name."""
        names = self._facts.names
        if names.values(name) or names.is_parameter(name):
            return False
        return all(one.rpartition(".")[2].isupper() for one in names.exports(name))
