"""Whether one signature takes every call of another, against Python's own binding of arguments."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from pbc_tui.checks.analysis.conformance.calls import differences
from pbc_tui.design.contract.values import Parameter, ParameterKind

NOT_GIVEN = object()
_KINDS = (
    ParameterKind.POSITIONAL_ONLY,
    ParameterKind.POSITIONAL_OR_KEYWORD,
    ParameterKind.KEYWORD_ONLY,
)
_NAMES = ("a", "b", "c")
Call = tuple[int, tuple[str, ...]]
Taker = Callable[..., dict[str, object]]


@st.composite
def signatures(draw: st.DrawFn, stars: bool = False) -> tuple[Parameter, ...]:
    """A valid signature of a few parameters."""
    names = draw(st.permutations(_NAMES))[: draw(st.integers(0, 3))]
    kinds = sorted((draw(st.sampled_from(_KINDS)) for _ in names), key=_KINDS.index)
    parameters: list[Parameter] = []
    optional = False
    for name, kind in zip(names, kinds, strict=True):
        keyword_only = kind is ParameterKind.KEYWORD_ONLY
        default = "..." if draw(st.booleans()) or (optional and not keyword_only) else None
        optional = optional or (default is not None and not keyword_only)
        parameters.append(Parameter(name, kind, default=default))
    if stars and draw(st.booleans()):
        place = sum(kind is not ParameterKind.KEYWORD_ONLY for kind in kinds)
        parameters.insert(place, Parameter("args", ParameterKind.VAR_POSITIONAL))
    if stars and draw(st.booleans()):
        parameters.append(Parameter("kwargs", ParameterKind.VAR_KEYWORD))
    return tuple(parameters)


def real(parameters: tuple[Parameter, ...]) -> Taker:
    """A function with these parameters that gives back what it was given."""
    words: list[str] = []
    for place, one in enumerate(parameters):
        earlier = parameters[place - 1].kind if place else None
        if one.kind is ParameterKind.KEYWORD_ONLY and earlier not in (
            ParameterKind.VAR_POSITIONAL,
            ParameterKind.KEYWORD_ONLY,
        ):
            words.append("*")
        stars = one.kind.value if "*" in one.kind.value else ""
        words.append(stars + one.name + ("" if one.default is None else "=NOT_GIVEN"))
        later = parameters[place + 1].kind if place + 1 < len(parameters) else None
        only = ParameterKind.POSITIONAL_ONLY
        if one.kind is only and later is not only:
            words.append("/")
    taker = eval(f"lambda {', '.join(words)}: dict(locals())", {"NOT_GIVEN": NOT_GIVEN})
    return cast(Taker, taker)


def calls() -> Iterator[Call]:
    """Every call with up to four positional arguments and any of the known names."""
    names = (*_NAMES, "other")
    for number in range(5):
        for size in range(len(names) + 1):
            for keywords in combinations(names, size):
                yield number, keywords


def taken(function: Taker, call: Call) -> dict[str, object] | None:
    """Where the arguments of a call end, None when the call fails."""
    number, keywords = call
    try:
        arguments = function(*range(number), **{name: name for name in keywords})
    except TypeError:
        return None
    return {name: value for name, value in arguments.items() if value not in (NOT_GIVEN, (), {})}


def by_argument(arguments: dict[str, object], renamed: dict[str, str]) -> dict[str, object]:
    return {renamed.get(name, name): value for name, value in arguments.items()}


@settings(max_examples=200, deadline=None)
@given(wanted=signatures(), found=signatures())
def test_no_difference_means_that_every_call_works_alike(
    wanted: tuple[Parameter, ...], found: tuple[Parameter, ...]
) -> None:
    told = differences(wanted, found)
    one, other = real(wanted), real(found)
    # A positional-only parameter may have another name in the source.
    places = [p for p in found if p.kind is not ParameterKind.KEYWORD_ONLY]
    renamed = {
        places[place].name: p.name
        for place, p in enumerate(wanted)
        if p.kind is ParameterKind.POSITIONAL_ONLY and place < len(places)
    }
    broken = [
        call
        for call in calls()
        if (expected := taken(one, call)) is not None
        and ((got := taken(other, call)) is None or by_argument(got, renamed) != expected)
    ]
    if told:
        assert broken, (told, wanted, found)
    else:
        assert not broken, (wanted, found, broken[0])


@settings(max_examples=200, deadline=None)
@given(wanted=signatures(stars=True), found=signatures(stars=True))
def test_with_stars_no_difference_means_that_no_call_fails(
    wanted: tuple[Parameter, ...], found: tuple[Parameter, ...]
) -> None:
    if differences(wanted, found):
        return
    one, other = real(wanted), real(found)
    for call in calls():
        if taken(one, call) is not None:
            assert taken(other, call) is not None, (wanted, found, call)


@given(signature=signatures(stars=True))
def test_a_signature_takes_its_own_calls(signature: tuple[Parameter, ...]) -> None:
    assert differences(signature, signature) == ()
