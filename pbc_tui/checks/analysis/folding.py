"""What constant values an expression may have, worked out from the source without running it."""

from __future__ import annotations

import ast
import base64
import binascii
import codecs
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_LONGEST = 2_000
_LONGEST_INPUT = 20 * _LONGEST
_MOST_VALUES = 24
_DEEPEST = 40
_METHODS = frozenset(
    [
        "join",
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "replace",
        "removeprefix",
        "removesuffix",
        "decode",
        "encode",
        "title",
        "capitalize",
        "swapcase",
        "casefold",
        "split",
        "rsplit",
        "partition",
        "rpartition",
        "hex",
    ]
)
# A width in a format would make a text of any size.
_PLAIN_FORMAT = re.compile(r"(?:[^{}]|\{\w*\})*")
_PLAIN_PERCENT = re.compile(r"(?:[^%]|%[sd%])*")
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "str": str,
    "chr": chr,
    "bytes": lambda value, *_: bytes(value) if not isinstance(value, int | str) else None,
    "bytes.fromhex": bytes.fromhex,
    "bytearray.fromhex": bytes.fromhex,
    "list": tuple,
    "tuple": tuple,
    "reversed": lambda value: tuple(reversed(value)),
    "base64.b64decode": base64.b64decode,
    "base64.urlsafe_b64decode": base64.urlsafe_b64decode,
    "base64.b32decode": base64.b32decode,
    "base64.b16decode": base64.b16decode,
    "binascii.unhexlify": binascii.unhexlify,
    "binascii.a2b_base64": binascii.a2b_base64,
    "sys.intern": str,
}


@dataclass(frozen=True, slots=True)
class Values:
    """The values that are possible as far as they are known; ``certain`` if there are no others."""

    known: tuple[Any, ...] = ()
    certain: bool = False


_UNKNOWN = Values()


