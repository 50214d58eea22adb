"""SQL that is built from strings, wherever something that is not constant flows into it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_tui.checks.analysis.constant_tables import looked_up
from pbc_tui.checks.analysis.dangers.facts import facts_of
from pbc_tui.checks.analysis.given_names import bound_to_anything, numeric_parameters
from pbc_tui.checks.analysis.leak_rules import outlet
from pbc_tui.checks.analysis.names import first_argument
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.analysis.spot import Spot, at

_STATEMENT = re.compile(
    r"\s*\(?\s*(?:SELECT\b.+?\bFROM\b|INSERT\s+(?:OR\s+\w+\s+)?INTO\b|REPLACE\s+INTO\b|UPDATE\s+\S+\s+SET\b"
    r"|DELETE\s+FROM\b|(?:DROP|ALTER|CREATE|TRUNCATE)\s+(?:TEMP\s+)?(?:TABLE|DATABASE|INDEX|VIEW|USER|SCHEMA)\b"
    r"|PRAGMA\s|GRANT\s+.+\bTO\b|MERGE\s+INTO\b|WITH\s+\w+\s+AS\s*\(|ATTACH\s+DATABASE\b|EXEC(?:UTE)?\s+\w)",
    re.DOTALL,
)
_PARTIAL = re.compile(r"\s*(?:WHERE|AND|OR|ORDER BY|GROUP BY|LIMIT|HAVING|VALUES|SET|FROM)\b")
_EXECUTORS = frozenset({
    "execute", "executemany", "executescript", "exec_driver_sql", "fetchrow", "fetch",
    "fetchval", "fetchall", "raw", "extra", "mogrify", "read_sql", "read_sql_query",
})  # fmt: skip
_TEXTS = frozenset({
    "sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text",
    "sqlalchemy.literal_column", "sqlmodel.text", "psycopg.sql.SQL", "psycopg2.sql.SQL",
})  # fmt: skip
# What may stand before a statement.
_COMMENTS = re.compile(r"(?:\s*(?:/\*.*?\*/|--[^\n]*\n))+", re.DOTALL)
_FIELDS = {
    "percent": re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-z]"),
    "braces": re.compile(r"\{[^{}]*\}"),
    "dollar": re.compile(r"\$(?:\w+|\{\w+\})"),
}
_MARK = "\x00"
_MOST_VALUES = 200
# A field that takes nothing but a number.
_NUMBER = re.compile(r"%[^a-z]*[diouxefg]|\{[^:]*:[^:]*[bdeEfFgGnoxX]\}")
_DEEPEST = 20
_LONGEST = 10_000


def injectable_sql(module: ast.Module) -> list[Spot]:
    """Every place where a statement is put together from parts that are not constant."""
    reader = _Reader(module)
    found: dict[tuple[int, int], Spot] = {}
    for spot in reader.spots():
        found.setdefault((spot.line, 0), spot)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """The text behind a name, None for no text.

    ``sure`` says that it can be no other than those that the module gives to it, ``marked`` that
    one of them has something foreign in it.
    """

    text: str | None
    sure: bool
    marked: bool


class _Reader:
    def __init__(self, module: ast.Module) -> None:
        self._looked_at: dict[str, bool] = {}
        self._texts: dict[str, _Held] = {}
        self._depth = 0
        self._facts = facts_of(module)
        self._numbers = numeric_parameters(self._facts.nodes)
        self._names = self._facts.names
        self._foreign = bound_to_anything(self._facts.nodes)

    def spots(self) -> Iterator[Spot]:
        inner: set[int] = set()
        shown = {id(part) for node in self._facts.nodes for part in outlet(node, self._names)[1]}
        for node in self._facts.nodes:
            if isinstance(node, ast.Call):
                yield from self._executed(node)
            if isinstance(node, ast.AugAssign):
                yield from self._grown(node)
            elif isinstance(node, ast.BinOp | ast.JoinedStr | ast.Call) and id(node) not in inner:
                template = self._template(node)
                if template is None:
                    continue
                inner.update(id(part) for part in ast.walk(_text_of(node)))
                # A message may begin with the statement that it tells of.
                told = id(node) in shown and _begins_with_name(node)
                if _MARK in template and _is_statement(template) and not told:
                    yield self._spot(node)

    def _executed(self, node: ast.Call) -> Iterator[Spot]:
        if self._names.dotted(node.func) in _TEXTS and node.args:
            # What goes in there is SQL, whatever it begins with.
            for candidate in self._candidates(node.args[0]):
                if _MARK in (self._template(candidate) or ""):
                    yield self._spot(candidate)
            return
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if method not in _EXECUTORS:
            return
        statement = first_argument(node)
        if statement is None:
            return
        for candidate in self._candidates(statement):
            template = self._template(candidate)
            if template is not None and _MARK in template and _looks_sql(template):
                yield self._spot(candidate)

    def _candidates(self, node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.Name):
            return self._names.values(node.id)[:_MOST_VALUES]
        if isinstance(node, ast.Call) and self._last(node.func) == "text" and node.args:
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
        texts = [self._template(value) or "" for value in held]
        if not any(_is_statement(text.upper() if named else text) for text in texts):
            return
        if _MARK in self._piece(node.value):
            yield self._spot(node)

    def _spot(self, node: ast.AST) -> Spot:
        message = "SQL is built from strings; pass the values as parameters"
        return at(node, "sql", message)

    def _template(self, node: ast.AST) -> str | None:
        """The text with a mark for everything that is not constant; None for what is no text."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.JoinedStr):
            return "".join(self._piece(part) for part in node.values)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self._template(node.left), self._template(node.right)
            if left is None and right is None:
                return None
            return (left if left is not None else self._piece(node.left)) + self._piece(node.right)
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
                return self._template(node.func.value)
            if node.func.attr == "replace" and len(node.args) == 2:
                text = self._template(node.func.value)
                return None if text is None else text + self._piece(node.args[1])
        if isinstance(node, ast.Call) and self._last(node.func) == "dedent" and node.args:
            return self._template(node.args[0])
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
        sure = 0 < len(held) <= _MOST_VALUES
        for value in held[:_MOST_VALUES]:
            text = self._template(value)
            if text is None:
                sure = sure and self._harmless(value)
            elif _is_statement(text):
                # It is told where it is written, and once is enough.
                told.append(text.replace(_MARK, "")[:_LONGEST])
            else:
                told.append(text[:_LONGEST] + (_MARK if _MARK in text[_LONGEST:] else ""))
        marked = any(_MARK in text for text in told)
        strongest = max(
            told, key=lambda text: (_is_statement(text.upper()), _MARK in text), default=None
        )
        return _Held(strongest, sure=sure, marked=marked)

    def _named_piece(self, node: ast.expr) -> str:
        held = self._held(node)
        text = held.text or ""
        if self._harmless(node):
            return text.replace(_MARK, "")
        if not isinstance(node, ast.Name):
            return text if _is_statement(text.upper()) else _MARK
        if node.id in self._foreign or not held.sure:
            return _MARK
        return text + _MARK if held.marked and _MARK not in text else text

    def _piece(self, node: ast.AST) -> str:
        if isinstance(node, ast.FormattedValue):
            return "" if _is_numeric(node) else self._piece(node.value)
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            return self._named_piece(node)
        text = self._template(node)
        if text is not None:
            return text
        return "" if self._harmless(node) else _MARK

    def _substituted(self, template: ast.expr, node: ast.Call) -> str | None:
        for value in self._facts.values(template):
            if isinstance(value, ast.Call) and value.args and self._last(value.func) == "Template":
                given = [*node.args, *(entry.value for entry in node.keywords)]
                return self._formatted(value.args[0], given, "dollar")
        return None

    def _formatted(self, template: ast.expr, given: list[ast.expr], field: str) -> str | None:
        text = self._template(template)
        if text is None:
            return None
        parts = [
            part
            for value in given
            for part in (value.elts if isinstance(value, ast.Tuple) else [value])
        ]
        if isinstance(given[0] if given else None, ast.Dict):
            parts = [*given[0].values]  # type: ignore[attr-defined]
        filled = all(self._harmless(part) for part in parts)
        return _FIELDS[field].sub(
            lambda field: "" if filled or _NUMBER.fullmatch(field.group()) else _MARK, text
        )

    def _joined(self, node: ast.Call) -> str | None:
        assert isinstance(node.func, ast.Attribute)
        between = self._template(node.func.value)
        parts = node.args[0]
        if between is None:
            return None
        if isinstance(parts, ast.List | ast.Tuple):
            return between.join(self._piece(part) for part in parts.elts)
        if isinstance(parts, ast.Name) and (put := self._facts.list_parts(parts.id)):
            return between.join(self._piece(part) for part in put)
        return "" if self._harmless(node) else _MARK

    def _harmless(self, node: ast.AST) -> bool:
        """Whether a value cannot carry foreign text: constants, numbers, rows of placeholders."""
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name):
            return self._harmless_name(node.id)
        if self._is_number(node):
            return True
        given = looked_up(node, self._facts)
        if given or isinstance(node, ast.Subscript):
            return bool(given) and all(self._is_constant(one) for one in given)
        if isinstance(node, ast.Call):
            if self._last(node.func) == "join" and isinstance(node.func, ast.Attribute):
                return all(self._is_constant(part) for part in (node.func.value, *node.args))
            return self._last(node.func) in ("quote_ident", "quoted_name", "Identifier")
        return self._is_constant(node)

    def _harmless_name(self, name: str) -> bool:
        if name in self._numbers:
            return True
        if name not in self._looked_at:
            # Taken for foreign while it is looked at, so that names bound in a circle end.
            self._looked_at[name] = False
            values = self._names.values(name)
            self._looked_at[name] = (
                bool(values)
                and not self._names.is_parameter(name)
                and all(self._is_constant(value) for value in values)
                and all(self._is_constant(part) for part in self._facts.list_parts(name))
            )
        return self._looked_at[name]

    def _is_number(self, node: ast.AST) -> bool:
        match node:
            case ast.Constant():
                return isinstance(node.value, int | float)
            case ast.Name():
                return node.id in self._numbers
            case ast.BinOp():
                return self._is_number(node.left) and self._is_number(node.right)
            case ast.UnaryOp():
                return self._is_number(node.operand)
            case ast.Call():
                return self._names.dotted(node.func) in ("len", "int", "float", "id", "round")
            case _:
                return False

    def _is_constant(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name):
            return self._harmless_name(node.id)
        if isinstance(node, ast.JoinedStr):
            return all(
                _is_numeric(part) or self._harmless(part.value)
                for part in node.values
                if isinstance(part, ast.FormattedValue)
            )
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            # "?, " * len(rows)
            return self._is_constant(node.left) or self._is_constant(node.right)
        if isinstance(node, ast.BinOp):
            return self._is_constant(node.left) and self._is_constant(node.right)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return all(self._is_constant(part) for part in node.elts)
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            # ", ".join("?" for _ in rows)
            return self._is_constant(node.elt)
        if isinstance(node, ast.Call | ast.Subscript):
            return self._harmless(node)
        if isinstance(node, ast.IfExp):
            return self._is_constant(node.body) and self._is_constant(node.orelse)
        return False

    def _last(self, function: ast.expr) -> str:
        if isinstance(function, ast.Attribute):
            return function.attr
        return self._names.dotted(function).rpartition(".")[2]


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


def _is_numeric(part: ast.FormattedValue) -> bool:
    """Whether a field of an f-string takes nothing but a number: ``{limit:d}``."""
    match part.format_spec:
        case ast.JoinedStr(values=[ast.Constant(value=str(form))]):
            return bool(_NUMBER.fullmatch(f"{{:{form}}}"))
        case _:
            return False


def _looks_sql(template: str) -> bool:
    upper = template.upper()
    return _is_statement(upper) or bool(_PARTIAL.match(upper))


def _is_statement(template: str) -> bool:
    """Whether a text begins like a statement of SQL."""
    bare = (
        _COMMENTS.sub("", template, count=1) if template.lstrip()[:2] in ("/*", "--") else template
    )
    return bool(_STATEMENT.match(bare))
