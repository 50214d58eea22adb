"""Functions of a syntax tree as values: parameters, kind, decorators."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.design.contract.decorating import effect_of
from pbc_tui.design.contract.naming import AnyFunction, Resolve, dotted, source
from pbc_tui.design.contract.values import Function, FunctionKind, Parameter, ParameterKind

_PROPERTIES = frozenset(
    [
        "property",
        "builtins.property",
        "functools.cached_property",
        "abc.abstractproperty",
        "enum.property",
        "types.DynamicClassAttribute",
        "django.utils.functional.cached_property",
        "pydantic.computed_field",
        "sqlalchemy.ext.hybrid.hybrid_property",
        "werkzeug.utils.cached_property",
        # A stub may name what it does not import.
        "cached_property",
        "abstractproperty",
        "computed_field",
        "hybrid_property",
    ]
)
_SETTABLE = frozenset(
    ["functools.cached_property", "django.utils.functional.cached_property", "cached_property"]
)
_CLASS_METHODS = frozenset(["classmethod", "builtins.classmethod", "abc.abstractclassmethod"])
_STATIC_METHODS = frozenset(["staticmethod", "builtins.staticmethod", "abc.abstractstaticmethod"])
_ABSTRACT = frozenset(
    ["abstractmethod", "abstractproperty", "abstractclassmethod", "abstractstaticmethod"]
)
_IMPLICIT_CLASS_METHODS = frozenset(["__init_subclass__", "__class_getitem__"])


def function_of(node: AnyFunction, resolve: Resolve, *, in_class: bool) -> Function:
    """A definition as a value."""
    decorators = [resolve(dotted(decorator)) for decorator in node.decorator_list]
    return Function(
        name=node.name,
        parameters=tuple(parameters_of(node.args)),
        returns=source(node.returns),
        is_async=isinstance(node, ast.AsyncFunctionDef),
        kind=_kind(node.name, decorators, in_class),
        decorators=tuple(source(decorator) for decorator in node.decorator_list),
        # A stub may name what it does not import.
        abstract=any(name.removeprefix("abc.") in _ABSTRACT for name in decorators),
        yields=any(_yields(statement) for statement in node.body),
        settable=any(name in _SETTABLE for name in decorators),
        deletable=any(name in _SETTABLE for name in decorators),
        effect=effect_of(node, resolve, in_class=in_class),
        line=node.lineno,
    )


def is_overload(node: AnyFunction, resolve: Resolve) -> bool:
    """Whether a definition only adds a signature to the one that follows."""
    return any(
        resolve(dotted(d)) in ("typing.overload", "typing_extensions.overload", "overload")
        for d in node.decorator_list
    )


def accessor(node: AnyFunction) -> tuple[str, str]:
    """The property that ``@name.setter`` belongs to, and ``setter``; two empty texts otherwise."""
    for decorator in node.decorator_list:
        match decorator:
            case ast.Attribute(value=ast.Name(id=owner), attr="setter" | "getter" | "deleter"):
                return owner, decorator.attr
    return "", ""


def parameters_of(arguments: ast.arguments) -> Iterator[Parameter]:
    """The parameters in their order."""
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    defaults = [*[None] * without, *arguments.defaults]
    private = True
    for place, (argument, default) in enumerate(zip(positional, defaults, strict=True)):
        # The older spelling (PEP 484) of a parameter that is positional-only; ``self`` may precede.
        private = private and (_is_private(argument.arg) or place == 0)
        only = place < len(arguments.posonlyargs) or (private and _is_private(argument.arg))
        kind = ParameterKind.POSITIONAL_ONLY if only else ParameterKind.POSITIONAL_OR_KEYWORD
        yield _parameter(argument, kind, default)
    if arguments.vararg:
        yield _parameter(arguments.vararg, ParameterKind.VAR_POSITIONAL, None)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(argument, ParameterKind.KEYWORD_ONLY, default)
    if arguments.kwarg:
        yield _parameter(arguments.kwarg, ParameterKind.VAR_KEYWORD, None)


def _is_private(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")


def _parameter(argument: ast.arg, kind: ParameterKind, default: ast.expr | None) -> Parameter:
    return Parameter(
        argument.arg,
        kind,
        source(argument.annotation),
        None if default is None else source(default),
    )


def _kind(name: str, decorators: list[str], in_class: bool) -> FunctionKind:
    if not in_class:
        return FunctionKind.FUNCTION
    if any(decorator in _PROPERTIES for decorator in decorators):
        return FunctionKind.PROPERTY
    if any(decorator in _CLASS_METHODS for decorator in decorators):
        return FunctionKind.CLASS_METHOD
    if any(decorator in _STATIC_METHODS for decorator in decorators):
        return FunctionKind.STATIC_METHOD
    return FunctionKind.CLASS_METHOD if name in _IMPLICIT_CLASS_METHODS else FunctionKind.METHOD


def lambda_of(name: str, node: ast.Lambda, *, in_class: bool) -> Function:
    """A lambda bound to a name, as the function that it is."""
    kind = FunctionKind.METHOD if in_class else FunctionKind.FUNCTION
    return Function(
        name, tuple(parameters_of(node.args)), kind=kind, assigned=True, line=node.lineno
    )


def _yields(node: ast.AST) -> bool:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(
            current, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
        ):
            waiting.extend(ast.iter_child_nodes(current))
    return False