class Folding:
    """Folds the expressions of one module.

    ``bound`` gives what is assigned to a name, and whether it can be nothing else; ``members`` what
    is assigned to attributes; ``function`` the dotted name of what is called.
    """

    def __init__(
        self,
        bound: Callable[[str], tuple[Sequence[ast.expr], bool]],
        members: Mapping[str, Sequence[ast.expr]],
        function: Callable[[ast.expr], str],
    ) -> None:
        self._bound = bound
        self._members = members
        self._function = function
        self._known: dict[ast.AST, Values] = {}
        self._tables: dict[ast.Dict, tuple[dict[Any, list[ast.expr]], Values]] = {}
        self._depth = 0

    def text(self, node: ast.AST | None) -> str | None:
        """The one string that an expression is; None when it may be another or is none."""
        values = self.values(node)
        if values.certain and len(values.known) == 1 and isinstance(values.known[0], str):
            return values.known[0]
        return None

    def texts(self, node: ast.AST | None) -> list[str]:
        """Every string that an expression may be, as far as the source tells."""
        return [value for value in self.values(node).known if isinstance(value, str)]

    def values(self, node: ast.AST | None) -> Values:
        """Every constant that an expression may be."""
        if node is None:
            return _UNKNOWN
        if node not in self._known:
            # Unknown while it is looked up, so that names bound in a circle end.
            self._known[node] = _UNKNOWN
            if self._depth < _DEEPEST:
                self._depth += 1
                try:
                    self._known[node] = _trimmed(self._fold(node))
                finally:
                    self._depth -= 1
        return self._known[node]

    def _fold(self, node: ast.AST) -> Values:
        match node:
            case ast.Constant(value=str() | bytes() | int()):
                return Values((node.value,), True)
            case ast.Name(id=name):
                expressions, closed = self._bound(name)
                return self._any(expressions, closed)
            case ast.Attribute(attr=name):
                return self._any(self._members.get(name, ()), False)
            case ast.NamedExpr(value=value):
                return self.values(value)
            case ast.IfExp(body=first, orelse=second):
                return self._any([first, second], True)
            case ast.BoolOp(values=values):
                return self._any(values, True)
            case ast.List() | ast.Tuple() | ast.Set():
                return self._each(node.elts, lambda *parts: parts)
            case ast.BinOp(left=left, op=op, right=right):
                return self._operated(left, op, right)
            case ast.JoinedStr(values=values):
                return self._each(values, lambda *parts: "".join(map(str, parts)))
            case ast.FormattedValue(value=value, conversion=-1 | 115, format_spec=None):
                return self.values(value)
            case ast.Subscript(value=owner, slice=key):
                return self._subscribed(owner, key)
            case ast.Call():
                return self._called(node)
        return _UNKNOWN

    def _any(self, nodes: Sequence[ast.expr], closed: bool) -> Values:
        every = [self.values(node) for node in nodes]
        known = tuple(dict.fromkeys(value for one in every for value in one.known))
        return Values(known, closed and bool(every) and all(one.certain for one in every))

    def _each(self, nodes: Sequence[ast.expr], make: Callable[..., Any]) -> Values:
        every = [self.values(node) for node in nodes]
        made = []
        for parts in itertools.islice(
            itertools.product(*(one.known for one in every)), _MOST_VALUES
        ):
            if sum(1 if isinstance(part, int) else len(part) for part in parts) > _LONGEST_INPUT:
                continue
            try:
                value = make(*parts)
            except (TypeError, ValueError, LookupError, AttributeError, OverflowError):
                continue
            if value is not None:
                made.append(value)
        return Values(tuple(dict.fromkeys(made)), bool(made) and all(one.certain for one in every))

    def _operated(self, left: ast.expr, op: ast.operator, right: ast.expr) -> Values:
        if isinstance(op, ast.Add):
            terms = [right]
            while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
                terms.append(left.right)
                left = left.left
            return self._each([left, *reversed(terms)], _added)
        if isinstance(op, ast.Mod):
            return self._each([left, right], _percent)
        if isinstance(op, ast.Mult):
            return self._each([left, right], _repeated)
        return _UNKNOWN

    def _subscribed(self, owner: ast.expr, key: ast.expr) -> Values:
        if isinstance(key, ast.Slice):
            bounds = [part or ast.Constant(None) for part in (key.lower, key.upper, key.step)]
            cuts = [_whole(part) for part in bounds]
            if "?" in cuts:
                return _UNKNOWN
            return self._each([owner], lambda value: value[slice(*cuts)])
        holders = [owner]
        if isinstance(owner, ast.Name):
            holders = list(self._bound(owner.id)[0])
        tables = [holder for holder in holders if isinstance(holder, ast.Dict)]
        if tables:
            found = [self._looked_up(table, key) for table in tables]
            known = dict.fromkeys(value for one in found for value in one.known)
            return Values(tuple(known), all(one.certain for one in found))
        return self._each([owner, key], lambda value, index: value[index])

    def _looked_up(self, table: ast.Dict, key: ast.expr) -> Values:
        """What a dictionary gives for a key: any of its values where that is not known."""
        if table not in self._tables:
            entries: dict[Any, list[ast.expr]] = {}
            self._tables[table] = (entries, _trimmed(self._any(table.values, True)))
            for name, value in zip(table.keys, table.values, strict=True):
                for known in self.values(name).known:
                    entries.setdefault(known, []).append(value)
        entries, every = self._tables[table]
        wanted = self.values(key)
        if not wanted.certain:
            return every
        return self._any([value for one in wanted.known for value in entries.get(one, ())], True)

    def _called(self, node: ast.Call) -> Values:
        if any(isinstance(part, ast.Starred) for part in node.args):
            return _UNKNOWN
        name = self._function(node.func)
        if name in ("map", "builtins.map") and len(node.args) == 2:
            inner = self._function(node.args[0])
            if inner in ("chr", "str"):
                change = _FUNCTIONS[inner]
                return self._each([node.args[1]], lambda value: tuple(map(change, value)))
        if name in ("codecs.decode", "codecs.encode") and len(node.args) == 2:
            return self._each(node.args, _rotated)
        if name in _FUNCTIONS and node.args and not node.keywords:
            return self._each(node.args, _FUNCTIONS[name])
        match node.func:
            case ast.Attribute(value=owner, attr="format"):
                return self._formatted(owner, node)
            case ast.Attribute(value=owner, attr="get") if node.args:
                return self._subscribed(owner, node.args[0])
            case ast.Attribute(value=owner, attr=method) if method in _METHODS:
                return self._each(
                    [owner, *node.args], lambda own, *rest: _method(own, method, rest)
                )
        return _UNKNOWN

    def _formatted(self, owner: ast.expr, node: ast.Call) -> Values:
        words = [entry.arg for entry in node.keywords]
        if None in words:
            return _UNKNOWN
        places = len(node.args)

        def make(pattern: Any, *parts: Any) -> Any:
            if not isinstance(pattern, str) or not _PLAIN_FORMAT.fullmatch(pattern):
                return None
            named = dict(zip(map(str, words), parts[places:], strict=True))
            return pattern.format(*parts[:places], **named)

        return self._each([owner, *node.args, *(entry.value for entry in node.keywords)], make)


def _trimmed(values: Values) -> Values:
    short = tuple(v for v in values.known if isinstance(v, int) or len(v) <= _LONGEST)
    whole = len(short) == len(values.known) <= _MOST_VALUES
    return Values(short[:_MOST_VALUES], values.certain and whole)


def _added(first: Any, *rest: Any) -> Any:
    for part in rest:
        first = first + part
    return first


def _percent(pattern: Any, value: Any) -> Any:
    if isinstance(pattern, str) and _PLAIN_PERCENT.fullmatch(pattern):
        return pattern % value
    return None


def _repeated(value: Any, times: Any) -> Any:
    if isinstance(value, str | tuple) and isinstance(times, int) and 0 <= times <= 20:
        return value * times
    return None


def _method(owner: Any, method: str, arguments: Sequence[Any]) -> Any:
    if not isinstance(owner, str | bytes) or (
        method in ("encode", "decode") and len(arguments) > 1
    ):
        return None
    made = getattr(owner, method)(*arguments)
    return tuple(made) if isinstance(made, list) else made


def _rotated(value: Any, encoding: Any) -> Any:
    if str(encoding).replace("_", "").replace("-", "") in ("rot13", "hex", "base64", "utf8"):
        return codecs.decode(value, encoding)
    return None


def _whole(node: ast.expr) -> Any:
    """The number of a bound of a slice, None for an open one, "?" for anything else."""
    match node:
        case ast.Constant(value=int() | None):
            return node.value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
    return "?"
