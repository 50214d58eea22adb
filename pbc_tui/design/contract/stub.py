"""Reading a contract: stub text, and one clear line for what is none (SPEC 5)."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

from pbc_tui.design.contract.exports import Exports
from pbc_tui.design.contract.extraction import extract
from pbc_tui.design.contract.naming import AnyFunction, dotted
from pbc_tui.design.contract.parsing import NotPython, parse_module
from pbc_tui.design.contract.signatures import accessor
from pbc_tui.design.contract.values import Contract

_DECLARATIONS = {
    "For": "a loop",
    "AsyncFor": "a loop",
    "While": "a loop",
    "With": "a with block",
    "AsyncWith": "a with block",
    "Try": "a try block",
    "TryStar": "a try block",
    "Raise": "raise",
    "Match": "a match block",
    "Delete": "del",
    "Assert": "assert",
    "Return": "return",
    "AugAssign": "an assignment of this kind",
    "Global": "global",
    "Nonlocal": "nonlocal",
    "Break": "break",
    "Continue": "continue",
    "Expr": "an expression",
}


class ContractError(ValueError):
    """Text that is no stub; ``line`` counts from 1, 0 for the text as a whole."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line = line
        self.message = message


def parse_contract(text: str, name: str = "", *, is_package: bool = False) -> Contract:
    """The contract that stub text declares; a blank text asks for nothing.

    ``name`` is the dotted name of the module, by which its relative imports are resolved.

    Raises:
        ContractError: with the line and what is wrong there.
    """
    plain = text.removeprefix("\ufeff")
    begin = next((n for n, line in enumerate(plain.splitlines(), 1) if line.strip()), 0)
    if plain.lstrip().startswith(("```", "~~~")):
        raise ContractError(begin, "a code fence of Markdown is no Python; leave it out")
    try:
        module = parse_module(plain)
        _check_scope(module.body, in_class=False)
        return extract(module, name, is_package=is_package)
    except NotPython as error:
        raise ContractError(error.line, f"not stub syntax: {error.message}") from None
    except RecursionError:
        raise ContractError(0, "not stub syntax: nested too deep to be read") from None


def _check_scope(body: Iterable[ast.stmt], *, in_class: bool) -> None:
    first: dict[str, AnyFunction | ast.ClassDef] = {}
    for statement in body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                _check_twice(first, statement)
                _check_function(statement, in_class=in_class)
            case ast.ClassDef():
                _check_twice(first, statement)
                _check_scope(statement.body, in_class=True)
            case ast.If():
                _check_scope(statement.body, in_class=in_class)
                _check_scope(statement.orelse, in_class=in_class)
            case ast.Expr(value=ast.Constant(value=str() as value)):
                pass
            case ast.Expr(value=ast.Constant(value=value)) if value is ...:
                pass
            case _:
                word = _DECLARATIONS.get(type(statement).__name__)
                if word and (in_class or not Exports().read(statement)):
                    raise ContractError(
                        statement.lineno, f"a stub only declares; {word} has no place in it"
                    )


def _check_twice(
    first: dict[str, AnyFunction | ast.ClassDef], node: AnyFunction | ast.ClassDef
) -> None:
    earlier = first.setdefault(node.name, node)
    if earlier is node:
        return
    if not isinstance(node, ast.ClassDef):
        overload = any(dotted(d).split(".")[-1] == "overload" for d in node.decorator_list)
        if overload or accessor(node)[0]:
            return
    raise ContractError(
        node.lineno, f"{node.name} is declared twice, first in line {earlier.lineno}"
    )


def _check_function(node: AnyFunction, *, in_class: bool) -> None:
    for statement in node.body:
        if not _tells_nothing(statement):
            raise ContractError(
                statement.lineno, f"the body of {node.name} is '...' in a stub, not code"
            )
    counts = Counter(argument.arg for argument in _arguments(node.args))
    if twice := next((name for name, count in counts.items() if count > 1), None):
        raise ContractError(node.lineno, f"{node.name} has two parameters called {twice}")
    static = any(dotted(d).endswith("staticmethod") for d in node.decorator_list)
    if (
        in_class
        and not static
        and not (node.args.posonlyargs or node.args.args or node.args.vararg)
    ):
        raise ContractError(node.lineno, f"{node.name} is a method, so it needs self or cls")


def _arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from (argument for argument in (arguments.vararg, arguments.kwarg) if argument)


def _tells_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.expr() as raised):
            return dotted(raised) == "NotImplementedError"
    return False
