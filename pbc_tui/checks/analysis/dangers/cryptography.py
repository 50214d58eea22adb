"""Weak cryptography: hashes, ciphers, fixed salts and vectors, values that can be predicted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_WEAK_HASHES = frozenset({"md5", "md4", "md2", "sha1", "sha", "ripemd160"})
_WEAK_HASH_OBJECTS = re.compile(
    r"cryptography\.hazmat\.primitives\.hashes\.(?:MD5|SHA1)"
    r"|(?:Crypto|Cryptodome)\.Hash\.(?:MD[245]|SHA1?|RIPEMD)\.new"
)
_WEAK_CIPHER = re.compile(
    r"(?:.*\.)?(?:(?:Crypto|Cryptodome)\.Cipher\.(?:DES3?|ARC2|ARC4|Blowfish|CAST|XOR)\.new"
    r"|(?:Crypto|Cryptodome)\.Cipher\.\w+\.MODE_ECB|AES\.MODE_ECB"
    r"|cryptography\.hazmat\.(?:primitives|decrepit)\.ciphers\.(?:\w+\.)*"
    r"(?:ARC4|Blowfish|CAST5|IDEA|SEED|TripleDES|ECB))"
)
_FAST_HASHES = re.compile(
    r"hashlib\.(?:new|sha224|sha256|sha384|sha512|sha3_\d+|blake2[bs])"
    r"|cryptography\.hazmat\.primitives\.hashes\.Hash"
)
_PASSWORD = re.compile(r"passw(or)?d|passphrase|passcode|(?<![a-z])pwd(?![a-z])", re.IGNORECASE)
_PASSWORD_HASHER = re.compile(
    r"(?:hash|encrypt|digest|encode|derive|store)\w*_(?:passw|pwd)|(?:passw\w*|pwd)_(?:hash|digest)"
)
_PLACE_OF_ALGORITHM = {
    "hashlib.new": (0, "name"),
    "hmac.new": (2, "digestmod"),
    "hmac.digest": (2, "digest"),
    "hashlib.pbkdf2_hmac": (0, "hash_name"),
}
_FEWEST_ROUNDS = 100_000
"""OWASP's Password Storage Cheat Sheet asks for 210,000 (SHA-512) to 600,000 (SHA-256)."""
# Where a key derivation or a cipher takes its salt, its rounds, its vector: place, keywords.
_SALTS = {
    "hashlib.pbkdf2_hmac": (2, "salt"),
    "hashlib.scrypt": (9, "salt"),
    "bcrypt.hashpw": (1, "salt"),
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC": (2, "salt"),
    "cryptography.hazmat.primitives.kdf.scrypt.Scrypt": (0, "salt"),
    "Crypto.Protocol.KDF.PBKDF2": (1, "salt"),
    "Crypto.Protocol.KDF.scrypt": (1, "salt"),
}
_ROUNDS = {
    "hashlib.pbkdf2_hmac": (3, "iterations"),
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC": (3, "iterations"),
    "Crypto.Protocol.KDF.PBKDF2": (3, "count"),
}
_MODES = re.compile(
    r"cryptography\.hazmat\.primitives\.ciphers\.modes\.(?:CBC|CTR|OFB|CFB8?|GCM|XTS)"
)
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_CIPHERS = re.compile(r"(?:Crypto|Cryptodome)\.Cipher\.\w+\.new")


