"""SQL that is built from strings, wherever something that is not constant flows into it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import facts_of
from pbc_tui.checks.analysis.names import first_argument
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


def injectable_sql(module: ast.Module) -> list[Spot]:
    """Every place where a statement is put together from parts that are not constant."""
    reader = _Reader(module)
    found: dict[tuple[int, int], Spot] = {}
    for spot in reader.spots():
        found.setdefault((spot.line, 0), spot)
    return list(found.values())


class _Reader:
    def __init__(self, module: ast.Module) -> None:
        self._looked_at: dict[str, bool] = {}
        self._facts = facts_of(module)
        self._numbers = _numeric_parameters(self._facts.nodes)
        self._names = self._facts.names

    def spots(self) -> Iterator[Spot]:
        inner: set[int] = set()
        for node in self._facts.nodes:
            if isinstance(node, ast.Call):
                yield from self._executed(node)
            if isinstance(node, ast.AugAssign):
                yield from self._grown(node)
            elif isinstance(node, ast.BinOp | ast.JoinedStr | ast.Call) and id(node) not in inner:
                template = self._template(node)
                if template is None:
                    continue
                inner.update(id(part) for part in ast.walk(node))
                if _MARK in template and _is_statement(template):
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
            return [node, *self._names.values(node.id)[:_MOST_VALUES]]
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
        name = ast.unparse(node.target).lower()
        named = any(word in name for word in ("sql", "query", "statement", "stmt"))
        texts = [self._template(value) or "" for value in held]
        if not any(_is_statement(text.upper() if named else text) for text in texts):
            return
        grown = self._template(node.value)
        if (grown is not None and _MARK in grown) or (
            grown is None and not self._harmless(node.value)
        ):
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
            return (left if left is not None else self._piece(node.left)) + (
                right if right is not None else self._piece(node.right)
            )
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
        return None

    def _piece(self, node: ast.AST) -> str:
        if isinstance(node, ast.FormattedValue):
            return self._piece(node.value)
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
        return _FIELDS[field].sub("" if filled else _MARK, text)

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
                self._harmless(part.value) if isinstance(part, ast.FormattedValue) else True
                for part in node.values
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
        if isinstance(node, ast.Call):
            return self._harmless(node)
        if isinstance(node, ast.IfExp):
            return self._is_constant(node.body) and self._is_constant(node.orelse)
        return False

    def _last(self, function: ast.expr) -> str:
        if isinstance(function, ast.Attribute):
            return function.attr
        return self._names.dotted(function).rpartition(".")[2]


def _numeric_parameters(nodes: list[ast.AST]) -> frozenset[str]:
    """Parameters that are numbers by their annotation, wherever the name is a parameter."""
    kinds: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.arg):
            kind = ast.unparse(node.annotation) if node.annotation else ""
            kinds.setdefault(node.arg, set()).add(kind)
    return frozenset(name for name, all_of in kinds.items() if all_of <= {"int", "float", "bool"})


def _looks_sql(template: str) -> bool:
    upper = template.upper()
    return _is_statement(upper) or bool(_PARTIAL.match(upper))


def _is_statement(template: str) -> bool:
    """Whether a text begins like a statement of SQL."""
    bare = (
        _COMMENTS.sub("", template, count=1) if template.lstrip()[:2] in ("/*", "--") else template
    )
    return bool(_STATEMENT.match(bare))
