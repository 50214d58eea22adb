"""Whether a file imports only what its task allows, however an import is spelled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pbc_tui.checks.analysis.distributions import distribution_hint, modules_of
from pbc_tui.checks.analysis.names import first_argument, names_of
from pbc_tui.checks.analysis.spot import Spot, at
from pbc_tui.checks.analysis.stdlib_versions import is_standard, module_fault, name_fault
from pbc_tui.checks.kinds import is_test

_TEST_TOOLS = frozenset(
    [
        "pytest",
        "_pytest",
        "unittest",
        "mock",
        "nose",
        "nose2",
        "hypothesis",
        "doctest",
        "pytest_mock",
        "pytest_asyncio",
        "responses",
        "respx",
        "freezegun",
        "time_machine",
        "factory",
        "faker",
        "testfixtures",
    ]
)
_LOADERS = ("__import__", "builtins.__import__", "importlib.import_module")
# Every test may use what runs it.
_OF_EVERY_TEST = frozenset({"pytest", "_pytest"})


class ImportRules:
    """The rules of one specification, applied to one module."""

    def __init__(self, module: ast.Module, spec: dict[str, Any], root: str) -> None:
        rules = spec["imports"]
        self._module = module
        self._names = names_of(module)
        self._path = str(spec["path"])
        self._root = Path(root)
        self._minor = int(str(spec["python"]).partition(".")[2])
        self._stdlib: str | list[str] = rules["stdlib"]
        self._third_party = frozenset().union(*map(modules_of, rules["third_party"]), ())
        self._prohibited = tuple(rules["prohibited"])
        self._local = frozenset(name.partition(".")[0] for name in rules["local"])
        self._test = is_test(self._path)
        self._guarded = frozenset(_guarded(module))

    def spots(self) -> list[Spot]:
        """Everything that the rules do not allow."""
        found: list[Spot] = []
        for node in ast.walk(self._module):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found += self._imported(node, alias.name)
            elif isinstance(node, ast.ImportFrom):
                found += self._imported_from(node)
            elif isinstance(node, ast.Call):
                found += self._loaded(node)
            if isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
                found += self._used(node)
        return _outermost(found)

    def _imported_from(self, node: ast.ImportFrom) -> Iterator[Spot]:
        if node.level:
            folders = PurePosixPath(self._path).parts[:-1]
            if node.level > len(folders) - (folders[:1] == ("src",)):
                yield at(node, "relative", "this relative import leaves the package")
            return
        source = node.module or ""
        yield from self._imported(node, source)
        for alias in node.names:
            dotted = f"{source}.{alias.name}"
            if alias.name == "*":
                yield from self._wildcard(node, source)
            elif rule := self._rule_for(dotted):
                if not self._rule_for(source):
                    yield self._breach(node, dotted, rule)
            elif fault := self._version_fault(node, dotted):
                yield at(node, "version", fault)

    def _imported(self, node: ast.AST, module: str) -> Iterator[Spot]:
        if rule := self._rule_for(module):
            yield self._breach(node, module, rule)
            return
        top = module.partition(".")[0]
        if top == "__future__":
            return
        if self._is_local(top):
            return
        if not self._test and top in _TEST_TOOLS and not self._listed(module):
            yield at(node, "test-tool", f"{top} is a test tool; it does not belong in this code")
        elif self._is_allowed_third_party(module):
            return
        elif is_standard(top):
            yield from self._standard(node, module)
        else:
            hint = distribution_hint(module)
            named = f" (distribution {hint})" if hint else ""
            allowed = ", ".join(sorted(self._third_party)) or "none"
            message = f"{module}{named} is not among the allowed packages: {allowed}"
            yield at(node, "third-party", message)

    def _standard(self, node: ast.AST, module: str) -> Iterator[Spot]:
        top = module.partition(".")[0]
        if self._stdlib != "any" and not any(
            module == name or module.startswith(f"{name}.") for name in self._stdlib
        ):
            allowed = ", ".join(self._stdlib) or "none"
            yield at(node, "stdlib", f"{module} is not among the allowed modules: {allowed}")
        elif (node not in self._guarded and (fault := module_fault(top, self._minor))) or (
            fault := self._version_fault(node, module)
        ):
            yield at(node, "version", fault)

    def _wildcard(self, node: ast.AST, source: str) -> Iterator[Spot]:
        hidden = [rule for rule in self._prohibited if rule.startswith(f"{source}.")]
        if hidden:
            yield at(node, "prohibited", f"import * from {source} brings in {', '.join(hidden)}")

    def _loaded(self, node: ast.Call) -> Iterator[Spot]:
        function = self._names.dotted(node.func)
        if function not in _LOADERS:
            return
        name = self._names.text(first_argument(node, "name"))
        if name is not None and not name.startswith("."):
            yield from self._imported(node, name)
        elif name is None and self._prohibited:
            message = "which module is imported here cannot be said from the source"
            yield at(node, "dynamic", message, fails=False)

    def _used(self, node: ast.expr) -> Iterator[Spot]:
        for dotted in self._names.all_dotted(node):
            if "." not in dotted:
                continue
            if rule := self._rule_for(dotted):
                if "." in rule:
                    yield self._breach(node, dotted, rule)
            elif isinstance(node, ast.Attribute) and (fault := self._version_fault(node, dotted)):
                yield at(node, "version", fault)

    def _rule_for(self, dotted: str) -> str:
        return next(
            (
                rule
                for rule in self._prohibited
                if any(dotted == name or dotted.startswith(f"{name}.") for name in _meant(rule))
            ),
            "",
        )

    def _breach(self, node: ast.AST, dotted: str, rule: str) -> Spot:
        spelled = "" if dotted == rule else f" (here as {dotted})"
        return at(node, "prohibited", f"{rule} is prohibited{spelled}")

    def _version_fault(self, node: ast.AST, dotted: str) -> str:
        return "" if node in self._guarded else name_fault(dotted, self._minor)

    def _is_allowed_third_party(self, module: str) -> bool:
        if self._test and module.partition(".")[0] in _OF_EVERY_TEST:
            return True
        parts = module.split(".")
        spellings = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
        return bool(spellings & self._third_party) or any(
            name.startswith(f"{module}.") for name in self._third_party
        )

    def _listed(self, module: str) -> bool:
        if self._is_allowed_third_party(module):
            return True
        top = module.partition(".")[0]
        return isinstance(self._stdlib, list) and (module in self._stdlib or top in self._stdlib)

    def _is_local(self, top: str) -> bool:
        if top in self._local:
            return True
        if top in self._third_party or is_standard(top) or top in _TEST_TOOLS:
            return False
        folders = [self._root, self._root / "src", (self._root / self._path).parent]
        return any(
            (folder / f"{top}.py").is_file() or (folder / top / "__init__.py").is_file()
            for folder in folders
        ) or (self._test and top in ("tests", "conftest"))


def _meant(rule: str) -> frozenset[str]:
    return modules_of(rule) | {rule} if "." not in rule else frozenset({rule})


def _guarded(module: ast.Module) -> Iterator[ast.AST]:
    """What stands under a test of the version, or in a try that catches a missing import."""
    for node in ast.walk(module):
        branches: list[ast.stmt] = []
        if isinstance(node, ast.If) and _asks_for_version(node.test):
            branches = [*node.body, *node.orelse]
        elif isinstance(node, ast.Try) and any(map(_catches_import, node.handlers)):
            branches = [*node.body, *(line for h in node.handlers for line in h.body)]
        for statement in branches:
            yield from ast.walk(statement)


def _asks_for_version(test: ast.expr) -> bool:
    return any(
        (isinstance(part, ast.Attribute) and part.attr == "version_info")
        or (isinstance(part, ast.Name) and part.id in ("hasattr", "version_info"))
        for part in ast.walk(test)
    )


def _catches_import(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(caught & {"ImportError", "ModuleNotFoundError", "AttributeError", "Exception"})


def _outermost(spots: list[Spot]) -> list[Spot]:
    """One spot per line and rule: ``os.environ.get`` and the ``os.environ`` in it are one."""
    kept: dict[tuple[int, str, str], Spot] = {}
    for spot in spots:
        rule = spot.message.partition(" (here as ")[0]
        kept.setdefault((spot.line, spot.code, rule), spot)
    return list(kept.values())
