"""Text that is run as code: eval and exec however they are reached, compile, other interpreters."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_EVALUATORS = frozenset(
    ["eval", "exec", "builtins.eval", "builtins.exec", "__builtin__.eval", "__builtin__.exec"]
)
_COMPILERS = frozenset({"compile", "builtins.compile"})
# Each runs the text in its first argument, or a file that it names.
_RUNNERS = {
    "cProfile.run": "runs text as code",
    "cProfile.runctx": "runs text as code",
    "profile.run": "runs text as code",
    "pandas.eval": "runs text as code",
    "numexpr.evaluate": "runs text as code",
    "sympy.sympify": "runs text as code",
    "sympy.parsing.sympy_parser.parse_expr": "runs text as code",
}
_FILES = {
    "runpy.run_path": "runs a file that is named at run time",
    "runpy.run_module": "runs a module that is named at run time",
}
_CONSOLES = frozenset(
    [
        "code.InteractiveInterpreter",
        "code.InteractiveConsole",
        "IPython.terminal.embed.InteractiveShellEmbed",
    ]
)
_LOADERS = frozenset(
    [
        "importlib.util.spec_from_file_location",
        "importlib.machinery.SourceFileLoader",
        "imp.load_source",
    ]
)


def evaluation(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What this node runs as code."""
    if isinstance(node, ast.Call):
        yield from _called(node, facts)
    elif isinstance(node, ast.Dict):
        yield from _in_a_database(node, facts)
    elif (
        isinstance(node, ast.Name | ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and facts.is_handed_on(node)
        and (reached := _evaluator(node, facts))
    ):
        yield at(node, "eval", f"{reached} is handed on to run text as code")


def _called(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    if reached := _evaluator(node.func, facts):
        yield at(node, "eval", f"{reached} runs text as code")
        return
    function = facts.dotted(node.func)
    given = node.args[0] if node.args else None
    foreign = given is not None and not facts.is_fixed(given)
    if function in _COMPILERS and not facts.names.is_bound("compile"):
        if foreign and not _only_parsed(node, facts):
            yield at(node, "eval", "compile turns text from outside into code")
    elif function in _RUNNERS and foreign:
        yield at(node, "eval", f"{function} {_RUNNERS[function]}")
    elif function in _FILES and foreign:
        yield at(node, "run-file", f"{function} {_FILES[function]}")
    elif function in _CONSOLES:
        yield at(node, "eval", f"{function} runs text as code")
    elif function in _LOADERS and any(not facts.is_fixed(part) for part in node.args):
        yield at(node, "plugin-code", f"{function} loads code from a place given at run time")


def _in_a_database(node: ast.Dict, facts: Facts) -> Iterator[Spot]:
    """The JavaScript in a query of MongoDB: ``$where``, and the body of ``$function``."""
    for key, value in facts.entries(node):
        body = dict(facts.entries(value)).get("body") if key == "$function" else None
        code = value if key == "$where" else body
        if code is not None and not facts.is_fixed(code):
            yield at(code, "eval", "text from outside runs as code in the database")


def _evaluator(node: ast.expr, facts: Facts) -> str:
    """The name of eval or exec where the expression stands for it, "" where not."""
    reached = _EVALUATORS.intersection(facts.names.all_dotted(node))
    own = {name for name in reached if facts.names.is_parameter(name)}
    return min(reached - own, default="")


def _only_parsed(node: ast.Call, facts: Facts) -> bool:
    """``compile(..., flags=ast.PyCF_ONLY_AST)`` makes a tree and no code."""
    flags = facts.argument(node, 3, "flags")
    return flags is not None and any(
        facts.dotted(part).endswith("PyCF_ONLY_AST")
        for part in ast.walk(flags)
        if isinstance(part, ast.Name | ast.Attribute)
    )
