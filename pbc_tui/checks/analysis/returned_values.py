"""Whether a test returns a value, which pytest drops with a warning (PytestReturnNotNoneWarning).

https://docs.pytest.org/en/stable/how-to/assert.html#returning-non-none-value-in-test-functions
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.analysis.test_scopes import Function

_NEVER_NONE = (
    ast.Compare,
    ast.BinOp,
    ast.UnaryOp,
    ast.JoinedStr,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Lambda,
    ast.Name,
    ast.Attribute,
    ast.Subscript,
)
_GIVE_VALUES = frozenset(["all", "any", "bool", "callable", "hasattr", "isinstance", "len", "sum"])
# What a plugin may wait for, or what may be None after all.
_OPEN = ("None", "Any", "object", "Never", "NoReturn", "Deferred", "Await", "Corout", "Itera")
_MARKS = ("pytest.mark.", "mark.", "unittest.mock.patch", "mock.patch", "patch")


def returns_value(node: Function, names: Names) -> bool:
    """Whether a test surely gives something else than None, and nothing else can ask for it."""
    for decorator in node.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if not names.dotted(target).startswith(_MARKS):
            return False
    own = list(_own(node))
    if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own):
        return False
    returned = [each.value for each in own if isinstance(each, ast.Return)]
    annotation = spelled(node.returns) if node.returns is not None else "None"
    agreed = not any(word in annotation for word in _OPEN)
    return any(value is not None and (_is_value(value) or agreed) for value in returned)


def _is_value(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return value is not None
        case ast.IfExp(body=one, orelse=other):
            return _is_value(one) or _is_value(other)
        case ast.BoolOp(values=values):
            return all(_is_value(value) for value in values)
        case ast.Call(func=ast.Name(id=name)):
            return name in _GIVE_VALUES
    return isinstance(node, _NEVER_NONE)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of what is defined within."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        ):
            yield child
            yield from _own(child)
