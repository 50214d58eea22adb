"""Sensitive values in logs, prints and errors."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.spot import Spot, at

_LEVELS = frozenset(
    [
        "debug",
        "info",
        "warning",
        "warn",
        "error",
        "critical",
        "exception",
        "fatal",
        "log",
        "msg",
        "bind",
    ]
)
_LOGGER = re.compile(r"(?:^|[._])(?:log|logger|logging|_log|_logger|structlog)(?:$|[._(])", re.I)
_SENSITIVE = re.compile(
    r"(?:^|_)(?:passw(?:or)?d|passphrase|passcode|pwd|secret|api_?key|apikey|private_?key|"
    r"(?:access|auth|api|bearer|refresh|session|secret|id|csrf|jwt)_?token|secret_?key|access_?key|"
    r"credentials?|credit_?card|card_?number|cvv|ssn|authorization)s?$"
)
_MAYBE = re.compile(r"(?:^|_)(?:token|auth|session)s?$")
_AUTH = re.compile(r"auth|login|jwt|credential|bearer|api", re.I)
_MASKS = re.compile(
    r"(?:^|_)(?:mask\w*|redact\w*|hide|hidden|len|bool|type|hash\w*|fingerprint|obfuscate|sanitize\w*|"
    r"is_\w+|has_\w+|isinstance|censor\w*|scrub\w*|repr_type|digest|hexdigest|id)$"
)


def leaks(module: ast.Module) -> list[Spot]:
    """Every log call, print, warning and raise that shows a sensitive value."""
    names = names_of(module)
    found = []
    for node, context in _with_context(module):
        where = ""
        shown: list[ast.expr] = []
        if isinstance(node, ast.Call):
            where = _outlet(node, names)
            shown = [*node.args, *(entry.value for entry in node.keywords)]
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            where = "an error"
            shown = [*node.exc.args, *(entry.value for entry in node.exc.keywords)]
        if not where:
            continue
        for part in shown:
            for value in _values(part):
                if (name := _sensitive(value, context)) and not _is_field(value, part):
                    message = f"{name} is shown in {where}"
                    found.append(at(node, "leak", message, critical=True))
    return found


def _with_context(module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Every node with the name of the function or class around it."""
    waiting: list[tuple[ast.AST, str]] = [(module, "")]
    while waiting:
        node, context = waiting.pop()
        yield node, context
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            context = f"{context} {node.name}"
        waiting += [(child, context) for child in ast.iter_child_nodes(node)]


def _outlet(node: ast.Call, names: Names) -> str:
    function = names.dotted(node.func)
    if function in (
        "print",
        "builtins.print",
        "pprint.pprint",
        "sys.stdout.write",
        "sys.stderr.write",
    ):
        return "the output"
    if function in ("warnings.warn", "click.echo", "typer.echo", "rich.print", "sys.exit"):
        return "the output"
    if isinstance(node.func, ast.Attribute) and node.func.attr in _LEVELS:
        owner = ast.unparse(node.func.value)
        if _LOGGER.search(owner) or _LOGGER.search(function):
            return "a log"
    return ""


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """The names whose values reach the text: not those inside a call that masks them."""
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        yield node
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _values(part.value)
    elif isinstance(node, ast.BinOp):
        yield from _values(node.left)
        yield from _values(node.right)
    elif isinstance(node, ast.Tuple | ast.List):
        for element in node.elts:
            yield from _values(element)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _values(value)
    elif isinstance(node, ast.IfExp):
        yield from _values(node.body)
        yield from _values(node.orelse)
    elif isinstance(node, ast.Call):
        yield from _through_call(node)


def _through_call(node: ast.Call) -> Iterator[ast.expr]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if _MASKS.search(name.lower()):
        return
    if name in ("str", "repr", "format", "join", "dumps", "get_secret_value", "decode", "dict"):
        for given in (*node.args, *(entry.value for entry in node.keywords)):
            yield from _values(given)
        if isinstance(node.func, ast.Attribute):
            yield from _values(node.func.value)


def _sensitive(value: ast.expr, context: str) -> str:
    if isinstance(value, ast.Subscript):
        key = value.slice
        name = str(key.value) if isinstance(key, ast.Constant) else ""
    else:
        name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    if _SENSITIVE.search(snake):
        return name
    # A bare token is as often a word of a text as a key to a door.
    return name if _MAYBE.search(snake) and _AUTH.search(context) and name == "token" else ""


def _is_field(value: ast.expr, part: ast.expr) -> bool:
    """Whether the name stands for a constant of the module (the name of a field, a message)."""
    return isinstance(value, ast.Name) and value.id.isupper() and value is part
