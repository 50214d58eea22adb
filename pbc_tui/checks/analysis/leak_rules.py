"""Sensitive values in logs, prints and errors."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbc_tui.checks.analysis.dangers.facts import facts_of
from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.nodes import nodes_of
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.analysis.spot import Spot, at

_LEVELS = frozenset({
    "debug", "info", "warning", "warn", "error", "critical", "exception", "fatal", "log", "msg",
    "bind", "contextualize", "success", "trace", "adebug", "ainfo", "awarning", "aerror",
    "acritical", "aexception", "afatal", "alog", "amsg",
})  # fmt: skip
_PRINTERS = frozenset({
    "print", "builtins.print", "pprint.pprint", "pprint.pp", "sys.stdout.write", "sys.stderr.write",
    "sys.stdout.writelines", "sys.stderr.writelines", "warnings.warn", "warnings.warn_explicit",
    "click.echo", "click.secho", "click.echo_via_pager", "typer.echo", "typer.secho", "rich.print",
    "rich.print_json", "rich.pretty.pprint", "rich.inspect", "sys.exit", "syslog.syslog",
    "traceback.print_exception", "structlog.contextvars.bind_contextvars",
    "structlog.contextvars.bound_contextvars", "structlog.threadlocal.bind_threadlocal",
})  # fmt: skip
# What asks with a text, its first argument.
_ASKERS = frozenset({
    "input", "builtins.input", "click.prompt", "click.confirm", "typer.prompt", "typer.confirm",
})  # fmt: skip
# What stands for the terminal as an object, and its methods that show what they are given.
_CONSOLE = re.compile(
    r"(?:^|[._])(?:\w*console|(?:__)?std(?:out|err)(?:__)?(?:\.buffer)?|terminal)$|\bConsole\(.*\)$",
    re.I | re.S,
)
_SHOWERS = frozenset({"print", "log", "out", "write", "writelines", "rule", "print_json"})
_ERROR = re.compile(r"(?:Error|Exception|Warning)$")
# What still shows what it is given.
_KEEPERS = frozenset({
    "str", "repr", "format", "join", "dumps", "get_secret_value", "decode", "encode", "dict",
    "items", "copy", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "pformat",
    "format_map", "style",
})  # fmt: skip
_OWN_TEXTS = (" __repr__", " __str__", " __format__", " __rich_repr__")
_DEEPEST = 3
_MOST_VALUES = 20
_LOGGER = re.compile(r"(?:^|[._])(?:log|logger|logging|_log|_logger|structlog)(?:$|[._(])", re.I)
_SENSITIVE = re.compile(
    r"(?:^|_)(?:passw(?:or)?d|passphrase|passcode|pwd|pw|secret|api_?key|apikey|private_?key|"
    r"(?:access|auth|api|bearer|refresh|session|secret|id|csrf|jwt)_?token|secret_?key|access_?key|"
    r"credentials?|credit_?card|card_?number|cvv|ssn|authorization)s?$"
)
_FULL_TOKEN = re.compile(
    r"(?<![a-z])(?:access|auth|api|bearer|refresh|session|secret|id|csrf|service|bot)_?token"
    r"|^(?:Bearer|token) ",
    re.IGNORECASE,
)
_DOORS = frozenset({
    "jwt", "jose", "httpx", "requests", "aiohttp", "fastapi", "flask", "starlette", "secrets",
    "oauthlib", "authlib", "itsdangerous", "urllib3", "grpc", "boto3", "httpx2",
})  # fmt: skip
_LONGEST_NAME = 100
_EXPANDERS = ("os.path.expandvars", "posixpath.expandvars", "ntpath.expandvars")
_VARIABLE = re.compile(r"\$\{?(\w{1,100})")
_AUTH = re.compile(r"auth|login|jwt|credential|bearer|api", re.I)
_MASKS = re.compile(
    r"(?:^|_)(?:mask\w*|redact\w*|hide|hidden|len|bool|type|hash\w*|fingerprint|obfuscate|sanitize\w*|"
    r"is_\w+|has_\w+|isinstance|censor\w*|scrub\w*|repr_type|digest|hexdigest|id)$"
)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What is known where something is shown.

    ``changed`` are the names whose entries are set or removed somewhere; ``first`` to ``last`` are
    the lines of the function around.
    """

    names: Names
    changed: frozenset[str]
    first: int
    last: float

    def follows(self, name: str, value: ast.expr) -> bool:
        """Whether what was given to a name is looked at when the name is shown."""
        if not isinstance(value, ast.Subscript | ast.Dict) and _looked_up(value) is None:
            # What was put together before it is shown.
            return isinstance(value, ast.JoinedStr | ast.BinOp | ast.Call)
        near = self.first <= value.lineno <= self.last
        return near and not (isinstance(value, ast.Dict) and name in self.changed)


