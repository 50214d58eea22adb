"""Signatures that are compared byte by byte, which tells by its time how much of one is right."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_MAKERS = frozenset({"hmac.new", "hmac.digest", "hmac.HMAC"})
_ENCODERS = frozenset({
    "digest", "hexdigest", "hex", "decode", "encode", "upper", "lower", "b64encode", "hexlify",
    "urlsafe_b64encode", "standard_b64encode", "str", "bytes", "rstrip", "strip", "removeprefix",
    "join", "format", "copy",
})  # fmt: skip
_NAMED = re.compile(r"(?:^|_)(?:signature|sig|hmac|mac)$")
_KEYED = re.compile(r"(?:^|_)(?:secret|key|salt|pepper|token|passw(?:or)?d)")
_MOST_STEPS = 200
_MESSAGE = "compare signatures with hmac.compare_digest"


def comparisons(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """A comparison by ``==`` or ``!=`` of what was made with a key.

    A plain digest counts where it is held against a signature, or where a secret goes into it.
    """
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq | ast.NotEq):
        return
    sides = [node.left, *node.comparators]
    if any(isinstance(side, ast.Constant) for side in sides):
        # What stands in the file is no secret of somebody who asks.
        return
    named = any(_NAMED.search(_name(side).lower()) for side in sides)
    if any(_is_signature(side, facts, named=named) for side in sides):
        yield at(node, "timing", _MESSAGE)


def _is_signature(side: ast.expr, facts: Facts, *, named: bool) -> bool:
    waiting: list[ast.AST] = [side]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_STEPS:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        match one:
            case ast.Call():
                function = facts.dotted(one.func)
                if function in _MAKERS:
                    return True
                if function.startswith("hashlib.") and (named or _takes_secret(one)):
                    return True
                waiting += _within(one, facts)
            case ast.Name():
                waiting += [value for value in facts.values(one) if value is not one]
            case ast.Attribute():
                waiting += facts.attribute(one.attr)
            case ast.BinOp(left=left, right=right):
                waiting += [left, right]
            case ast.JoinedStr(values=parts):
                waiting += [part.value for part in parts if isinstance(part, ast.FormattedValue)]
    return False


def _within(call: ast.Call, facts: Facts) -> list[ast.expr]:
    """What the result of a call is made of: of its arguments, or what its function gives back."""
    if facts.last(call.func) in _ENCODERS:
        owner = [call.func.value] if isinstance(call.func, ast.Attribute) else []
        return [*owner, *call.args]
    match call.func:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return facts.names.results(name)
        case _:
            return []


def _takes_secret(call: ast.Call) -> bool:
    return any(
        _KEYED.search(_name(part).lower())
        for given in call.args
        for part in ast.walk(given)
        if isinstance(part, ast.Name | ast.Attribute)
    )


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
