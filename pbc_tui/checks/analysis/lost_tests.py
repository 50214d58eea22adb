"""Tests that stand in a file and never run, or whose outcome nobody looks at, by reading it.

pytest passes over them in silence:
https://docs.pytest.org/en/stable/explanation/goodpractices.html#test-discovery. What the file uses
otherwise (a base, a fake, a function that is called) is no lost test and is left alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pbc_tui.checks.analysis.pytest_settings import PytestSettings
from pbc_tui.checks.analysis.returned_values import returns_value
from pbc_tui.checks.analysis.test_classes import has_constructor, is_no_test, lineage
from pbc_tui.checks.analysis.test_scopes import Definition, Function, TestModule

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_FOR_HEIRS = ("Base", "Mixin", "Abstract")
_DEEPEST = 20


@dataclass(frozen=True)
class LostTest:
    """What does not run, or does not count, in words; ``deliberate``: the file itself says so."""

    line: int
    message: str
    deliberate: bool = False

    def public(self) -> dict[str, Any]:
        """The shape in which the worker tells it."""
        return asdict(self)


def lost_tests(module: TestModule, settings: PytestSettings) -> list[LostTest]:
    """The tests of a file that pytest passes over in silence, in the order of the file."""
    reading = _Reading(module, settings)
    return sorted(reading.body(module.tree.body, "", _DEEPEST), key=lambda lost: lost.line)


class _Reading:
    def __init__(self, module: TestModule, settings: PytestSettings) -> None:
        self._module = module
        self._settings = settings
        self._used = _used(module.tree)

    def body(self, statements: list[ast.stmt], prefix: str, depth: int) -> Iterator[LostTest]:
        """What is lost of the tests in the body of a module or of a class."""
        if depth == 0:
            return
        switched = self._module.scope_of(statements).switched
        yield from self._rebound(statements, prefix)
        for node in statements:
            if isinstance(node, ast.ClassDef):
                yield from self._class(node, prefix, switched.get(node.name), depth)
            elif isinstance(node, Function) and self._is_test(node):
                name = prefix + node.name
                if switched.get(node.name) is False:
                    yield LostTest(
                        node.lineno, f"{name} has __test__ = False: it does not run", True
                    )
                else:
                    yield from self._function(node, name)

    def _class(
        self, node: ast.ClassDef, prefix: str, switched: bool | None, depth: int
    ) -> Iterator[LostTest]:
        owner = lineage(Definition(node, self._module))
        if not any(self._holds_tests(each.node) for each in owner.lineage):
            yield from self.body(node.body, f"{prefix}{node.name}::", depth - 1)
            return
        name = prefix + node.name
        scopes = [(each, each.module.scope_of(each.node.body)) for each in owner.lineage]
        told = [scope.switched["__test__"] for _, scope in scopes if "__test__" in scope.switched]
        own = told[0] if told else switched
        heirs = node.name in self._used or node.name.startswith("_")
        heirs = heirs or node.name.startswith(_FOR_HEIRS) or node.name.endswith(_FOR_HEIRS)
        if own is False and (switched is False or not heirs):
            yield LostTest(node.lineno, f"{name} has __test__ = False: its tests do not run", True)
        elif heirs or owner.unittest or owner.foreign:
            yield from self.body(node.body, f"{name}::", depth - 1)
        elif not own and not self._settings.is_class(node.name):
            what = f"{name} is not named like a test class (python_classes)"
            yield LostTest(node.lineno, f"{what}, so pytest does not collect its tests")
        elif any(has_constructor(each, scope) for each, scope in scopes):
            what = f"{name} has a constructor, so pytest does not collect its tests"
            yield LostTest(node.lineno, what)
        else:
            yield from self.body(node.body, f"{name}::", depth - 1)

    def _function(self, node: Function, name: str) -> Iterator[LostTest]:
        if node.name not in self._used and returns_value(node, self._module.names):
            what = f"{name} returns a value, which pytest does not look at; assert it instead"
            yield LostTest(node.lineno, what)
        used = _used(node)
        for inner in _within(node.body):
            if inner.name in used or inner.decorator_list:
                continue
            if self._holds_tests(inner) or (isinstance(inner, Function) and self._is_test(inner)):
                what = f"{inner.name} stands inside of {name}, so pytest does not collect it"
                yield LostTest(inner.lineno, what)

    def _rebound(self, statements: list[ast.stmt], prefix: str) -> Iterator[LostTest]:
        """The tests whose name stands for something else, or for nothing, further down."""
        standing: dict[str, ast.stmt] = {}
        for node in statements:
            for name in _used(node) & standing.keys():
                # It goes on under another name, or as what the new one is made of.
                del standing[name]
            for name in _bound(node) & standing.keys():
                gone = standing.pop(name)
                if isinstance(node, ast.Delete):
                    how = f"is deleted in line {node.lineno}"
                elif isinstance(node, _DEFINITIONS):
                    how = f"is defined again in line {node.lineno}"
                elif isinstance(node, ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom):
                    how = f"is replaced in line {node.lineno}"
                else:
                    continue
                yield LostTest(gone.lineno, f"{prefix}{name} {how}, so it never runs")
            if isinstance(node, ast.ClassDef):
                if self._holds_tests(node):
                    standing[node.name] = node
            elif isinstance(node, Function) and self._is_test(node):
                standing[node.name] = node

    def _is_test(self, node: Function) -> bool:
        return self._settings.is_function(node.name) and not is_no_test(node, self._module)

    def _holds_tests(self, node: ast.AST) -> bool:
        return isinstance(node, ast.ClassDef) and any(
            isinstance(each, Function) and self._is_test(each) for each in node.body
        )


def _used(node: ast.AST) -> set[str]:
    """The names that are read somewhere in a node."""
    names = {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }
    return names | {
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Load)
    }


def _bound(node: ast.stmt) -> set[str]:
    """The names that a statement binds or deletes in its own scope."""
    if isinstance(node, _DEFINITIONS):
        return {node.name}
    found: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load):
            found.add(each.id)
        elif isinstance(each, _DEFINITIONS):
            found.add(each.name)
        elif isinstance(each, ast.alias):
            found.add(each.asname or each.name.partition(".")[0])
    return found


def _within(statements: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """The functions and classes defined directly in a function, under conditions too."""
    for node in statements:
        if isinstance(node, _DEFINITIONS):
            yield node
            continue
        for block in ("body", "orelse", "finalbody"):
            yield from _within(getattr(node, block, []))
