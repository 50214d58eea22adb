"""Values that can be predicted where a secret is made."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_RANDOM = re.compile(
    r"(?:numpy\.)?random\.(?:choice|choices|randint|random|randrange|getrandbits|sample|shuffle"
    r"|randbytes|uniform|Random)"
)
_GUESSABLE = {"uuid.uuid1": "uuid1 tells the time and the host; use the secrets module"}
_FOR_SECRETS = re.compile(
    r"token|secret|password|passwd|passcode|api_?key|\botp\b|(?:^|_)otp(?:_|$)|salt|nonce"
    r"|session_?id|csrf|verification_?code|reset_?code|invite_?code|credential",
    re.IGNORECASE,
)
# The tokens of languages, and what is done to secrets that others have made.
_OTHER_SENSE = re.compile(
    r"token(?:iz|_?bucket|_?count|_?limit|_?delay|_?length)|^_?(?:sample|pick|mask|drop|shuffle"
    r"|next|split|replace|corrupt|augment)_",
    re.IGNORECASE,
)


def guessable_secrets(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """``random`` where a secret is made: by the name of the function or of what receives it."""
    for purpose, where in _purposes(node):
        if not _FOR_SECRETS.search(purpose) or _OTHER_SENSE.search(purpose):
            continue
        for part in ast.walk(where):
            if not isinstance(part, ast.Call):
                continue
            function = facts.dotted(part.func)
            if _RANDOM.fullmatch(function):
                message = "random can be predicted; use the secrets module"
                yield at(part, "weak-random", message)
            elif function in _GUESSABLE:
                yield at(part, "weak-random", _GUESSABLE[function])


def _purposes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name, node
    elif isinstance(node, ast.Assign):
        yield " ".join(_name(target) for target in node.targets), node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield _name(node.target), node.value
    elif isinstance(node, ast.keyword):
        yield node.arg or "", node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value


def _name(target: ast.expr) -> str:
    if isinstance(target, ast.Attribute):
        return target.attr
    if isinstance(target, ast.Subscript):
        key = target.slice
        return str(key.value) if isinstance(key, ast.Constant) else ""
    return getattr(target, "id", "")
