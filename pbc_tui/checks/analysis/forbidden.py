"""What a specification may forbid by name: prints, notes to do, debuggers, stubs (SPEC 8, 12)."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from pbc_tui.checks.analysis.loading import loaded_by
from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.nodes import nodes_of
from pbc_tui.checks.analysis.notes import notes_in_python, notes_in_text
from pbc_tui.checks.analysis.spot import Spot, at
from pbc_tui.checks.analysis.stubs import stubs
from pbc_tui.checks.analysis.vacuous import vacuous_tests
from pbc_tui.checks.kinds import is_test

_PRINTS = frozenset(
    ["print", "builtins.print", "pprint.pprint", "pprint.pp", "rich.print", "rich.print_json"]
)
_CALLERS = frozenset(["map", "builtins.map", "functools.partial", "filter", "atexit.register"])
_DEBUGGERS = frozenset(
    [
        "pdb",
        "ipdb",
        "pudb",
        "bdb",
        "wdb",
        "debugpy",
        "pydevd",
        "pydevd_pycharm",
        "rpdb",
        "remote_pdb",
        "web_pdb",
        "pdbpp",
        "icecream",
        "pysnooper",
        "snoop",
        "q",
    ]
)
_STOPS = frozenset(
    [
        "breakpoint",
        "builtins.breakpoint",
        "sys.breakpointhook",
        "sys.__breakpointhook__",
        "code.interact",
        "IPython.embed",
        "IPython.start_ipython",
        "celery.contrib.rdb.set_trace",
    ]
)


def forbidden_in_python(text: str, module: ast.Module, path: str, forbid: list[str]) -> list[Spot]:
    """What the Python file holds of the things that ``forbid`` names."""
    names = names_of(module)
    finders: dict[str, Callable[[], Iterator[Spot]]] = {
        "print": lambda: _prints(module, names),
        "todo": lambda: notes_in_python(text, module),
        "debugger": lambda: _debuggers(module, names),
        "stub": lambda: _stubs(module, names, path),
    }
    return [spot for what in forbid for spot in finders[what]()]


def forbidden_in_text(text: str, kind: str, forbid: list[str]) -> list[Spot]:
    """What a file of another kind holds of them: notes to do, in comments or as prose marks."""
    return list(notes_in_text(text, kind)) if "todo" in forbid else []


def _stubs(module: ast.Module, names: Names, path: str) -> Iterator[Spot]:
    # A stub file has nothing but shapes.
    if not path.endswith(".pyi"):
        yield from stubs(module, names, test=is_test(path))
        yield from vacuous_tests(module, names) if is_test(path) else ()


def _prints(module: ast.Module, names: Names) -> Iterator[Spot]:
    for shown, node in _nodes(module, names):
        if not isinstance(node, ast.Call):
            continue
        # ``map(print, rows)`` prints as well; who only gets it as a callback decides for itself.
        calling = _CALLERS.intersection(names.all_dotted(node.func))
        for function in (node.func, *(node.args[:1] if calling else ())):
            if isinstance(function, ast.Name) and names.is_parameter(function.id):
                continue
            if _PRINTS.intersection(names.all_dotted(function)):
                yield at(shown, "print", "print is not allowed here")
                break


def _debuggers(module: ast.Module, names: Names) -> Iterator[Spot]:
    for shown, node in _nodes(module, names):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found = [node.module or ""]
        elif isinstance(node, ast.Call):
            own = isinstance(node.func, ast.Name) and names.is_parameter(node.func.id)
            called = [] if own else names.all_dotted(node.func)
            stops = [n for n in called if n in _STOPS or n.endswith(".set_trace")]
            if stops:
                yield at(shown, "debugger", f"{stops[0]}() stops the program for a debugger")
            if loaded := loaded_by(node, names):
                found = [*loaded.names]
        for name in found:
            if name.partition(".")[0] in _DEBUGGERS:
                yield at(shown, "debugger", f"{name} is a debugger")


def _nodes(module: ast.Module, names: Names) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Every node with the one that shows it: those in the code of a text are shown by its call."""
    for node in nodes_of(module):
        yield node, node
    for shown, code in names.inner:
        for node in ast.walk(code):
            yield shown, node
