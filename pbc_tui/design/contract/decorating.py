"""What a function, used as a decorator, gives back for the function under it.

Read from its text: it returns its parameter, or an inner function that wraps it, or, as a factory
with arguments of its own, an inner function that does one of these.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.design.contract.naming import AnyFunction, Resolve, dotted, source
from pbc_tui.design.contract.values import Effect

_DEEPEST = 4
_TELLS_NOTHING = ("", "Any", "object", "Callable", "Callable[..., Any]", "type")


def effect_of(node: AnyFunction, resolve: Resolve, *, in_class: bool = False) -> Effect:
    """What the function makes of another one, as its decorator; ``in_class``: it has a ``self``."""
    return _Reading(resolve).effect(node, bound=in_class, levels=_DEEPEST)


class _Reading:
    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    def effect(self, node: AnyFunction, *, bound: bool, levels: int) -> Effect:
        if not levels or isinstance(node, ast.AsyncFunctionDef):
            return Effect.UNKNOWN
        positional = [*node.args.posonlyargs, *node.args.args][bound:]
        given = positional[0] if positional else None
        if given is not None and _same_type(given, node):
            return Effect.SAME
        inner = {one.name: one for one in _own(node) if isinstance(one, _FUNCTIONS)}
        returned = [one for one in _own(node) if isinstance(one, ast.Return)]
        parameter = "" if given is None else given.arg
        effects = {self._value(one.value, parameter, inner, levels) for one in returned}
        return effects.pop() if len(effects) == 1 else Effect.UNKNOWN

    def _value(
        self,
        value: ast.expr | None,
        parameter: str,
        inner: dict[str, AnyFunction],
        levels: int,
    ) -> Effect:
        match value:
            case ast.Name(id=name) if name == parameter:
                return Effect.SAME
            case ast.Name(id=name) if name in inner:
                return self._wrapper(inner[name], parameter, levels)
            case ast.Call(func=func, args=[*arguments]):
                called = self._resolve(dotted(func))
                if called in ("typing.cast", "cast") and len(arguments) == 2:
                    return self._value(arguments[1], parameter, inner, levels)
                if called == "functools.update_wrapper" and len(arguments) == 2:
                    return Effect.SAME if _is(arguments[1], parameter) else Effect.UNKNOWN
                if called in inner and arguments:
                    # A decorator that may be used with and without brackets.
                    return self.effect(inner[called], bound=False, levels=levels - 1)
        return Effect.UNKNOWN

    def _wrapper(self, node: AnyFunction, parameter: str, levels: int) -> Effect:
        wraps = any(
            isinstance(decorator, ast.Call)
            and self._resolve(dotted(decorator)) in ("functools.wraps", "wraps")
            and any(_is(argument, parameter) for argument in decorator.args[:1])
            for decorator in node.decorator_list
        )
        takes_all = node.args.vararg is not None and node.args.kwarg is not None
        if (wraps and takes_all) or (parameter and _hands_on(node, parameter)):
            return Effect.ASYNC if isinstance(node, ast.AsyncFunctionDef) else Effect.SAME
        return self.effect(node, bound=False, levels=levels - 1)


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _hands_on(node: AnyFunction, parameter: str) -> bool:
    """Whether a function takes anything, and calls the parameter of the one around it with it."""
    rest, named = node.args.vararg, node.args.kwarg
    if rest is None or named is None or node.args.args or node.args.posonlyargs:
        return False
    for one in ast.walk(node):
        match one:
            case ast.Call(
                func=ast.Name(id=called),
                args=[ast.Starred(value=ast.Name(id=first))],
                keywords=[ast.keyword(arg=None, value=ast.Name(id=second))],
            ) if (called, first, second) == (parameter, rest.arg, named.arg):
                return True
    return False


def _same_type(given: ast.arg, node: AnyFunction) -> bool:
    """Whether the annotations promise that the same comes back: ``(function: F) -> F``."""
    wanted = source(given.annotation)
    return wanted == source(node.returns) and wanted.rpartition(".")[2] not in _TELLS_NOTHING


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _own(node: AnyFunction) -> Iterator[ast.AST]:
    """What belongs to the body of a function itself; inner definitions without their bodies."""
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        one = waiting.pop()
        yield one
        if not isinstance(one, (*_FUNCTIONS, ast.ClassDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(one))
