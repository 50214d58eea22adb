"""Secrets in a Python file: wherever a literal can stand under a name that speaks of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import facts_of
from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.prose import comments
from pbc_tui.checks.analysis.secret_literals import added_to, literal, literal_beginning
from pbc_tui.checks.analysis.secret_texts import ADVICE, first_shape, secret, secrets_in_prose
from pbc_tui.checks.analysis.secret_words import (
    is_certain_key,
    is_likely_key,
    is_named_secret,
    is_plain_word,
    is_real,
    is_secret_name,
)
from pbc_tui.checks.analysis.spot import Spot, at

_READERS = frozenset({"get", "getenv", "setdefault", "pop", "config", "env", "str", "environ"})
# Where the key is an argument of its own: function, place.
_KEYED = {
    "jwt.encode": 1,
    "hmac.new": 0,
    "cryptography.fernet.Fernet": 0,
    "cryptography.hazmat.primitives.ciphers.algorithms.AES": 0,
    "Crypto.Cipher.AES.new": 0,
    "Cryptodome.Cipher.AES.new": 0,
    "itsdangerous.URLSafeSerializer": 0,
    "itsdangerous.URLSafeTimedSerializer": 0,
    "itsdangerous.Signer": 0,
    "itsdangerous.TimestampSigner": 0,
}
# Nobody compares in constant time what is no secret.
_COMPARING = frozenset({
    "hmac.compare_digest", "secrets.compare_digest", "django.utils.crypto.constant_time_compare",
})  # fmt: skip
_OF_ENVIRONMENT = frozenset({
    "os.getenv", "os.environ.get", "os.environ.pop", "decouple.config", "environs.env.str",
})  # fmt: skip
_MOST_VALUES = 20
_GIVING = (
    ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.Dict, ast.keyword, ast.arguments, ast.Compare,
    ast.Match, ast.FunctionDef, ast.AsyncFunctionDef, ast.Call, ast.BoolOp, ast.IfExp,
)  # fmt: skip
_LOGINS = frozenset({
    "HTTPBasicAuth", "HTTPDigestAuth", "BasicAuth", "DigestAuth", "login", "HTTPProxyAuth",
})  # fmt: skip
_AUTH_KEYWORDS = frozenset({"auth", "basic_auth", "http_auth", "proxy_auth", "credentials"})


def secrets_in_python(text: str, module: ast.Module, *, in_test: bool = False) -> list[Spot]:
    """Literal secrets of a Python file: assigned, defaulted, passed, compared, or commented out.

    ``in_test`` is for the files of tests, where a plain word only holds the place of a password.
    """
    names = names_of(module)
    found: dict[tuple[int, int], Spot] = {}
    for spot in (*_named(module, names, in_test=in_test), *_shapes(module), *_in_comments(text)):
        found.setdefault((spot.line, spot.column), spot)
    return list(found.values())


def _named(module: ast.Module, names: Names, *, in_test: bool) -> Iterator[Spot]:
    for node in facts_of(module).nodes:
        if not isinstance(node, _GIVING):
            continue
        for name, value in _pairs(node, names):
            if not is_secret_name(name):
                continue
            text = literal(value)
            if text is None and isinstance(value, ast.Name) and not is_secret_name(value.id):
                text = names.text(value)
            if text is None or (in_test and is_plain_word(text)):
                continue
            compared = isinstance(node, ast.Compare) and is_named_secret(text)
            if is_real(text, name) or compared:
                yield at(value, "secret", f"a value of {name} is written in the file{ADVICE}")


def _pairs(node: ast.AST, names: Names) -> Iterator[tuple[str, ast.AST]]:
    """Every name with the value that a node gives to it."""
    match node:
        case ast.Assign():
            for target in node.targets:
                yield from _assigned(target, node.value)
                if isinstance(target, ast.Name) and is_certain_key(literal(node.value) or ""):
                    # The name holds what a variable of the environment says elsewhere.
                    for held in names.values(target.id)[:_MOST_VALUES]:
                        yield _variable_in(held, names), node.value
        case ast.BoolOp(op=ast.Or(), values=choices):
            yield next(filter(None, (_variable_in(one, names) for one in choices)), ""), node
        case ast.IfExp():
            yield _variable_in(node.body, names) or _variable_in(node.orelse, names), node
        case ast.AnnAssign() | ast.NamedExpr() if node.value is not None:
            yield from _assigned(node.target, node.value)
        case ast.Dict():
            for key, value in zip(node.keys, node.values, strict=True):
                yield literal(key) or "", value
        case ast.keyword():
            yield node.arg or "", node.value
            login = node.value.elts if isinstance(node.value, ast.Tuple) else []
            if node.arg in _AUTH_KEYWORDS and len(login) == 2:
                yield "password", login[1]
        case ast.arguments():
            plain = [*node.posonlyargs, *node.args]
            last = plain[len(plain) - len(node.defaults) :]
            for parameter, default in (
                *zip(last, node.defaults, strict=True),
                *zip(node.kwonlyargs, node.kw_defaults, strict=True),
            ):
                if default is not None:
                    yield parameter.arg, default
        case ast.Compare() if isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In):
            for left, right in zip([node.left, *node.comparators], node.comparators, strict=False):
                yield from _assigned(left, right)
                yield from _assigned(right, left)
        case ast.Match():
            for pattern in (part for each in node.cases for part in ast.walk(each.pattern)):
                if isinstance(pattern, ast.MatchValue):
                    yield _name_of(node.subject), pattern.value
        case ast.FunctionDef() | ast.AsyncFunctionDef() if is_secret_name(node.name):
            for part in ast.walk(node):
                if isinstance(part, ast.Return) and is_likely_key(literal(part.value) or ""):
                    yield node.name, part.value or part
        case ast.Call():
            yield from _called(node, names)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        for part, one in zip(target.elts, value.elts, strict=False):
            yield from _assigned(part, one)
        return
    name = _name_of(target)
    if isinstance(value, ast.List | ast.Tuple | ast.Set):
        # PASSWORDS = ["...", "..."]; the words of a grammar are no secrets.
        for one in value.elts:
            if is_likely_key(literal(one) or ""):
                yield name, one
        return
    yield name, value


def _called(node: ast.Call, names: Names) -> Iterator[tuple[str, ast.AST]]:
    function = names.dotted(node.func)
    last = node.func.attr if isinstance(node.func, ast.Attribute) else function.rpartition(".")[2]
    key = (_as_text(node.args[0]) or names.text(node.args[0]) or "") if node.args else ""
    key = key.strip("-")
    default = next((entry.value for entry in node.keywords if entry.arg == "default"), None)
    if key and is_secret_name(key):
        if default is not None:
            yield key, default
        # A second text beside a name is as often its label; there it must look like a key.
        elif len(node.args) > 1 and (
            last in _READERS or is_likely_key(literal(node.args[1]) or "")
        ):
            yield key, node.args[1]
    if function == "setattr" and len(node.args) == 3:
        yield literal(node.args[1]) or "", node.args[2]
    elif last in ("SecretStr", "SecretBytes") and node.args:
        yield "secret", node.args[0]
    elif function in _COMPARING:
        yield from (("secret", given) for given in node.args)
    elif last in _LOGINS and len(node.args) > 1:
        yield "password", node.args[1]
    elif function in _KEYED and len(node.args) > _KEYED[function]:
        yield "signing_key", node.args[_KEYED[function]]


def _variable_in(node: ast.expr, names: Names) -> str:
    """The variable of the environment that an expression reads, "" for none."""
    match node:
        case ast.NamedExpr(value=value):
            return _variable_in(value, names)
        case ast.Subscript(value=owner, slice=key) if names.dotted(owner) == "os.environ":
            return literal(key) or ""
        case ast.Call(func=function, args=[key, *_]) if names.dotted(function) in _OF_ENVIRONMENT:
            return literal(key) or ""
        case _:
            return ""


def _name_of(target: ast.AST) -> str:
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute):
        return target.attr
    if isinstance(target, ast.Subscript):
        return literal(target.slice) or ""
    return ""


def _shapes(module: ast.Module) -> Iterator[Spot]:
    inner: set[int] = set()
    for node in facts_of(module).nodes:
        if not isinstance(node, ast.Constant | ast.BinOp | ast.JoinedStr) or id(node) in inner:
            continue
        text: str | None
        if isinstance(node, ast.BinOp):
            if not isinstance(node.op, ast.Add):
                continue
            # Each sum within this one begins with the same text.
            inner.update(map(id, added_to(node)))
            node, text = literal_beginning(node) or (node, None)
        else:
            text = _as_text(node)
        if text is None:
            continue
        inner.update(id(part) for part in ast.walk(node) if part is not node)
        if what := first_shape(text):
            yield at(node, "secret", f"{what} is written in the file{ADVICE}")
        elif "\n" in text:
            yield from secrets_in_prose(text, node.lineno)


def _as_text(node: ast.expr) -> str | None:
    """A text with ``{}`` for what is put in, so that a password between such parts is seen."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) or "{}" for part in node.values)
    return literal(node)


def _in_comments(text: str) -> Iterator[Spot]:
    for row, column, comment in comments(text) if "#" in text else ():
        if what := first_shape(comment):
            yield secret(row, column, what)
            continue
        for spot in secrets_in_prose(comment, row, quoted_suffices=True):
            name = re.sub(r"^a value", "a commented-out value", spot.message)
            yield Spot(row, column, "secret", name)
