"""Which names the lines of a stub rely on, and which of them nothing in it binds."""

from __future__ import annotations

import ast
import builtins
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_tui.design.contract.importing import imports_of
from pbc_tui.design.contract.naming import AnyFunction, declares_alias, dotted, source
from pbc_tui.design.contract.parsing import NotPython, parse_module

_GENERIC = re.compile(r"\b(?:class|def|type)\s+\w+\s*\[")
_ALWAYS = frozenset(
    # These came with versions that may be newer than the Python that runs this.
    [*dir(builtins), "__file__", "__path__", "ExceptionGroup", "BaseExceptionGroup", "anext"]
)


@dataclass(frozen=True, slots=True)
class Use:
    """A name that a line relies on; ``dotted`` is what it stands at the head of, ``line`` from 1.

    ``column`` counts characters from 0; inside a quoted annotation it is that of the quote.
    """

    name: str
    dotted: str
    line: int
    column: int


def names_in(text: str) -> set[str]:
    """Every name that stub text relies on, quoted annotations included; none for bad text."""
    return {use.name for use in _uses_in(text)}


def unbound_names(text: str) -> tuple[Use, ...]:
    """The uses of names that are neither builtin nor bound by the stub, in their order.

    Nothing is said of bad text, and of a stub that imports everything from a module.
    """
    try:
        module = parse_module(text)
        bound = _bound(module.body) | _type_names(text)
        if "*" in bound:
            return ()
        uses = [*_in_scope(module.body, bound), *_of_parameters(text)]
        found = [use for use in uses if use.name not in bound | _ALWAYS]
    except (NotPython, RecursionError):
        return ()
    return tuple(sorted(found, key=lambda use: (use.line, use.column)))


def all_uses(text: str) -> tuple[Use, ...]:
    """Every use of a name, bound or not, in the order of the lines; () for bad text."""
    return tuple(sorted(_uses_in(text), key=lambda use: (use.line, use.column)))


def bound_names(text: str) -> frozenset[str]:
    """The names that a stub itself binds at its top; none for bad text."""
    try:
        return _bound(parse_module(text).body) - {"*"}
    except (NotPython, RecursionError):
        return frozenset()


def type_parameters(text: str) -> dict[int, str]:
    """The type parameters (PEP 695) of each definition and ``type`` statement, by its line.

    The brackets are included.
    """
    found: dict[int, str] = {}
    lines = text.splitlines(keepends=True)
    words = _words(text)
    for place in range(len(words) - 2):
        first, second, third = words[place : place + 3]
        if (
            first.string in ("class", "def", "type")
            and second.type == tokenize.NAME
            and third.string == "["
        ):
            end = _closing(words, place + 2)
            if end is not None:
                found[first.start[0]] = _between(lines, third.start, end.end)
    return found


def _uses_in(text: str) -> list[Use]:
    try:
        module = parse_module(text)
        found = list(_in_scope(module.body, frozenset()))
        found += _of_parameters(text)
    except (NotPython, RecursionError):
        return []
    return found


def _of_parameters(text: str) -> Iterator[Use]:
    """What type parameters rely on: their bounds and their defaults (PEP 695, PEP 696)."""
    for line, brackets in type_parameters(text).items():
        # ``T: Bound = Default, *Ts, **P`` is written as the parameters of a function are.
        try:
            arguments = ast.parse(f"def f({brackets[1:-1]}): ...")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(arguments):
            if isinstance(node, ast.arg) and node.annotation is not None:
                yield from _moved(_of_type(node.annotation), line)
            elif isinstance(node, ast.arguments):
                for default in node.defaults:
                    yield from _moved(_of_type(default), line)


def _moved(uses: Iterator[Use], line: int, column: int = 0) -> Iterator[Use]:
    for use in uses:
        yield Use(use.name, use.dotted, line, column)


def _in_scope(body: list[ast.stmt], bound: frozenset[str]) -> Iterator[Use]:
    for statement in body:
        for use in _of_statement(statement, bound):
            if use.name not in bound:
                yield use


def _of_statement(statement: ast.stmt, bound: frozenset[str]) -> Iterator[Use]:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _of_function(statement)
        case ast.ClassDef():
            for decorator in statement.decorator_list:
                yield from _of_value(decorator)
            for base in statement.bases:
                yield from _of_type(base)
            for keyword in statement.keywords:
                yield from _of_value(keyword.value)
            yield from _in_scope(statement.body, bound | _bound(statement.body))
        case ast.AnnAssign():
            yield from _of_type(statement.annotation)
            if statement.value is not None:
                alias = declares_alias(source(statement.annotation))
                yield from (_of_type if alias else _of_value)(statement.value)
        case ast.Assign(value=value) | ast.AugAssign(value=value) | ast.Expr(value=value):
            yield from _of_value(value)
        case ast.If():
            yield from _of_value(statement.test)
            yield from _in_scope([*statement.body, *statement.orelse], bound)
        case _ if type(statement).__name__ == "TypeAlias":
            yield from _of_type(statement.value)  # type: ignore[attr-defined]


