"""Which tests a file holds, by reading it: what a run must report, whatever the run says itself.

By pytest's rules (https://docs.pytest.org/en/stable/explanation/goodpractices.html#test-discovery):
functions and methods that ``python_functions`` names, classes that ``python_classes`` names and
that have no constructor, every unittest case; ``__test__`` switches any of them on or off. A test
that exists only under some condition, or that the source does not spell out, is not expected; if
the run collects it all the same, it must pass like every other one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pbc_tui.checks.analysis.pytest_settings import PytestSettings
from pbc_tui.checks.analysis.test_classes import has_constructor, is_no_test, lineage
from pbc_tui.checks.analysis.test_parameters import parameter_sets
from pbc_tui.checks.analysis.test_scopes import Definition, Scope, TestModule

_DEEPEST = 20


@dataclass(frozen=True)
class ExpectedTest:
    """A test that must be reported.

    ``name`` is its id after the file's, without parameters (``TestParser::test_empty``); ``file``,
    ``line`` and ``function`` say where its body begins, decorators included. ``count`` is the
    number of its sets of parameters at least, ``ids`` names them where they can be read.
    """

    __test__ = False

    name: str
    file: str
    line: int
    function: str
    count: int = 1
    ids: tuple[str, ...] = ()

    def public(self) -> dict[str, Any]:
        """The shape in which the worker tells it."""
        return asdict(self)


@dataclass(frozen=True)
class _Candidate:
    """A definition that may hold tests: by which name, in which class, and what is said of it.

    ``switched`` is what ``__test__`` says; ``depth`` how many classes within may follow.
    """

    name: str
    found: Definition
    prefix: str
    switched: bool | None
    marks: list[ast.expr]
    depth: int


def expected_tests(module: TestModule, settings: PytestSettings) -> list[ExpectedTest]:
    """The tests that a run of this file must report."""
    if module.scope.switched.get("__test__") is False:
        return []
    reading = _Reading(module, settings)
    return list({test.name: test for test in reading.module_tests()}.values())


class _Reading:
    def __init__(self, module: TestModule, settings: PytestSettings) -> None:
        self._module = module
        self._settings = settings

    def module_tests(self) -> Iterator[ExpectedTest]:
        """The tests at the top of the module and in its classes."""
        scope = self._module.scope
        names = dict(scope.known)
        if self._settings.collects_imported:
            for star in scope.stars:
                other = self._module.repository.module(star, self._module.path)
                for name in (
                    _exported(other) if other is not None and other is not self._module else ()
                ):
                    names.setdefault(name, f"{star}.{name}")
        for name, bound in names.items():
            if isinstance(bound, str) and not self._settings.collects_imported:
                continue
            found = self._module.definition(bound)
            if found is not None:
                switched = scope.switched.get(name)
                yield from self._tests(_Candidate(name, found, "", switched, [], _DEEPEST))

    def _tests(self, candidate: _Candidate) -> Iterator[ExpectedTest]:
        name, found = candidate.name, candidate.found
        if candidate.switched is False or candidate.depth == 0:
            return
        if isinstance(found.node, ast.ClassDef):
            yield from self._class_tests(candidate)
        elif (candidate.switched or self._settings.is_function(name)) and not is_no_test(
            found.node, found.module
        ):
            yield self._test(name, found, candidate.prefix, candidate.marks)

    def _class_tests(self, candidate: _Candidate) -> Iterator[ExpectedTest]:
        name = candidate.name
        owner = lineage(candidate.found)
        scopes = [(each, each.module.scope_of(each.node.body)) for each in owner.lineage]
        own = next(
            (scope.switched[t] for _, scope in scopes for t in ["__test__"] if t in scope.switched),
            None,
        )
        if own is False or any(_abstract(scope) for _, scope in scopes):
            return
        if not owner.unittest:
            wanted = own or candidate.switched or self._settings.is_class(name)
            if not wanted or any(has_constructor(each, scope) for each, scope in scopes):
                return
        members: dict[str, tuple[Definition, Scope]] = {}
        hidden: set[str] = set()
        for each, scope in scopes:
            for member, bound in scope.known.items():
                definition = each.module.definition(bound)
                if member not in members and member not in hidden and definition is not None:
                    members[member] = (definition, scope)
                hidden.add(member)
            hidden |= scope.maybe
        inner = f"{candidate.prefix}{name}::"
        own_marks = (mark for each in owner.lineage for mark in each.node.decorator_list[::-1])
        marks = [*own_marks, *candidate.marks]
        if owner.unittest:
            yield from self._case_tests(members, inner)
            return
        for member, (definition, scope) in members.items():
            on = scope.switched.get(member)
            within = _Candidate(member, definition, inner, on, marks, candidate.depth - 1)
            yield from self._tests(within)

    def _case_tests(
        self, members: dict[str, tuple[Definition, Scope]], prefix: str
    ) -> Iterator[ExpectedTest]:
        methods = {
            name: found
            for name, (found, scope) in members.items()
            if not isinstance(found.node, ast.ClassDef)
            and scope.switched.get(name) is not False
            and not is_no_test(found.node, found.module)
        }
        tests = {name: found for name, found in methods.items() if name.startswith("test")}
        if not tests and "runTest" in methods:
            tests = {"runTest": methods["runTest"]}
        for name, found in tests.items():
            yield self._test(name, found, prefix, [], parameters=False)

    @staticmethod
    def _test(
        name: str,
        found: Definition,
        prefix: str,
        marks: list[ast.expr],
        *,
        parameters: bool = True,
    ) -> ExpectedTest:
        node = found.node
        count, ids = 1, list[str]()
        if parameters:
            count, ids = parameter_sets([*node.decorator_list[::-1], *marks], found.module.names)
        # A code object begins with the first decorator.
        line = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        return ExpectedTest(prefix + name, found.module.path, line, node.name, count, tuple(ids))


def _abstract(scope: Scope) -> bool:
    return any(
        "abstractmethod" in ast.dump(decorator)
        for bound in scope.known.values()
        if isinstance(bound, Definition)
        for decorator in bound.node.decorator_list
    )


def _exported(module: TestModule) -> list[str]:
    """What ``from module import *`` binds."""
    listed = module.names.values("__all__")
    if len(listed) == 1:
        try:
            return [str(name) for name in ast.literal_eval(listed[0])]
        except (ValueError, TypeError, SyntaxError):
            return []
    return [name for name in module.scope.known if not name.startswith("_")]
