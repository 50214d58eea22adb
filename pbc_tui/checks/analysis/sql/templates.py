"""The text that an expression builds, with a mark for everything in it that is not constant."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from pbc_tui.checks.analysis.constant_tables import looked_up
from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.sql.harmless import NUMBER_FIELD, Harmless, takes_number
from pbc_tui.checks.analysis.sql.statements import is_statement

MARK = "\x00"
"""Stands in a template for what is not constant."""
MOST_VALUES = 200
"""So many values of one name are looked at; honest code has a handful."""
_FIELDS = {
    "percent": re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-z]"),
    "braces": re.compile(r"\{[^{}]*\}"),
    "dollar": re.compile(r"\$(?:\w+|\{\w+\})"),
}
_DEEPEST = 20
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class _Held:
    """The text behind a name, None for no text.

    ``sure`` says that it can be no other than those that the module gives to it, ``marked`` that
    one of them has something foreign in it.
    """

    text: str | None
    sure: bool
    marked: bool


class Templates:
    """The templates of the expressions of a module."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._names = facts.names
        self._harmless = Harmless(facts)
        self._foreign = self._harmless.foreign
        self._texts: dict[str, _Held] = {}
        self._depth = 0

    def look_ahead(self) -> None:
        """Find what is checked where it is used; worth it only where a file holds SQL."""
        self._harmless.look_ahead()

    def of(self, node: ast.AST) -> str | None:
        """The text with a mark for everything that is not constant; None for what is no text."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.JoinedStr):
            return "".join(self.piece(part) for part in node.values)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self.of(node.left), self.of(node.right)
            if left is None and right is None:
                return None
            return (left if left is not None else self.piece(node.left)) + self.piece(node.right)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            return self._formatted(node.left, [node.right], "percent")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("format", "format_map"):
                given = [*node.args, *(entry.value for entry in node.keywords)]
                return self._formatted(node.func.value, given, "braces")
            if node.func.attr in ("substitute", "safe_substitute"):
                return self._substituted(node.func.value, node)
            if node.func.attr == "join" and node.args:
                return self._joined(node)
            if node.func.attr in ("strip", "lstrip", "rstrip"):
                return self.of(node.func.value)
            if node.func.attr == "replace" and len(node.args) == 2:
                text = self.of(node.func.value)
                return None if text is None else text + self.piece(node.args[1])
        if isinstance(node, ast.Call) and self._facts.last(node.func) == "dedent" and node.args:
            return self.of(node.args[0])
        return self._held(node).text

    def _held(self, node: ast.AST) -> _Held:
        """What a name, an attribute or an entry of a table may hold."""
        match node:
            case ast.Name(id=name):
                key, held = name, [*self._names.values(name), *self._names.additions(name)]
            case ast.Attribute(attr=name):
                key, held = f".{name}", self._names.members(name)
            case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(value=table, attr="get")):
                # One entry speaks for all, whatever the key.
                name = getattr(table, "id", getattr(table, "attr", ""))
                key, held = f"{name}[]" if name else f"[{id(table)}]", looked_up(node, self._facts)
            case _:
                return _Held(None, sure=False, marked=True)
        if key not in self._texts:
            if self._depth >= _DEEPEST:
                return _Held(None, sure=False, marked=True)
            # Nothing while it is put together, so that names bound in a circle end.
            self._texts[key] = _Held("", sure=True, marked=False)
            self._depth += 1
            self._texts[key] = self._put_together(held)
            self._depth -= 1
        return self._texts[key]

    def _put_together(self, held: list[ast.expr]) -> _Held:
        told: list[str] = []
        sure = 0 < len(held) <= MOST_VALUES
        for value in held[:MOST_VALUES]:
            text = self.of(value)
            if text is None or _is_look_up(value):
                # What is looked up may be a default that stands beside the table.
                sure = sure and (self._harmless.holds(value) or self._held(value).sure)
            if text is None:
                continue
            if is_statement(text):
                # It is told where it is written, and once is enough.
                told.append(text.replace(MARK, "")[:_LONGEST])
            else:
                told.append(text[:_LONGEST] + (MARK if MARK in text[_LONGEST:] else ""))
        marked = any(MARK in text for text in told)
        strongest = max(
            told, key=lambda text: (is_statement(text.upper()), MARK in text), default=None
        )
        return _Held(strongest, sure=sure, marked=marked)

    def _named_piece(self, node: ast.expr) -> str:
        held = self._held(node)
        text = held.text or ""
        if self._harmless.holds(node):
            return text.replace(MARK, "")
        if not isinstance(node, ast.Name):
            return text if is_statement(text.upper()) else MARK
        if node.id in self._foreign or not held.sure:
            return MARK
        return text + MARK if held.marked and MARK not in text else text

    def piece(self, node: ast.AST) -> str:
        """What a part puts into the text around it: "" for what is harmless and no text."""
        if isinstance(node, ast.FormattedValue):
            return "" if takes_number(node) else self.piece(node.value)
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            return self._named_piece(node)
        text = self.of(node)
        if text is not None:
            return text
        return "" if self._harmless.holds(node) else MARK

    def _substituted(self, template: ast.expr, node: ast.Call) -> str | None:
        for value in self._facts.values(template):
            if (
                isinstance(value, ast.Call)
                and value.args
                and self._facts.last(value.func) == "Template"
            ):
                given = [*node.args, *(entry.value for entry in node.keywords)]
                return self._formatted(value.args[0], given, "dollar")
        return None

    def _formatted(self, template: ast.expr, given: list[ast.expr], field: str) -> str | None:
        text = self.of(template)
        if text is None:
            return None
        parts = [
            part
            for value in given
            for part in (value.elts if isinstance(value, ast.Tuple) else [value])
        ]
        if isinstance(given[0] if given else None, ast.Dict):
            parts = [*given[0].values]  # type: ignore[attr-defined]
        filled = all(self._harmless.holds(part) for part in parts)
        return _FIELDS[field].sub(
            lambda field: "" if filled or NUMBER_FIELD.fullmatch(field.group()) else MARK, text
        )

    def _joined(self, node: ast.Call) -> str | None:
        assert isinstance(node.func, ast.Attribute)
        between = self.of(node.func.value)
        parts = node.args[0]
        if between is None:
            return None
        if isinstance(parts, ast.List | ast.Tuple):
            return between.join(self.piece(part) for part in parts.elts)
        if isinstance(parts, ast.Name) and (put := self._facts.list_parts(parts.id)):
            return between.join(self.piece(part) for part in put)
        return "" if self._harmless.holds(node) else MARK


def _is_look_up(node: ast.AST) -> bool:
    match node:
        case ast.Subscript() | ast.Call(func=ast.Attribute(attr="get")):
            return True
        case _:
            return False
