"""Protections of connections that are switched off: TLS, host keys; calls without a login."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

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
_MUST_BE_TRUE = frozenset({
    "verify_ssl", "ssl_verify", "verify_certs", "check_hostname", "tls_verify",
    "validate_certs", "verify_tls", "assert_hostname", "ssl_check_hostname", "ssl_verify_cert",
    "ssl_verify_identity",
})  # fmt: skip
_MUST_BE_FALSE = frozenset({
    "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames", "tlsInsecure",
    "insecure_skip_verify", "disable_ssl_certificate_validation",
})  # fmt: skip
# In these packages ``verify`` is about TLS.
_VERIFYING = (
    "requests", "httpx", "urllib3", "niquests", "hvac", "boto3", "botocore", "docker", "kubernetes",
    "requests_toolbelt", "requests_oauthlib", "authlib", "aiobotocore", "consul", "jira", "gitlab",
    "httpx2",
)  # fmt: skip
_SWITCHES = {
    "PYTHONHTTPSVERIFY": ("0",),
    "NODE_TLS_REJECT_UNAUTHORIZED": ("0",),
    "CURL_CA_BUNDLE": ("",),
    "REQUESTS_CA_BUNDLE": ("",),
    "GIT_SSL_NO_VERIFY": ("1", "true"),
}
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request"})
_CLIENTS = re.compile(
    r"(?:requests|httpx2?|niquests)\.(?:get|post|put|patch|delete|head|request)"
    r"|urllib\.request\.(?:urlopen|Request)"
)
_LOGINS = frozenset({"auth", "headers", "cert", "cookies", "params", "context"})
_PRODUCTION = re.compile(r"(?:^|[.-])(?:prod|production|live)(?:[.-]|$)")


def transport(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """The protection that this node switches off."""
    if isinstance(node, ast.Call):
        yield from _arguments(node, facts)
        yield from _anonymous(node, facts)
    elif isinstance(node, ast.Attribute | ast.Name):
        if isinstance(node, ast.Attribute) or facts.names.is_bound(node.id):
            dotted = facts.dotted(node)
            if dotted in _UNSAFE_TLS:
                yield at(node, "tls", _UNSAFE_TLS[dotted])
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _assigned(node, target, facts)
    elif isinstance(node, ast.Dict):
        for name, value in facts.entries(node):
            yield from _switched(node, name, value, facts)


def _arguments(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    for name, value in facts.keywords(node):
        off = facts.may_be(value, False)
        if name in _MUST_BE_TRUE and off:
            yield at(node, "tls", f"{name}=False switches the TLS check off")
        elif name in _MUST_BE_FALSE and facts.may_be(value, True):
            yield at(node, "tls", f"{name}=True switches the TLS check off")
        elif name == "verify" and off and "jwt" not in facts.dotted(node.func).lower():
            sure = facts.uses(*_VERIFYING)
            code = "tls" if sure else "tls-perhaps"
            yield at(node, code, "verify=False switches the TLS check off")
        elif name == "ssl" and off and facts.uses("aiohttp"):
            if facts.last(node.func) in {*_METHODS, "TCPConnector", "ws_connect"}:
                yield at(node, "tls", "ssl=False switches the TLS check off")
        elif name in ("cert_reqs", "ssl_cert_reqs") and _no_certificate(value, facts):
            yield at(node, "tls", f"{name} switches the TLS check off")
        elif name == "known_hosts" and facts.uses("asyncssh") and facts.may_be(value, None):
            yield at(node, "tls", "known_hosts=None takes every host for the right one")
    if facts.last(node.func) in ("setdefault", "putenv", "setenv") and len(node.args) == 2:
        yield from _switched(node, facts.names.text(node.args[0]) or "", node.args[1], facts)


def _no_certificate(value: ast.expr, facts: Facts) -> bool:
    return facts.dotted(value).endswith("CERT_NONE") or facts.may_be(value, "CERT_NONE", "none")


def _assigned(node: ast.Assign, target: ast.expr, facts: Facts) -> Iterator[Spot]:
    if isinstance(target, ast.Subscript):
        yield from _switched(node, facts.names.text(target.slice) or "", node.value, facts)
        return
    if not isinstance(target, ast.Attribute):
        return
    off = facts.may_be(node.value, False)
    if target.attr == "check_hostname" and off:
        yield at(node, "tls", "check_hostname = False switches the TLS check off")
    elif target.attr == "verify" and off and facts.uses(*_VERIFYING):
        yield at(node, "tls", "verify = False switches the TLS check off")
    elif target.attr == "verify_mode" and _no_certificate(node.value, facts):
        yield at(node, "tls", "CERT_NONE switches the TLS check off")


def _switched(node: ast.AST, name: str, value: ast.expr, facts: Facts) -> Iterator[Spot]:
    if name in _SWITCHES and facts.may_be(value, *_SWITCHES[name]):
        yield at(node, "tls", f"{name} switches the TLS check off for everything")


def _anonymous(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    """A call of a production service that brings no login (SPEC 8, prohibited)."""
    if not _CLIENTS.fullmatch(facts.dotted(node.func)):
        return
    if any(name in _LOGINS for name, _ in facts.keywords(node)):
        return
    for given in (*node.args, *(entry.value for entry in node.keywords)):
        text = _leading_text(given, facts)
        if not text.startswith(("http://", "https://")):
            continue
        try:
            host = urlsplit(text).hostname or ""
        except ValueError:
            continue
        if _PRODUCTION.search(host):
            yield at(node, "anonymous-call", f"{host} is called without a login")


def _leading_text(node: ast.expr, facts: Facts) -> str:
    """What a text begins with, as far as it is constant."""
    if isinstance(node, ast.JoinedStr) and node.values:
        return _leading_text(node.values[0], facts)
    if isinstance(node, ast.FormattedValue):
        return facts.names.text(node.value) or ""
    if isinstance(node, ast.BinOp):
        return facts.names.text(node) or _leading_text(node.left, facts)
    return facts.names.text(node) or ""
