"""A function or method of the contract against the one in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pbc_tui.checks.analysis.conformance.calls import Difference, differences, matched
from pbc_tui.design.contract.annotations import same_annotation
from pbc_tui.design.contract.values import Function, FunctionKind, ParameterKind

# Decorators that change nothing for the users of a function, or that are compared elsewhere.
_NEUTRAL = frozenset(
    [
        "staticmethod",
        "classmethod",
        "property",
        "cached_property",
        "abstractmethod",
        "abstractproperty",
        "overload",
        "override",
        "final",
        "setter",
        "getter",
        "deleter",
        "no_type_check",
        "deprecated",
    ]
)
_CONTEXT_MAKERS = frozenset({"contextmanager", "asynccontextmanager"})
# What a generator is not, however it is annotated; the annotation's brackets do not matter.
_NO_ITERATORS = ("None", "bool", "bytes", "dict", "float", "int", "list", "set", "str", "tuple")
_UNBOUND = (FunctionKind.CLASS_METHOD, FunctionKind.STATIC_METHOD)
_SELF = re.compile(r"\b(?:(?:typing|typing_extensions|t)\.)?Self\b")
Names = Mapping[str, str]


def function_differences(
    wanted: Function,
    found: Function,
    wanted_names: Names,
    found_names: Names,
    *,
    awaited: bool = False,
    owner: str = "",
) -> tuple[Difference, ...]:
    """What keeps a function from standing in for the one of the contract.

    ``awaited``: a decorator makes a coroutine of it. ``owner``: the class of the contract that has
    it, for which ``Self`` stands.
    """
    if awaited:
        found = replace(found, is_async=True)
    if owner and not _SELF.search(wanted.returns):
        found = replace(found, returns=_SELF.sub(owner, found.returns))
    faults = [*_kind(wanted, found), *_asynchrony(wanted, found), *_decorators(wanted, found)]
    if wanted.kind is FunctionKind.PROPERTY or found.kind is FunctionKind.PROPERTY:
        if wanted.kind is found.kind:
            faults += _returns(wanted, found, wanted_names, found_names)
        return tuple(faults)
    signatures = wanted.overloads or (wanted,)
    for one in signatures:
        faults += _calls(one, found)
        faults += _annotations(one, found, wanted_names, found_names)
    return tuple(dict.fromkeys(faults))


def same_calls(wanted: Function, found: Function) -> bool:
    """Whether two functions take the same calls, whatever they are called."""
    return (
        wanted.kind is found.kind
        and wanted.is_async is found.is_async
        and not differences(wanted.bound_parameters, found.bound_parameters)
        and not differences(found.bound_parameters, wanted.bound_parameters)
    )


def _calls(wanted: Function, found: Function) -> Iterator[Difference]:
    """What differs in the calls; an overload that promises them answers for ``*args``."""
    promised = any(
        not differences(wanted.bound_parameters, overload.bound_parameters)
        for overload in found.overloads
    )
    for fault in differences(wanted.bound_parameters, found.bound_parameters):
        if not promised:
            yield fault
        elif fault.certain:
            message = f"{fault.message}, though an overload has it"
            yield Difference(fault.parameter, message, certain=False)


def _kind(wanted: Function, found: Function) -> Iterator[Difference]:
    if not _takes_instance(found) and _takes_instance(wanted):
        yield Difference("", "it has no parameter for the instance or class")
    if wanted.kind is found.kind or (wanted.kind in _UNBOUND and found.kind in _UNBOUND):
        if wanted.settable and wanted.kind is FunctionKind.PROPERTY and not found.settable:
            yield Difference("", "it cannot be assigned")
        if wanted.deletable and wanted.kind is FunctionKind.PROPERTY and not found.deletable:
            yield Difference("", "it cannot be deleted")
        return
    yield Difference("", f"it is a {found.kind}, not a {wanted.kind}")


def _takes_instance(function: Function) -> bool:
    """Whether a method has a place for what it is called on."""
    if function.kind in (FunctionKind.FUNCTION, FunctionKind.STATIC_METHOD):
        return True
    places = (
        ParameterKind.POSITIONAL_ONLY,
        ParameterKind.POSITIONAL_OR_KEYWORD,
        ParameterKind.VAR_POSITIONAL,
    )
    return bool(function.parameters) and function.parameters[0].kind in places


def _asynchrony(wanted: Function, found: Function) -> Iterator[Difference]:
    makes_context = any(_plain(decorator) in _CONTEXT_MAKERS for decorator in found.decorators)
    if found.yields and not makes_context and wanted.returns.partition("[")[0] in _NO_ITERATORS:
        yield Difference("", f"it is a generator; the contract says {wanted.returns}")
    if wanted.is_async is found.is_async:
        return
    # Calling an async generator gives its iterator at once; a stub writes it without ``async``.
    if found.is_async and found.yields and "Async" in wanted.returns:
        return
    yield Difference("", "it is not async" if wanted.is_async else "it is async")


def _decorators(wanted: Function, found: Function) -> Iterator[Difference]:
    if found.abstract and not wanted.abstract:
        yield Difference("", "it is abstract")
    there = {_plain(decorator) for decorator in found.decorators}
    asked = {_plain(decorator) for decorator in wanted.decorators}
    for decorator in wanted.decorators:
        if _plain(decorator) not in there | _NEUTRAL:
            yield Difference("", f"the decorator @{decorator} is missing")
    for name in (there - asked) & _CONTEXT_MAKERS:
        if "ContextManager" not in wanted.returns:
            yield Difference("", f"@{name} makes it a context manager")


def _annotations(
    wanted: Function, found: Function, wanted_names: Names, found_names: Names
) -> Iterator[Difference]:
    candidates = [found, *found.overloads]
    for one, other in matched(wanted.bound_parameters, found.bound_parameters):
        given = [other.annotation]
        for overload in found.overloads:
            given += [p.annotation for p in overload.bound_parameters if p.name == one.name]
        if not any(same_type(one.annotation, text, wanted_names, found_names) for text in given):
            what = f"is {other.annotation}" if other.annotation else "has no annotation"
            yield Difference(one.name, f"{one.name} {what}; the contract says {one.annotation}")
    if wanted.name == "__init__" or not any(
        _fits(wanted, candidate, wanted_names, found_names) for candidate in candidates
    ):
        yield from _returns(wanted, found, wanted_names, found_names)


def same_type(wanted: str, found: str, wanted_names: Names, found_names: Names) -> bool:
    """Whether an annotation is the one of the contract; the same words always are.

    A stub is often written without the imports that its annotations need.
    """
    return wanted == found or same_annotation(wanted, found, wanted_names, found_names)


def _fits(wanted: Function, found: Function, wanted_names: Names, found_names: Names) -> bool:
    return same_type(wanted.returns, found.returns, wanted_names, found_names)


def _returns(
    wanted: Function, found: Function, wanted_names: Names, found_names: Names
) -> Iterator[Difference]:
    if _fits(wanted, found, wanted_names, found_names):
        return
    if wanted.name == "__init__" and wanted.returns in ("None", "'None'") and not found.returns:
        return
    made = {_plain(decorator) for decorator in found.decorators} & _CONTEXT_MAKERS
    if made and "ContextManager" in wanted.returns:
        return
    what = f"returns {found.returns}" if found.returns else "has no return annotation"
    yield Difference("", f"it {what}; the contract says {wanted.returns}")


def _plain(decorator: str) -> str:
    return decorator.partition("(")[0].rpartition(".")[2]
