"""Names that a module binds behind the back of its text: through ``globals()``, its own entry in
``sys.modules``, ``exec``, or by calling a function of its own that does so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from pbc_tui.design.contract.naming import AnyFunction, Resolve, dotted
from pbc_tui.design.contract.values import Gone

ANY = ""
"""The name that stands for every one."""

_NAMESPACES = ("globals", "vars", "locals")


class Rebinding:
    """Collects what the statements of a module bind at run time."""

    def __init__(self, resolve: Resolve) -> None:
        self.found: dict[str, Gone] = {}
        self._resolve = resolve
        self._modules: set[str] = set()
        self._functions: dict[str, AnyFunction] = {}

    def read(self, statement: ast.stmt) -> None:
        """Take one statement of the module's own level into account."""
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._functions[statement.name] = statement
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if self._is_entry(value):
                self._modules.add(name)
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign() | ast.Expr() | ast.Delete():
                self._take(self._bound(statement))
                self._take(self._called(statement))

    def _take(self, names: Iterator[tuple[str, int, str]]) -> None:
        for name, line, how in names:
            self.found.setdefault(name, Gone(line, f"is bound through {how} in line {line}"))

    def _called(self, statement: ast.stmt) -> Iterator[tuple[str, int, str]]:
        """What a function of the module binds that is called without its result being used."""
        match statement:
            case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name in self._functions:
                function = self._functions[name]
                told = {
                    n
                    for one in ast.walk(function)
                    if isinstance(one, ast.Global)
                    for n in one.names
                }
                for one in ast.walk(function):
                    match one:
                        case ast.Name(id=bound, ctx=ast.Store()) if bound in told:
                            yield bound, one.lineno, f"{name}()"
                        case ast.Assign() | ast.AugAssign() | ast.Expr() | ast.Delete():
                            yield from self._bound(one)

    def _bound(self, statement: ast.stmt) -> Iterator[tuple[str, int, str]]:
        line = statement.lineno
        targets: list[ast.expr] = []
        match statement:
            case ast.Assign(targets=targets) | ast.Delete(targets=targets):
                pass
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
                targets = [target]
            case ast.Expr(value=ast.Call() as call):
                yield from self._by_call(call, line)
        for place in targets:
            match place:
                case ast.Subscript(value=ast.Call(func=func), slice=key) if _is_namespace(func):
                    yield _text(key), line, f"{dotted(func)}()"
                case ast.Subscript() if self._is_entry(place):
                    yield ANY, line, "sys.modules"
                case ast.Attribute(value=owner, attr=name) if self._is_module(owner):
                    yield name, line, "sys.modules"

    def _by_call(self, call: ast.Call, line: int) -> Iterator[tuple[str, int, str]]:
        match call:
            case ast.Call(func=ast.Name(id="exec")) if len(call.args) == 1:
                yield ANY, line, "exec"
            case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[owner, key, *_]):
                if self._is_module(owner):
                    yield _text(key), line, "sys.modules"
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=func), attr="update"),
                args=arguments,
                keywords=keywords,
            ) if _is_namespace(func):
                for name in _keys(arguments, keywords):
                    yield name, line, f"{dotted(func)}()"
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=func), attr="pop" | "setdefault"),
                args=[key, *_],
            ) if _is_namespace(func):
                yield _text(key), line, f"{dotted(func)}()"

    def _is_module(self, node: ast.expr) -> bool:
        return self._is_entry(node) or (isinstance(node, ast.Name) and node.id in self._modules)

    def _is_entry(self, node: ast.expr) -> bool:
        match node:
            case ast.Subscript(value=value, slice=ast.Name(id="__name__")):
                return self._resolve(dotted(value)) == "sys.modules"
        return False


def rebound_name(rebound: Mapping[str, Gone], name: str) -> Gone | None:
    """How a name is bound at run time, None when the text tells the whole of it."""
    return rebound.get(name) or rebound.get(ANY)


def _is_namespace(func: ast.expr) -> bool:
    return isinstance(func, ast.Name) and func.id in _NAMESPACES


def _text(key: ast.expr) -> str:
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ANY


def _keys(arguments: list[ast.expr], keywords: list[ast.keyword]) -> Iterator[str]:
    for keyword in keywords:
        yield keyword.arg or ANY
    for argument in arguments:
        if not isinstance(argument, ast.Dict):
            yield ANY
            continue
        for key in argument.keys:
            yield ANY if key is None else _text(key)
