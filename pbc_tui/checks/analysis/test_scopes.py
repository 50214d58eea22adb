"""What the names of a test module or class stand for at its end, as far as the source says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pbc_tui.checks.analysis.names import Names
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.contract.branches import decided
from pbc_tui.design.contract.parsing import NotPython, parse_module

_MOST_MODULES = 200
_DEPTH = 8

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, eq=False)
class Definition:
    """A function or class, and the module in which it stands."""

    node: Function | ast.ClassDef
    module: TestModule


@dataclass
class Scope:
    """The names of one body: ``known`` for certain, ``maybe`` only under some condition.

    ``switched`` maps a name to the value of its ``__test__``, ``stars`` names what is imported
    whole.
    """

    known: dict[str, Definition | str | None] = field(default_factory=dict)
    maybe: set[str] = field(default_factory=set)
    switched: dict[str, bool] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)


@dataclass(eq=False)
class TestModule:
    """A module of the repository: its path, its tree and what its names stand for."""

    __test__ = False

    path: str
    tree: ast.Module
    repository: Repository
    names: Names = field(init=False)
    scope: Scope = field(init=False)

    def __post_init__(self) -> None:
        self.names = Names(self.tree)
        self.scope = self.scope_of(self.tree.body)

    def scope_of(self, body: list[ast.stmt]) -> Scope:
        """What the names of a body stand for after its last statement."""
        scope = Scope()
        self._run(body, scope, certain=True)
        return scope

    def definition(self, bound: Definition | str | None, depth: int = _DEPTH) -> Definition | None:
        """The definition behind a binding, imports followed through the repository."""
        if isinstance(bound, Definition) or bound is None or depth == 0:
            return bound if isinstance(bound, Definition) else None
        home, _, name = bound.rpartition(".")
        module = self.repository.module(home, self.path)
        if module is None or module is self:
            return None
        found = module.scope.known.get(name)
        if found is None:
            for star in module.scope.stars:
                if inherited := module.definition(f"{star}.{name}", depth - 1):
                    return inherited
        return module.definition(found, depth - 1)

    def named(self, expression: ast.expr) -> Definition | None:
        """The class or function that an expression names."""
        if isinstance(expression, ast.Subscript):
            expression = expression.value
        if isinstance(expression, ast.Name) and expression.id in self.scope.known:
            return self.definition(self.scope.known[expression.id])
        dotted = self.names.dotted(expression)
        return self.definition(dotted) if "." in dotted else None

    def _run(self, body: list[ast.stmt], scope: Scope, *, certain: bool) -> None:
        for node in body:
            self._statement(node, scope, certain)

    def _statement(self, node: ast.stmt, scope: Scope, certain: bool) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                _bind(scope, node.name, Definition(node, self), certain)
            case ast.Import() | ast.ImportFrom():
                for name, target in _imported(node):
                    if name == "*":
                        scope.stars.append(target)
                    else:
                        _bind(scope, name, target, certain)
            case ast.Assign():
                for aim in node.targets:
                    self._assign(aim, node.value, scope, certain)
            case ast.AnnAssign():
                if node.value is not None:
                    self._assign(node.target, node.value, scope, certain)
            case ast.Delete(targets=targets):
                for gone in targets:
                    if isinstance(gone, ast.Name):
                        scope.known.pop(gone.id, None)
                        scope.maybe.add(gone.id)
            case ast.If(test=test, body=then, orelse=otherwise):
                value_of_test = decided(test, lambda dotted: dotted or "", None)
                if value_of_test is not False:
                    self._run(then, scope, certain=certain and value_of_test is True)
                if value_of_test is not True:
                    self._run(otherwise, scope, certain=certain and value_of_test is False)
            case ast.With(body=inner) | ast.AsyncWith(body=inner):
                self._run(inner, scope, certain=certain)
            case ast.Try() | ast.TryStar():
                handlers = [statement for each in node.handlers for statement in each.body]
                self._run(node.body, scope, certain=certain and not handlers)
                self._run([*handlers, *node.orelse], scope, certain=False)
                self._run(node.finalbody, scope, certain=certain)
            case ast.For() | ast.AsyncFor() | ast.While():
                self._run([*node.body, *node.orelse], scope, certain=False)
            case ast.Match(cases=cases):
                for case in cases:
                    self._run(case.body, scope, certain=False)

    def _assign(self, target: ast.expr, value: ast.expr, scope: Scope, certain: bool) -> None:
        if isinstance(target, ast.Attribute) and target.attr == "__test__":
            if isinstance(target.value, ast.Name) and isinstance(value, ast.Constant):
                scope.switched[target.value.id] = bool(value.value)
            return
        if not isinstance(target, ast.Name):
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    _bind(scope, node.id, None, certain)
            return
        if target.id == "__test__" and isinstance(value, ast.Constant):
            scope.switched["__test__"] = bool(value.value)
        alias = scope.known.get(value.id) if isinstance(value, ast.Name) else None
        _bind(scope, target.id, alias, certain)


class Repository:
    """The modules of the repository, read when they are asked for.

    ``given`` holds texts by path that stand for what lies on disk, ``places`` the directories from
    which modules are imported.
    """

    def __init__(
        self, root: Path, given: dict[str, str] | None = None, places: tuple[str, ...] = ()
    ) -> None:
        self.root = root
        self._given = given or {}
        self._places = ("src", "", *places)
        self._read: dict[str, TestModule | None] = {}
        self.faults: dict[str, str] = {}

    def at(self, path: str) -> TestModule | None:
        """The module at a path; None where there is none, ``faults`` says why then."""
        if path not in self._read:
            self._read[path] = None
            if len(self._read) <= _MOST_MODULES:
                self._read[path] = self._parsed(path)
        return self._read[path]

    def module(self, dotted: str, importer: str) -> TestModule | None:
        """The module of this name, as a file of the repository would import it."""
        path = self.path_of(dotted, importer)
        return self.at(path) if path else None

    def path_of(self, dotted: str, importer: str) -> str:
        """The path of a module as seen from the file that imports it, "" when there is none."""
        folder = PurePosixPath(importer).parent
        if dotted.startswith("."):
            bare = dotted.lstrip(".")
            for _ in range(len(dotted) - len(bare) - 1):
                folder = folder.parent
            starts = [folder.as_posix()]
        else:
            bare, starts = dotted, [*self._places, *self._basedirs(folder)]
        inner = bare.replace(".", "/")
        for start in starts:
            for ending in (".py", "/__init__.py"):
                path = PurePosixPath(start, inner + ending).as_posix().lstrip("/")
                if inner and (path in self._given or (self.root / path).is_file()):
                    return path
        return ""

    def _basedirs(self, folder: PurePosixPath) -> Iterator[str]:
        """What pytest puts on the path for a test file: the first directory that is no package."""
        while folder.parts and (self.root / folder / "__init__.py").is_file():
            folder = folder.parent
        yield folder.as_posix()

    def _parsed(self, path: str) -> TestModule | None:
        try:
            text = self._given.get(path)
            if text is None:
                source = read_source(self.root, path, python=True)
                if source.fault:
                    raise Refused(source.fault)
                text = source.text
            return TestModule(path, parse_module(text), self)
        except (Refused, NotPython) as error:
            self.faults[path] = str(error)
            return None


def _bind(scope: Scope, name: str, value: Definition | str | None, certain: bool) -> None:
    if certain:
        scope.known[name] = value
        scope.maybe.discard(name)
    else:
        scope.known.pop(name, None)
        scope.maybe.add(name)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.partition(".")[0]
            yield alias.asname or top, alias.name if alias.asname else top
        return
    source = "." * node.level + (node.module or "")
    for alias in node.names:
        if alias.name == "*":
            yield "*", source
        else:
            joint = "" if source.endswith(".") else "."
            yield alias.asname or alias.name, f"{source}{joint}{alias.name}"
