"""Splitting a file whose contract is large: some of its definitions move to a file of their own.

What moved is imported where it stood, so every use that the contract allowed still works (SPEC 5).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass

from pbc_tui.design.contract.parsing import NotPython, parse_module
from pbc_tui.design.contract.used_names import names_in


class SplitError(ValueError):
    """A split that cannot be made; the message is one line that names what stands against it."""


@dataclass(frozen=True)
class Split:
    """Two contracts in place of one."""

    stays: str
    moves: str


def definitions(contract: str) -> tuple[str, ...]:
    """The names that a contract defines at its top level and that can move, in their order.

    Raises:
        SplitError: for a text that is no stub.
    """
    found: dict[str, None] = {}
    for statement in _parsed(contract).body:
        found.update(dict.fromkeys(_defined(statement)))
    found.pop("__all__", None)
    return tuple(found)


def file_for(path: str, names: Collection[str]) -> str:
    """A path beside ``path`` that is called after the first of the names that move there."""
    first = next(iter(names), "part")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", first).lower()
    directory = path.rpartition("/")[0]
    name = f"{words.strip('_') or 'part'}.py"
    return f"{directory}/{name}" if directory else name


def split(contract: str, names: Collection[str], module: str) -> Split:
    """Move the definitions of ``names`` to ``module``, a dotted name.

    Each part keeps the imports that it uses, and the other imports what moved. A definition that
    refers to one that stays cannot move: the two files would import each other.

    Raises:
        SplitError: when nothing or everything would move, for a name that is not defined, and for
            a definition that moves and refers to one that stays.
    """
    known = definitions(contract)
    wanted = set(names)
    if unknown := sorted(wanted - set(known)):
        raise SplitError(f"{unknown[0]}: the contract does not define it")
    if not wanted:
        raise SplitError("choose what is to move")
    if wanted >= set(known):
        raise SplitError("everything would move; leave something, or rename the file")
    pieces = [_piece(contract, each) for each in _parsed(contract).body]
    moving = [piece for piece in pieces if piece.defines & wanted]
    for piece in moving:
        if torn := sorted(piece.defines - wanted):
            raise SplitError(f"{torn[0]} is defined together with what moves; move it as well")
        if back := sorted(names_in(piece.text) & (set(known) - wanted)):
            mover = next(name for name in known if name in piece.defines)
            raise SplitError(f"{mover} refers to {back[0]}, which stays; move it as well")
    imports = [piece for piece in pieces if piece.brings]
    staying = [piece for piece in pieces if piece not in moving and not piece.brings]
    # ``A as A`` is how a stub says that it offers a name of another module (PEP 484).
    moved = ", ".join(f"{name} as {name}" for name in known if name in wanted)
    return Split(
        stays=_written(imports, staying, f"from {module} import {moved}\n"),
        moves=_written(imports, moving, ""),
    )


@dataclass(frozen=True)
class _Piece:
    """A statement at the top level: what it defines, or what it imports, and its text."""

    defines: frozenset[str]
    brings: frozenset[str]
    text: str


def _piece(contract: str, statement: ast.stmt) -> _Piece:
    brings = frozenset(_brings(statement))
    defines = frozenset() if brings else frozenset(_defined(statement))
    return _Piece(defines, brings, _source(contract, statement))


def _written(imports: list[_Piece], pieces: list[_Piece], further: str) -> str:
    used = {name for piece in pieces for name in names_in(piece.text)}
    head = "".join(
        f"{each.text}\n" for each in imports if each.brings & used or "annotations" in each.brings
    )
    body = "\n".join(f"{piece.text}\n" for piece in pieces)
    return f"{head}{further}\n{body}" if head or further else body


def _source(contract: str, statement: ast.stmt) -> str:
    """The lines of a statement with its decorators; it alone where it shares its line."""
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.If):
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(each.lineno for each in decorators)])
        lines = contract.splitlines()[first - 1 : statement.end_lineno]
        return "\n".join(line.rstrip() for line in lines)
    return ast.get_source_segment(contract, statement) or ast.unparse(statement)


def _parsed(contract: str) -> ast.Module:
    try:
        return parse_module(contract)
    except NotPython as error:
        raise SplitError(str(error)) from error


def _defined(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.Assign(targets=targets):
            return [
                each.id
                for target in targets
                for each in ast.walk(target)
                if isinstance(each, ast.Name)
            ]
    # ``type X = ...`` is a statement of Python 3.12 and later only.
    alias = getattr(statement, "name", None)
    return [alias.id] if isinstance(alias, ast.Name) else []


def _brings(statement: ast.stmt) -> set[str]:
    """The names that an import binds; those under ``if TYPE_CHECKING`` together."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    if isinstance(statement, ast.If):
        inside = [_brings(each) for each in statement.body]
        return set().union(*inside) if all(inside) else set()
    return set()