def leaks(module: ast.Module) -> list[Spot]:
    """Every log call, print, warning, assertion and error that shows a sensitive value."""
    names = names_of(module)
    tokens = _has_tokens_of_doors(module)
    found: dict[tuple[int, str], Spot] = {}
    changed = facts_of(module).changed
    masked = _masked(module)
    for node, context, (first, last) in _with_context(module):
        sight = _Sight(names, changed, first, last)
        where, shown = outlet(node, names)
        if isinstance(node, ast.Return) and context.endswith(_OWN_TEXTS) and node.value:
            where, shown = f"the text of an object ({context.split()[-1]})", [node.value]
        for part in shown:
            for value in _values(part, sight, frozenset()):
                spot = None
                name = _sensitive(value, context, tokens=tokens)
                if name in masked and isinstance(node, ast.Return):
                    continue
                if name and not _is_field(value, part):
                    spot = at(node, "leak", f"{name} is shown in {where}")
                elif names.dotted(value) == "os.environ":
                    spot = at(node, "leak", f"the whole environment is shown in {where}")
                elif isinstance(value, ast.Attribute) and value.attr == "headers":
                    spot = at(node, "all-headers", f"all headers are shown in {where}")
                if spot is not None:
                    found.setdefault((spot.line, spot.message), spot)
    return list(found.values())


def _masked(module: ast.Module) -> frozenset[str]:
    """Attributes whose type shows stars in place of what it holds."""
    found = set[str]()
    for node in facts_of(module).nodes:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(attr=name)):
                kind = spelled(node.annotation)
            case ast.arg(arg=name):
                kind = spelled(node.annotation)
            case _:
                continue
        if "Secret" in kind:
            found.add(name)
    return frozenset(found)


_Lines = tuple[int, float]


def _with_context(module: ast.Module) -> Iterator[tuple[ast.AST, str, _Lines]]:
    """Every node with the names of the functions and classes around it, and the lines of the last.

    A module's own statements lie within all lines.
    """
    waiting: list[tuple[ast.AST, str, _Lines]] = [(module, "", (0, math.inf))]
    while waiting:
        node, context, lines = waiting.pop()
        yield node, context, lines
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            context = f"{context} {node.name}"
            lines = node.lineno, node.end_lineno or math.inf
        waiting += [(child, context, lines) for child in ast.iter_child_nodes(node)]


def outlet(node: ast.AST, names: Names) -> tuple[str, list[ast.expr]]:
    """Where a node shows something to people, "" for nowhere, and what it shows there."""
    if isinstance(node, ast.Assert) and node.msg is not None:
        return "an error", [node.msg]
    if not isinstance(node, ast.Call):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            return "an error", _given(node.exc)
        return "", []
    function = names.dotted(node.func)
    last = node.func.attr if isinstance(node.func, ast.Attribute) else function.rpartition(".")[2]
    if function in _PRINTERS:
        return "the output", _given(node)
    if function in _ASKERS:
        return "the output", node.args[:1]
    if last == "add_note":
        return "an error", _given(node)
    if isinstance(node.func, ast.Attribute) and last in _LEVELS | _SHOWERS:
        owner = spelled(node.func.value)[:200]
        if last in _SHOWERS and _CONSOLE.search(owner):
            return "the output", _given(node)
        if last in _LEVELS and (_LOGGER.search(owner) or _LOGGER.search(function)):
            return "a log", _given(node)
    # Made and raised later is shown as well.
    return ("an error", _given(node)) if _ERROR.search(last) else ("", [])


def _given(node: ast.Call) -> list[ast.expr]:
    return [*node.args, *(entry.value for entry in node.keywords)]


def _values(node: ast.expr, sight: _Sight, seen: frozenset[str]) -> Iterator[ast.expr]:
    """The names whose values reach the text: not those inside a call that masks them."""
    match node:
        case ast.Name():
            yield node
            if node.id not in seen and len(seen) < _DEEPEST:
                for value in sight.names.values(node.id)[:_MOST_VALUES]:
                    if sight.follows(node.id, value):
                        yield from _values(value, sight, seen | {node.id})
        case ast.Attribute() | ast.Subscript():
            yield node
        case ast.JoinedStr():
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _values(part.value, sight, seen)
        case ast.BinOp(op=ast.BitOr(), right=ast.Dict() as over) if _names_secret(over.keys):
            yield from _values(over, sight, seen)
        case ast.BinOp():
            yield from _values(node.left, sight, seen)
            yield from _values(node.right, sight, seen)
        case ast.Tuple() | ast.List():
            for element in node.elts:
                yield from _values(element, sight, seen)
        case ast.Dict():
            # What is spread is shown without what the display sets anew.
            hidden = _names_secret(node.keys)
            for key, value in zip(node.keys, node.values, strict=True):
                if key is not None or not hidden:
                    yield from _values(value, sight, seen)
        case ast.Starred():
            yield from _values(node.value, sight, seen)
        case ast.IfExp():
            yield from _values(node.body, sight, seen)
            yield from _values(node.orelse, sight, seen)
        case ast.BoolOp():
            for value in node.values:
                yield from _values(value, sight, seen)
        case ast.Call():
            yield from _through_call(node, sight, seen)


