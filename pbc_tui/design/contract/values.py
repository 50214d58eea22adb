"""What a module offers, as typed values: the same for a stub and for a whole source."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

from pbc_tui.design.contract.importing import Import

ELLIPSIS = "..."
"""How a stub writes a value, a default or a body that it does not tell."""


class ParameterKind(StrEnum):
    """How an argument reaches a parameter."""

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "*"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "**"


class FunctionKind(StrEnum):
    """How a function is reached."""

    FUNCTION = "function"
    METHOD = "method"
    CLASS_METHOD = "class method"
    STATIC_METHOD = "static method"
    PROPERTY = "property"


class Nature(StrEnum):
    """What makes the fields and the constructor of a class, as far as it can be seen at it."""

    PLAIN = "class"
    DATACLASS = "dataclass"
    NAMED_TUPLE = "named tuple"
    ENUM = "enum"
    TYPED_DICT = "typed dict"
    PROTOCOL = "protocol"
    MODEL = "model"


class Effect(StrEnum):
    """What a function, used as a decorator, gives back for the function under it."""

    UNKNOWN = "unknown"
    SAME = "the same calls"
    ASYNC = "the same calls, awaited"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; ``annotation`` ("" for none) and ``default`` (or None) are source text."""

    name: str
    kind: ParameterKind = ParameterKind.POSITIONAL_OR_KEYWORD
    annotation: str = ""
    default: str | None = None

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        stars = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)
        return self.default is None and self.kind not in stars


@dataclass(frozen=True, slots=True)
class Function:
    """A function, a method or a property. ``parameters`` holds ``self`` and ``cls`` too.

    ``decorators`` is source text without the ``@``. ``overloads`` are the signatures that stand
    before an implementation; where a stub has nothing else, the first of them is the function.
    ``yields``: its body makes it a generator. ``settable``, ``deletable``: a property that can be
    assigned or deleted. ``assigned``: it was bound by an assignment, so the name is another one for
    something that stands elsewhere. ``effect`` is what it makes of a function as its decorator.
    """

    name: str
    parameters: tuple[Parameter, ...] = ()
    returns: str = ""
    is_async: bool = False
    kind: FunctionKind = FunctionKind.FUNCTION
    decorators: tuple[str, ...] = ()
    overloads: tuple[Function, ...] = ()
    abstract: bool = False
    yields: bool = False
    settable: bool = False
    deletable: bool = False
    assigned: bool = False
    effect: Effect = Effect.UNKNOWN
    line: int = 0

    @property
    def only_overloads(self) -> bool:
        """Whether there are overloads and no implementation, as in a stub."""
        return bool(self.overloads) and self.overloads[0].line == self.line

    @property
    def bound_parameters(self) -> tuple[Parameter, ...]:
        """What a caller fills: without ``self`` or ``cls``."""
        bound = self.kind in (FunctionKind.METHOD, FunctionKind.CLASS_METHOD, FunctionKind.PROPERTY)
        positional = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)
        if bound and self.parameters and self.parameters[0].kind in positional:
            return self.parameters[1:]
        return self.parameters


@dataclass(frozen=True, slots=True)
class Variable:
    """A constant, an attribute or a field. ``value`` is source text, None for a mere annotation,
    "" for a value that is not told, as in unpacking.

    ``instance``: it is assigned on ``self``, so it exists on instances only. ``changed``: it is
    changed after it was bound, in a way that the text does not tell.
    """

    name: str
    annotation: str = ""
    value: str | None = None
    instance: bool = False
    line: int = 0
    changed: bool = False

    @property
    def literal(self) -> tuple[Any, ...]:
        """The literal value in a tuple of one; () when it is not told, or no literal."""
        if self.value is None or self.value == ELLIPSIS:
            return ()
        try:
            return (ast.literal_eval(self.value),)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            return ()


@dataclass(frozen=True, slots=True)
class Gone:
    """Why a name that stands in the text is none of the scope, in words after the name."""

    line: int
    why: str


@dataclass(frozen=True)
class Scope:
    """The names of a module or a class body at its end, in the order in which they came about.

    ``alternatives`` holds what else a name may stand for, where branches differ; ``sometimes`` the
    names that not every branch gives; ``gone`` says of names that stand in the text and not in the
    scope why that is so.
    """

    members: Mapping[str, Member] = field(default_factory=dict)
    alternatives: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    sometimes: frozenset[str] = frozenset()
    gone: Mapping[str, Gone] = field(default_factory=dict)

    @cached_property
    def classes(self) -> dict[str, Class]:
        """The classes, by name."""
        return {name: m for name, m in self.members.items() if isinstance(m, Class)}

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions or methods, properties among them, by name."""
        return {name: m for name, m in self.members.items() if isinstance(m, Function)}

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """The constants or attributes, by name."""
        return {name: m for name, m in self.members.items() if isinstance(m, Variable)}


@dataclass(frozen=True)
class Class(Scope):
    """A class. ``bases``, ``keywords`` and ``decorators`` are source text.

    ``elsewhere`` names, for each attribute that only other methods than the constructor assign, one
    of these methods. ``open``: it may assign attributes that its text does not name. ``assigned``:
    the name was bound by an assignment.
    """

    name: str = ""
    bases: tuple[str, ...] = ()
    keywords: Mapping[str, str] = field(default_factory=dict)
    decorators: tuple[str, ...] = ()
    nature: Nature = Nature.PLAIN
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    open: bool = False
    assigned: bool = False
    line: int = 0


@dataclass(frozen=True)
class Contract(Scope):
    """What a module offers.

    ``exports`` is its ``__all__``, None without one; ``exports_open`` says that more names are in
    it than can be read. ``imports`` maps local names to full dotted names, those under
    ``TYPE_CHECKING`` too, so that annotations can be resolved; ``stars`` are modules imported
    whole; ``exports_from`` those whose ``__all__`` is taken over, "" for what cannot be read.
    ``rebound`` tells of names that are bound while the module runs, behind the back of the text; ""
    stands for any name.
    ``ends`` says that importing it always ends with an exception, and where.
    """

    exports: tuple[str, ...] | None = None
    exports_open: bool = False
    imports: Mapping[str, str] = field(default_factory=dict)
    stars: tuple[str, ...] = ()
    exports_from: tuple[str, ...] = ()
    rebound: Mapping[str, Gone] = field(default_factory=dict)
    ends: Gone | None = None

    @property
    def names(self) -> dict[str, str]:
        """What each name of the module stands for, as ``annotations`` wants to know it."""
        own = {name: name for name, m in self.members.items() if not isinstance(m, Import)}
        return {**own, **self.imports}

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return self.exports is None and not any(
            not isinstance(member, Import) or member.offered for member in self.members.values()
        )


Member: TypeAlias = Class | Function | Variable | Import
"""What a name can stand for."""
