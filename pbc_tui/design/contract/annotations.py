"""Annotations in one spelling, so that two of them can be compared (SPEC 5).

``Optional[X]``, ``Union[None, X]`` and ``"X | None"`` are ``X | None``; ``typing.List[X]`` is
``list[X]``; the order within a union or a ``Literal`` does not matter; names are followed through
imports, and through aliases of types where these are known (PEP 613, 695).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from pbc_tui.design.contract.naming import dotted
from pbc_tui.design.contract.spelling import PREFERRED, TRAILING_NONE, USUAL

_DEEPEST = 100


class Shape(IntEnum):
    """What a term is made of; ``LITERAL`` is one value of a ``Literal``."""

    NAME = 0
    GENERIC = 1
    UNION = 2
    LITERAL = 3
    LIST = 4
    TEXT = 5


@dataclass(frozen=True, slots=True)
class Term:
    """An annotation in normal form; ``str()`` is how it is shown."""

    shape: Shape
    text: str = ""
    parts: tuple[Term, ...] = ()

    def __str__(self) -> str:
        match self.shape:
            case Shape.GENERIC:
                return f"{self.text}[{', '.join(map(str, self.parts))}]"
            case Shape.UNION:
                return " | ".join(str(part) for part in _literals_together(self.parts))
            case Shape.LITERAL:
                return f"Literal[{self.text}]"
            case Shape.LIST:
                return f"[{', '.join(map(str, self.parts))}]"
        return self.text


class Names(dict[str, str]):
    """From the local names of a module to full dotted ones; a subclass knows its aliases too."""

    def alias(self, name: str) -> Term | None:
        """The type for which a dotted name of the module is another name, None for any other."""
        return None


class _Reading:
    """How one annotation is read: the names, and whether aliases are followed."""

    def __init__(self, names: Mapping[str, str], *, aliases: bool) -> None:
        self.names = names
        self._aliased = names if aliases and isinstance(names, Names) else None

    def alias(self, name: str) -> Term | None:
        return self._aliased.alias(name) if self._aliased is not None else None


def term(annotation: str, names: Mapping[str, str] | None = None, *, aliases: bool = False) -> Term:
    """The normal form of an annotation; ``names`` maps local names to full dotted ones.

    ``aliases``: follow those that ``names`` knows. Text that is no expression is taken as it
    stands.
    """
    try:
        reading = _Reading({} if names is None else names, aliases=aliases)
        return _term(_expression(annotation), reading, _DEEPEST)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Term(Shape.TEXT, " ".join(annotation.split()))


def normalise(annotation: str, names: Mapping[str, str] | None = None) -> str:
    """The annotation in its one spelling."""
    return str(term(annotation, names))


def same_annotation(
    wanted: str,
    found: str,
    wanted_names: Mapping[str, str] | None = None,
    found_names: Mapping[str, str] | None = None,
) -> bool:
    """Whether a file's annotation is the one that its contract gives; "" asks for none.

    A name counts as the same where one of the two is only the end of the other (an import left out
    of the stub, a relative import), and where a package offers it from two of its modules. What
    ``Annotated`` adds is compared only when the contract writes it, so are ``Final``, ``ClassVar``.
    An alias is the type that it stands for, a ``NewType`` is none.
    """
    if not wanted.strip():
        return True
    if not found.strip():
        return False
    return any(
        _same_terms(
            term(wanted, wanted_names, aliases=aliases), term(found, found_names, aliases=aliases)
        )
        for aliases in (False, True)
    )


def _same_terms(one: Term, other: Term) -> bool:
    return (
        _same(one, other)
        or _same(one, bare(other))
        or _same(bare(one), other)
        or _same(one, _unannotated(bare(other)))
    )


def _unannotated(one: Term) -> Term:
    """A term without ``Annotated`` anywhere in it."""
    if one.shape is Shape.GENERIC and one.text == "typing.Annotated":
        return _unannotated(one.parts[0])
    parts = [_unannotated(part) for part in one.parts]
    return _union(parts) if one.shape is Shape.UNION else Term(one.shape, one.text, tuple(parts))


def bare(annotation: Term) -> Term:
    """A term without ``Annotated``, ``Final``, ``ClassVar``, ``InitVar`` around it."""
    while annotation.shape is Shape.GENERIC and annotation.text in (
        "typing.Annotated",
        "typing.Final",
        "typing.ClassVar",
        "dataclasses.InitVar",
    ):
        annotation = annotation.parts[0]
    return annotation


def _expression(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _term(node: ast.expr, names: _Reading, levels: int) -> Term:
    if not levels:
        raise RecursionError
    match node:
        case ast.Constant(value=None):
            return Term(Shape.NAME, "None")
        case ast.Constant(value=str(text)):
            return _term(_expression(text), names, levels - 1)
        case ast.Constant(value=value) if value is ...:
            return Term(Shape.NAME, "...")
        case ast.Name() | ast.Attribute() if name := dotted(node):
            return names.alias(name) or Term(Shape.NAME, _full(name, names.names))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _union([_term(side, names, levels - 1) for side in (left, right)])
        case ast.Call(func=ast.Name(id="type"), args=[ast.Constant(value=None)]):
            return Term(Shape.NAME, "None")
        case ast.List(elts=entries):
            return Term(Shape.LIST, "", tuple(_term(e, names, levels - 1) for e in entries))
        case ast.Starred(value=inner):
            return Term(Shape.GENERIC, "typing.Unpack", (_term(inner, names, levels - 1),))
        case ast.Subscript(value=base, slice=inside) if name := dotted(base):
            arguments = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return _generic(_full(name, names.names), arguments, names, levels - 1)
    return Term(Shape.TEXT, ast.unparse(node))


def _generic(name: str, arguments: list[ast.expr], names: _Reading, levels: int) -> Term:
    if name == "typing.Literal":
        return _union([_literal(argument, names) for argument in arguments])
    if name == "typing.Annotated":
        first, *added = arguments
        texts = (Term(Shape.TEXT, ast.unparse(argument)) for argument in added)
        return Term(Shape.GENERIC, name, (_term(first, names, levels), *texts))
    parts = [_term(argument, names, levels) for argument in arguments]
    if name == "typing.Optional":
        return _union([*parts, Term(Shape.NAME, "None")])
    if name == "typing.Union":
        return _union(parts)
    if name in TRAILING_NONE:
        while len(parts) > 1 and parts[-1] == Term(Shape.NAME, "None"):
            parts.pop()
    if parts and all(_tells_nothing(part) for part in parts) and not _is_single(name, parts):
        return Term(Shape.NAME, name)
    return Term(Shape.GENERIC, name, tuple(parts))


def _tells_nothing(part: Term) -> bool:
    return part.shape is Shape.NAME and part.text in ("typing.Any", "...")


def _is_single(name: str, parts: list[Term]) -> bool:
    # ``tuple[Any]`` has one entry, a bare ``tuple`` any number.
    return name == "tuple" and parts[-1].text != "..."


def _literal(node: ast.expr, names: _Reading) -> Term:
    if isinstance(node, ast.Constant) and node.value is None:
        return Term(Shape.NAME, "None")
    if name := dotted(node) if isinstance(node, ast.Attribute) else "":
        return Term(Shape.LITERAL, _full(name, names.names))
    return Term(Shape.LITERAL, ast.unparse(node))


def _union(parts: list[Term]) -> Term:
    flat = [one for part in parts for one in (part.parts if part.shape is Shape.UNION else (part,))]
    ordered = sorted(set(flat), key=lambda one: (one.text == "None", one.shape, str(one)))
    return ordered[0] if len(ordered) == 1 else Term(Shape.UNION, "", tuple(ordered))


def _literals_together(parts: tuple[Term, ...]) -> list[str]:
    values = [part.text for part in parts if part.shape is Shape.LITERAL]
    shown = [str(part) for part in parts if part.shape is not Shape.LITERAL]
    if values:
        place = len(shown) - (shown[-1:] == ["None"])
        shown.insert(place, f"Literal[{', '.join(values)}]")
    return shown


def _full(name: str, names: Mapping[str, str]) -> str:
    first, dot, rest = name.partition(".")
    full = names.get(first, "" if dot else USUAL.get(first, "")) or first
    full = (full + dot + rest).removeprefix("builtins.")
    if full.startswith("typing_extensions."):
        full = f"typing.{full.removeprefix('typing_extensions.')}"
    return PREFERRED.get(full, full)


def _same(one: Term, other: Term) -> bool:
    if one == other:
        return True
    if one.shape is not other.shape or len(one.parts) != len(other.parts):
        return False
    match one.shape:
        case Shape.NAME:
            return _same_name(one.text, other.text)
        case Shape.LITERAL:
            return "." in one.text and "." in other.text and _same_name(one.text, other.text)
        case Shape.UNION:
            left = list(other.parts)
            for part in one.parts:
                match_ = next((p for p in left if _same(part, p)), None)
                if match_ is None:
                    return False
                left.remove(match_)
            return True
        case Shape.GENERIC if not _same_name(one.text, other.text):
            return False
        case Shape.TEXT:
            return False
    return all(_same(a, b) for a, b in zip(one.parts, other.parts, strict=True))


def _same_name(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.lstrip("."), other.lstrip(".")), key=len)
    if long == short or long.endswith(f".{short}"):
        return True
    return (
        one.rpartition(".")[2] == other.rpartition(".")[2]
        and one.partition(".")[0] == other.partition(".")[0] != "typing"
    )
