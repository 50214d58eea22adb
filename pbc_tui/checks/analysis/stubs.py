"""Functions that promise something and do nothing, where a body is wanted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names
from pbc_tui.checks.analysis.prose import docstring_of
from pbc_tui.checks.analysis.spot import Spot, at

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_ABSTRACT = frozenset({"abstractmethod", "abstractproperty", "overload"})
# What these decorate is complete without a body: a group of commands, a hook's shape, a default.
_EMPTY_BY_DESIGN = frozenset(
    [
        "group",
        "callback",
        "hookspec",
        "singledispatch",
        "singledispatchmethod",
        "type_check_only",
        "shared_task",
    ]
)
_NOT_YET = re.compile(
    r"not (?:yet )?implemented|implement (?:me|this)|todo\b|to be implemented|unimplemented",
    re.IGNORECASE,
)


def stubs(module: ast.Module, names: Names, *, test: bool) -> Iterator[Spot]:
    """The stubs of a module; with ``test``, functions named ``test_*`` must do something."""
    yield from _Stubs(module, names, test).found()


class _Stubs:
    def __init__(self, module: ast.Module, names: Names, test: bool) -> None:
        self._module, self._names, self._test = module, names, test
        self._overridden = _overridden(module)

    def found(self) -> Iterator[Spot]:
        """The stubs, each where its definition begins."""
        # A body, the name of its class, and whether what stands in it only has a shape.
        waiting: list[tuple[list[ast.stmt], str, bool]] = [(self._module.body, "", False)]
        while waiting:
            body, owner, shape = waiting.pop()
            for node in body:
                if isinstance(node, ast.ClassDef):
                    waiting.append((node.body, node.name, self._is_protocol(node)))
                elif isinstance(node, _Function):
                    if not shape and (why := self._why(node, owner)):
                        yield at(node, "stub", f"{node.name} is a stub: {why}")
                    waiting.append((node.body, "", False))
                elif not self._is_for_typing(node):
                    waiting += [(part, owner, shape) for part in _blocks(node)]

    def _why(self, node: _Function, owner: str) -> str:
        decorators = {
            self._names.dotted(d.func if isinstance(d, ast.Call) else d).rpartition(".")[2]
            for d in node.decorator_list
        }
        if decorators & (_ABSTRACT | _EMPTY_BY_DESIGN) or node.name in self._overridden.get(
            owner, ()
        ):
            return ""
        if node.returns is not None and self._names.dotted(node.returns).endswith("NoReturn"):
            return ""
        body = node.body[1:] if docstring_of(node.body) else node.body
        promises = _promises(node) or (self._test and node.name.startswith("test_"))
        if not body:
            return "it has a docstring and no code" if promises else ""
        last = body[-1]
        if isinstance(last, ast.Raise) and last.exc is not None:
            return self._raises(last.exc, body)
        if len(body) > 1:
            return ""
        if isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant):
            return "its body is only ..." if last.value.value is Ellipsis else ""
        if isinstance(last, ast.Pass) and promises:
            return (
                "it promises a value and its body is only pass"
                if _promises(node)
                else "it tests nothing"
            )
        if isinstance(last, ast.Return) and last.value is not None:
            returned = self._names.dotted(last.value)
            operator = node.name.startswith("__") and node.name.endswith("__")
            if returned == "NotImplemented" and not operator:
                return "it only returns NotImplemented"
        return ""

    def _raises(self, raised: ast.expr, body: list[ast.stmt]) -> str:
        called = raised.func if isinstance(raised, ast.Call) else raised
        if self._names.dotted(called).rpartition(".")[2] == "NotImplementedError":
            if len(body) == 1:
                return "it only raises NotImplementedError"
            return (
                "" if any(map(_gives, body)) else "whatever it does, it raises NotImplementedError"
            )
        said = " ".join(
            part.value
            for part in ast.walk(raised)
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        return (
            "it only says that it is not implemented"
            if (len(body) == 1 and _NOT_YET.search(said))
            else ""
        )

    def _is_protocol(self, node: ast.ClassDef) -> bool:
        bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
        return any(self._names.dotted(base).rpartition(".")[2] == "Protocol" for base in bases)

    def _is_for_typing(self, node: ast.stmt) -> bool:
        return (
            isinstance(node, ast.If)
            and self._names.dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING"
        )


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks of statements inside a statement."""
    for _, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield value
        elif (
            isinstance(value, list)
            and value
            and isinstance(value[0], ast.ExceptHandler | ast.match_case)
        ):
            yield from (part.body for part in value)


def _promises(node: _Function) -> bool:
    """Whether the annotation says that the function returns something other than None."""
    returns = node.returns
    if returns is None:
        return False
    return not (isinstance(returns, ast.Constant) and returns.value in (None, "None"))


def _gives(statement: ast.stmt) -> bool:
    """Whether a statement may end its function with a result."""
    return any(
        isinstance(part, ast.Return | ast.Yield | ast.YieldFrom) for part in ast.walk(statement)
    )


def _overridden(module: ast.Module) -> dict[str, set[str]]:
    """The methods of each class that another one of the module overrides: they are shapes."""
    classes = {node.name: node for node in ast.walk(module) if isinstance(node, ast.ClassDef)}
    found: dict[str, set[str]] = {}
    for node in classes.values():
        own = {line.name for line in node.body if isinstance(line, _Function)}
        waiting, seen = [node], {node.name}
        while waiting:
            for base in waiting.pop().bases:
                bare = base.value if isinstance(base, ast.Subscript) else base
                if isinstance(bare, ast.Name) and bare.id in classes and bare.id not in seen:
                    seen.add(bare.id)
                    found.setdefault(bare.id, set()).update(own)
                    waiting.append(classes[bare.id])
    return found
