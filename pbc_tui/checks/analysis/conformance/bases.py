"""The bases of a class of the contract against those in the source, by what their names mean."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator, Sequence

from pbc_tui.checks.analysis.conformance.project import (
    Located,
    Project,
    ancestors,
    resolved,
    standard_class,
)
from pbc_tui.design.contract.annotations import normalise
from pbc_tui.design.contract.values import Class, Contract

_ERASED = ("Generic", "Protocol")


class Bases:
    """What a class of the source inherits from.

    ``near`` are the classes of the project, ``foreign`` all others by their full names; ``text`` is
    that of the file.
    """

    def __init__(
        self,
        found: Located,
        near: Sequence[Located],
        foreign: Sequence[str],
        project: Project,
        text: str,
    ) -> None:
        self._found = found
        self._near = near
        self._foreign = [normalise(base) if "." in base else base for base in map(_full, foreign)]
        self._project = project
        self._text = text

    def faults(self, wanted: Class, contract: Contract) -> Iterator[tuple[bool, str]]:
        """Each base of the contract that is lacking: whether that is certain, and the words."""
        for written in wanted.bases:
            bare = written.partition("[")[0].strip()
            name = bare.rpartition(".")[2]
            if name == "object" or self._stands_in(name):
                continue
            is_one = self._is_one(bare, contract)
            if is_one:
                continue
            unknown = [
                base
                for base in self._foreign
                if standard_class(base) is None and base.rpartition(".")[2] not in _ERASED
            ]
            if is_one is None or unknown:
                which = unknown[0] if unknown else self._alike(name)
                yield False, f"whether {which} is a {name} cannot be said from the source"
            else:
                alike = self._alike(name)
                other = f"; {alike} is another one" if alike else ""
                yield True, f"its base {written} is missing{other}"

    def _stands_in(self, name: str) -> bool:
        """Whether another spelling of the class header does what a base would do."""
        if name == "ABC":
            return "ABCMeta" in self._found.owner.keywords.get("metaclass", "")
        if name == "Generic":
            protocol = any("Protocol" in ancestors(base) for base in self._foreign)
            return protocol or _has_type_parameters(self._found.owner.name, self._text)
        return False

    def _is_one(self, written: str, contract: Contract) -> bool | None:
        """Whether the class is one of what the contract writes; None when that cannot be said."""
        meant = _full(resolved(written, contract))
        name = meant.rpartition(".")[2]
        promised = self._project.base(written, contract)
        own = isinstance(promised, Located) and promised.module is contract
        near = [one for one in self._near if one.owner.name == name]
        foreign = [base for base in self._foreign if name in ancestors(base)]
        if own:
            return bool(near or foreign)
        target = self._project.member(meant)
        if target is not None and isinstance(target[0], Class):
            return any(one.owner is target[0] for one in self._near)
        known = standard_class(_full(normalise(meant)))
        if known is None:
            return self._by_name(meant, near, foreign)
        classes = [standard_class(base) for base in self._foreign]
        if any(one is not None and known in one.__mro__ for one in classes):
            return True
        if meant == name and not hasattr(builtins, name):
            # A stub is often written without its imports, so it may mean the project's own.
            return bool(near or foreign)
        # A module of somebody else may hand on the one that is meant.
        return None if any(standard_class(base) is None for base in foreign) else False

    def _by_name(self, meant: str, near: Sequence[Located], foreign: Sequence[str]) -> bool | None:
        """Whether something of the same name is the class, which is not known here itself."""
        home, _, _ = meant.rpartition(".")
        if not home or home.startswith(".") or self._project.exists(home):
            return bool(near or foreign)
        top = home.partition(".")[0]
        normal = normalise(meant)
        if any(base.partition(".")[0] == top or normalise(base) == normal for base in foreign):
            return True
        return None if foreign or near else False

    def _alike(self, name: str) -> str:
        """A base of the same name that is something else, "" when there is none."""
        for one in self._near:
            if one.owner.name == name:
                home = self._project.name_of(one.module)
                return f"{home}.{name}" if home else name
        return next((base for base in self._foreign if base.rpartition(".")[2] == name), "")


def _full(name: str) -> str:
    bare = name.removeprefix("builtins.")
    if bare.startswith("typing_extensions."):
        return f"typing.{bare.removeprefix('typing_extensions.')}"
    return bare


def _has_type_parameters(name: str, text: str) -> bool:
    return re.search(rf"^\s*class\s+{re.escape(name)}\s*\[", text, re.MULTILINE) is not None
