"""Abstract methods that a class inherits and nobody writes, so that no instance can be made.

A class is abstract while a name that ABCMeta marks is marked where looking it up ends, so
the order of the lookup decides (https://docs.python.org/3/library/abc.html#abc.abstractmethod).
"""

from __future__ import annotations

import abc
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pbc_tui.checks.analysis.conformance.project import Located, Project, standard_class
from pbc_tui.design.contract.values import Class, Contract, Nature, Variable

_Node: TypeAlias = Located | type | str
_KNOWN_DECORATORS = frozenset(
    [
        "dataclass",
        "define",
        "frozen",
        "mutable",
        "attrs",
        "s",
        "final",
        "runtime_checkable",
        "total_ordering",
    ]
)
_ATTRS = frozenset(["define", "frozen", "mutable", "attrs", "s"])
_ORDER = frozenset(["__lt__", "__le__", "__gt__", "__ge__"])
_FIELDS_ARE_ATTRIBUTES = (Nature.MODEL, Nature.NAMED_TUPLE, Nature.ENUM, Nature.TYPED_DICT)
_SAYS_ABSTRACT = re.compile(r"_*(Base|Abstract)[A-Z].*|.*(Base|ABC|Mixin|Interface|Port)|_.*")


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A method that nobody writes and that is abstract in ``base``, one of the bases of the class.

    ``perhaps`` names a base that may write it and whose members nobody here can see, "" for none.
    """

    name: str
    base: str
    perhaps: str = ""


class Lineages:
    """The order in which Python looks up names in classes of a project (the C3 linearization)."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[int, list[_Node]] = {}
        self._places: dict[int, Located] = {}

    def unwritten(self, here: Located) -> list[Unwritten]:
        """The abstract methods of a class that it has not written itself, sorted by name."""
        if any(_plain(one) not in _KNOWN_DECORATORS for one in here.owner.decorators):
            return []
        lineage = self._of(here)
        found = dict.fromkeys(
            name for node in lineage[1:] if self._heeds_marks(node) for name in _marked(node)
        )
        return [one for name in sorted(found) if (one := self._left(name, here, lineage))]

    def _left(self, name: str, here: Located, lineage: Sequence[_Node]) -> Unwritten | None:
        perhaps = ""
        for node in lineage:
            if isinstance(node, str):
                perhaps = perhaps or node.rpartition(".")[2]
            elif _has(node, name):
                if node is lineage[0] or name not in _marked(node):
                    return None
                parents = [self._node(text, here.module) for text in here.owner.bases]
                through = next(one for one in parents if node in self._mro(one))
                return Unwritten(name, _name(through), perhaps)
        return None

    def _of(self, place: Located) -> list[_Node]:
        key = id(place.owner)
        if key not in self._known:
            here = self._places.setdefault(key, place)
            # A class that inherits from itself inherits nothing more.
            self._known[key] = [here]
            parents = [self._node(text, place.module) for text in place.owner.bases]
            rows = [self._mro(parent) for parent in parents]
            self._known[key] = [here, *_merged([*rows, parents])]
        return self._known[key]

    def _node(self, text: str, module: Contract) -> _Node:
        base = self._project.base(text, module)
        if isinstance(base, str):
            return standard_class(base) or base
        return self._places.setdefault(id(base.owner), base)

    def _mro(self, node: _Node) -> list[_Node]:
        if isinstance(node, Located):
            return list(self._of(node))
        return [node] if isinstance(node, str) else list(node.__mro__)

    def _heeds_marks(self, node: _Node) -> bool:
        """Whether the metaclass of a class is ABCMeta, as far as that can be seen."""
        if isinstance(node, Located):
            return names_abc(node.owner) or any(
                self._heeds_marks(one) for one in self._of(node)[1:]
            )
        return isinstance(node, abc.ABCMeta)


