"""Calls that run foreign text, a shell, weak cryptography, or switch a protection off."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names, argument, names_of
from pbc_tui.checks.analysis.spot import Spot, at

_EVALUATORS = {"eval", "exec", "builtins.eval", "builtins.exec", "__builtin__.eval"}
_SHELLS = {
    "os.system": "os.system runs a shell",
    "os.popen": "os.popen runs a shell",
    "subprocess.getoutput": "subprocess.getoutput runs a shell",
    "subprocess.getstatusoutput": "subprocess.getstatusoutput runs a shell",
    "asyncio.create_subprocess_shell": "create_subprocess_shell runs a shell",
    "asyncio.subprocess.create_subprocess_shell": "create_subprocess_shell runs a shell",
    "commands.getoutput": "commands.getoutput runs a shell",
}
_WEAK_HASHES = {"md5", "md4", "md2", "sha1", "sha"}
_WEAK_HASH_OBJECTS = {
    "cryptography.hazmat.primitives.hashes.MD5",
    "cryptography.hazmat.primitives.hashes.SHA1",
    "Crypto.Hash.MD5.new",
    "Crypto.Hash.SHA1.new",
    "Crypto.Hash.SHA.new",
    "Cryptodome.Hash.MD5.new",
    "Cryptodome.Hash.SHA1.new",
}
_WEAK_CIPHER = re.compile(
    r"(?:.*\.)?(?:(?:Crypto|Cryptodome)\.Cipher\.(?:DES3?|ARC2|ARC4|Blowfish|CAST|XOR)\.new"
    r"|(?:Crypto|Cryptodome)\.Cipher\.\w+\.MODE_ECB|AES\.MODE_ECB"
    r"|cryptography\.hazmat\.(?:primitives|decrepit)\.ciphers\.(?:\w+\.)*"
    r"(?:ARC4|Blowfish|CAST5|IDEA|SEED|TripleDES|ECB))"
)
_FAST_HASHES = re.compile(r"hashlib\.(sha224|sha256|sha384|sha512|sha3_\d+|blake2[bs])")
_RANDOM = re.compile(
    r"random\.(choice|choices|randint|random|randrange|getrandbits|sample|shuffle|randbytes|uniform)"
)
_FOR_SECRETS = re.compile(
    r"token|secret|password|passwd|passcode|api_?key|otp|salt|nonce|session_?id|csrf|verification_?code"
    r"|reset_?code|credential",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"passw(or)?d|passphrase|passcode|\bpwd\b", re.IGNORECASE)
_UNSAFE_TLS = {
    "ssl._create_unverified_context": "the TLS certificate is not verified",
    "ssl.PROTOCOL_SSLv2": "SSL 2 is broken",
    "ssl.PROTOCOL_SSLv3": "SSL 3 is broken",
    "ssl.PROTOCOL_TLSv1": "TLS 1.0 is deprecated",
    "ssl.PROTOCOL_TLSv1_1": "TLS 1.1 is deprecated",
    "ssl.TLSVersion.SSLv3": "SSL 3 is broken",
    "ssl.TLSVersion.TLSv1": "TLS 1.0 is deprecated",
    "ssl.TLSVersion.TLSv1_1": "TLS 1.1 is deprecated",
}
_CREDENTIAL_FILES = re.compile(
    r"[/~]\.?(?:aws/credentials|ssh/(?:id_\w+|identity)|netrc|pgpass|docker/config\.json"
    r"|kube/config|git-credentials|config/gcloud/\S+)$"
)
_DESERIALIZERS = {
    "pickle.loads", "pickle.load", "pickle.Unpickler", "cPickle.loads", "cPickle.load",
    "dill.loads", "dill.load", "cloudpickle.loads", "cloudpickle.load", "marshal.loads",
    "marshal.load", "jsonpickle.decode", "shelve.open", "pandas.read_pickle",
}  # fmt: skip


def dangers(module: ast.Module) -> list[Spot]:
    """Every dangerous call, attribute and setting of a Python file."""
    names = names_of(module)
    found: list[Spot] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            found += _evaluation(node, names)
            found += _shell(node, names)
            found += _cryptography(node, names)
            found += _protection(node, names)
            found += _deserialization(node, names)
        elif isinstance(node, ast.Attribute | ast.Name):
            found += _mentioned(node, names)
        elif isinstance(node, ast.Assign):
            found += _assigned(node, names)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and _CREDENTIAL_FILES.search(node.value)
        ):
            message = f"{node.value} holds the person's own credentials"
            found.append(at(node, "credentials", message, critical=True))
    found += _weak_random(module, names)
    return found


def _critical(node: ast.AST, code: str, message: str) -> Spot:
    return at(node, code, message, critical=True)


def _evaluation(node: ast.Call, names: Names) -> Iterator[Spot]:
    reached = set(names.all_dotted(node.func)) & _EVALUATORS
    if reached and not names.is_parameter(next(iter(reached))):
        yield _critical(node, "eval", f"{min(reached)} runs text as code")
        return
    for given in (*node.args, *(entry.value for entry in node.keywords)):
        if isinstance(given, ast.Name) and given.id in _EVALUATORS and not names.is_bound(given.id):
            yield _critical(given, "eval", f"{given.id} is handed on to run text as code")


def _shell(node: ast.Call, names: Names) -> Iterator[Spot]:
    for dotted in names.all_dotted(node.func):
        if dotted in _SHELLS:
            yield _critical(node, "shell", f"{_SHELLS[dotted]}; pass a list of arguments instead")
            return
    for entry in node.keywords:
        if entry.arg == "shell" and isinstance(entry.value, ast.Constant) and entry.value.value:
            yield _critical(node, "shell", "shell=True runs a shell; pass a list of arguments")
        elif entry.arg is None and isinstance(entry.value, ast.Dict):
            for key, value in zip(entry.value.keys, entry.value.values, strict=True):
                if (
                    isinstance(key, ast.Constant)
                    and key.value == "shell"
                    and isinstance(value, ast.Constant)
                    and value.value is True
                ):
                    yield _critical(node, "shell", "shell=True runs a shell")


def _cryptography(node: ast.Call, names: Names) -> Iterator[Spot]:
    function = names.dotted(node.func)
    module, _, last = function.rpartition(".")
    algorithm = ""
    if module == "hashlib" and last in _WEAK_HASHES:
        algorithm = last
    elif function in ("hashlib.new", "hmac.new", "hmac.digest", "hashlib.pbkdf2_hmac"):
        algorithm = _named_algorithm(node, function, names)
    if algorithm in _WEAK_HASHES and not _not_for_security(node):
        yield _critical(node, "weak-hash", f"{algorithm} is too weak for security")
    elif function in _WEAK_HASH_OBJECTS:
        yield _critical(node, "weak-hash", f"{last} is too weak for security")
    elif (_FAST_HASHES.fullmatch(function) or function == "hashlib.new") and _mentions_password(
        node
    ):
        message = "a fast hash does not protect a password; use scrypt, bcrypt or argon2"
        yield _critical(node, "password-hash", message)


def _named_algorithm(node: ast.Call, function: str, names: Names) -> str:
    place, keyword = {
        "hashlib.new": (0, "name"),
        "hmac.new": (2, "digestmod"),
        "hmac.digest": (2, "digest"),
        "hashlib.pbkdf2_hmac": (0, "hash_name"),
    }[function]
    given = argument(node, place, keyword)
    if given is None:
        return ""
    text = names.text(given) or names.dotted(given).rpartition(".")[2]
    # HMAC does not rest on the hash being free of collisions, so SHA-1 still holds there.
    weak = text.lower().replace("-", "")
    return "" if function != "hashlib.new" and weak == "sha1" else weak


def _not_for_security(node: ast.Call) -> bool:
    return any(
        entry.arg == "usedforsecurity"
        and isinstance(entry.value, ast.Constant)
        and entry.value.value is False
        for entry in node.keywords
    )


def _mentions_password(node: ast.Call) -> bool:
    return any(
        _PASSWORD.search(part.id if isinstance(part, ast.Name) else part.attr)
        for given in node.args
        for part in ast.walk(given)
        if isinstance(part, ast.Name | ast.Attribute)
    )


def _protection(node: ast.Call, names: Names) -> Iterator[Spot]:
    function = names.dotted(node.func)
    for entry in node.keywords:
        off = isinstance(entry.value, ast.Constant) and entry.value.value is False
        if (
            entry.arg in ("verify", "verify_ssl", "ssl_verify", "check_hostname", "tls_verify")
            and off
        ):
            yield _critical(node, "tls", f"{entry.arg}=False switches the TLS check off")
        elif entry.arg == "ssl" and off and function.startswith(("aiohttp.", "self.")):
            yield _critical(node, "tls", "ssl=False switches the TLS check off")
        elif entry.arg == "cert_reqs" and names.dotted(entry.value).endswith("CERT_NONE"):
            yield _critical(node, "tls", "CERT_NONE switches the TLS check off")
    if function.rpartition(".")[2] == "decode" and "jwt" in function.lower():
        yield from _unverified_token(node)
    elif function == "yaml.load" or function == "yaml.load_all":
        loader = argument(node, 1, "Loader")
        if loader is None or "Safe" not in names.dotted(loader):
            yield _critical(node, "deserialization", "yaml.load builds any object; use safe_load")
    elif function in ("yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all"):
        yield _critical(node, "deserialization", f"{function} builds objects; use safe_load")


def _unverified_token(node: ast.Call) -> Iterator[Spot]:
    for entry in node.keywords:
        if entry.arg == "options" and isinstance(entry.value, ast.Dict):
            for key, value in zip(entry.value.keys, entry.value.values, strict=True):
                name = str(key.value) if isinstance(key, ast.Constant) else ""
                off = isinstance(value, ast.Constant) and value.value is False
                if name.startswith("verify_") and off:
                    yield _critical(node, "jwt", f"{name} is off: the token is not checked")
        elif entry.arg == "algorithms" and any(
            isinstance(part, ast.Constant) and str(part.value).lower() == "none"
            for part in ast.walk(entry.value)
        ):
            yield _critical(node, "jwt", 'the algorithm "none" accepts every token')


def _deserialization(node: ast.Call, names: Names) -> Iterator[Spot]:
    function = names.dotted(node.func)
    if function in _DESERIALIZERS:
        yield _critical(node, "deserialization", f"{function} runs code that its input names")


def _mentioned(node: ast.expr, names: Names) -> Iterator[Spot]:
    if isinstance(node, ast.Name) and not names.is_bound(node.id):
        return
    dotted = names.dotted(node)
    if dotted in _UNSAFE_TLS:
        yield _critical(node, "tls", _UNSAFE_TLS[dotted])
    elif _WEAK_CIPHER.fullmatch(dotted):
        message = f"{dotted.rpartition('.')[2]} is no cipher to be relied on"
        yield _critical(node, "weak-cipher", message)


def _assigned(node: ast.Assign, names: Names) -> Iterator[Spot]:
    for target in node.targets:
        if not isinstance(target, ast.Attribute):
            continue
        off = isinstance(node.value, ast.Constant) and node.value.value is False
        if target.attr in ("check_hostname", "verify") and off:
            yield _critical(node, "tls", f"{target.attr} = False switches the TLS check off")
        elif target.attr == "verify_mode" and names.dotted(node.value).endswith("CERT_NONE"):
            yield _critical(node, "tls", "CERT_NONE switches the TLS check off")


def _weak_random(module: ast.Module, names: Names) -> Iterator[Spot]:
    """``random`` where a secret is made: by the name of the function or of what is assigned."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            purpose = node.name
        elif isinstance(node, ast.Assign):
            purpose = " ".join(ast.unparse(target) for target in node.targets)
        else:
            continue
        if not _FOR_SECRETS.search(purpose):
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and _RANDOM.fullmatch(names.dotted(part.func)):
                message = "random can be predicted; use the secrets module"
                yield _critical(part, "weak-random", message)
