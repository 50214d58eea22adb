"""What the names of a module are bound to, wherever that happens in it.

The reading is deliberately blind to the order of statements and to scopes: a name counts as
whatever it is bound to anywhere in its file, so that no spelling hides what is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Bindings:
    """Everything that one module binds, by name.

    ``imports`` holds the dotted names that a name is imported as; ``values`` the expressions that
    are assigned to it; ``guesses`` those that it may be beside them: a parameter's default, the
    elements that a loop goes through; ``added`` what is added to it with ``+=``; ``members`` what
    is assigned to an attribute or in the body of a class; ``returns`` what a function gives back.
    ``opaque`` are the names that are bound to something that the source does not spell out.
    """

    def __init__(self) -> None:
        self.imports: dict[str, set[str]] = {}
        self.values: dict[str, list[ast.expr]] = {}
        self.guesses: dict[str, list[ast.expr]] = {}
        self.added: dict[str, list[ast.expr]] = {}
        self.members: dict[str, list[ast.expr]] = {}
        self.returns: dict[str, list[ast.expr]] = {}
        self.opaque: set[str] = set()

    def read(self, nodes: Iterable[ast.AST]) -> None:
        """Take in what these nodes bind."""
        calls: list[ast.Call] = []
        functions: dict[str, ast.arguments] = {}
        for node in nodes:
            self._bind(node)
            if isinstance(node, ast.Call):
                calls.append(node)
            elif isinstance(node, _Function):
                functions[node.name] = node.args
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
                functions |= dict.fromkeys(bound_names(node.targets[0]), node.value.args)
        for call in calls:
            self._pass_on(call, functions)

    def _pass_on(self, call: ast.Call, functions: dict[str, ast.arguments]) -> None:
        """Let the parameters of a function of this module be what a call gives to them."""
        match call.func:
            case ast.Lambda(args=taken):
                pass
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in functions:
                taken = functions[name]
            case _:
                return
        places = [one.arg for one in (*taken.posonlyargs, *taken.args)]
        if isinstance(call.func, ast.Attribute) and places[:1] in (["self"], ["cls"]):
            places = places[1:]
        for name, given in zip(places, call.args, strict=False):
            self.guesses.setdefault(name, []).append(given)
        known = {*places, *(one.arg for one in taken.kwonlyargs)}
        for entry in call.keywords:
            if entry.arg in known:
                self.guesses.setdefault(str(entry.arg), []).append(entry.value)

    def _bind(self, node: ast.AST) -> None:
        match node:
            case ast.Import():
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    self._import(alias.asname or top, alias.name if alias.asname else top)
            case ast.ImportFrom():
                source = "." * node.level + (node.module or "")
                joint = "" if source.endswith(".") else "."
                for alias in node.names:
                    self._import(alias.asname or alias.name, f"{source}{joint}{alias.name}")
            case ast.Assign():
                for target in node.targets:
                    self._assign(target, node.value)
            case (
                ast.AnnAssign(target=target, value=ast.expr() as value)
                | ast.NamedExpr(target=target, value=value)
            ):
                self._assign(target, value)
            case ast.AugAssign(target=ast.Name(id=name)):
                self.opaque.add(name)
                self.added.setdefault(name, []).append(node.value)
            case ast.arguments():
                self._defaults(node)
            case ast.arg(arg=name):
                self.opaque.add(name)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.opaque.add(node.name)
                self.returns.setdefault(node.name, []).extend(_returned(node))
            case ast.ClassDef():
                self.opaque.add(node.name)
                for line in node.body:
                    if isinstance(line, ast.Assign | ast.AnnAssign) and line.value:
                        targets = line.targets if isinstance(line, ast.Assign) else [line.target]
                        for target in targets:
                            if isinstance(target, ast.Name):
                                self.members.setdefault(target.id, []).append(line.value)
            case ast.For() | ast.AsyncFor() | ast.comprehension():
                self._loop(node.target, node.iter)
            case ast.withitem(optional_vars=ast.expr() as target):
                self.opaque.update(bound_names(target))
                if isinstance(target, ast.Name) and isinstance(node.context_expr, ast.Call):
                    self.guesses.setdefault(target.id, []).extend(node.context_expr.args)
            case ast.Match(subject=subject):
                for entry in node.cases:
                    if isinstance(entry.pattern, ast.MatchAs) and entry.pattern.name:
                        self.guesses.setdefault(entry.pattern.name, []).append(subject)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                self.opaque.add(name)
            case ast.ExceptHandler(name=str(name)):
                self.opaque.add(name)

    def _import(self, local: str, target: str) -> None:
        self.imports.setdefault(local, set()).add(target)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.values.setdefault(target.id, []).append(value)
            if isinstance(value, ast.Lambda):
                self.returns.setdefault(target.id, []).append(value.body)
        elif isinstance(target, ast.Attribute):
            self.members.setdefault(target.attr, []).append(value)
        elif (
            isinstance(target, ast.Tuple | ast.List)
            and isinstance(value, ast.Tuple | ast.List)
            and len(target.elts) == len(value.elts)
        ):
            for part, expression in zip(target.elts, value.elts, strict=True):
                self._assign(part, expression)
        else:
            self.opaque.update(bound_names(target))

    def _loop(self, target: ast.expr, source: ast.expr) -> None:
        spelled = isinstance(source, ast.Tuple | ast.List | ast.Set)
        if not (spelled and isinstance(target, ast.Name)):
            self.opaque.update(bound_names(target))
        if not isinstance(source, ast.Tuple | ast.List | ast.Set):
            return
        for element in source.elts:
            if isinstance(target, ast.Name):
                self.guesses.setdefault(target.id, []).append(element)
            elif isinstance(target, ast.Tuple) and isinstance(element, ast.Tuple):
                for part, value in zip(target.elts, element.elts, strict=False):
                    if isinstance(part, ast.Name):
                        self.guesses.setdefault(part.id, []).append(value)

    def _defaults(self, node: ast.arguments) -> None:
        places = [*node.posonlyargs, *node.args]
        pairs = [
            *zip(places[len(places) - len(node.defaults) :], node.defaults, strict=True),
            *zip(node.kwonlyargs, node.kw_defaults, strict=True),
        ]
        for parameter, default in pairs:
            if default is not None:
                self.guesses.setdefault(parameter.arg, []).append(default)


def bound_names(target: ast.AST) -> Iterator[str]:
    """The plain names that an assignment target binds."""
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            yield node.id


def _returned(node: _Function) -> Iterator[ast.expr]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Return) and inner.value is not None:
            yield inner.value
