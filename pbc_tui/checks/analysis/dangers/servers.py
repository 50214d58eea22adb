"""Web servers: debuggers, and the origins that may call."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

FRAMEWORKS = (
    "fastapi", "flask", "starlette", "django", "aiohttp", "quart", "sanic", "litestar", "bottle",
    "tornado", "falcon", "dash",
)  # fmt: skip
"""Packages that make a program a web server."""
_APPLICATIONS = frozenset({
    "run", "run_server", "FastAPI", "Starlette", "Flask", "Quart", "Litestar", "Sanic", "Dash",
    "Application", "run_app",
})  # fmt: skip


def servers(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What this node opens to those who call the server."""
    if isinstance(node, ast.Call):
        yield from _debug(node, facts)
        yield from _origins(node, facts)
    elif isinstance(node, ast.Assign) and facts.uses(*FRAMEWORKS):
        for target in node.targets:
            on = facts.may_be(node.value, True)
            if isinstance(target, ast.Attribute) and target.attr == "debug" and on:
                yield at(node, "debug", "the debugger of the web server is on")


def _debug(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    if facts.last(node.func) not in _APPLICATIONS or not facts.uses(*FRAMEWORKS):
        return
    if facts.dotted(node.func) == "asyncio.run":
        return
    if any(name == "debug" and facts.may_be(value, True) for name, value in facts.keywords(node)):
        yield at(node, "debug", "the debugger of the web server is on")


def _origins(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    given = dict(facts.keywords(node))
    starlette = "allow_credentials" in given and facts.may_be(given["allow_credentials"], True)
    flask = "supports_credentials" in given and facts.may_be(given["supports_credentials"], True)
    origins = given.get("allow_origins") if starlette else given.get("origins")
    pattern = given.get("allow_origin_regex")
    everyone = origins is not None and _has_star(origins, facts)
    if pattern is not None and facts.may_be(pattern, ".*", "^.*$", "https?://.*", "https://.*"):
        everyone = True
    # Flask-Cors admits every origin unless told otherwise.
    unsaid = flask and origins is None and "resources" not in given
    if (starlette or flask) and (everyone or unsaid):
        yield at(node, "cors", "every origin may call with the person's login")


def _has_star(node: ast.expr, facts: Facts) -> bool:
    return any(
        facts.may_be(part, "*")
        for value in facts.values(node)
        for part in (value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else [value])
    )
