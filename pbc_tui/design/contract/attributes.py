"""Attributes that come about inside methods: assigned on ``self`` while an instance is made."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from pbc_tui.design.contract.signatures import dotted, source
from pbc_tui.design.contract.values import Variable

_MAKERS = frozenset(["__init__", "__post_init__", "__attrs_post_init__", "model_post_init"])


def instance_attributes(node: ast.ClassDef) -> Iterator[Variable]:
    """What the methods that make an instance assign on it.

    An attribute that takes over a parameter has the parameter's annotation.
    """
    for method in node.body:
        if not isinstance(method, ast.FunctionDef) or method.name not in _MAKERS:
            continue
        positional = [*method.args.posonlyargs, *method.args.args]
        if positional:
            given = {
                argument.arg: source(argument.annotation)
                for argument in (*positional[1:], *method.args.kwonlyargs)
            }
            yield from _assigned(method.body, positional[0].arg, given)


def _assigned(body: list[ast.stmt], instance: str, given: Mapping[str, str]) -> Iterator[Variable]:
    for statement in body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                continue
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _targets(target, value, instance, given)
            case ast.AnnAssign(
                target=ast.Attribute(value=ast.Name(id=owner), attr=name),
                annotation=annotation,
                value=value,
            ) if owner == instance:
                text = None if value is None else source(value)
                yield Variable(name, source(annotation), text, True, statement.lineno)
            case ast.With(items=items) | ast.AsyncWith(items=items):
                for item in items:
                    if item.optional_vars is not None:
                        yield from _targets(item.optional_vars, None, instance, given)
            case ast.Expr(value=ast.Call(args=[object_, ast.Constant(value=str(name)), _]) as call):
                # A frozen dataclass has no other way to set a field of its own.
                if dotted(call.func) == "object.__setattr__" and _is_name(object_, instance):
                    yield Variable(name, value="", instance=True, line=statement.lineno)
        for block in _blocks(statement):
            yield from _assigned(block, instance, given)


def _targets(
    target: ast.expr, value: ast.expr | None, instance: str, given: Mapping[str, str]
) -> Iterator[Variable]:
    match target:
        case ast.Attribute(value=owner, attr=name) if _is_name(owner, instance):
            annotation = given.get(value.id, "") if isinstance(value, ast.Name) else ""
            yield Variable(name, annotation, source(value), True, target.lineno)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for one in targets:
                yield from _targets(one, None, instance, given)
        case ast.Starred(value=inner):
            yield from _targets(inner, None, instance, given)


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        yield getattr(statement, field, [])
    for branch in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield branch.body


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
