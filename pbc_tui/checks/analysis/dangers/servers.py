"""Web servers and pages: debuggers, origins, markup that is not escaped."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_FRAMEWORKS = (
    "fastapi", "flask", "starlette", "django", "aiohttp", "quart", "sanic", "litestar", "bottle",
    "tornado", "falcon", "dash",
)  # fmt: skip
_APPLICATIONS = frozenset({
    "run", "run_server", "FastAPI", "Starlette", "Flask", "Quart", "Litestar", "Sanic", "Dash",
    "Application", "run_app",
})  # fmt: skip
_ENVIRONMENTS = frozenset({
    "jinja2.Environment", "jinja2.Template", "jinja2.environment.Environment",
    "jinja2.sandbox.SandboxedEnvironment",
})  # fmt: skip
_PAGE = re.compile(r".*\.(?:html?|xhtml|xml|svg)(?:\.j(?:inja)?2?)?", re.IGNORECASE | re.DOTALL)
_MARKUP = frozenset({
    "markupsafe.Markup", "jinja2.Markup", "flask.Markup", "markupsafe.Markup.format",
    "django.utils.safestring.mark_safe", "django.utils.safestring.SafeString",
})  # fmt: skip


def servers(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What this node opens to those who call the server."""
    if isinstance(node, ast.Call):
        yield from _debug(node, facts)
        yield from _origins(node, facts)
        yield from _pages(node, facts)
    elif isinstance(node, ast.Assign) and facts.uses(*_FRAMEWORKS):
        for target in node.targets:
            on = facts.may_be(node.value, True)
            if isinstance(target, ast.Attribute) and target.attr == "debug" and on:
                yield at(node, "debug", "the debugger of the web server is on")


def _debug(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    if facts.last(node.func) not in _APPLICATIONS or not facts.uses(*_FRAMEWORKS):
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


def _pages(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    function = facts.dotted(node.func)
    given = node.args[0] if node.args else None
    if function in _ENVIRONMENTS:
        escape = dict(facts.keywords(node)).get("autoescape")
        if escape is None or facts.may_be(escape, False):
            # Without pages the templates may be those of plain text, which must not be escaped.
            code = "markup" if _makes_pages(facts) else "plain-template"
            yield at(node, code, "templates are not escaped; pass autoescape")
    elif function.endswith("render_template_string") and given is not None:
        if not facts.is_fixed(given):
            yield at(node, "markup", "text from outside becomes a template, which can run code")
    elif function in _MARKUP and given is not None and _is_built(given, facts):
        yield at(node, "markup", "what is put into this markup is not escaped")


def _makes_pages(facts: Facts) -> bool:
    return facts.uses(*_FRAMEWORKS) or any(map(_PAGE.fullmatch, facts.texts))


def _is_built(node: ast.expr, facts: Facts) -> bool:
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return not facts.is_fixed(node)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
    )
