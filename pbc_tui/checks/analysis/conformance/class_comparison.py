"""A class of a contract against the one in the source: bases, constructor, members."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pbc_tui.checks.analysis.conformance.abstraction import (
    Lineages,
    Unwritten,
    made_methods,
    meant_abstract,
)
from pbc_tui.checks.analysis.conformance.aliases import Vocabulary
from pbc_tui.checks.analysis.conformance.bases import Bases
from pbc_tui.checks.analysis.conformance.calls import differences
from pbc_tui.checks.analysis.conformance.classes import (
    abstract_faults,
    decorator_faults,
    keeps_no_values,
    metaclass_faults,
    model_faults,
)
from pbc_tui.checks.analysis.conformance.decorations import decorated
from pbc_tui.checks.analysis.conformance.outcome import Outcome
from pbc_tui.checks.analysis.conformance.project import Located, Project, standard_class
from pbc_tui.design.contract.attributes import is_only_declared
from pbc_tui.design.contract.constructors import constructor_of, filled_from_outside
from pbc_tui.design.contract.importing import Import
from pbc_tui.design.contract.model_settings import is_of_settings, takes_names
from pbc_tui.design.contract.values import (
    Class,
    Contract,
    Function,
    Member,
    Nature,
    Scope,
)


@dataclass(frozen=True)
class Ancestry:
    """A class of the source with what it inherits from.

    ``near`` are the classes of the project, the nearest first; ``foreign`` all others by name;
    ``opaque`` those of them that may bring members which nobody here can see.
    """

    here: Located
    near: Sequence[Located]
    foreign: Sequence[str]

    @property
    def places(self) -> tuple[Located, ...]:
        """The class and the classes of the project, in the order of looking something up."""
        return (self.here, *self.near)

    @property
    def opaque(self) -> list[str]:
        """The foreign bases whose members cannot be seen."""
        return [one for one in self.foreign if standard_class(one) is None and _opaque(one)]


class ClassComparison(ABC):
    """Compares classes; what their members need comes from the whole comparison."""

    def __init__(self, wanted: Contract, project: Project, text: str) -> None:
        self._wanted = wanted
        self._project = project
        self._vocabulary = Vocabulary(project)
        self._lineages = Lineages(project)
        self._text = text
        self.outcome = Outcome()

    @abstractmethod
    def _compare(
        self, name: str, wanted: Member, scope: Scope, module: Contract, path: str
    ) -> None: ...

    @abstractmethod
    def _absent(self, name: str, wanted: Member, scope: Scope, path: str) -> None: ...

    @abstractmethod
    def _function(
        self, wanted: Function, found: Member, scopes: tuple[Scope, Contract], path: str
    ) -> None: ...

    def _class(
        self, wanted: Class, found: Member, scopes: tuple[Scope, Contract], path: str
    ) -> None:
        if not isinstance(found, Class):
            kind = "a function" if isinstance(found, Function) else "a value"
            self.outcome.lacks(path, f"{path} is {kind}, not a class", found.line)
            return
        here = Located(found, scopes[1])
        ancestry = Ancestry(here, *self._project.bases(here))
        near, foreign = ancestry.near, ancestry.foreign
        bases = Bases(here, near, foreign, self._project, self._text)
        faults = [
            *bases.faults(wanted, self._wanted),
            *metaclass_faults(wanted, found, near, foreign),
            *((True, message) for message in decorator_faults(wanted, found)),
            *((True, message) for message in abstract_faults(wanted, found, near, foreign)),
        ]
        descent = [place.owner for place in ancestry.places]
        wanted_bases = self._project.bases(Located(wanted, self._wanted))[0]
        faults += model_faults(wanted, [one.owner for one in wanted_bases], descent)
        for certain, message in faults:
            report = self.outcome.lacks if certain else self.outcome.doubts
            report(path, f"{path}: {message}", found.line)
        for text in decorated(found, wanted.decorators, scopes, self._project).unknown:
            message = f"{path}: what @{text} makes of it cannot be said from the source"
            self.outcome.doubts(path, message, found.line)
        unwritten = {one.name: one for one in self._lineages.unwritten(here)}
        self._abstract(wanted, here, [*unwritten.values()], path)
        self._constructor(wanted, ancestry, path)
        for name, member in wanted.members.items():
            if name == "__init__" or isinstance(member, Import):
                continue
            abstract = isinstance(member, Function) and member.abstract
            left = unwritten.get(name)
            if left and not abstract and not left.perhaps and name not in found.members:
                message = f"{path}.{name} is missing: {left.base} leaves it abstract"
                self.outcome.lacks(f"{path}.{name}", message, found.line)
            elif _is_cached(found.members.get(name)) and keeps_no_values(found, near, foreign):
                message = f"{path}.{name} cannot be cached: instances of {path} have no __dict__"
                self.outcome.lacks(f"{path}.{name}", message, found.members[name].line)
            else:
                self._member(name, member, ancestry, f"{path}.{name}")

    def _abstract(
        self, wanted: Class, here: Located, unwritten: Sequence[Unwritten], path: str
    ) -> None:
        """What is inherited as abstract, where the contract means instances to be made."""
        for one in unwritten:
            if one.name in wanted.members:
                continue
            if meant_abstract(wanted, here, self._wanted, self._project):
                return
            if one.perhaps:
                message = f"{path}: whether {one.perhaps} writes {one.name}"
                self.outcome.doubts(
                    path, f"{message} cannot be said from the source", here.owner.line
                )
                return
            why = f"nobody writes {one.name}, which {one.base} leaves abstract"
            message = f"no instance of {path} can be made: {why}"
            self.outcome.lacks(path, message, here.owner.line)
            return

    def _member(self, name: str, wanted: Member, ancestry: Ancestry, path: str) -> None:
        owner = ancestry.here.owner
        for place in ancestry.places:
            if name in place.owner.members:
                found = place.owner.members[name]
                descent = [one.owner for one in ancestry.places]
                if is_only_declared(found, place.owner, descent) and not ancestry.foreign:
                    message = f"{path} is only annotated; nothing here assigns it"
                    self.outcome.doubts(path, message, found.line)
                    return
                self._compare(name, wanted, place.owner, place.module, path)
                return
        if any(name in made_methods(place.owner) for place in ancestry.places):
            self.outcome.keeps(path)
            return
        for base in ancestry.foreign:
            known = standard_class(base)
            if known is not None and any(name in vars(one) for one in known.__mro__[:-1]):
                self.outcome.keeps(path)
                return
        if opaque := ancestry.opaque:
            message = f"{path} is not in the file; it may be inherited from {opaque[0]}"
            self.outcome.doubts(path, message, owner.line)
            return
        self._absent(name, wanted, owner, path)

    def _constructor(self, wanted: Class, ancestry: Ancestry, path: str) -> None:
        wanted_bases = self._project.bases(Located(wanted, self._wanted))[0]
        by_name = takes_names([place.owner for place in ancestry.places])
        asked = constructor_of(wanted, [one.owner for one in wanted_bases], by_name=by_name)
        if asked is None or wanted.nature in (Nature.ENUM, Nature.TYPED_DICT, Nature.PROTOCOL):
            return
        name = f"{path}.__init__"
        owner = ancestry.here.owner
        given = self._given(ancestry)
        if given is not None:
            found, scopes = given
            descent = [place.owner for place in ancestry.places]
            written = any("__init__" in one.members for one in descent)
            if is_of_settings(descent) and not written:
                found = filled_from_outside(found, asked)
            before = len(self.outcome.missing)
            self._function(asked, found, scopes, name)
            if found.name == "__init__":
                self._made_before(asked, ancestry, f"{path}.__new__")
            explicit = isinstance(wanted.members.get("__init__"), Function)
            if explicit and len(self.outcome.missing) == before:
                self.outcome.keeps(name)
        elif opaque := ancestry.opaque:
            message = f"{name} is not in the file; it may be inherited from {opaque[0]}"
            self.outcome.doubts(name, message, owner.line)
        elif asked.bound_parameters:
            self.outcome.lacks(name, f"{name} is missing", owner.line)

    def _made_before(self, asked: Function, ancestry: Ancestry, path: str) -> None:
        """Whether ``__new__``, which gets the same arguments as ``__init__``, takes them too."""
        own = (place.owner.members.get("__new__") for place in ancestry.places)
        maker = next((one for one in own if isinstance(one, Function)), None)
        if maker is None:
            return
        for fault in differences(asked.bound_parameters, maker.bound_parameters):
            # One that hands on whatever it gets is no reason to doubt.
            if fault.certain:
                name = f"{path}({fault.parameter})" if fault.parameter else path
                self.outcome.lacks(name, f"{path}: {fault.message}", maker.line)

    @staticmethod
    def _given(ancestry: Ancestry) -> tuple[Function, tuple[Scope, Contract]] | None:
        """What the class of the source is made with, and where that stands."""
        owner, module = ancestry.here.owner, ancestry.here.module
        made = constructor_of(owner, [one.owner for one in ancestry.near])
        for place in ancestry.places:
            for name in ("__init__", "__new__"):
                own = place.owner.members.get(name)
                if not isinstance(own, Function):
                    continue
                if name == "__init__" and made is not own:
                    break
                if name == "__new__" and made is not None:
                    continue
                # ``__new__`` gives the instance, where ``__init__`` gives nothing.
                return replace(own, returns=""), (place.owner, place.module)
        return None if made is None else (made, (owner, module))


def _is_cached(member: Member | None) -> bool:
    return isinstance(member, Function) and any(
        decorator.rpartition(".")[2] == "cached_property" for decorator in member.decorators
    )


def _opaque(base: str) -> bool:
    return base.rpartition(".")[2] not in ("Generic", "Protocol", "object", "BaseModel", "ABC")
