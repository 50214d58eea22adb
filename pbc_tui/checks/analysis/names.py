"""What a name stands for: aliases of imports and simple assignments, followed to a dotted name.

The reading is deliberately blind to the order of statements: a name counts as whatever it is bound
to anywhere in its file, so that no spelling hides what is used.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator

_LOADERS = frozenset({"__import__", "builtins.__import__", "importlib.import_module"})


class Names:
    """The bindings of one module."""

    def __init__(self, module: ast.Module) -> None:
        self._imports: dict[str, set[str]] = {}
        self._values: dict[str, list[ast.expr]] = {}
        self._opaque: set[str] = set()
        self._known: dict[ast.AST, set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        self._folded: dict[ast.AST, str | None] = {}
        for node in ast.walk(module):
            self._bind(node)

    def dotted(self, node: ast.AST) -> str:
        """The dotted name that an expression stands for, "" when it stands for none."""
        return next(iter(self.all_dotted(node)), "")

    def all_dotted(self, node: ast.AST) -> list[str]:
        """Every dotted name that an expression may stand for."""
        return sorted(self._dotted(node))

    def text(self, node: ast.AST | None) -> str | None:
        """The string that an expression folds to, None when that cannot be said from the source."""
        return self._text(node)

    def is_bound(self, name: str) -> bool:
        """Whether the module binds this name itself, so that it is no builtin here."""
        return name in self._imports or name in self._values or name in self._opaque

    def values(self, name: str) -> list[ast.expr]:
        """The expressions that are assigned to a name anywhere in the module."""
        return self._values.get(name, [])

    def is_parameter(self, name: str) -> bool:
        """Whether the name is bound to something that the source does not spell out."""
        return name in self._opaque

    def _bind(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                self._import(alias.asname or top, alias.name if alias.asname else top)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            for alias in node.names:
                joint = "" if source.endswith(".") else "."
                self._import(alias.asname or alias.name, f"{source}{joint}{alias.name}")
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            self._assign(node.target, node.value)
        elif isinstance(node, ast.AugAssign):
            self._assign(node.target, node)
        elif isinstance(node, ast.arg):
            self._opaque.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self._opaque.add(node.name)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            self._opaque.update(bound_names(node.target))
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            self._opaque.update(bound_names(node.optional_vars))

    def _import(self, local: str, target: str) -> None:
        self._imports.setdefault(local, set()).add(target)

    def _assign(self, target: ast.expr, value: ast.expr | ast.AugAssign) -> None:
        if isinstance(target, ast.Name) and isinstance(value, ast.expr):
            self._values.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Name):
            self._opaque.add(target.id)
        elif (
            isinstance(target, ast.Tuple | ast.List)
            and isinstance(value, ast.Tuple | ast.List)
            and len(target.elts) == len(value.elts)
        ):
            for part, expression in zip(target.elts, value.elts, strict=True):
                self._assign(part, expression)
        else:
            self._opaque.update(bound_names(target))

    def _dotted(self, node: ast.AST) -> set[str]:
        if node not in self._known:
            # Known as nothing while it is looked up, so that names bound in a circle end.
            self._known[node] = set()
            self._known[node] = self._looked_up(node)
        return self._known[node]

    def _looked_up(self, node: ast.AST) -> set[str]:
        if isinstance(node, ast.Name):
            return self._named(node.id)
        if isinstance(node, ast.Attribute):
            return self._joined(node.value, node.attr)
        if isinstance(node, ast.Call):
            return self._called(node)
        if isinstance(node, ast.Subscript):
            return self._subscribed(node)
        if isinstance(node, ast.NamedExpr):
            return self._dotted(node.value)
        if isinstance(node, ast.IfExp):
            return self._dotted(node.body) | self._dotted(node.orelse)
        if isinstance(node, ast.BoolOp):
            return set().union(*(self._dotted(value) for value in node.values))
        return set()

    def _named(self, name: str) -> set[str]:
        if name not in self._by_name:
            self._by_name[name] = set()
            found = set(self._imports.get(name, ()))
            values = self._values.get(name, ())
            for value in values:
                found |= self._dotted(value)
            self._by_name[name] = found if found or values else {name}
        return self._by_name[name]

    def _joined(self, owner: ast.expr, name: str) -> set[str]:
        return {f"{base}.{name}" for base in self._dotted(owner)}

    def _called(self, node: ast.Call) -> set[str]:
        function = self._dotted(node.func)
        if function & _LOADERS and (name := self._text(first_argument(node, "name"))):
            # __import__("a.b") gives a; import_module("a.b") gives a.b. Both count as a.b here.
            return {name}
        if function & {"getattr", "builtins.getattr"} and len(node.args) >= 2:
            attribute = self._text(node.args[1])
            return self._joined(node.args[0], attribute) if attribute else set()
        if function & {"vars", "builtins.vars"} and len(node.args) == 1:
            return self._joined(node.args[0], "__dict__")
        return set()

    def _subscribed(self, node: ast.Subscript) -> set[str]:
        key = self._text(node.slice)
        if not key:
            return set()
        owners = self._dotted(node.value)
        found = {
            owner.removesuffix(".__dict__") + f".{key}"
            for owner in owners
            if owner.endswith(".__dict__")
        }
        if "sys.modules" in owners:
            found.add(key)
        if "__builtins__" in owners:
            found.add(key)
        if isinstance(node.value, ast.Call) and self.dotted(node.value.func) in (
            "globals",
            "locals",
        ):
            found.add(key)
        return found

    def _text(self, node: ast.AST | None) -> str | None:
        if node is None:
            return None
        if node not in self._folded:
            self._folded[node] = None
            self._folded[node] = self._fold(node)
        return self._folded[node]

    def _fold(self, node: ast.AST) -> str | None:
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.Name):
            values = self._values.get(node.id, [])
            if len(values) != 1 or node.id in self._opaque:
                return None
            return self._text(values[0])
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._all([node.left, node.right])
        if isinstance(node, ast.JoinedStr):
            return self._all(node.values)
        if isinstance(node, ast.FormattedValue) and node.format_spec is None:
            return self._text(node.value)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "join"
            and len(node.args) == 1
            and isinstance(node.args[0], ast.List | ast.Tuple)
        ):
            between = self._text(node.func.value)
            parts = [self._text(part) for part in node.args[0].elts]
            known = [part for part in parts if part is not None]
            return between.join(known) if between is not None and known == parts else None
        return None

    def _all(self, nodes: list[ast.expr]) -> str | None:
        parts = [self._text(node) for node in nodes]
        known = [part for part in parts if part is not None]
        return "".join(known) if len(known) == len(parts) else None


@functools.cache
def names_of(module: ast.Module) -> Names:
    """The bindings of a module, read once for all rules."""
    return Names(module)


def first_argument(call: ast.Call, keyword: str = "") -> ast.expr | None:
    """The first positional argument of a call, or the one given by a keyword."""
    if call.args:
        return call.args[0]
    return next((entry.value for entry in call.keywords if keyword and entry.arg == keyword), None)


def argument(call: ast.Call, place: int, keyword: str) -> ast.expr | None:
    """An argument of a call by its place or its keyword."""
    if len(call.args) > place:
        return call.args[place]
    return next((entry.value for entry in call.keywords if entry.arg == keyword), None)


def bound_names(target: ast.AST) -> Iterator[str]:
    """The plain names that an assignment target binds."""
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            yield node.id
