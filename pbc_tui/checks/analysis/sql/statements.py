"""What text is SQL, by its first words."""

from __future__ import annotations

import ast
import re

_STATEMENT = re.compile(
    r"\s*\(?\s*(?:SELECT\b.+?\bFROM\b|INSERT\s+(?:OR\s+\w+\s+)?INTO\b|REPLACE\s+INTO\b|UPDATE\s+\S+\s+SET\b"
    r"|DELETE\s+FROM\b|(?:DROP|ALTER|CREATE|TRUNCATE)\s+(?:TEMP\s+)?(?:TABLE|DATABASE|INDEX|VIEW|USER|SCHEMA)\b"
    r"|PRAGMA\s|GRANT\s+.+\bTO\b|MERGE\s+INTO\b|WITH\s+\w+\s+AS\s*\(|ATTACH\s+DATABASE\b|EXEC(?:UTE)?\s+\w)",
    re.DOTALL,
)
_PARTIAL = re.compile(r"\s*(?:WHERE|AND|OR|ORDER BY|GROUP BY|LIMIT|HAVING|VALUES|SET|FROM)\b")
_FIRST = (
    "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "DROP", "ALTER", "CREATE", "TRUNCATE",
    "PRAGMA", "GRANT", "MERGE", "WITH", "ATTACH", "EXEC", "/*", "--",
)  # fmt: skip
# What may stand before a statement.
_COMMENTS = re.compile(r"(?:\s*(?:/\*.*?\*/|--[^\n]*\n))+", re.DOTALL)


def may_begin_sql(node: ast.AST) -> bool:
    """Whether a node is a text that may be the first words of a statement, or come before them."""
    match node:
        case ast.Constant(value=str(text)):
            return text.lstrip(" \t\r\n(")[:10].upper().startswith(_FIRST)
        case _:
            return False


def looks_sql(template: str) -> bool:
    """Whether a text begins like a statement of SQL or a part of one, in any letters."""
    upper = template.upper()
    return is_statement(upper) or bool(_PARTIAL.match(upper))


def is_statement(template: str) -> bool:
    """Whether a text begins like a statement of SQL."""
    bare = (
        _COMMENTS.sub("", template, count=1) if template.lstrip()[:2] in ("/*", "--") else template
    )
    return bool(_STATEMENT.match(bare))