def _of_function(node: AnyFunction) -> Iterator[Use]:
    for decorator in node.decorator_list:
        # ``@name.setter`` stands behind the property of that name.
        yield from _of_value(decorator)
    arguments = node.args
    for default in (*arguments.defaults, *arguments.kw_defaults):
        if default is not None:
            yield from _of_value(default)
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    for argument in (*named, arguments.vararg, arguments.kwarg):
        if argument is not None and argument.annotation is not None:
            yield from _of_type(argument.annotation)
    if node.returns is not None:
        yield from _of_type(node.returns)


def _of_type(node: ast.expr) -> Iterator[Use]:
    """The names of an annotation; a quoted one is read too."""
    match node:
        case ast.Constant(value=str(text)):
            yield from _quoted(text, node.lineno, node.col_offset)
        case ast.Name() | ast.Attribute() if name := dotted(node):
            yield Use(name.partition(".")[0], name, node.lineno, node.col_offset)
        case ast.Call():
            # ``namedtuple("Point", "x y")`` as a base: its texts are no annotations.
            yield from _of_value(node)
        case ast.Subscript(value=base, slice=inside):
            yield from _of_type(base)
            last = dotted(base).rpartition(".")[2]
            parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            if last == "Annotated":
                yield from _of_type(parts[0])
                for part in parts[1:]:
                    yield from _of_value(part)
            else:
                for part in parts:
                    yield from _of_value(part) if last == "Literal" else _of_type(part)
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from _of_type(child)


def _of_value(node: ast.expr) -> Iterator[Use]:
    match node:
        case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            # These bind names of their own, and no stub needs them.
            return
        case ast.Name() | ast.Attribute() if name := dotted(node):
            yield Use(name.partition(".")[0], name, node.lineno, node.col_offset)
        case ast.Call(func=func, args=[ast.Constant(), *rest], keywords=keywords) if dotted(
            func
        ).rpartition(".")[2] in ("TypeVar", "NewType", "ParamSpec", "TypeVarTuple"):
            yield from _of_value(func)
            for given in (*rest, *(keyword.value for keyword in keywords)):
                yield from _of_type(given)
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.keyword):
                    yield from _of_value(child.value)
                elif isinstance(child, ast.expr):
                    yield from _of_value(child)


def _quoted(text: str, line: int, column: int) -> Iterator[Use]:
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    yield from _moved(_of_type(node), line, column)


def _bound(body: list[ast.stmt]) -> frozenset[str]:
    found: set[str] = set()
    for statement in body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(statement.name)
            case ast.Import() | ast.ImportFrom():
                found.update(entry.local for entry in imports_of(statement))
            case ast.Assign(targets=targets):
                for target in targets:
                    found.update(n.id for n in ast.walk(target) if isinstance(n, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.AugAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.If():
                found |= _bound([*statement.body, *statement.orelse])
            case _ if type(statement).__name__ == "TypeAlias":
                found.add(statement.name.id)  # type: ignore[attr-defined]
    return frozenset(found)


def _type_names(text: str) -> frozenset[str]:
    """The names of all type parameters; where they hold is not looked at."""
    words = _words(text)
    found: set[str] = set()
    for place in range(len(words) - 2):
        first, second, third = words[place : place + 3]
        if (
            first.string not in ("class", "def", "type")
            or second.type != tokenize.NAME
            or third.string != "["
        ):
            continue
        depth = 0
        for before, word in zip(words[place + 2 :], words[place + 3 :], strict=False):
            depth += (before.string in ("[", "(", "{")) - (before.string in ("]", ")", "}"))
            if depth <= 0:
                break
            if depth == 1 and word.type == tokenize.NAME and before.string in ("[", ",", "*", "**"):
                found.add(word.string)
    return frozenset(found)


def _words(text: str) -> list[tokenize.TokenInfo]:
    if not _GENERIC.search(text):
        return []
    skipped = (tokenize.COMMENT, tokenize.NL)
    try:
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        return [token for token in tokens if token.type not in skipped]
    except (tokenize.TokenError, SyntaxError, ValueError):
        return []


def _closing(words: list[tokenize.TokenInfo], place: int) -> tokenize.TokenInfo | None:
    depth = 0
    for word in words[place:]:
        depth += (word.string in ("[", "(", "{")) - (word.string in ("]", ")", "}"))
        if depth == 0:
            return word
    return None


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    rows = lines[start[0] - 1 : end[0]]
    if len(rows) == 1:
        return rows[0][start[1] : end[1]]
    first, *middle, last = rows
    text = "".join([first[start[1] :], *middle, last[: end[1]]])
    return " ".join(text.split())
