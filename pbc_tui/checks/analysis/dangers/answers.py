"""What a web server answers: pages put together from what was asked for (CWE-79), and traces of
errors (CWE-209).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.dangers.servers import FRAMEWORKS
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.analysis.spot import Spot, at

_ROUTES = frozenset({"route", "get", "post", "put", "patch", "delete", "head", "api_route"})
_TEXT = re.compile(r"(?:typing\.)?(?:Annotated\[)?str\b")
_TAG = re.compile(r"</?[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)
# Where the address itself says that a part of it is no text: ``/<int:page>``.
_CONVERTED = re.compile(r"<(?:int|float|uuid)(?:\([^)]*\))?:(\w+)>")
_ANSWERS = frozenset({
    "JSONResponse", "ORJSONResponse", "HTMLResponse", "PlainTextResponse", "Response",
    "HTTPException", "jsonify", "make_response", "abort", "HttpResponse", "JsonResponse",
    "json_response",
})  # fmt: skip
_TRACES = frozenset({
    "traceback.format_exc", "traceback.format_exception", "traceback.format_tb",
    "traceback.format_stack",
})  # fmt: skip
# Frameworks that take the text which a route returns for a page.
_RETURNING = ("flask", "quart", "bottle", "sanic", "dash")
_MESSAGE = "what was asked for becomes a part of the page as it is; escape it"


def answers(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What this node answers that it must not."""
    if not facts.uses(*FRAMEWORKS):
        return
    if isinstance(node, ast.Call):
        if facts.last(node.func) in _ANSWERS and _shows_trace(node, facts):
            yield at(node, "leak", "the trace of an error is shown to whoever asks")
    elif (
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (asked := _asked_for(node, facts)) is not None
    ):
        yield from _Route(node, asked, facts).spots()


class _Route:
    """One function that answers; ``asked`` are its parameters that hold texts from outside."""

    def __init__(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, asked: set[str], facts: Facts
    ) -> None:
        self._node = node
        self._asked = asked
        self._facts = facts
        self._held: dict[str, bool] = {}

    def spots(self) -> Iterator[Spot]:
        """The pages that it answers with."""
        for part in ast.walk(self._node):
            match part:
                case ast.Call() if (content := self._content(part)) is not None:
                    if self._is_page(content):
                        yield at(part, "markup", _MESSAGE)
                case ast.Return(value=ast.expr() as value) if self._facts.uses(*_RETURNING):
                    if not isinstance(value, ast.Name | ast.Call) and self._is_page(value):
                        yield at(part, "markup", _MESSAGE)

    def _content(self, call: ast.Call) -> ast.expr | None:
        name = self._facts.last(call.func)
        kind = dict(self._facts.keywords(call)).get("media_type")
        html = kind is not None and self._facts.may_be(kind, "text/html")
        if name == "HTMLResponse" or (name == "Response" and html):
            return self._facts.argument(call, 0, "content")
        return None

    def _is_page(self, content: ast.expr) -> bool:
        if not isinstance(content, ast.Name):
            return self._is_built(content)
        if content.id not in self._held:
            self._held[content.id] = self._is_built(content)
        return self._held[content.id]

    def _is_built(self, content: ast.expr) -> bool:
        for value in self._facts.values(content):
            near = self._node.lineno <= getattr(value, "lineno", 0) <= (self._node.end_lineno or 0)
            texts, parts = _pieces(value) if near and isinstance(value, ast.expr) else ("", [])
            if _TAG.search(texts) and any(map(self._is_asked_for, parts)):
                return True
        return False

    def _is_asked_for(self, part: ast.expr) -> bool:
        if isinstance(part, ast.Name):
            return part.id in self._asked
        while isinstance(part, ast.Subscript | ast.Attribute | ast.Call):
            if isinstance(part, ast.Call):
                if not isinstance(part.func, ast.Attribute):
                    return False
                part = part.func
            part = part.value
            if isinstance(part, ast.Name) and part.id == "request":
                return True
        return False


def _asked_for(node: ast.FunctionDef | ast.AsyncFunctionDef, facts: Facts) -> set[str] | None:
    """The parameters of a route that hold a text and are not bound anew; None for no route."""
    routes = [
        one
        for one in node.decorator_list
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr in _ROUTES
    ]
    if not routes:
        return None
    converted = {
        name
        for route in routes
        for text in map(facts.names.text, route.args[:1])
        for name in _CONVERTED.findall(text or "")
    }
    bound = {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }
    parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    texts = {
        one.arg
        for one in parameters
        if one.annotation is None or _TEXT.match(spelled(one.annotation))
    }
    return texts - converted - bound


def _pieces(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """The texts of an expression that builds one, in one, and what is put between them."""
    texts: list[str] = []
    parts: list[ast.expr] = []
    waiting = [node]
    while waiting:
        match one := waiting.pop():
            case ast.Constant(value=str(text)):
                texts.append(text)
            case ast.JoinedStr(values=values):
                waiting += values
            case ast.FormattedValue(value=value):
                parts.append(value)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                waiting += [left, right]
            case ast.BinOp(op=ast.Mod(), left=left, right=right):
                waiting.append(left)
                parts += right.elts if isinstance(right, ast.Tuple) else [right]
            case ast.Call(func=ast.Attribute(value=template, attr="format")):
                waiting.append(template)
                parts += [*one.args, *(entry.value for entry in one.keywords)]
            case _:
                parts.append(one)
    return " ".join(texts), parts


def _shows_trace(call: ast.Call, facts: Facts) -> bool:
    given = [*call.args, *(entry.value for entry in call.keywords)]
    for part in (part for one in given for part in ast.walk(one)):
        if _makes_trace(part, facts) or (isinstance(part, ast.Name) and _holds_trace(part, facts)):
            return True
    return False


def _holds_trace(name: ast.Name, facts: Facts) -> bool:
    key = ("trace", name.id)
    if key not in facts.memory:
        held = (part for value in facts.values(name) for part in ast.walk(value))
        facts.memory[key] = any(_makes_trace(part, facts) for part in held)
    return facts.memory[key]


def _makes_trace(node: ast.AST, facts: Facts) -> bool:
    return isinstance(node, ast.Call) and facts.dotted(node.func) in _TRACES
