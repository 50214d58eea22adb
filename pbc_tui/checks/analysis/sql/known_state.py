"""What is known at one place of a function: the names that hold nothing foreign there."""

from __future__ import annotations

import ast

from pbc_tui.checks.analysis.dangers.facts import CHANGERS

DEEPEST = 60
"""Deeper nesting than honest code has is not followed."""
_MOST_NAMES = 200

State = set[str]
"""The names, with their attributes, as they are written; ``a.*`` stands for the elements of ``a``,
``a.-b`` says that ``b`` holds those elements of ``a`` that are not allowed.
"""


def add(name: str, state: State) -> None:
    """Take in a name; "" stands for none, and of very many only the first are kept."""
    if name and len(state) < _MOST_NAMES:
        state.add(name)


def holds(node: ast.AST, state: State) -> bool:
    """Whether an expression is a known name, or what a known one has."""
    name = name_of(node)
    return bool(name) and (name in state or _lies_in(name, state))


def elements(name: str) -> str:
    """How the elements of a collection are written in a state, "" for none."""
    return f"{name}.*" if name else ""


def rest(name: str, left: str) -> str:
    """How a state says that ``left`` is what is not allowed of the collection ``name``."""
    return f"{name}.-{left}" if name and left else ""


def collection_of_rest(left: str, state: State) -> str:
    """The collection of which ``left`` is what is not allowed, "" for none."""
    ending = f".-{left}"
    return next((one.removesuffix(ending) for one in state if left and one.endswith(ending)), "")


def drop(name: str, state: State) -> None:
    """Take out a collection that is changed, with what is known by it."""
    if name:
        gone = {one for one in state if one == name or one.startswith((f"{name}.*", f"{name}.-"))}
        state -= gone | {one for one in state if one.endswith(f".-{name}")}


def forget(node: ast.AST | None, state: State) -> None:
    """Take out whatever a node binds, with its attributes, and each collection that it changes."""
    if not state or node is None:
        return
    bound: set[str] = set()
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                bound.add(name)
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                bound.add(name_of(part))
            case ast.Subscript(value=owner, ctx=ast.Store() | ast.Del()):
                bound.add(name_of(owner))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                bound.add(name)
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                bound.add(name)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                bound.add(name)
            case ast.MatchMapping(rest=str(name)) | ast.alias(asname=str(name)):
                bound.add(name)
            case ast.alias(name=name):
                bound.add(name.partition(".")[0])
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                bound.update(names)
            case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method in CHANGERS:
                drop(name_of(owner), state)
    gone = {
        one
        for one in state
        if one in bound or _lies_in(one, bound) or one.rpartition(".-")[2] in bound
    }
    state -= gone


def go_on(ends: list[State], state: State) -> bool:
    """Let ``state`` be what is known at every one of these ends; whether there is any."""
    if ends:
        known = set.intersection(*ends)
        state.clear()
        state |= known
    return bool(ends)


def name_of(node: ast.AST) -> str:
    """A name with its attributes as one text, "" for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < DEEPEST:
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _lies_in(name: str, bound: set[str]) -> bool:
    while "." in name:
        name = name.rpartition(".")[0]
        if name in bound:
            return True
    return False
