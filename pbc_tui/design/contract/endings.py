"""What never comes to its end: endless iterables, calls that end the program, plain failures."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.design.contract.naming import Resolve, dotted
from pbc_tui.design.contract.values import Class, Nature, Variable

ENDING_CALLS = frozenset(["sys.exit", "exit", "quit", "os._exit", "os.abort"])
"""What ends the program that calls it, by full dotted name."""
_EMPTY: dict[str, object] = {"int": 0, "float": 0.0, "bool": False, "str": "", "bytes": b""}
_MUTABLE = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
_EMPTY_MADE = ("list()", "dict()", "set()")
_ITERATED = ast.List | ast.Tuple | ast.Set
_COMPREHENSION = ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp


def always_evaluated(statement: ast.stmt) -> Iterator[ast.expr]:
    """The expressions that a statement evaluates whatever they give, those of its blocks aside."""
    waiting: list[ast.AST] = [
        child
        for child in ast.iter_child_nodes(statement)
        if isinstance(child, ast.expr | ast.withitem)
    ]
    while waiting:
        match node := waiting.pop():
            case ast.Lambda():
                continue
            case ast.BoolOp(values=[first, *_]):
                waiting.append(first)
            case ast.IfExp(test=test):
                waiting.append(test)
            case ast.Compare(left=left, comparators=[first, *_]):
                waiting += [left, first]
            case _ if isinstance(node, _COMPREHENSION):
                waiting.append(node.generators[0].iter)
            case _:
                waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.expr):
            yield node


def fails(node: ast.expr) -> bool:
    """Whether an expression is a division of a number by nought."""
    match node:
        case ast.BinOp(
            left=ast.Constant(value=int() | float()),
            op=ast.Div() | ast.FloorDiv() | ast.Mod(),
            right=ast.Constant(value=int() | float() as divisor),
        ):
            return not divisor
    return False


def is_endless(iterable: ast.expr, resolve: Resolve) -> bool:
    """Whether an iterable gives values for ever: ``count()``, ``iter(int, 1)`` and the like."""
    if not isinstance(iterable, ast.Call) or iterable.keywords:
        return False
    called = resolve(dotted(iterable.func))
    match called, iterable.args:
        case "itertools.count", _:
            return True
        case "itertools.repeat", [_]:
            return True
        case "itertools.cycle", [inner]:
            return gives_something(inner)
        case "iter", [ast.Name(id=maker), ast.Constant(value=last)]:
            return maker in _EMPTY and _EMPTY[maker] != last
        case "iter", [ast.Lambda(body=ast.Constant(value=value)), ast.Constant(value=last)]:
            return bool(value != last)
    return False


def is_refused(made: Class, nature_home: str) -> bool:
    """Whether Python raises an error instead of making a class.

    ``nature_home`` is the full name of what makes a dataclass of it, "" for nothing. The rules are
    those of https://docs.python.org/3/library/dataclasses.html, of NamedTuple and of ``__slots__``.
    """
    if len(set(made.bases)) < len(made.bases):
        return True
    fields = [one for one in made.variables.values() if one.annotation and not one.instance]
    fields = [one for one in fields if "ClassVar" not in one.annotation]
    slots = made.members.get("__slots__")
    told = slots.literal if isinstance(slots, Variable) else ()
    names = (told[0],) if told and isinstance(told[0], str) else (told[0] if told else ())
    if any(_is_set(made.variables.get(str(name))) for name in names or ()):
        return True
    if made.nature is Nature.DATACLASS and nature_home == "dataclasses.dataclass":
        return any(map(_is_mutable, fields)) or _is_out_of_order(made, fields)
    return made.nature is Nature.NAMED_TUPLE and _is_out_of_order(made, fields)


def _is_set(member: Variable | None) -> bool:
    return member is not None and bool(member.value) and not member.instance


def _is_mutable(field: Variable) -> bool:
    """Whether the default of a field is a list, a dictionary or a set."""
    try:
        node = ast.parse(field.value or "", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return isinstance(node, _MUTABLE) or field.value in _EMPTY_MADE


def _is_out_of_order(made: Class, fields: list[Variable]) -> bool:
    """Whether a field without a default stands behind one that has one."""
    inherits = made.nature is Nature.DATACLASS and made.bases
    if inherits or any("kw_only" in text for text in made.decorators):
        # A field of a base keeps the place that it has there.
        return False
    defaulted = False
    for field in fields:
        value = field.value
        if field.annotation.rpartition(".")[2] == "KW_ONLY":
            return False
        called = (value or "").partition("(")[0]
        if called and called.rpartition(".")[2] == "field":
            if "kw_only" in (value or "") or "init" in (value or ""):
                continue
            value = value if "default" in (value or "") else None
        if value is None and defaulted:
            return True
        defaulted = defaulted or value is not None
    return False


def gives_something(iterable: ast.expr) -> bool:
    """Whether an iterable is written out, and has a value."""
    match iterable:
        case ast.Constant(value=str() | bytes() as text):
            return bool(text)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(number))]):
            return number > 0
    return isinstance(iterable, _ITERATED) and any(
        not isinstance(one, ast.Starred) for one in iterable.elts
    )
