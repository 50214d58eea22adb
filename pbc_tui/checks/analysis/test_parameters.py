"""How many sets of parameters a test has, and their ids, where ``parametrize`` spells them out.

Ids as pytest makes them: https://docs.pytest.org/en/stable/example/parametrize.html#different-options-for-test-ids
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence

from pbc_tui.checks.analysis.names import Names, argument

_MOST = 10_000


def parameter_sets(decorators: Sequence[ast.expr], names: Names) -> tuple[int, list[str]]:
    """The number of sets that the decorators ask for at least, and their ids if all are readable.

    ``decorators`` are those of the function and of its class, the nearest to the function first.
    """
    count, parts = 1, list[list[str] | None]()
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and names.dotted(decorator.func).endswith(
            "mark.parametrize"
        ):
            values = _elements(argument(decorator, 1, "argvalues"), names)
            # An empty list makes one test, which is skipped.
            count *= max(len(values), 1) if values is not None else 1
            parts.append(None if values is None else _ids(decorator, values, names))
    known = [part for part in parts if part]
    if not parts or len(known) != len(parts) or count > _MOST:
        return min(count, _MOST), []
    joined = ["-".join(each) for each in itertools.product(*known)]
    return count, joined if len(set(joined)) == len(joined) else []


def _elements(node: ast.expr | None, names: Names, depth: int = 4) -> list[ast.expr] | None:
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return None if any(isinstance(each, ast.Starred) for each in elements) else elements
        case ast.Dict():
            return _of_dictionary(node, "keys")
        case ast.Name(id=name) if depth:
            bound = names.values(name)
            single = len(bound) == 1 and not names.is_parameter(name)
            return _elements(bound[0], names, depth - 1) if single else None
        case ast.Call(
            func=ast.Attribute(value=inner, attr="values" | "items" | "keys" as which), args=[]
        ) if depth:
            if isinstance(inner, ast.Name) and len(names.values(inner.id)) == 1:
                inner = names.values(inner.id)[0]
            return _of_dictionary(inner, which) if isinstance(inner, ast.Dict) else None
        case ast.Call(func=ast.Name(id="list" | "tuple" | "sorted"), args=[inner]) if depth:
            return _elements(inner, names, depth - 1)
        case ast.Call(func=ast.Name(id="range"), args=arguments):
            try:
                numbers = range(*(int(ast.literal_eval(each)) for each in arguments))
            except (ValueError, TypeError, SyntaxError):
                return None
            return [ast.Constant(number) for number in numbers[:_MOST]]
    return None


def _of_dictionary(node: ast.Dict, which: str) -> list[ast.expr] | None:
    keys = [key for key in node.keys if key is not None]
    if len(keys) != len(node.keys):
        return None
    if which == "items":
        pairs = zip(keys, node.values, strict=True)
        return [ast.Tuple(elts=[key, value], ctx=ast.Load()) for key, value in pairs]
    return keys if which == "keys" else node.values


def _ids(call: ast.Call, values: list[ast.expr], names: Names) -> list[str] | None:
    """The id of each set, None when one of them cannot be said."""
    arguments = _argument_names(argument(call, 0, "argnames"))
    given = argument(call, 3, "ids")
    labels: list[ast.expr] | None = None
    if given is not None:
        labels = _elements(given, names)
        if labels is None or len(labels) != len(values):
            return None
    found: list[str] = []
    for place, value in enumerate(values):
        one = _id_of(place, value, arguments, labels[place] if labels else None, names)
        if one is None:
            return None
        found.append(one)
    return found if len(set(found)) == len(found) else None


def _id_of(
    place: int, value: ast.expr, arguments: list[str], label: ast.expr | None, names: Names
) -> str | None:
    parts = [value]
    if isinstance(value, ast.Call):
        if not names.dotted(value.func).endswith("pytest.param"):
            return None
        for keyword in value.keywords:
            if keyword.arg == "id":
                return _text(keyword.value)
        parts = value.args
    elif len(arguments) > 1:
        if not isinstance(value, ast.Tuple | ast.List):
            return None
        parts = value.elts
    if label is not None:
        return _text(label)
    spelled = [
        _spelled(part, f"{name}{place}") for part, name in zip(parts, arguments, strict=False)
    ]
    known = [each for each in spelled if each is not None]
    if len(known) != len(arguments) or len(parts) != len(arguments):
        return None
    return "-".join(known)


def _argument_names(node: ast.expr | None) -> list[str]:
    try:
        given = ast.literal_eval(node) if node is not None else ()
    except (ValueError, TypeError, SyntaxError):
        return []
    if isinstance(given, str):
        return [name.strip() for name in given.split(",") if name.strip()]
    return [str(name) for name in given]


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _plain(node.value)
    return None


def _plain(text: str) -> str | None:
    return text if text and text.isascii() and text.isprintable() and "]" not in text else None


def _spelled(node: ast.expr, otherwise: str) -> str | None:
    """How pytest spells a value in an id: plain values by themselves, others by their number."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    if isinstance(value, str):
        return _plain(value)
    if value is None or isinstance(value, bool | int | float | complex):
        return str(value)
    return None if isinstance(value, bytes) else otherwise
