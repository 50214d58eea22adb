"""What a specification may forbid by name: prints, notes to do, debuggers, stubs (SPEC 8, 12)."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.spot import Spot, at

_NOTE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# In prose the bare word may be the subject (a to-do list); a note has a mark beside it.
_PROSE_NOTE = re.compile(r"(?:^|<!--|[-*>(\[])\s*(TODO|FIXME|XXX)\b|\b(TODO|FIXME|XXX)\s*[:(]")
_DEBUGGERS = frozenset(
    ["pdb", "ipdb", "pudb", "bdb", "wdb", "debugpy", "pydevd", "rpdb", "pdbpp", "icecream"]
)
_STOPS = frozenset({"breakpoint", "builtins.breakpoint", "sys.breakpointhook", "code.interact"})
_COMMENT_KINDS = {
    "TOML": "#",
    "YAML": "#",
    "Dockerfile": "#",
}


def forbidden_in_python(text: str, module: ast.Module, forbid: list[str]) -> list[Spot]:
    """What the Python file holds of the things that ``forbid`` names."""
    names = names_of(module)
    finders: dict[str, Callable[[], Iterator[Spot]]] = {
        "print": lambda: _prints(module, names),
        "todo": lambda: _notes(text, module),
        "debugger": lambda: _debuggers(module, names),
        "stub": lambda: _stubs(module, names),
    }
    return [spot for what in forbid for spot in finders[what]()]


def forbidden_in_text(text: str, kind: str, forbid: list[str]) -> list[Spot]:
    """What a file of another kind holds of them: notes to do, in comments or as prose marks."""
    if "todo" not in forbid:
        return []
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _note_in_line(line, kind)
        if match:
            found.append(_note(number, match.start() + 1, match.group(1) or match.group(2)))
    return found


def blanket_exemptions(text: str) -> list[Spot]:
    """Comments that switch a whole check off: a bare ``noqa``, ``ruff: noqa``, ``fmt: off``."""
    found = []
    for row, column, comment in comments(text):
        if re.search(r"#\s*(ruff|flake8)\s*:\s*noqa\s*(?!:)", comment, re.IGNORECASE):
            message = "this comment switches the style check off for the whole file"
        elif re.search(r"#\s*noqa\b(?!\s*:\s*[A-Z])", comment, re.IGNORECASE):
            message = "a bare noqa hides every finding of the line; name the rule"
        elif re.search(r"#\s*(fmt\s*:\s*off|yapf\s*:\s*disable)", comment, re.IGNORECASE):
            message = "this comment switches formatting off"
        else:
            continue
        found.append(Spot(row, column, "exemption", message))
    return found


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """The comments of a Python text with line and column, as far as it can be split into tokens."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.start[1] + 1, token.string
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def docstrings(module: ast.Module) -> Iterator[tuple[ast.AST, ast.Constant]]:
    """Every documented definition with its docstring."""
    for node in ast.walk(module):
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and (docstring := docstring_of(node.body)):
            yield node, docstring


def docstring_of(body: list[ast.stmt]) -> ast.Constant | None:
    """The docstring that a body begins with."""
    if (
        body
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        return body[0].value
    return None


def _prints(module: ast.Module, names: Names) -> Iterator[Spot]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and names.dotted(node.func) in ("print", "builtins.print"):
            yield at(node, "print", "print is not allowed here")


def _notes(text: str, module: ast.Module) -> Iterator[Spot]:
    for row, column, comment in comments(text):
        if match := _NOTE.search(comment):
            yield _note(row, column + match.start(), match.group(1))
    for _, docstring in docstrings(module):
        for offset, line in enumerate(str(docstring.value).splitlines()):
            if match := _PROSE_NOTE.search(line.strip()):
                word = match.group(1) or match.group(2)
                yield _note(docstring.lineno + offset, 1, word)


def _note(line: int, column: int, word: str) -> Spot:
    return Spot(line, column, "todo", f"{word} marks work that is left; nothing may be left")


def _note_in_line(line: str, kind: str) -> re.Match[str] | None:
    if kind in _COMMENT_KINDS:
        mark = line.find(_COMMENT_KINDS[kind])
        return re.compile(r"\b(TODO|FIXME|XXX)\b()").search(line, mark) if mark >= 0 else None
    return _PROSE_NOTE.search(line)


def _debuggers(module: ast.Module, names: Names) -> Iterator[Spot]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found = [node.module or ""]
        elif isinstance(node, ast.Call):
            name = names.dotted(node.func)
            if name in _STOPS or name.endswith(".set_trace"):
                yield at(node, "debugger", f"{name}() stops the program for a debugger")
            continue
        else:
            continue
        for name in found:
            if name.partition(".")[0] in _DEBUGGERS:
                yield at(node, "debugger", f"{name} is a debugger")


def _stubs(module: ast.Module, names: Names) -> Iterator[Spot]:
    yield from _stubs_in(module.body, names, protocol=False)


def _stubs_in(body: list[ast.stmt], names: Names, *, protocol: bool) -> Iterator[Spot]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            bases = {names.dotted(_unsubscripted(base)).rpartition(".")[2] for base in node.bases}
            yield from _stubs_in(node.body, names, protocol="Protocol" in bases)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not protocol and not _is_abstract(node, names) and (why := _stub(node, names)):
                yield at(node, "stub", f"{node.name} is a stub: {why}")
            yield from _stubs_in(node.body, names, protocol=False)
        elif isinstance(node, ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.With):
            yield from _stubs_in(node.body, names, protocol=protocol)


def _is_abstract(node: ast.FunctionDef | ast.AsyncFunctionDef, names: Names) -> bool:
    decorators = {
        names.dotted(d.func if isinstance(d, ast.Call) else d).rpartition(".")[2]
        for d in node.decorator_list
    }
    return bool(decorators & {"abstractmethod", "abstractproperty", "overload"})


def _stub(node: ast.FunctionDef | ast.AsyncFunctionDef, names: Names) -> str:
    body = node.body[1:] if docstring_of(node.body) else node.body
    if not body:
        return "it has a docstring and no code" if _promises(node) else ""
    if len(body) > 1:
        return ""
    only = body[0]
    if isinstance(only, ast.Raise) and only.exc is not None:
        raised = only.exc.func if isinstance(only.exc, ast.Call) else only.exc
        if names.dotted(raised).rpartition(".")[2] == "NotImplementedError":
            return "it only raises NotImplementedError"
    if isinstance(only, ast.Expr) and isinstance(only.value, ast.Constant):
        return "its body is only ..." if only.value.value is Ellipsis else ""
    if isinstance(only, ast.Pass) and _promises(node):
        return "it promises a value and its body is only pass"
    return ""


def _promises(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the annotation says that the function returns something other than None."""
    returns = node.returns
    if returns is None:
        return False
    return not (isinstance(returns, ast.Constant) and returns.value in (None, "None"))


def _unsubscripted(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Subscript) else node
