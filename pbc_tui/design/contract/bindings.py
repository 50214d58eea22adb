"""The names of a scope while its statements are read: what each may stand for, and if it must."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pbc_tui.design.contract.values import Gone, Member, Scope


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name may stand for, the likeliest first; ``always``: every path binds it."""

    candidates: tuple[Member, ...]
    always: bool = True


class Bindings(dict[str, Binding]):
    """The names on one path through the statements, in the order in which they were first bound.

    ``gone`` tells of names that the path has met and does not have.
    """

    def __init__(self, names: Bindings | None = None) -> None:
        super().__init__(names or {})
        self.gone: dict[str, Gone] = {} if names is None else names.gone

    def bind(self, name: str, member: Member) -> None:
        """The name stands for this from here on."""
        self.pop(name, None)
        self[name] = Binding((member,))

    def change(self, name: str, member: Member) -> None:
        """What a name stands for has changed; it is bound on the same paths as before."""
        self[name] = Binding((member,), self[name].always)

    def drop(self, name: str, line: int) -> None:
        """The name is deleted."""
        self.pop(name, None)
        self.gone[name] = Gone(line, f"is deleted again in line {line}")

    def current(self, name: str) -> Member | None:
        """What the name stands for here, None when it is unbound."""
        binding = self.get(name)
        return binding.candidates[0] if binding else None

    def copy(self) -> Bindings:
        """The same names, to be followed along another path."""
        return Bindings(self)

    def take(self, paths: Iterable[Bindings]) -> None:
        """Go on with what several paths have left, the first of them being the likeliest."""
        ends = list(paths)
        merged: dict[str, Binding] = {}
        for end in ends:
            for name in end:
                if name not in merged:
                    merged[name] = _merged([other.get(name) for other in ends])
        self.clear()
        self.update(merged)

    def scope(self) -> Scope:
        """The names at the end of a scope."""
        return Scope(
            members={name: binding.candidates[0] for name, binding in self.items()},
            alternatives={
                name: binding.candidates[1:]
                for name, binding in self.items()
                if len(binding.candidates) > 1
            },
            sometimes=frozenset(name for name, binding in self.items() if not binding.always),
            gone={name: gone for name, gone in self.gone.items() if name not in self},
        )


def _merged(bindings: list[Binding | None]) -> Binding:
    candidates: list[Member] = []
    always = True
    for binding in bindings:
        if binding is None:
            always = False
            continue
        always = always and binding.always
        candidates.extend(one for one in binding.candidates if not _has(candidates, one))
    return Binding(tuple(candidates), always)


def _has(candidates: list[Member], member: Member) -> bool:
    return any(_placeless(other) == _placeless(member) for other in candidates)


def _placeless(member: Member) -> Member:
    return replace(member, line=0)