def _through_call(node: ast.Call, sight: _Sight, seen: frozenset[str]) -> Iterator[ast.expr]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if _MASKS.search(name.lower()):
        return
    if name in _KEEPERS:
        given_names = [ast.Constant(entry.arg) for entry in node.keywords if entry.arg]
        hidden = name == "dict" and _names_secret(given_names)
        for given in _given(node):
            if name == "join" and _is_table(given, sight.names):
                # Only its keys are joined.
                continue
            if hidden and given in node.args:
                continue
            yield from _values(given, sight, seen)
        if isinstance(node.func, ast.Attribute):
            yield from _values(node.func.value, sight, seen)
    elif (found := _looked_up(node)) is not None:
        yield found
    elif sight.names.dotted(node.func) == "os.getenv" and node.args:
        yield ast.Subscript(value=node.func, slice=node.args[0], ctx=ast.Load())
    else:
        yield from _put_in(node, sight.names)


def _put_in(node: ast.Call, names: Names) -> Iterator[ast.expr]:
    """What a call puts into a text for its ``$NAME`` from the environment."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(args=[text, *_]) as template, attr=method)):
            filled = method in ("substitute", "safe_substitute")
            if not filled or names.dotted(template.func) != "string.Template":
                return
            if "os.environ" not in map(names.dotted, _given(node)):
                return
        case ast.Call(args=[text]) if names.dotted(node.func) in _EXPANDERS:
            pass
        case _:
            return
    for name in _VARIABLE.findall(names.text(text) or ""):
        yield ast.Subscript(value=node.func, slice=ast.Constant(name), ctx=ast.Load())


def _looked_up(node: ast.expr) -> ast.Subscript | None:
    """``table.get(key)`` written as ``table[key]``; None for everything else."""
    match node:
        case ast.Call(func=ast.Attribute(value=table, attr="get" | "pop"), args=[key, *_]):
            return ast.Subscript(value=table, slice=key, ctx=ast.Load())
        case _:
            return None


def _is_table(node: ast.expr, names: Names) -> bool:
    return isinstance(node, ast.Name) and any(
        isinstance(value, ast.Dict) for value in names.values(node.id)[:_MOST_VALUES]
    )


def _names_secret(keys: Sequence[ast.expr | None]) -> bool:
    return any(isinstance(key, ast.Constant) and speaks_of_secret(str(key.value)) for key in keys)


def speaks_of_secret(name: str) -> bool:
    """Whether a name speaks of something that nobody else may see."""
    return bool(_SENSITIVE.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()))


def _sensitive(value: ast.expr, context: str, *, tokens: bool) -> str:
    if isinstance(value, ast.Subscript):
        key = value.slice
        name = str(key.value) if isinstance(key, ast.Constant) else ""
    else:
        name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    if speaks_of_secret(name):
        return name
    # A bare token is as often a word of a text as a key to a door.
    door = name in ("token", "tokens") and (tokens or bool(_AUTH.search(context)))
    return name if door else ""


def _has_tokens_of_doors(module: ast.Module) -> bool:
    """Whether tokens of this file open doors: it speaks of such a token by its full name."""
    for node in nodes_of(module):
        match node:
            case ast.Constant(value=str() as text):
                full = len(text) < _LONGEST_NAME and bool(_FULL_TOKEN.search(text))
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                full = bool(_FULL_TOKEN.search(name))
            case ast.Import() | ast.ImportFrom():
                top = {alias.name.partition(".")[0] for alias in node.names}
                origin = getattr(node, "module", None) or ""
                full = not _DOORS.isdisjoint(top | {origin.partition(".")[0]})
            case _:
                continue
        if full:
            return True
    return False


def _is_field(value: ast.expr, part: ast.expr) -> bool:
    """Whether the name stands for a constant of the module (the name of a field, a message)."""
    return isinstance(value, ast.Name) and value.id.isupper() and value is part
