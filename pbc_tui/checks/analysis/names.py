"""What a name stands for: followed through imports, assignments and calls to a dotted name."""

from __future__ import annotations

import ast
import functools
from collections.abc import Sequence

from pbc_tui.checks.analysis.bindings import Bindings, bound_names
from pbc_tui.checks.analysis.code_texts import code_in_texts
from pbc_tui.checks.analysis.folding import Folding
from pbc_tui.checks.analysis.nodes import nodes_of

__all__ = ["LOADERS", "Names", "argument", "bound_names", "first_argument", "names_of"]

LOADERS = frozenset(
    {"__import__", "builtins.__import__", "importlib.import_module", "importlib.__import__"}
)
"""The functions that give back the module that a text names."""

_READERS = frozenset(
    {
        "getattr",
        "builtins.getattr",
        "inspect.getattr_static",
        "operator.getitem",
    }
)
_MOST_ADDED = 50
_DEEPEST = 100
_LOOKUPS = frozenset({"get", "pop", "setdefault", "__getitem__"})


class Names:
    """The bindings of one module, and of the code that it keeps in constant texts and runs.

    ``too_deep`` says that something was handed on through more steps than are followed.
    """

    def __init__(self, module: ast.Module) -> None:
        self.too_deep = False
        self._bindings = Bindings()
        self._bindings.read(nodes_of(module))
        self.inner: list[tuple[ast.Call, ast.Module]] = []
        self._forget()
        self.inner = list(code_in_texts(module, self))
        if self.inner:
            # What code in a text binds, the rest of the module may use.
            for _, code in self.inner:
                self._bindings.read(nodes_of(code))
            self._forget()

    def _forget(self) -> None:
        self._known: dict[ast.AST, set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        self._settled: set[str] = set()
        self._depth = 0
        self._holders: dict[ast.expr, set[str]] = {}
        self._totals: dict[str, ast.expr] = {}
        self._folding = Folding(self._bound, self._bindings.members, self.dotted)

    def dotted(self, node: ast.AST) -> str:
        """The dotted name that an expression stands for, "" when it stands for none."""
        return min(self._dotted(node), default="")

    def all_dotted(self, node: ast.AST) -> list[str]:
        """Every dotted name that an expression may stand for."""
        return sorted(self._dotted(node))

    def text(self, node: ast.AST | None) -> str | None:
        """The string that an expression folds to, None when that cannot be said from the source."""
        return self._folding.text(node)

    def texts(self, node: ast.AST | None) -> list[str]:
        """Every string that an expression may fold to, as far as the source tells."""
        return self._folding.texts(node)

    def is_certain(self, node: ast.AST | None) -> bool:
        """Whether an expression can be nothing but the constants that it may fold to."""
        return self._folding.values(node).certain

    def sequences(self, node: ast.AST | None) -> list[str]:
        """The strings in the lists and tuples that an expression may fold to."""
        known = self._folding.values(node).known
        return [text for one in known if isinstance(one, tuple) for text in map(str, one)]

    def is_bound(self, name: str) -> bool:
        """Whether the module binds this name itself, so that it is no builtin here."""
        bindings = self._bindings
        bound = (bindings.imports, bindings.values, bindings.guesses, bindings.opaque)
        return any(name in names for names in bound)

    def bound(self) -> list[str]:
        """Every name that the module binds by an import or an assignment."""
        return [*self._bindings.imports, *self._bindings.values]

    def values(self, name: str) -> list[ast.expr]:
        """The expressions that are assigned to a name anywhere in the module."""
        return self._bindings.values.get(name, [])

    def members(self, name: str) -> list[ast.expr]:
        """What is assigned to an attribute of this name, or to the name in the body of a class."""
        return self._bindings.members.get(name, [])

    def results(self, name: str) -> list[ast.expr]:
        """What the functions of this name give back."""
        return self._bindings.returns.get(name, [])

    def additions(self, name: str) -> list[ast.expr]:
        """What is added to a name with ``+=`` anywhere in the module."""
        return self._bindings.added.get(name, [])

    def is_parameter(self, name: str) -> bool:
        """Whether the name is bound to something that the source does not spell out."""
        return name in self._bindings.opaque

    def exports(self, name: str) -> set[str]:
        """What a name stands for to whoever imports it from this module; itself where it is own."""
        return self._named(name)

    def _bound(self, name: str) -> tuple[Sequence[ast.expr], bool]:
        bindings = self._bindings
        values, added = bindings.values.get(name, []), bindings.added.get(name, [])
        if added and len(values) == 1 and name not in bindings.guesses:
            if name not in self._totals:
                total = values[0]
                for part in added[:_MOST_ADDED]:
                    total = ast.BinOp(total, ast.Add(), part)
                self._totals[name] = total
            # Whether each addition runs, and how often, the source alone does not say.
            return [self._totals[name]], False
        guesses = bindings.guesses.get(name, [])
        return [*values, *guesses], name not in bindings.opaque and name not in bindings.imports

    def _dotted(self, node: ast.AST) -> set[str]:
        if node not in self._known:
            # Known as nothing while it is looked up, so that names bound in a circle end.
            self._known[node] = set()
            if self._depth >= _DEEPEST:
                self.too_deep = True
                return set()
            self._depth += 1
            try:
                self._known[node] = self._looked_up(node)
            finally:
                self._depth -= 1
        return self._known[node]

    def _looked_up(self, node: ast.AST) -> set[str]:
        match node:
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute(value=owner, attr=name):
                return self._joined(owner, name) | self._imported(self._bindings.members, name)
            case ast.Call():
                return self._called(node)
            case ast.Subscript():
                return self._subscribed(node)
            case ast.NamedExpr(value=value) | ast.Await(value=value):
                return self._dotted(value)
            case ast.IfExp(body=first, orelse=second):
                return self._dotted(first) | self._dotted(second)
            case ast.BoolOp(values=values):
                return set().union(*(self._dotted(value) for value in values))
        return set()

    def _named(self, name: str) -> set[str]:
        # One name after the other rather than each within the last: a chain may be of any length.
        waiting = [] if name in self._by_name else [name]
        while waiting:
            current = waiting[-1]
            self._by_name.setdefault(current, set())
            values = self._bindings.values.get(current, ())
            plain = {value.id for value in values if isinstance(value, ast.Name)}
            if ahead := [one for one in sorted(plain) if one not in self._by_name]:
                waiting += ahead
                continue
            waiting.pop()
            if current not in self._settled:
                self._settled.add(current)
                self._by_name[current] = self._meant_by(current, plain)
        return self._by_name[name]

    def _meant_by(self, name: str, plain: set[str]) -> set[str]:
        """What a name stands for, when it is known what the names behind it stand for."""
        found = set(self._bindings.imports.get(name, ())).union(
            *(self._by_name[one] for one in plain)
        )
        values = self._bindings.values.get(name, ())
        for value in values:
            if not isinstance(value, ast.Name):
                found |= self._dotted(value)
        found |= self._imported(self._bindings.guesses, name)
        return found if found or values else {name}

    def _imported(self, table: dict[str, list[ast.expr]], name: str) -> set[str]:
        """What the expressions of a table stand for, as far as that comes from an import."""
        found: set[str] = set()
        for value in table.get(name, ()):
            root = _root(value)
            if root is None or root in self._bindings.imports or root in self._bindings.values:
                found |= self._dotted(value)
        return found

    def _joined(self, owner: ast.expr, name: str) -> set[str]:
        bases = self._dotted(owner)
        return {f"{'builtins' if base == '__builtins__' else base}.{name}" for base in bases}

    def _called(self, node: ast.Call) -> set[str]:
        found: set[str] = set()
        for function, arguments in self._calls(node):
            names = self._dotted(function)
            if names & LOADERS and (named := arguments[:1] or _keyword(node, "name")):
                # __import__("a.b") gives a; import_module("a.b") gives a.b. Both count as a.b here.
                found.update(text for text in self.texts(named[0]) if not text.startswith("."))
            elif names & _READERS and len(arguments) >= 2:
                found |= self._read(arguments[0], arguments[1])
            elif names & {"vars", "builtins.vars"} and len(arguments) == 1:
                found |= self._joined(arguments[0], "__dict__")
            elif "pkgutil.resolve_name" in names and arguments:
                found.update(text.replace(":", ".") for text in self.texts(arguments[0]))
            elif "functools.reduce" in names and len(arguments) == 3:
                found |= self._reduced(arguments)
            elif "importlib.reload" in names and arguments:
                found |= self._dotted(arguments[0])
            elif names & {"eval", "builtins.eval"}:
                found |= self._evaluated(node)
            elif isinstance(function, ast.Attribute):
                found |= self._by_method(function, arguments)
            if isinstance(function, ast.Name):
                found |= self._imported(self._bindings.returns, function.id)
            elif isinstance(function, ast.Lambda):
                found |= self._dotted(function.body)
            found |= self._by_maker(function, arguments)
        return found

    def _calls(self, node: ast.Call) -> list[tuple[ast.expr, list[ast.expr]]]:
        """The function that is called with its arguments, and the one in a ``partial``."""
        calls = [(node.func, node.args)]
        calls += (
            (maker.args[0], [*maker.args[1:], *node.args])
            for maker in self._makers(node.func)
            if "functools.partial" in self._dotted(maker.func) and maker.args
        )
        return calls

    def _makers(self, node: ast.expr) -> list[ast.Call]:
        """The calls whose results an expression may be."""
        nodes = [node, *self.values(node.id)] if isinstance(node, ast.Name) else [node]
        return [entry for entry in nodes if isinstance(entry, ast.Call)]

    def _by_maker(self, function: ast.expr, arguments: Sequence[ast.expr]) -> set[str]:
        """``attrgetter("a.b")(owner)`` and its like."""
        found: set[str] = set()
        for maker in self._makers(function) if arguments else ():
            names = self._dotted(maker.func)
            if names & {"operator.attrgetter", "operator.methodcaller", "operator.itemgetter"}:
                for part in maker.args:
                    found |= self._read(arguments[0], part)
        return found

    def _by_method(self, function: ast.Attribute, arguments: Sequence[ast.expr]) -> set[str]:
        if function.attr == "__getattribute__" and arguments:
            owner = arguments[0] if len(arguments) > 1 else function.value
            return self._read(owner, arguments[-1])
        if function.attr in _LOOKUPS and arguments:
            return self._items(function.value, arguments[0])
        if function.attr == "load_module":
            return self._loaded_from(function.value)
        return set()

    def _loaded_from(self, loader: ast.expr) -> set[str]:
        return {
            text
            for maker in self._makers(loader)
            for part in maker.args[:1]
            for text in self.texts(part)
        }

    def _read(self, owner: ast.expr, name: ast.expr) -> set[str]:
        texts = self.texts(name)
        return set().union(*(self._joined(owner, text) for text in texts), self._items(owner, name))

    def _reduced(self, arguments: Sequence[ast.expr]) -> set[str]:
        """``reduce(getattr, ("a", "b"), owner)``."""
        if not self._dotted(arguments[0]) & _READERS:
            return set()
        chains = [one for one in self._folding.values(arguments[1]).known if isinstance(one, tuple)]
        owners = self._dotted(arguments[2])
        return {".".join([owner, *map(str, chain)]) for owner in owners for chain in chains}

    def _subscribed(self, node: ast.Subscript) -> set[str]:
        found = self._items(node.value, node.slice)
        holders = [node.value]
        if isinstance(node.value, ast.Name):
            holders += self.values(node.value.id)
        for holder in holders:
            found |= self._held(holder)
        return found

    def _held(self, holder: ast.expr) -> set[str]:
        """What the entries of a dictionary, list or tuple stand for, looked up once for all."""
        if holder not in self._holders:
            self._holders[holder] = set()
            entries: list[ast.expr] = []
            if isinstance(holder, ast.Dict):
                entries = holder.values
            elif isinstance(holder, ast.List | ast.Tuple):
                entries = holder.elts
            self._holders[holder] = self._imported({"": entries}, "")
        return self._holders[holder]

    def _items(self, holder: ast.expr, key: ast.expr) -> set[str]:
        """What a dictionary of names gives: a module's own, ``sys.modules``, ``globals()``."""
        texts = self.texts(key)
        if not texts:
            return set()
        owners = self._dotted(holder)
        found = {
            f"{owner.removesuffix('.__dict__')}.{text}"
            for owner in owners
            if owner.endswith(".__dict__")
            for text in texts
        }
        if "sys.modules" in owners:
            found.update(texts)
        if "__builtins__" in owners:
            found.update(f"builtins.{text}" for text in texts)
        if isinstance(holder, ast.Call) and not holder.args:
            function = self.dotted(holder.func).removeprefix("builtins.")
            if function in ("globals", "locals", "vars"):
                found = found.union(*(self._named(text) for text in texts))
        return found

    def _evaluated(self, node: ast.Call) -> set[str]:
        lines = [line for call, code in self.inner if call is node for line in code.body[:1]]
        return set().union(
            *(self._dotted(line.value) for line in lines if isinstance(line, ast.Expr))
        )


@functools.lru_cache(maxsize=64)
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


def _keyword(call: ast.Call, name: str) -> list[ast.expr]:
    return [entry.value for entry in call.keywords if entry.arg == name]


def _root(node: ast.expr) -> str | None:
    """The name that an expression begins with, None where it begins with none."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
