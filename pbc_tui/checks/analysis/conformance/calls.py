"""Whether every call that one signature allows works with another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbc_tui.design.contract.values import Parameter, ParameterKind

_POSITIONAL = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)
_BY_KEYWORD = (ParameterKind.POSITIONAL_OR_KEYWORD, ParameterKind.KEYWORD_ONLY)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a call could fail.

    ``parameter`` is the one concerned, "" for the signature as a whole; ``certain`` is False where
    ``*args`` or ``**kwargs`` may or may not take the argument as it is meant.
    """

    parameter: str
    message: str
    certain: bool = True


def differences(wanted: Sequence[Parameter], found: Sequence[Parameter]) -> tuple[Difference, ...]:
    """What keeps ``found`` from taking every call that ``wanted`` allows; both without ``self``."""
    return tuple(_Comparison(wanted, found).differences())


def matched(
    wanted: Sequence[Parameter], found: Sequence[Parameter]
) -> Iterator[tuple[Parameter, Parameter]]:
    """The parameters of both signatures that stand for the same argument."""
    by_name = {parameter.name: parameter for parameter in found}
    places = [parameter for parameter in found if parameter.kind in _POSITIONAL]
    for place, parameter in enumerate(wanted):
        if parameter.kind is ParameterKind.POSITIONAL_ONLY and place < len(places):
            yield parameter, places[place]
        elif parameter.name in by_name:
            yield parameter, by_name[parameter.name]


class _Comparison:
    def __init__(self, wanted: Sequence[Parameter], found: Sequence[Parameter]) -> None:
        self.wanted = list(wanted)
        self.found = list(found)
        self.places = [one for one in self.found if one.kind in _POSITIONAL]
        self.placed = {one.name for one in self.places}
        self.named = {one.name: one for one in self.found if one.kind in _BY_KEYWORD}
        self.asked = {one.name for one in self.wanted}
        self.gives_names = self._any(self.wanted, ParameterKind.VAR_KEYWORD)
        self.takes_more = self._any(self.found, ParameterKind.VAR_POSITIONAL)
        self.takes_names = self._any(self.found, ParameterKind.VAR_KEYWORD)

    def differences(self) -> Iterator[Difference]:
        used: set[str] = set()
        place = 0
        renamed: set[str] = set()
        for one in self.wanted:
            if one.kind in _POSITIONAL:
                here = self.places[place] if place < len(self.places) else None
                fault, match = self._positional(one, here)
                place += 1
            elif one.kind is ParameterKind.KEYWORD_ONLY:
                fault, match = self._keyword(one)
            else:
                yield from self._star(one)
                continue
            if match is not None:
                if fault is None and match.name in used:
                    message = f"{match.name} stands at the place of another parameter"
                    fault = Difference(one.name, message)
                used.add(match.name)
                if fault is None and not one.required and match.required:
                    fault = Difference(one.name, f"{one.name} has no default any more")
            elif fault is not None and place <= len(self.places) and one.kind in _POSITIONAL:
                renamed.add(self.places[place - 1].name)
            if fault is not None:
                yield fault
        met = used | renamed
        for extra in self.found:
            if extra.name not in met and extra.required:
                yield Difference(
                    extra.name, f"{extra.name} is an additional parameter that must be given"
                )

    def _positional(
        self, one: Parameter, here: Parameter | None
    ) -> tuple[Difference | None, Parameter | None]:
        name = one.name
        if one.kind is ParameterKind.POSITIONAL_ONLY:
            if here is not None and self.gives_names and here.kind is not one.kind:
                # Its name is free for an entry of ``**kwargs`` in the contract.
                return Difference(name, f"{name} must be positional-only"), here
            if here is not None:
                return None, here
            if self.takes_more:
                return Difference(name, f"{name} may be taken by *args", certain=False), None
            return self._not_positional(name), self.named.get(name)
        if here is not None and here.name == name:
            if here.kind is ParameterKind.POSITIONAL_ONLY:
                message = f"{name} cannot be given by its name"
                return Difference(name, message), here
            return None, here
        if name in self.named:
            return self._misplaced(name), self.named[name]
        if here is None and self.takes_more and self.takes_names:
            message = f"{name} may be taken by *args and **kwargs"
            return Difference(name, message, certain=False), None
        if here is not None and here.name not in self.asked:
            return Difference(name, f"parameter {name} is called {here.name}"), None
        return Difference(name, f"parameter {name} is missing"), None

    def _misplaced(self, name: str) -> Difference:
        if self.named[name].kind is ParameterKind.KEYWORD_ONLY:
            return self._not_positional(name)
        return Difference(name, f"parameter {name} stands at another place")

    def _not_positional(self, name: str) -> Difference:
        if name in self.named:
            return Difference(name, f"{name} is keyword-only; it must be positional as well")
        return Difference(name, f"parameter {name} is missing")

    def _keyword(self, one: Parameter) -> tuple[Difference | None, Parameter | None]:
        if one.name in self.named:
            return None, self.named[one.name]
        if self.takes_names:
            message = f"{one.name} may be taken by **kwargs"
            return Difference(one.name, message, certain=False), None
        if one.name in self.placed:
            return Difference(one.name, f"{one.name} cannot be given by its name"), None
        return Difference(one.name, f"keyword parameter {one.name} is missing"), None

    def _star(self, one: Parameter) -> Iterator[Difference]:
        if one.kind is ParameterKind.VAR_KEYWORD:
            if not self.takes_names:
                yield Difference(one.name, f"**{one.name} is missing")
        elif not self.takes_more:
            yield Difference(one.name, f"*{one.name} is missing")
        elif len(self.places) > sum(other.kind in _POSITIONAL for other in self.wanted):
            yield Difference(one.name, f"a parameter stands before *{one.name}")

    @staticmethod
    def _any(parameters: list[Parameter], kind: ParameterKind) -> bool:
        return any(parameter.kind is kind for parameter in parameters)