def cryptography(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What is weak about the cryptography of this node."""
    if isinstance(node, ast.Call):
        yield from _hashes(node, facts)
        yield from _derivation(node, facts)
        yield from _vector(node, facts)
    elif isinstance(node, ast.Attribute | ast.Name):
        yield from _ciphers(node, facts)
    elif isinstance(node, _FUNCTIONS) and _PASSWORD_HASHER.search(node.name.lower()):
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and _FAST_HASHES.fullmatch(facts.dotted(part.func)):
                yield _fast(part)


def _hashes(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    function = facts.dotted(node.func)
    module, _, last = function.rpartition(".")
    algorithm = ""
    if module == "hashlib" and last in _WEAK_HASHES:
        algorithm = last
    elif function in _PLACE_OF_ALGORITHM:
        algorithm = _named_algorithm(node, function, facts)
    if algorithm in _WEAK_HASHES and not _not_for_security(node, facts):
        yield at(node, "weak-hash", f"{algorithm} is too weak for security")
    elif _WEAK_HASH_OBJECTS.fullmatch(function):
        yield at(node, "weak-hash", f"{last} is too weak for security")
    elif _FAST_HASHES.fullmatch(function):
        if any(_holds_password(given, facts) for given in node.args):
            yield _fast(node)
    elif isinstance(node.func, ast.Attribute) and node.func.attr == "update":
        hashing = any(
            isinstance(value, ast.Call) and _FAST_HASHES.fullmatch(facts.dotted(value.func))
            for value in facts.values(node.func.value)
        )
        if hashing and any(_holds_password(given, facts) for given in node.args):
            yield _fast(node)


def _fast(node: ast.AST) -> Spot:
    message = "a fast hash does not protect a password; use scrypt, bcrypt or argon2"
    return at(node, "password-hash", message)


def _named_algorithm(node: ast.Call, function: str, facts: Facts) -> str:
    place, keyword = _PLACE_OF_ALGORITHM[function]
    given = facts.argument(node, place, keyword)
    if given is None:
        return ""
    text = facts.names.text(given) or facts.dotted(given).rpartition(".")[2]
    # HMAC does not rest on the hash being free of collisions, so SHA-1 still holds there.
    weak = text.lower().replace("-", "")
    return "" if function != "hashlib.new" and weak == "sha1" else weak


def _not_for_security(node: ast.Call, facts: Facts) -> bool:
    return any(
        name == "usedforsecurity" and facts.may_be(value, False)
        for name, value in facts.keywords(node)
    )


def _holds_password(node: ast.AST, facts: Facts) -> bool:
    return any(
        _PASSWORD.search(part.attr) if isinstance(part, ast.Attribute) else _named(part.id, facts)
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute | ast.Name)
    )


def _named(name: str, facts: Facts) -> bool:
    """Whether a name is that of a password, or is given something made of one."""
    key = ("password", name)
    if key not in facts.memory:
        values = facts.names.values(name)
        made = [v for v in values if isinstance(v, ast.Call | ast.BinOp | ast.JoinedStr)]
        facts.memory[key] = bool(_PASSWORD.search(name)) or any(
            _PASSWORD.search(part.id if isinstance(part, ast.Name) else part.attr)
            for value in made
            for part in ast.walk(value)
            if isinstance(part, ast.Name | ast.Attribute)
        )
    return facts.memory[key]


def _derivation(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    function = facts.dotted(node.func)
    if function in _SALTS:
        salt = facts.argument(node, *_SALTS[function])
        if salt is not None and facts.is_fixed(salt) and not facts.may_be(salt, None):
            yield at(node, "fixed-salt", "the salt is written in the file; make one with secrets")
    if function in _ROUNDS:
        rounds = facts.argument(node, *_ROUNDS[function])
        for value in facts.values(rounds) if rounds is not None else ():
            if (
                isinstance(value, ast.Constant)
                and isinstance(value.value, int)
                and value.value < _FEWEST_ROUNDS
            ):
                message = f"{value.value} rounds are too few; take at least {_FEWEST_ROUNDS:,}"
                yield at(node, "password-hash", message)


def _vector(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    function = facts.dotted(node.func)
    vector = None
    if _MODES.fullmatch(function):
        vector = facts.argument(node, 0, "initialization_vector", "nonce", "tweak")
    elif _CIPHERS.fullmatch(function):
        vector = facts.argument(node, 2, "iv", "nonce", "IV", "counter")
    if vector is not None and facts.is_fixed(vector):
        message = "the initialization vector is written in the file; make one for each message"
        yield at(node, "fixed-vector", message)


def _ciphers(node: ast.Attribute | ast.Name, facts: Facts) -> Iterator[Spot]:
    if isinstance(node, ast.Name) and not facts.names.is_bound(node.id):
        return
    dotted = facts.dotted(node)
    if _WEAK_CIPHER.fullmatch(dotted):
        message = f"{dotted.rpartition('.')[2]} is no cipher to be relied on"
        yield at(node, "weak-cipher", message)