def meant_abstract(wanted: Class, found: Located, contract: Contract, project: Project) -> bool:
    """Whether a contract leaves a class to its subclasses.

    It says so by an abstract method, ABC, a Protocol or a name that is usual for bases; else a
    subclass in the file, the contract or the plan says it.
    """
    if Nature.PROTOCOL in (wanted.nature, found.owner.nature) or names_abc(wanted):
        return True
    name = wanted.name
    if any(one.abstract for one in wanted.functions.values()) or _SAYS_ABSTRACT.fullmatch(name):
        return True
    classes = [*found.module.classes.values(), *contract.classes.values()]
    if any(name == _plain(base) for one in classes for base in one.bases):
        return True
    return project.promises_subclass(name)


def names_abc(owner: Class) -> bool:
    """Whether a class says for itself that it is an abstract base."""
    names = {_plain(text) for text in owner.bases}
    metaclass = owner.keywords.get("metaclass", "")
    return bool({"ABC", "Protocol"} & names) or metaclass.endswith("ABCMeta")


def _name(node: _Node) -> str:
    if isinstance(node, str):
        return node.rpartition(".")[2]
    return node.__name__ if isinstance(node, type) else node.owner.name


def _marked(node: _Node) -> Iterator[str]:
    """The names that a class itself marks as abstract."""
    if isinstance(node, Located):
        yield from (name for name, one in node.owner.functions.items() if one.abstract)
    elif isinstance(node, type):
        for name, value in vars(node).items():
            if getattr(value, "__isabstractmethod__", False):
                yield name


def _has(node: type | Located, name: str) -> bool:
    """Whether a class has an attribute of its own when it is made; instances do not count."""
    if isinstance(node, type):
        return name in vars(node)
    owner = node.owner
    member = owner.members.get(name)
    if name in made_methods(owner) or name in _slots(owner):
        return True
    if not isinstance(member, Variable):
        return member is not None
    if member.value is None:
        slotted = any("slots=True" in one.replace(" ", "") for one in owner.decorators)
        attrs = any(_plain(one) in _ATTRS for one in owner.decorators)
        return owner.nature in _FIELDS_ARE_ATTRIBUTES or slotted or attrs
    return not member.instance


def made_methods(owner: Class) -> frozenset[str]:
    """The special methods that a decorator writes, or that follow from others."""
    if any(_plain(one) in _ATTRS for one in owner.decorators):
        return _ORDER | {"__eq__", "__hash__"}
    made = {"__hash__"} if "__eq__" in owner.members else set()
    if owner.nature is Nature.DATACLASS:
        made |= {"__eq__", "__hash__", "__repr__", "__init__"}
        if any("order=True" in one.replace(" ", "") for one in owner.decorators):
            made |= _ORDER
    ordered = any(_plain(one) == "total_ordering" for one in owner.decorators)
    if ordered and not _ORDER.isdisjoint(owner.members):
        made |= _ORDER
    return frozenset(made)


def _slots(owner: Class) -> Sequence[str]:
    slots = owner.members.get("__slots__")
    told = slots.literal if isinstance(slots, Variable) else ()
    names = told[0] if told else ()
    return [names] if isinstance(names, str) else [str(name) for name in names or ()]


def _merged(rows: list[list[_Node]]) -> Iterator[_Node]:
    """C3; where the bases contradict each other, each class at its first place."""
    rows = [list(row) for row in rows if row]
    while rows:
        later = {_key(node) for row in rows for node in row[1:]}
        first = next((row[0] for row in rows if _key(row[0]) not in later), rows[0][0])
        yield first
        rows = [kept for row in rows if (kept := [n for n in row if _key(n) != _key(first)])]


def _key(node: _Node) -> int | str:
    if isinstance(node, Located):
        return id(node.owner)
    return node if isinstance(node, str) else id(node)


def _plain(text: str) -> str:
    return re.split(r"[\[(]", text, maxsplit=1)[0].rpartition(".")[2]
