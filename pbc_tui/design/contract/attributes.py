"""Attributes that come about inside methods: assigned on ``self`` while an instance is made."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from pbc_tui.design.contract.naming import AnyFunction, dotted, source
from pbc_tui.design.contract.values import Class, Member, Nature, Scope, Variable

_MAKERS = ("__init__", "__new__", "__post_init__", "__attrs_post_init__", "model_post_init")


def instance_attributes(node: ast.ClassDef) -> Iterator[Variable]:
    """What the methods that make an instance assign on it, and those that they call on it.

    An attribute that takes over a parameter has the parameter's annotation.
    """
    methods = _methods(node)
    for name in _making(methods):
        yield from _of_method(methods[name])


def attributes_elsewhere(node: ast.ClassDef) -> dict[str, str]:
    """What only other methods assign, each with one of them: it need not have been called."""
    methods = _methods(node)
    making = _making(methods)
    found: dict[str, str] = {}
    for name, method in methods.items():
        if name not in making:
            for attribute in _of_method(method):
                found.setdefault(attribute.name, name)
    return found


def assigns_freely(node: ast.ClassDef) -> bool:
    """Whether attributes of the class may come about in a way that its text does not name."""
    for one in ast.walk(node):
        match one:
            case ast.Call(func=func) if dotted(func).rpartition(".")[2] in (
                "setattr",
                "__setattr__",
            ):
                return True
            case ast.Attribute(attr="__dict__"):
                return True
            case ast.FunctionDef(name="__getattr__" | "__getattribute__" | "__setattr__"):
                return True
    return False


def slots_of(node: ast.ClassDef) -> list[str] | None:
    """The names in the ``__slots__`` of a class; None without them, and where they are computed."""
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="__slots__")], value=value)
                | ast.AnnAssign(target=ast.Name(id="__slots__"), value=ast.expr() as value)
            ):
                try:
                    told = ast.literal_eval(value)
                except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                    return None
                names = [told] if isinstance(told, str) else told
                if isinstance(names, list | tuple | set | dict):
                    return [name for name in names if isinstance(name, str)]
    return None


def _methods(node: ast.ClassDef) -> dict[str, AnyFunction]:
    return {
        one.name: one
        for one in node.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _making(methods: Mapping[str, AnyFunction]) -> list[str]:
    """The methods that run while an instance is made, the makers first."""
    found = [name for name in _MAKERS if name in methods]
    for name in found:
        instance = _instance(methods[name])
        for call in ast.walk(methods[name]):
            match call:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=called)):
                    if owner == instance and called in methods and called not in found:
                        found.append(called)
    return found


def _instance(method: AnyFunction) -> str:
    """What a method calls the instance; ``__new__`` gives it back."""
    positional = [*method.args.posonlyargs, *method.args.args]
    if method.name != "__new__":
        return positional[0].arg if positional else ""
    for one in ast.walk(method):
        if isinstance(one, ast.Return) and isinstance(one.value, ast.Name):
            return one.value.id
    return ""


def _of_method(method: AnyFunction) -> Iterator[Variable]:
    if not (instance := _instance(method)):
        return
    positional = [*method.args.posonlyargs, *method.args.args]
    given = {
        argument.arg: source(argument.annotation)
        for argument in (*positional[1:], *method.args.kwonlyargs)
    }
    yield from _assigned(method.body, instance, given)


def _assigned(body: list[ast.stmt], instance: str, given: Mapping[str, str]) -> Iterator[Variable]:
    for statement in body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                continue
            case ast.Return() | ast.Raise():
                # What stands behind it in the block never runs.
                return
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


def descent_within(owner: Class, module: Scope) -> list[Class] | None:
    """A class and all that it inherits from; None when something of it is not in the module."""
    found: list[Class] = []
    waiting = [owner]
    while waiting:
        one = waiting.pop(0)
        if any(one is known for known in found):
            continue
        found.append(one)
        for text in one.bases:
            place: Scope = module
            for part in text.partition("[")[0].strip().split("."):
                member = place.members.get(part)
                if not isinstance(member, Class):
                    return None
                place = member
            assert isinstance(place, Class)
            waiting.append(place)
    return found


def is_only_declared(member: Member, owner: Class, descent: Sequence[Class]) -> bool:
    """Whether an attribute is annotated only, by a class that has a constructor and forgot it.

    ``descent`` are the class and its bases, all of them known. A class without a constructor leaves
    its attributes to whoever inherits from it.
    """
    if not isinstance(member, Variable) or member.value is not None or member.instance:
        return False
    if "ClassVar" in member.annotation or member.name in owner.elsewhere:
        return False
    plain = all(one.nature is Nature.PLAIN and not one.open for one in descent)
    made = any(one.decorators or "metaclass" in one.keywords for one in descent)
    abstract = any(one.abstract for one in owner.functions.values())
    constructed = "__init__" in owner.functions and "__new__" not in owner.functions
    return constructed and plain and not (made or abstract)
