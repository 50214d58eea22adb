"""The contract that a Python file keeps already, as stub text for a person to trim (SPEC 5)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from pbc_tui.design.contract.drawing import drawn, is_public, open_names, steady
from pbc_tui.design.contract.exports import EXPORTS
from pbc_tui.design.contract.extraction import extract
from pbc_tui.design.contract.importing import Import, imports_in
from pbc_tui.design.contract.naming import dotted
from pbc_tui.design.contract.parsing import NotPython, parse_module
from pbc_tui.design.contract.stub import ContractError, parse_contract
from pbc_tui.design.contract.used_names import names_in, type_parameters
from pbc_tui.design.contract.values import Contract, Member, Variable


def stub_from_source(
    text: str,
    name: str = "",
    *,
    is_package: bool = False,
    python: tuple[int, int] | None = None,
) -> str:
    """The public interface of a source: what ``__all__`` names, else every name that is public.

    Private definitions stand in it only where a public line names them. Of what differs from path
    to path a comment tells that it is left out. ``name`` is the dotted name of the module and
    ``python`` the version that decides conditions, as in ``extract``.

    Raises:
        ContractError: when the text is no Python, or nothing of it can be imported.
    """
    try:
        found = extract(parse_module(text), name, is_package=is_package, python=python)
    except NotPython as error:
        raise ContractError(error.line, f"not Python: {error.message}") from None
    if found.ends is not None:
        raise ContractError(found.ends.line, f"the file cannot be imported: it {found.ends.why}")
    stub = _Stub(text, found, imports_in(text, name, is_package=is_package))
    running = imports_in(text, name, is_package=is_package, for_typing=False)
    drawn_text = stub.text({entry.local for entry in running}, is_package=is_package)
    parse_contract(drawn_text, name, is_package=is_package)
    return drawn_text


class _Stub:
    """Chooses the members of a module that its stub shows, and writes them."""

    def __init__(self, text: str, found: Contract, imports: Iterable[Import]) -> None:
        self._found = found
        self._types = type_parameters(text)
        self._imports: dict[str, Import] = {}
        for entry in imports:
            if found.imports.get(entry.local) == entry.target:
                self._imports.setdefault(entry.local, entry)
        self._aside = _for_type_checkers(text)
        self._members = steady(found)
        self._open = open_names(found) | {
            name
            for name, member in found.members.items()
            if name in found.rebound
            or "" in found.rebound
            or any(
                isinstance(each, Variable) and each.value is None
                for each in (member, *found.alternatives.get(name, ()))
            )
        }

    def text(self, running: set[str], *, is_package: bool) -> str:
        """The whole stub; ``running`` are the imports that are made when the module runs."""
        exported = self._exported(is_package)
        chosen = [name for name in self._members if self._is_chosen(name, exported)]
        shown, needed = self._closed(chosen)
        handed_on = {name for name in exported or () if name in self._imports}
        wanted = [entry for entry in self._imports.values() if entry.local in needed | handed_on]
        parts = [
            [import_line(entry) for entry in wanted if entry.local in running],
            _for_typing(
                [import_line(entry) for entry in wanted if entry.local not in running]
                + [
                    row
                    for name, text in self._aside.items()
                    if name in needed
                    for row in text.splitlines()
                ]
            ),
            [f"from {star} import *" for star in self._found.stars],
        ]
        blocks = ["\n".join(rows) for rows in parts if rows]
        if exported is not None:
            blocks.append(_listing(exported))
        blocks += self._definitions(shown, needed)
        left_out = sorted(name for name in self._open if is_public(name))
        if left_out:
            names = ", ".join(left_out)
            blocks.append(f"# Left out: without a value, or not the same on every path: {names}")
        return "\n\n".join(blocks) + "\n" if blocks else ""

    def _exported(self, is_package: bool) -> list[str] | None:
        found = self._found
        if found.exports is None or found.exports_open:
            return None
        # A package may export its modules, a star import what it brings.
        elsewhere = is_package or bool(found.stars)
        there = [name for name in found.exports if name in found.members or elsewhere]
        return [name for name in there if name not in self._open]

    def _is_chosen(self, name: str, exported: list[str] | None) -> bool:
        member = self._members[name]
        if isinstance(member, Import) or name in self._open or name == EXPORTS:
            return False
        if exported is not None:
            return name in exported
        return is_public(name) and (not name.startswith("__") or name == "__version__")

    def _closed(self, chosen: list[str]) -> tuple[list[str], set[str]]:
        """The members to show, in their order, and every name that their lines use."""
        shown = dict.fromkeys(chosen)
        needed: set[str] = set()
        waiting = list(chosen)
        while waiting:
            member = self._members[name := waiting.pop()]
            for used in self._used(name, member, needed) - needed:
                self._need(used, needed)
                inner = self._members.get(used)
                if inner is not None and not isinstance(inner, Import) and used not in self._open:
                    # What is needed tells more of itself than what only stands there.
                    shown[used] = None
                    waiting.append(used)
        return [name for name in self._members if name in shown], needed

    def _need(self, name: str, needed: set[str]) -> None:
        waiting = [name]
        while waiting:
            needed.add(one := waiting.pop())
            waiting.extend(names_in(self._aside.get(one, "")) - needed)

    def _used(self, name: str, member: Member, needed: set[str]) -> set[str]:
        told = (name in needed or _looks_like_type(name)) and self._tells(name, member)
        return names_in(
            "\n".join(drawn(member, name, types=self._types, module=self._found, told=told))
        )

    def _tells(self, name: str, member: Member) -> bool:
        """Whether a value that others name is written out: an alias, or private."""
        return name.startswith("_") or _is_alias(member)

    def _definitions(self, shown: list[str], needed: set[str]) -> Iterator[str]:
        rows: list[str] = []
        for name in shown:
            member = self._members[name]
            told = (name in needed or _looks_like_type(name)) and self._tells(name, member)
            lines = drawn(member, name, types=self._types, module=self._found, told=told)
            if isinstance(member, Variable):
                rows += lines
                continue
            if rows:
                yield "\n".join(rows)
                rows = []
            yield "\n".join(lines)
        if rows:
            yield "\n".join(rows)


def _looks_like_type(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def _is_alias(member: Member) -> bool:
    """Whether a value may be a type under another name: it is written like one."""
    if not isinstance(member, Variable) or not member.value:
        return False
    try:
        node = ast.parse(member.value, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp)


def import_line(entry: Import) -> str:
    """The statement that makes one import."""
    if entry.module.startswith(f"{entry.target}.") or entry.module == entry.target:
        renamed = f" as {entry.local}" if entry.local not in (entry.module, entry.target) else ""
        return f"import {entry.module}{renamed}"
    name = entry.target[len(entry.module) :].lstrip(".")
    renamed = "" if name == entry.local else f" as {entry.local}"
    return f"from {entry.module} import {name}{renamed}"


def _for_typing(rows: list[str]) -> list[str]:
    if not rows:
        return []
    return [
        "from typing import TYPE_CHECKING\n",
        "if TYPE_CHECKING:",
        *(f"    {row}" for row in rows),
    ]


def _for_type_checkers(text: str) -> dict[str, str]:
    """The text of the aliases and classes that a module has for type checkers only, by name."""
    found: dict[str, str] = {}
    for statement in parse_module(text).body:
        if isinstance(statement, ast.If) and dotted(statement.test).endswith("TYPE_CHECKING"):
            for inner in statement.body:
                match inner:
                    case (
                        ast.Assign(targets=[ast.Name(id=name)])
                        | ast.AnnAssign(target=ast.Name(id=name))
                    ):
                        found[name] = ast.unparse(inner)
                    case ast.ClassDef(name=name):
                        alone = extract(ast.Module([inner], []))
                        rows = drawn(alone.members[name], name, types={}, module=alone)
                        found[name] = "\n".join(rows)
    return found


def _listing(names: Iterable[str]) -> str:
    return f"{EXPORTS} = [{', '.join(repr(name) for name in names)}]".replace("'", '"')
