"""Pages that are made from templates and markup: what is put into them without being escaped."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.dangers.servers import FRAMEWORKS
from pbc_tui.checks.analysis.spot import Spot, at

_MARKUP = frozenset({
    "markupsafe.Markup", "jinja2.Markup", "flask.Markup", "markupsafe.Markup.format",
    "django.utils.safestring.mark_safe", "django.utils.safestring.SafeString",
})  # fmt: skip
# Names of what was made to be a page; whether it was escaped, its maker knows.
_MADE = re.compile(r"html|markup|svg|rendered|safe|escaped|body|snippet", re.IGNORECASE)
_REQUESTS = ("request", "req", "self.request", "flask.request")
_UNESCAPED = re.compile(
    r"\{\{\s*(?P<name>[\w.\[\]'\"]+)\s*(?:\|\s*\w+\s*)*\|\s*safe\b|\{%-?\s*autoescape\s+(?:false|off)",
    re.IGNORECASE,
)
_LONGEST = 20_000
_RUNS = "text from outside becomes a template, which can run code"
# Methods of a text that leave its tags in it.
_KEEPERS = frozenset({
    "replace", "strip", "lstrip", "rstrip", "title", "lower", "upper", "capitalize", "expandtabs",
    "removeprefix", "removesuffix", "decode",
})  # fmt: skip


def pages(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What this node puts into a page as it is."""
    if isinstance(node, ast.Constant):
        yield from _template(node)
        return
    if not isinstance(node, ast.Call):
        return
    function = facts.dotted(node.func)
    given = node.args[0] if node.args else None
    if function.endswith("render_template_string") and given is not None:
        if not facts.is_fixed(given):
            yield at(node, "markup", _RUNS)
    elif _is_template(node, function) and given is not None:
        if facts.uses(*FRAMEWORKS) and _is_input(given, facts):
            yield at(node, "markup", _RUNS)
    elif function in _MARKUP and given is not None:
        if _is_built(given, facts):
            yield at(node, "markup", "what is put into this markup is not escaped")
        elif _is_input(given, facts):
            yield at(node, "markup", "text from outside becomes markup as it is; escape it")


def _template(node: ast.Constant) -> Iterator[Spot]:
    if not isinstance(node.value, str) or len(node.value) > _LONGEST or "{" not in node.value:
        return
    for found in _UNESCAPED.finditer(node.value):
        name = found["name"]
        if name is None:
            yield at(node, "markup", "this template switches escaping off")
        elif not _MADE.search(name):
            yield at(node, "markup", f"{name} is put into the page without being escaped")


def _is_template(node: ast.Call, function: str) -> bool:
    """Whether a call makes a template of its first argument."""
    of_engine = isinstance(node.func, ast.Attribute) and node.func.attr == "from_string"
    return of_engine or function in ("jinja2.Template", "jinja2.environment.Template")


def _is_built(node: ast.expr, facts: Facts) -> bool:
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return not facts.is_fixed(node)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
    )


def _is_input(node: ast.expr, facts: Facts) -> bool:
    """Whether an expression is a parameter, or a part of the request, as it came in."""
    if isinstance(node, ast.Name):
        plain = facts.names.is_parameter(node.id) and not facts.names.values(node.id)
        if plain and not _MADE.search(node.id):
            return True
        return any(
            not isinstance(value, ast.Name) and _is_input(value, facts)
            for value in facts.names.values(node.id)[:20]
            if isinstance(value, ast.Subscript | ast.Call | ast.Attribute)
        )
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _KEEPERS
    ):
        return _is_input(node.func.value, facts)
    held = node
    while isinstance(held, ast.Subscript | ast.Attribute | ast.Call):
        if isinstance(held, ast.Attribute) and _two_names(held) in _REQUESTS:
            return True
        held = held.func if isinstance(held, ast.Call) else held.value
        if isinstance(held, ast.Name) and held.id in _REQUESTS:
            return True
    return False


def _two_names(node: ast.Attribute) -> str:
    """``self.request`` as it is written, "" for longer ones."""
    return f"{node.value.id}.{node.attr}" if isinstance(node.value, ast.Name) else ""
