"""Tokens that are read without being verified, or signed by nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_UNVERIFIED = frozenset({"get_unverified_claims"})


def tokens(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What this node believes of a token without having looked."""
    if not isinstance(node, ast.Call):
        return
    function = facts.dotted(node.func)
    last = facts.last(node.func)
    if last in _UNVERIFIED:
        yield at(node, "jwt", f"{last} reads a token that is not checked")
    elif "jwt" in function.lower() and last in ("decode", "decode_complete", "encode"):
        yield from _arguments(node, facts, encode=last == "encode")


def _arguments(node: ast.Call, facts: Facts, *, encode: bool) -> Iterator[Spot]:
    for name, value in facts.keywords(node):
        if name in ("algorithms", "algorithm") and _is_none(value, facts, alone=encode):
            what = "signs nothing" if encode else "accepts every token"
            yield at(node, "jwt", f'the algorithm "none" {what}')
        elif name == "verify" and facts.may_be(value, False):
            yield at(node, "jwt", "verify=False: the token is not checked")
        elif name == "options":
            yield from _options(node, value, facts)
    if not encode and len(node.args) > 3:
        yield from _options(node, node.args[3], facts)


def _options(node: ast.Call, given: ast.expr, facts: Facts) -> Iterator[Spot]:
    for value in facts.values(given):
        for name, flag in facts.entries(value):
            if not name.startswith("verify_") or not facts.may_be(flag, False):
                continue
            weighs = name in ("verify_signature", "verify_exp")
            code = "jwt" if weighs else "jwt-claims"
            yield at(node, code, f"{name} is off: the token is not checked")


def _is_none(value: ast.expr, facts: Facts, *, alone: bool) -> bool:
    parts = [part for each in facts.values(value) for part in ast.walk(each)]
    constants = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(
        (isinstance(constant, str) and constant.lower() == "none") or (alone and constant is None)
        for constant in constants
    )
