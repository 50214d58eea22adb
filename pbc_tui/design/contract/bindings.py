"""The names of a scope while its statements are read: what each may stand for, and if it must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pbc_tui.design.contract.parsing import TooMuch
from pbc_tui.design.contract.values import Gone, Member, Scope

MOST_CANDIDATES = 64
"""So many things a name may stand for: all are compared with each other wherever paths meet."""
MOST_JUMPS = 128
"""So many ways out of one loop, since each keeps what it has bound."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name may stand for, the likeliest first; ``always``: every path binds it."""

    candidates: tuple[Member, ...]
    always: bool = True


class Bindings:
    """The names on one path through the statements, in the order in which they were first bound.

    A copy holds only what its own path changes, and asks the one it was made from for the rest.
    ``gone`` tells of names that the path has met and does not have.
    """

    def __init__(self, base: Bindings | None = None) -> None:
        self._base = base
        self._own: dict[str, Binding | None] = {}
        self.gone: dict[str, Gone] = {} if base is None else base.gone

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def get(self, name: str) -> Binding | None:
        """How the name is bound here, None when it is unbound."""
        scope: Bindings | None = self
        while scope is not None:
            if name in scope._own:
                return scope._own[name]
            scope = scope._base
        return None

    def bind(self, name: str, member: Member) -> None:
        """The name stands for this from here on."""
        self._own.pop(name, None)
        self._own[name] = Binding((member,))

    def change(self, name: str, member: Member) -> None:
        """What a name stands for has changed; it is bound on the same paths as before."""
        known = self.get(name)
        self._own[name] = Binding((member,), known is None or known.always)

    def drop(self, name: str, line: int) -> None:
        """The name is deleted."""
        self._own.pop(name, None)
        if self._base is not None:
            self._own[name] = None
        self.gone[name] = Gone(line, f"is deleted again in line {line}")

    def current(self, name: str) -> Member | None:
        """What the name stands for here, None when it is unbound."""
        binding = self.get(name)
        return binding.candidates[0] if binding else None

    def copy(self) -> Bindings:
        """The same names, to be followed along another path."""
        return Bindings(self)

    def since(self, start: Bindings) -> Bindings:
        """What this path has changed since an earlier place on it, as a copy of that place."""
        paths: list[Bindings] = []
        scope: Bindings | None = self
        while scope is not None and scope is not start:
            paths.append(scope)
            scope = scope._base
        copy = Bindings(start)
        for path in reversed(paths):
            for name, binding in path._own.items():
                copy._own.pop(name, None)
                copy._own[name] = binding
        return copy

    def added(self) -> Iterator[tuple[str, Member]]:
        """What a copy binds and the one it was made from does not."""
        for name, binding in self._own.items():
            if binding is not None and (self._base is None or name not in self._base):
                yield name, binding.candidates[0]

    def take(self, paths: Iterable[Bindings]) -> None:
        """Go on with what several copies have left, the first of them being the likeliest.

        Raises:
            TooMuch: when a name may stand for more than ``MOST_CANDIDATES`` different things.
        """
        ends = list(paths)
        changed: dict[str, list[tuple[int, Binding | None]]] = {}
        for place, end in enumerate(ends):
            for name, binding in end._own.items():
                changed.setdefault(name, []).append((place, binding))
        for name, told in changed.items():
            bindings = [binding for _, binding in told]
            if len(told) < len(ends):
                # The first of the paths that leave the name alone stands for all of them.
                alone = next((n for n, (place, _) in enumerate(told) if place != n), len(told))
                bindings.insert(alone, self.get(name))
            merged = _merged(name, bindings)
            if told[0][0] == 0 or self._base is not None:
                self._own.pop(name, None)
            self._own[name] = merged
            if merged is None and self._base is None:
                del self._own[name]

    def scope(self) -> Scope:
        """The names at the end of a scope."""
        bound = {name: binding for name, binding in self._own.items() if binding is not None}
        return Scope(
            members={name: binding.candidates[0] for name, binding in bound.items()},
            alternatives={
                name: binding.candidates[1:]
                for name, binding in bound.items()
                if len(binding.candidates) > 1
            },
            sometimes=frozenset(name for name, binding in bound.items() if not binding.always),
            gone={name: gone for name, gone in self.gone.items() if name not in self},
        )


@dataclass
class Loop:
    """The paths out of one loop that begins with ``start``.

    ``left`` are those by ``break``, ``again`` those on to its next turn, which is its end as well.
    """

    start: Bindings
    left: list[Bindings] = field(default_factory=list)
    again: list[Bindings] = field(default_factory=list)

    def leave(self, names: Bindings, line: int, *, for_good: bool) -> None:
        """``break`` in some line, or ``continue`` where it is not for good.

        Raises:
            TooMuch: when the loop has more than ``MOST_JUMPS`` of them.
        """
        if len(self.left) + len(self.again) >= MOST_JUMPS:
            raise TooMuch(line, 0, f"a loop has more than {MOST_JUMPS} break and continue")
        (self.left if for_good else self.again).append(names.since(self.start))

    def never_runs_out(self) -> None:
        """The loop can only be left by ``break``, perhaps after other turns."""
        for turn in self.again:
            for name, member in turn.added():
                for end in self.left:
                    if name not in end:
                        end._own[name] = Binding((member,), always=False)
        self.again.clear()


def _merged(name: str, bindings: list[Binding | None]) -> Binding | None:
    candidates: list[Member] = []
    always = True
    for binding in bindings:
        if binding is None:
            always = False
            continue
        always = always and binding.always
        for one in binding.candidates:
            if len(candidates) > MOST_CANDIDATES:
                why = f"{name} may stand for more than {MOST_CANDIDATES} different things"
                raise TooMuch(one.line, 0, why)
            if not _has(candidates, one):
                candidates.append(one)
    return Binding(tuple(candidates), always) if candidates else None


def _has(candidates: list[Member], member: Member) -> bool:
    placeless = replace(member, line=0)
    return any(
        type(other) is type(member) and replace(other, line=0) == placeless for other in candidates
    )
