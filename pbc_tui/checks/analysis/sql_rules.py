"""SQL that is built from strings, wherever something that is not constant flows into it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import facts_of
from pbc_tui.checks.analysis.leak_rules import outlet
from pbc_tui.checks.analysis.names import first_argument
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.analysis.spot import Spot, at
from pbc_tui.checks.analysis.sql.statements import is_statement, looks_sql, may_begin_sql
from pbc_tui.checks.analysis.sql.templates import MARK, MOST_VALUES, Templates

_EXECUTORS = frozenset({
    "execute", "executemany", "executescript", "exec_driver_sql", "fetchrow", "fetch",
    "fetchval", "fetchall", "copy_expert", "raw", "extra", "mogrify", "read_sql", "read_sql_query",
})  # fmt: skip
_TEXTS = frozenset({
    "sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text",
    "sqlalchemy.literal_column", "sqlmodel.text", "psycopg.sql.SQL", "psycopg2.sql.SQL",
})  # fmt: skip


def injectable_sql(module: ast.Module) -> list[Spot]:
    """Every place where a statement is put together from parts that are not constant."""
    reader = _Reader(module)
    found: dict[tuple[int, int], Spot] = {}
    for spot in reader.spots():
        found.setdefault((spot.line, 0), spot)
    return list(found.values())


class _Reader:
    def __init__(self, module: ast.Module) -> None:
        self._facts = facts_of(module)
        self._names = self._facts.names
        self._templates = Templates(self._facts)

    def spots(self) -> Iterator[Spot]:
        if any(map(may_begin_sql, self._facts.nodes)):
            self._templates.look_ahead()
        inner: set[int] = set()
        shown = {id(part) for node in self._facts.nodes for part in outlet(node, self._names)[1]}
        for node in self._facts.nodes:
            if isinstance(node, ast.Call):
                yield from self._executed(node)
            if isinstance(node, ast.AugAssign):
                yield from self._grown(node)
            elif isinstance(node, ast.BinOp | ast.JoinedStr | ast.Call) and id(node) not in inner:
                template = self._templates.of(node)
                if template is None:
                    continue
                inner.update(id(part) for part in ast.walk(_text_of(node)))
                # A message may begin with the statement that it tells of.
                told = id(node) in shown and _begins_with_name(node)
                if MARK in template and is_statement(template) and not told:
                    yield self._spot(node)

    def _executed(self, node: ast.Call) -> Iterator[Spot]:
        if self._names.dotted(node.func) in _TEXTS and node.args:
            # What goes in there is SQL, whatever it begins with.
            for candidate in self._candidates(node.args[0]):
                if MARK in (self._templates.of(candidate) or ""):
                    yield self._spot(candidate)
            return
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if method not in _EXECUTORS:
            return
        statement = first_argument(node)
        if statement is None:
            return
        for candidate in self._candidates(statement):
            template = self._templates.of(candidate)
            if template is not None and MARK in template and looks_sql(template):
                yield self._spot(candidate)

    def _candidates(self, node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.Name):
            return self._names.values(node.id)[:MOST_VALUES]
        if isinstance(node, ast.Call) and self._facts.last(node.func) == "text" and node.args:
            return self._candidates(node.args[0])
        return [node]

    def _grown(self, node: ast.AugAssign) -> Iterator[Spot]:
        """``sql += f" WHERE name = '{name}'"`` on a name or attribute that holds SQL."""
        if not isinstance(node.op, ast.Add):
            return
        if isinstance(node.target, ast.Name):
            held = self._names.values(node.target.id)
        elif isinstance(node.target, ast.Attribute):
            held = self._facts.attribute(node.target.attr)
        else:
            return
        name = spelled(node.target).lower()
        named = any(word in name for word in ("sql", "query", "statement", "stmt"))
        texts = [self._templates.of(value) or "" for value in held]
        if not any(is_statement(text.upper() if named else text) for text in texts):
            return
        if MARK in self._templates.piece(node.value):
            yield self._spot(node)

    def _spot(self, node: ast.AST) -> Spot:
        message = "SQL is built from strings; pass the values as parameters"
        return at(node, "sql", message)


def _text_of(node: ast.expr) -> ast.expr:
    """The part of an operation that is its text: not what is only put into it."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return node.left
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node if node.func.attr == "join" else node.func
    return node


def _begins_with_name(node: ast.expr) -> bool:
    while True:
        match node:
            case ast.BinOp(left=first) | ast.Call(func=ast.Attribute(value=first)):
                node = first
            case ast.JoinedStr(values=[first, *_]) | ast.FormattedValue(value=first):
                node = first
            case _:
                return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)
