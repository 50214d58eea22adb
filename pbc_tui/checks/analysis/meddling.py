"""What in test code reaches into pytest, so that its outcomes would prove nothing.

The launcher sees much of this while the tests run (``checks/testing/tampering.py``); what it cannot
see, because it would be turned against the launcher itself, is refused by its source.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.testing.tampering import TAKING

# Ways to objects that nobody handed over: the memory, the frames, the cells of closures, and what
# watches the bodies of the tests.
_SEARCHES = frozenset(
    [
        "gc.get_objects",
        "gc.get_referrers",
        "gc.get_referents",
        "ctypes.pythonapi",
        "ctypes.py_object",
    ]
)
_WATCHES = ("sys.getprofile", "sys.setprofile", "threading.setprofile", "threading.getprofile")
_FRAMES = frozenset(
    [
        "f_back",
        "f_locals",
        "f_globals",
        "tb_frame",
        "gi_frame",
        "cr_frame",
        "cell_contents",
        "__closure__",
    ]
)
_PLUGINS = frozenset(
    [
        "get_plugins",
        "get_hookcallers",
        "list_name_plugin",
        "list_plugin_distinfo",
        "set_blocked",
        "unregister",
        "subset_hook_caller",
    ]
)
_PRIVATE_PLUGINS = frozenset(
    [
        "get_hookimpls",
        "_hookimpls",
        "_name2plugin",
        "_plugin2hookcallers",
        "_inner_hookexec",
        "_hookexec",
    ]
)
_MACHINERY = re.compile(r"(?:_pytest|pluggy)\..+|unittest\.(?:case\.)?TestCase\.\w+|pytest\.\w+")
_HARMLESS = re.compile(
    r"pytest\.(?!main|raises|approx|fail|skip|exit|Function|Item|Module|Session)\w+"
)
_PATCHING = ("patch", "setattr", "patch.object", "setitem", "patch.dict", "patch.multiple")
# The class from which all others come.
_ROOT = re.compile(r"'object'|__base__|__bases__|__mro__|'mro'")
_PROCESS = re.compile(r"/proc/(?:self|\d+|1)/(?:mem|fd|maps)")


def meddling(module: ast.Module, *, tests: bool = True) -> list[str]:
    """What a module does to pytest, each in a few words with its line.

    ``tests`` says that the module belongs to the tests; in the project's own code only changes to
    pytest count, since frames and the like have their uses there.
    """
    names = names_of(module)
    found = list(_changes(module, names))
    if tests:
        found += [*_hooks(module), *_reaches(module, names)]
    return [f"{what} (line {line})" for line, what in sorted(set(found))]


def _hooks(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Hooks of which one implementation stands for pytest's own."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in TAKING:
            if not any("wrapper" in ast.dump(each) for each in node.decorator_list):
                yield node.lineno, f"{node.name} stands in pytest's place"
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
                if name in TAKING:
                    yield node.lineno, f"{name} stands in pytest's place"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) in TAKING:
                    yield node.lineno, f"{alias.asname or alias.name} stands in pytest's place"


def _changes(module: ast.Module, names: Names) -> Iterator[tuple[int, str]]:
    """Functions of pytest, or the code of any function, that are replaced."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(
            node.ctx, ast.Store | ast.Del
        ):
            if isinstance(node, ast.Attribute) and node.attr == "__code__":
                yield node.lineno, "the code of a function is replaced"
            elif target := _machinery(names.all_dotted(node)):
                yield node.lineno, f"{target} is replaced"
        elif isinstance(node, ast.Call) and names_end(names, node.func, _PATCHING):
            target = _machinery(_patched(node, names))
            if target:
                yield node.lineno, f"{target} is replaced"
            if any(names.text(each) == "__code__" for each in node.args):
                yield node.lineno, "the code of a function is replaced"


def _reaches(module: ast.Module, names: Names) -> Iterator[tuple[int, str]]:
    """Ways to what the launcher keeps to itself."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute | ast.Call):
            for dotted in names.all_dotted(node):
                if what := _way(dotted):
                    yield node.lineno, what
        if isinstance(node, ast.Attribute):
            if node.attr == "__subclasses__" and _ROOT.search(ast.dump(node.value)):
                yield node.lineno, "__subclasses__ searches all classes of the test run"
            elif node.attr in _FRAMES:
                yield node.lineno, f"{node.attr} reaches into the frames of the test run"
            elif node.attr in _PRIVATE_PLUGINS or (
                node.attr in _PLUGINS and "pluginmanager" in ast.dump(node)
            ):
                yield node.lineno, f"{node.attr} reaches into the plugins of the test run"
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if what := _way(f"{node.module}.{alias.name}"):
                    yield node.lineno, what
        elif isinstance(node, ast.Call):
            for argument in node.args:
                # What getattr, vars and the like are asked for.
                if (wanted := names.text(argument)) in _FRAMES | _PRIVATE_PLUGINS:
                    yield node.lineno, f"{wanted} reaches into the test run"
        elif isinstance(node, ast.Subscript):
            if (wanted := names.text(node.slice)) in _FRAMES | _PRIVATE_PLUGINS:
                yield node.lineno, f"{wanted} reaches into the test run"
        elif isinstance(node, ast.Constant) and _PROCESS.search(str(node.value)):
            yield node.lineno, f"{node.value!r} opens the process of the test run"


def _way(dotted: str) -> str:
    if dotted in _SEARCHES:
        return f"{dotted} searches the memory of the test run"
    if dotted in _WATCHES or dotted.startswith("sys.monitoring"):
        return f"{dotted} takes away what watches the tests"
    return ""


def names_end(names: Names, function: ast.expr, endings: tuple[str, ...]) -> bool:
    """Whether a function is called by one of these names, whatever stands before it."""
    dotted = names.all_dotted(function) or [spelled(function)]
    return any(name == each or name.endswith(f".{each}") for name in dotted for each in endings)


def _patched(call: ast.Call, names: Names) -> list[str]:
    """What a call that patches may replace."""
    if not call.args:
        return []
    owner = call.args[0]
    named = [text] if (text := names.text(owner)) else names.all_dotted(owner)
    inner = names.text(call.args[1]) if len(call.args) > 1 else None
    return [f"{name}.{inner}" if inner else name for name in named]


def _machinery(candidates: list[str]) -> str:
    for name in candidates:
        if _MACHINERY.fullmatch(name) and not _HARMLESS.fullmatch(name):
            return name
    return ""
