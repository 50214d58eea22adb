"""What text is SQL, by its first words."""

from __future__ import annotations

import ast
import re

_STATEMENT = re.compile(
    r"\s*\(?\s*(?:SELECT\b.+?\bFROM\b|INSERT\s+(?:OR\s+\w+\s+)?INTO\b|REPLACE\s+INTO\b|UPDATE\s+\S+\s+SET\b"
    r"|DELETE\s+FROM\b|(?:DROP|ALTER|CREATE|TRUNCATE)\s+"
    r"(?:(?:OR\s+REPLACE|TEMP|TEMPORARY|UNIQUE|MATERIALIZED|VIRTUAL)\s+)*"
    r"(?:TABLE|DATABASE|INDEX|VIEW|USER|SCHEMA|ROLE|SEQUENCE|TRIGGER|FUNCTION|EXTENSION)\b"
    r"|PRAGMA\s|GRANT\s+.+\bTO\b|MERGE\s+INTO\b|WITH\s+\w+\s+AS\s*\(|ATTACH\s+DATABASE\b"
    r"|COPY\s+\S.*\s(?:TO|FROM)\s+(?:STDOUT|STDIN|PROGRAM|')|EXEC(?:UTE)?\s+\w)",
    re.DOTALL,
)
# What only counts where something is executed: parts of statements, and words of prose as well.
_PARTIAL = re.compile(
    r"\s*(?:WHERE|AND|OR|ORDER BY|GROUP BY|LIMIT|HAVING|VALUES|SET|FROM)(?=[\s(\x00]|\Z)"
)
_COMMANDS = (
    "COPY", "TRUNCATE", "VACUUM", "ANALYZE", "REFRESH", "REINDEX", "LISTEN", "NOTIFY", "CALL",
    "EXPLAIN", "LOCK", "SHOW", "DESCRIBE", "REVOKE", "DETACH", "SAVEPOINT",
)  # fmt: skip
_COMMAND = re.compile(rf"\s*(?:{'|'.join(_COMMANDS)})\s")
_FIRST = (
    "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "DROP", "ALTER", "CREATE", "PRAGMA",
    "GRANT", "MERGE", "WITH", "ATTACH", "EXEC", "/*", "--", *_COMMANDS,
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
    return is_statement(upper) or bool(_PARTIAL.match(upper) or _COMMAND.match(template))


def is_statement(template: str) -> bool:
    """Whether a text begins like a statement of SQL."""
    bare = (
        _COMMENTS.sub("", template, count=1) if template.lstrip()[:2] in ("/*", "--") else template
    )
    return bool(_STATEMENT.match(bare))
