"""What belongs to the person at the machine: credentials of the home directory, key rings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_FILES = re.compile(
    r".*[/\\~]\.?(?:aws/credentials|ssh/(?:id_\w+|identity|\*)|netrc|pgpass|pypirc|npmrc"
    r"|docker/config\.json|kube/config|git-credentials|gnupg(?:/.*)?|config/gcloud(?:/.*)?"
    r"|azure/\w+\.json|config/gh/hosts\.ya?ml|local/share/keyrings(?:/.*)?|bash_history"
    r"|vault-token|Library/Keychains(?:/.*)?)"
    r"|/etc/(?:shadow|gshadow|sudoers)|/root/\.\w+.*"
)
_DOTTED = re.compile(
    r"(?:^|.*[/\\~])\.(?:aws|ssh|netrc|pgpass|pypirc|docker|kube|git-credentials|gnupg|config|azure"
    r"|local|bash_history|vault-token|npmrc)|.*Library/Keychains.*|/etc/.*|/root/.*"
)
_JOINERS = frozenset({"os.path.join", "posixpath.join", "pathlib.Path", "pathlib.PosixPath"})
_THIEVES = frozenset({"browser_cookie3", "browsercookie", "pycookiecheat"})


def own_credentials(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """The credentials of the person that this node reaches for."""
    read = isinstance(node, ast.Constant | ast.BinOp | ast.Call | ast.JoinedStr)
    if read and id(node) not in facts.inner:
        path = _path(node, facts)
        # A path is one word; what stands in a sentence is prose.
        if path and not re.search(r"\s", path) and _FILES.fullmatch(path) and _DOTTED.match(path):
            shown = path[:80].removeprefix("/")
            yield at(node, "credentials", f"{shown} holds the person's own credentials")
    if isinstance(node, ast.Call):
        function = facts.dotted(node.func)
        if function == "netrc.netrc":
            yield at(node, "credentials", "netrc holds the person's own credentials")
        elif facts.last(node.func) in ("get_all_items", "get_all_collections") and facts.uses(
            "keyring", "secretstorage"
        ):
            yield at(node, "credentials", "the person's key ring is read as a whole")
    elif isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.partition(".")[0] in _THIEVES:
                yield at(node, "credentials", f"{alias.name} reads the person's own cookies")


def _path(node: ast.AST, facts: Facts) -> str:
    """A path that is put together from constant parts; what is not constant counts as nothing."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) and len(node.value) < 300 else ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return f"{_path(node.left, facts)}/{_path(node.right, facts)}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _path(node.left, facts) + _path(node.right, facts)
    if isinstance(node, ast.JoinedStr):
        return "".join(_path(part, facts) for part in node.values)
    if isinstance(node, ast.Call):
        joins = facts.dotted(node.func) in _JOINERS
        if joins or facts.last(node.func) == "joinpath":
            return "/".join(["", *(_path(part, facts) for part in node.args)])
    return ""
