"""What the rules ask about a module: names, constants behind names, arguments however given."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.nodes import nodes_of

_MOST_VALUES = 200
"""So many values of one name are looked at; honest code has a handful."""
_SHORT = 200
CHANGERS = frozenset({
    "update", "setdefault", "pop", "popitem", "clear", "append", "extend", "insert", "remove",
    "add", "discard", "appendleft", "extendleft", "intersection_update", "difference_update",
    "symmetric_difference_update", "__setitem__", "__delitem__", "__ior__", "__iadd__",
})  # fmt: skip
"""The methods that put something into a collection or take it out."""
_DEEPEST = 100


class Facts:
    """A module's names, what they may hold, and which packages it imports."""

    def __init__(self, module: ast.Module) -> None:
        self.module = module
        self.names: Names = names_of(module)
        self.imported: set[str] = set()
        self.nodes: list[ast.AST] = nodes_of(module)
        """Every node of the module, so that the tree is walked once for all rules."""
        self._called_or_named: set[int] = set()
        self.inner: set[int] = set()
        """The ids of the operations that are part of a larger one."""
        self.memory: dict[tuple[str, str], bool] = {}
        """What a rule found out about a name and need not find out again."""
        self._fixed: dict[ast.AST, bool] = {}
        self._depth = 0
        self._behind: dict[str, list[ast.AST]] = {}
        self._defaults: dict[str, list[ast.expr]] = {}
        self._opened: dict[str, list[ast.expr]] = {}
        self._attributes: dict[str, list[ast.expr]] = {}
        self._parts: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            self._note(node)

    def dotted(self, node: ast.AST) -> str:
        """The dotted name that an expression stands for, "" when it stands for none."""
        return self.names.dotted(node)

    def last(self, node: ast.AST) -> str:
        """The last part of the name of what is called: ``run`` of ``app.run``."""
        if isinstance(node, ast.Attribute):
            return node.attr
        return self.dotted(node).rpartition(".")[2]

    def uses(self, *packages: str) -> bool:
        """Whether the module imports one of these packages."""
        return not self.imported.isdisjoint(packages)

    def values(self, node: ast.AST) -> list[ast.AST]:
        """The expressions that may stand in the place of this one: through names and defaults."""
        if not isinstance(node, ast.Name):
            return self._followed([node])
        if node.id not in self._behind:
            # Read once for a name, however often it is used.
            self._behind[node.id] = self._followed(self._bound(node.id))
        return [node, *self._behind[node.id]]

    def _followed(self, waiting: list[ast.AST]) -> list[ast.AST]:
        found: list[ast.AST] = []
        seen: set[int] = set()
        while waiting and len(found) < _MOST_VALUES:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(one, ast.IfExp):
                waiting += [one.orelse, one.body]
            elif isinstance(one, ast.NamedExpr):
                waiting.append(one.value)
            else:
                found.append(one)
                if isinstance(one, ast.Name):
                    waiting += self._bound(one.id)
                elif isinstance(one, ast.Attribute):
                    waiting += self._attributes.get(one.attr, [])[:_MOST_VALUES]
        return found

    def _bound(self, name: str) -> list[ast.AST]:
        held = (self.names.values(name), self._defaults.get(name, ()), self._opened.get(name, ()))
        return [value for values in held for value in values[:_MOST_VALUES]]

    def is_handed_on(self, node: ast.expr) -> bool:
        """Whether a name is used as a value: neither called here nor only given another name."""
        return id(node) not in self._called_or_named

    def attribute(self, name: str) -> list[ast.expr]:
        """What is assigned to an attribute of this name anywhere in the module."""
        return self._attributes.get(name, [])

    def list_parts(self, name: str) -> list[ast.expr]:
        """What is put into the list of this name: its display, and what is appended."""
        return self._parts.get(name, [])

    def may_be(self, node: ast.AST, *wanted: object) -> bool:
        """Whether an expression may hold one of these constants."""
        return any(
            any(held is want or (held == want and type(held) is type(want)) for want in wanted)
            for value in self.values(node)
            if (held := _constant(value)) is not _UNKNOWN
        )

    def may_be_true(self, node: ast.AST) -> bool:
        """Whether an expression may hold a constant that counts as true."""
        return any(
            held is not _UNKNOWN and bool(held)
            for held in (_constant(value) for value in self.values(node))
        )

    def keywords(self, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
        """The arguments given by name, those spread from a dictionary as well."""
        for entry in call.keywords:
            if entry.arg is not None:
                yield entry.arg, entry.value
                continue
            for value in self.values(entry.value):
                yield from self.entries(value)

    def entries(self, node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
        """The entries of a dictionary that is written out, as a display or as ``dict(...)``."""
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value
                elif key is None:
                    yield from self.entries(value)
        elif isinstance(node, ast.Call) and self.dotted(node.func) in ("dict", "builtins.dict"):
            yield from ((entry.arg, entry.value) for entry in node.keywords if entry.arg)

    def argument(self, call: ast.Call, place: int, *keywords: str) -> ast.expr | None:
        """An argument by its place or by one of its names."""
        if len(call.args) > place and not any(
            isinstance(given, ast.Starred) for given in call.args[: place + 1]
        ):
            return call.args[place]
        return next((value for name, value in self.keywords(call) if name in keywords), None)

    def is_fixed(self, node: ast.AST) -> bool:
        """Whether an expression always has the same value, which is written in the file."""
        if node not in self._fixed:
            # Not fixed while it is looked at, so that names bound in a circle end; nor what lies
            # deeper than honest code goes.
            self._fixed[node] = False
            if self._depth < _DEEPEST:
                self._depth += 1
                self._fixed[node] = self._looks_fixed(node)
                self._depth -= 1
        return self._fixed[node]

    @functools.cached_property
    def texts(self) -> frozenset[str]:
        """The short texts of the file."""
        return frozenset(
            node.value
            for node in self.nodes
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and len(node.value) < _SHORT
        )

    @functools.cached_property
    def changed(self) -> frozenset[str]:
        """The names and attributes whose entries are set or removed after they were written out."""
        found: set[str] = set()
        for node in self.nodes:
            match node:
                case ast.Subscript(value=held, ctx=ast.Store() | ast.Del()):
                    pass
                case ast.Call(func=ast.Attribute(value=held, attr=method)) if method in CHANGERS:
                    pass
                case ast.AugAssign(target=held):
                    pass
                case _:
                    continue
            if isinstance(held, ast.Name | ast.Attribute):
                found.add(held.id if isinstance(held, ast.Name) else held.attr)
        return frozenset(found)

    def _looks_fixed(self, node: ast.AST) -> bool:
        match node:
            case ast.Constant():
                return True
            case ast.BinOp():
                return self.is_fixed(node.left) and self.is_fixed(node.right)
            case ast.UnaryOp():
                return self.is_fixed(node.operand)
            case ast.List() | ast.Tuple():
                return all(self.is_fixed(part) for part in node.elts)
            case ast.JoinedStr():
                return all(self.is_fixed(part) for part in node.values)
            case ast.FormattedValue():
                return self.is_fixed(node.value)
            case ast.Call():
                return self._makes_fixed(node)
            case ast.Name():
                values = self.names.values(node.id)
                unsaid = self.names.is_parameter(node.id) or node.id in self._defaults
                return bool(values) and not unsaid and all(map(self.is_fixed, values))
            case _:
                return False

    def _makes_fixed(self, node: ast.Call) -> bool:
        made = self.dotted(node.func) in (
            "bytes",
            "bytearray",
            "str",
            "bytes.fromhex",
            "bytearray.fromhex",
        )
        method = isinstance(node.func, ast.Attribute) and self.is_fixed(node.func.value)
        given = [*node.args, *(entry.value for entry in node.keywords)]
        return (made or method) and all(map(self.is_fixed, given))

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.BinOp):
            self.inner.update((id(node.left), id(node.right)))
            return
        if isinstance(node, ast.Call):
            self._called_or_named.add(id(node.func))
            self._note_append(node)
        elif isinstance(node, ast.Import):
            self.imported.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            self.imported.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._note_assigned(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value is not None:
            self._note_assigned(node.target, node.value)
        elif isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name):
            self._opened.setdefault(node.optional_vars.id, []).append(node.context_expr)
        elif isinstance(node, ast.arguments):
            plain = [*node.posonlyargs, *node.args]
            pairs = zip(plain[len(plain) - len(node.defaults) :], node.defaults, strict=True)
            for parameter, default in (
                *pairs,
                *zip(node.kwonlyargs, node.kw_defaults, strict=True),
            ):
                if default is not None:
                    self._defaults.setdefault(parameter.arg, []).append(default)

    def _note_assigned(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Attribute):
            self._attributes.setdefault(target.attr, []).append(value)
        elif isinstance(target, ast.Name):
            self._called_or_named.add(id(value))
            if isinstance(value, ast.List):
                self._parts.setdefault(target.id, []).extend(value.elts)

    def _note_append(self, node: ast.Call) -> None:
        if not (isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)):
            return
        parts = self._parts.setdefault(node.func.value.id, [])
        if node.func.attr == "append" and node.args:
            parts.append(node.args[0])
        elif node.func.attr == "insert" and len(node.args) > 1:
            parts.append(node.args[1])
        elif node.func.attr == "extend" and node.args:
            given = node.args[0]
            parts += given.elts if isinstance(given, ast.List | ast.Tuple) else [given]


_UNKNOWN = object()


def _constant(node: ast.AST) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        held = _constant(node.operand)
        return _UNKNOWN if held is _UNKNOWN else not held
    return _UNKNOWN


@functools.lru_cache(maxsize=64)
def facts_of(module: ast.Module) -> Facts:
    """The facts of a module, read once for all rules."""
    return Facts(module)
