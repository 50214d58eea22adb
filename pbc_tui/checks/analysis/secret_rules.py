"""Secrets in a file: in Python where a literal can stand, elsewhere where a key has a value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.forbidden import comments
from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.secret_words import (
    credentials_in,
    is_likely_key,
    is_real,
    is_secret_name,
    is_secret_value,
    token_in,
)
from pbc_tui.checks.analysis.spot import Spot, at

_ADVICE = "; read it from the environment"
_ASSIGNMENT = re.compile(
    r"(?P<name>[A-Za-z_][\w.-]*)[\"']?\s*(?::\s*[\w\[\], |]+\s*)?(?:=|:)\s*"
    r"[rbuf]?(?P<quote>[\"'])(?P<value>[^\"'\n]{4,})(?P=quote)"
)
_KEY_VALUE = re.compile(
    r"^\s*(?:-\s+)?(?:export\s+|ENV\s+|ARG\s+)?[\"']?(?P<name>[A-Za-z_][\w.-]*)[\"']?\s*"
    r"(?:=|:|\s(?=\S+$))\s*[\"']?(?P<value>[^\s\"'#,]+)[\"']?\s*,?\s*(?:#.*)?$"
)
_LONGEST_LINE = 20_000
_READERS = frozenset(
    {
        "os.getenv",
        "os.environ.get",
        "os.environ.setdefault",
        "environ.get",
        "getenv",
    }
)


def secrets_in_python(text: str, module: ast.Module) -> list[Spot]:
    """Literal secrets of a Python file: assigned, defaulted, passed, compared, or commented out."""
    names = names_of(module)
    found: dict[tuple[int, int], Spot] = {}
    for spot in (*_named(module, names), *_shapes(module), *_in_comments(text)):
        found.setdefault((spot.line, spot.column), spot)
    return list(found.values())


def secrets_in_text(text: str, kind: str, path: str) -> list[Spot]:
    """Literal secrets of a file that is no Python, commented out or not."""
    found = []
    # A file of environment variables holds nothing but values; elsewhere a value must look random.
    environment = path.rsplit("/", 1)[-1].startswith(".env")
    lines = [line[:_LONGEST_LINE] for line in text.splitlines()]
    for number, line in enumerate(lines, 1):
        # A private key begins below its heading.
        heading = line.rstrip().endswith("-----") and number < len(lines)
        if what := token_in(f"{line}\n{lines[number]}" if heading else line) or credentials_in(
            line
        ):
            found.append(_secret(number, 1, what))
            continue
        bare = line.lstrip("# \t;/") if line.lstrip().startswith(("#", ";", "//")) else line
        match = _KEY_VALUE.match(bare) if kind != "Markdown" else _ASSIGNMENT.search(bare)
        if match and is_secret_name(match["name"]):
            value = match["value"]
            real = is_secret_value(value, match["name"])
            if real and (environment or is_likely_key(value)):
                found.append(
                    _secret(number, match.start("name") + 1, f"a value of {match['name']}")
                )
    return found


def _secret(line: int, column: int, what: str) -> Spot:
    return Spot(line, column, "secret", f"{what} is written in the file{_ADVICE}", critical=True)


def _named(module: ast.Module, names: Names) -> Iterator[Spot]:
    for node in ast.walk(module):
        for name, value in _pairs(node, names):
            literal = _literal(value)
            if literal is not None and is_secret_name(name) and is_real(literal, name):
                what = f"a value of {name}"
                yield at(value, "secret", f"{what} is written in the file{_ADVICE}", critical=True)


def _pairs(node: ast.AST, names: Names) -> Iterator[tuple[str, ast.AST]]:
    """Every name with the value that a node gives to it."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield _name_of(target), node.value
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        yield _name_of(node.target), node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield _literal(key) or "", value
    elif isinstance(node, ast.keyword):
        yield node.arg or "", node.value
    elif isinstance(node, ast.arguments):
        plain = [*node.posonlyargs, *node.args]
        defaults: list[tuple[ast.arg, ast.expr | None]] = list(
            zip(plain[len(plain) - len(node.defaults) :], node.defaults, strict=True)
        )
        defaults += zip(node.kwonlyargs, node.kw_defaults, strict=True)
        for parameter, default in defaults:
            if default is not None:
                yield parameter.arg, default
    elif isinstance(node, ast.Compare):
        for left, right in zip([node.left, *node.comparators], node.comparators, strict=False):
            if isinstance(node.ops[0], ast.Eq | ast.NotEq):
                yield _name_of(left), right
                yield _name_of(right), left
    elif isinstance(node, ast.Call):
        yield from _called(node, names)


def _called(node: ast.Call, names: Names) -> Iterator[tuple[str, ast.AST]]:
    function = names.dotted(node.func)
    key = _literal(node.args[0]) if node.args else None
    if function in _READERS and key and len(node.args) > 1:
        yield key, node.args[1]
    elif function == "setattr" and len(node.args) == 3:
        yield _literal(node.args[1]) or "", node.args[2]
    elif function.endswith("SecretStr") and node.args:
        yield "secret", node.args[0]
    elif function.rpartition(".")[2] in ("Field", "Option", "Argument"):
        return
    elif function == "jwt.encode" and len(node.args) > 1:
        yield "signing_key", node.args[1]


def _name_of(target: ast.AST) -> str:
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute):
        return target.attr
    if isinstance(target, ast.Subscript):
        return _literal(target.slice) or ""
    return ""


def _literal(node: ast.AST | None) -> str | None:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bytes):
            return node.value.decode("latin-1")
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _literal(node.left), _literal(node.right)
        return left + right if left is not None and right is not None else None
    if isinstance(node, ast.Call) and node.args:
        # SecretStr("..."), Field("..."), field(default="..."), b64decode("...") and the like
        name = _name_of(node.func)
        if name in ("SecretStr", "SecretBytes", "Field", "b64decode", "bytes", "str"):
            return _literal(node.args[0])
    if isinstance(node, ast.Call) and _name_of(node.func) in ("Field", "field"):
        given = {entry.arg: entry.value for entry in node.keywords}
        return _literal(given.get("default"))
    if isinstance(node, ast.BoolOp):
        # os.getenv("TOKEN") or "literal"
        return next((text for part in node.values if (text := _literal(part))), None)
    if isinstance(node, ast.IfExp):
        return _literal(node.body) or _literal(node.orelse)
    return None


def _shapes(module: ast.Module) -> Iterator[Spot]:
    for node in ast.walk(module):
        text = _literal(node) if isinstance(node, ast.Constant | ast.BinOp) else None
        if text and (what := token_in(text) or credentials_in(text)):
            yield at(node, "secret", f"{what} is written in the file{_ADVICE}", critical=True)


def _in_comments(text: str) -> Iterator[Spot]:
    for row, column, comment in comments(text):
        if what := token_in(comment) or credentials_in(comment):
            yield _secret(row, column, what)
            continue
        for match in _ASSIGNMENT.finditer(comment):
            if is_secret_name(match["name"]) and is_secret_value(match["value"], match["name"]):
                yield _secret(row, column, f"a commented-out value of {match['name']}")
