"""Whether a file imports only what its task allows, however an import is spelled."""

from __future__ import annotations

import ast
import builtins
import functools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from pbc_tui.checks.analysis.allowances import Allowances
from pbc_tui.checks.analysis.conformance.project import module_name
from pbc_tui.checks.analysis.distributions import Distributions
from pbc_tui.checks.analysis.loading import loaded_by
from pbc_tui.checks.analysis.names import names_of
from pbc_tui.checks.analysis.nodes import nodes_of
from pbc_tui.checks.analysis.other_scopes import OtherScopes
from pbc_tui.checks.analysis.prohibitions import Prohibitions
from pbc_tui.checks.analysis.project_imports import ProjectImports
from pbc_tui.checks.analysis.spot import Spot, at
from pbc_tui.checks.analysis.stdlib_versions import (
    is_standard,
    module_fault,
    name_fault,
    unknown_name,
)
from pbc_tui.checks.analysis.test_tools import asked_for
from pbc_tui.checks.analysis.version_reach import VersionReach
from pbc_tui.checks.analysis.weighing import MOST_SPOTS

_TOO_DEEP = "something is handed on through too many steps to say whether it is prohibited"


class ImportRules:
    """The rules of one specification, applied to one module.

    ``packages`` are the directories in which the project's environment keeps what is installed.
    """

    def __init__(
        self, module: ast.Module, spec: dict[str, Any], root: str, packages: Iterable[str] = ()
    ) -> None:
        self._module = module
        self._spec, self._root = spec, Path(root)
        self._path = str(spec["path"])
        self._names = names_of(module)
        place, distributions = self._root, Distributions(tuple(packages))
        rules = spec["imports"]
        self._prohibited = Prohibitions(rules["prohibited"], self._path, place, distributions)
        self._allowed = Allowances(rules, self._path, place, distributions)
        self._reach = VersionReach(module, self._names, int(str(spec["python"]).partition(".")[2]))

    @functools.cached_property
    def _own(self) -> ProjectImports:
        return ProjectImports(self._module, self._spec, self._root)

    @functools.cached_property
    def _scopes(self) -> OtherScopes:
        return OtherScopes(self._module, self._names)

    def spots(self) -> list[Spot]:
        """Everything that the rules do not allow."""
        found = [*self._own_shadow()]
        failing = 0
        trees: list[tuple[ast.AST | None, ast.Module]] = [(None, self._module)]
        for shown, tree in [*trees, *self._names.inner]:
            for node in nodes_of(tree):
                spots = self._of(node)
                for spot in spots if shown is None else self._moved(spots, shown):
                    found.append(spot)
                    failing += spot.fails
                    if failing > MOST_SPOTS:
                        return [*_outermost(found), _too_many()]
        if self._names.too_deep and self._prohibited:
            found.append(Spot(0, 0, "dynamic", _TOO_DEEP))
        return _outermost(found)

    def _of(self, node: ast.AST) -> Iterator[Spot]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from self._imported(node, alias.name)
        elif isinstance(node, ast.ImportFrom):
            yield from self._imported_from(node)
        elif isinstance(node, ast.Call):
            yield from self._loaded(node)
        elif tool := asked_for(node, self._names):
            # Code that knows is free to do right there alone.
            for spot in self._allowed.misplaced_tool(node, tool):
                yield replace(spot, message="this code asks whether it is tested")
        if isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
            yield from self._used(node)

    def _imported_from(self, node: ast.ImportFrom) -> Iterator[Spot]:
        source = self._prohibited.absolute("." * node.level + (node.module or ""))
        if node.level and self._leaves(node.level):
            yield at(node, "relative", "this relative import leaves the package")
            return
        dotted = {alias: f"{source}.{alias.name}" for alias in node.names}
        parts = [name for alias, name in dotted.items() if alias.name != "*"]
        # ``from os import path`` asks for os.path, which may be allowed where os as a whole is not.
        listed = len(parts) == len(dotted) and all(map(self._allowed.is_standard_allowed, parts))
        if not node.level and (self._allowed.is_standard_allowed(source) or not listed):
            yield from self._imported(node, source)
        for alias, name in dotted.items():
            if alias.name == "*":
                if hidden := self._prohibited.within(source):
                    message = f"import * from {source} brings in {', '.join(hidden)}"
                    yield at(node, "prohibited", message)
            elif rule := self._prohibited.rule_for(name):
                if node.level or not self._prohibited.rule_for(source):
                    yield self._breach(node, name, rule)
            elif node.level or self._allowed.is_local(source):
                yield from self._own_part(node, source, alias.name)
            else:
                yield from self._part(node, source, name)
        if node.level and not self._prohibited.rule_for(source):
            yield from self._own_module(node, source)

    def _own_module(self, node: ast.AST, module: str) -> Iterator[Spot]:
        """A module of the project."""
        if self._reach.lowest(node) is not None and (fault := self._own.module_fault(module)):
            yield at(node, "missing", fault)

    def _own_part(self, node: ast.ImportFrom, source: str, name: str) -> Iterator[Spot]:
        """One name that is imported from a module of the project."""
        for_typing = self._reach.is_for_typing(node)
        if self._reach.lowest(node) is not None and (
            fault := self._own.name_fault(source, name, for_typing=for_typing)
        ):
            yield at(node, "missing", fault)

    def _part(self, node: ast.ImportFrom, source: str, name: str) -> Iterator[Spot]:
        """One name that is imported from a module of somebody else."""
        yield from self._allowed.misplaced_tool(node, name)
        fault = self._name_fault(node, name)
        if not fault and self._reach.lowest(node) is not None and not self._is_replaced(source):
            fault = unknown_name(name)
        if fault:
            yield at(node, "version", fault)

    def _imported(self, node: ast.AST, module: str) -> Iterator[Spot]:
        if rule := self._prohibited.rule_for(module):
            yield self._breach(node, module, rule)
            return
        top = module.partition(".")[0]
        if not top or top == "__future__":
            return
        if self._allowed.is_local(module):
            yield from self._own_module(node, module)
            return
        misplaced = [*self._allowed.misplaced_tool(node, module)]
        if misplaced:
            yield from misplaced
        elif self._allowed.is_third_party(module):
            optional = self._reach.is_optional(node) or self._reach.is_for_typing(node)
            yield from self._allowed.undeclared(node, module, lenient=optional)
        elif is_standard(top):
            yield from self._standard(node, module)
        else:
            yield self._allowed.foreign(node, module)

    def _standard(self, node: ast.AST, module: str) -> Iterator[Spot]:
        if not self._allowed.is_standard_allowed(module):
            yield self._allowed.standard_not_listed(node, module)
        elif fault := self._module_fault(node, module):
            yield at(node, "version", fault)
        else:
            yield from self._allowed.shadowed(node, module)

    def _loaded(self, node: ast.Call) -> Iterator[Spot]:
        loaded = loaded_by(node, self._names)
        if loaded is None:
            return
        elsewhere = self._elsewhere(node)
        for name in loaded.names:
            if name in elsewhere:
                continue
            whole = self._prohibited.absolute(name)
            if rule := self._prohibited.rule_for(whole):
                yield self._breach(node, whole, rule)
            elif (loaded.within or not name.startswith(".")) and not loaded.asks:
                # A name that came from elsewhere in the file may never get here.
                for spot in self._imported(node, whole):
                    yield spot if loaded.closed else replace(spot, fails=False)
        for stem in loaded.stems:
            if rule := self._prohibited.rule_behind(stem):
                yield self._breach(node, stem, rule)
        if not loaded.certain and self._prohibited and not loaded.asks:
            message = "which module is imported here cannot be said from the source"
            yield at(node, "dynamic", message, fails=False)

    def _used(self, node: ast.expr) -> Iterator[Spot]:
        dotted = self._names.all_dotted(node)
        if isinstance(node, ast.Name):
            own = self._names.is_bound(node.id) or not hasattr(builtins, node.id)
            dotted = dotted if own else [f"builtins.{node.id}"]
        elsewhere = self._elsewhere(node)
        faults = []
        plain = isinstance(node, ast.Name | ast.Attribute)
        for name in dotted:
            if name in elsewhere:
                continue
            if rule := self._prohibited.rule_for(name):
                # The import of a prohibited module is told where it stands, not at every use.
                if "." in rule or not plain or self._prohibited.by_detour(name):
                    yield self._breach(node, name, rule)
            elif isinstance(node, ast.Attribute) or _is_plain_getattr(node):
                faults.append(self._name_fault(node, name))
        if isinstance(node, ast.Call):
            yield from self._read_by_unknown_name(node)
        # A name that may be several things is at fault when it is so as each of them.
        if faults and all(faults):
            yield at(node, "version", faults[0])

    def _elsewhere(self, node: ast.expr) -> frozenset[str]:
        """The modules that a call seems to load by a name which holds them elsewhere only."""
        if not isinstance(node, ast.Call):
            return frozenset()
        loaded = loaded_by(node, self._names)
        if loaded is None or not loaded.names:
            return frozenset()
        return self._scopes.texts(loaded.given, node)

    def _read_by_unknown_name(self, node: ast.Call) -> Iterator[Spot]:
        if len(node.args) < 2 or self._names.dotted(node.func) not in ("getattr", "vars"):
            return
        if self._names.texts(node.args[1]):
            return
        for owner in self._names.all_dotted(node.args[0]):
            if rules := self._prohibited.members(owner):
                message = f"whether this reads {', '.join(rules)} cannot be said from the source"
                yield at(node, "dynamic", message, fails=False)

    def _breach(self, node: ast.AST, dotted: str, rule: str) -> Spot:
        spelled = "" if dotted == rule else f" (here as {dotted})"
        return at(node, "prohibited", f"{rule} is prohibited{spelled}")

    def _module_fault(self, node: ast.AST, module: str) -> str:
        minor = self._reach.lowest(node)
        return "" if minor is None else module_fault(module, minor)

    def _name_fault(self, node: ast.AST, dotted: str) -> str:
        minor = self._reach.lowest(node)
        if minor is None or self._is_replaced(dotted.rpartition(".")[0]):
            return ""
        return name_fault(dotted, minor)

    def _is_replaced(self, module: str) -> bool:
        """Whether an allowed package or the project gives a module in place of the standard one."""
        return self._allowed.is_third_party(module) or self._allowed.is_local(module)

    def _moved(self, spots: Iterable[Spot], shown: ast.AST) -> Iterator[Spot]:
        """Spots in code that a text holds, at the call that runs the text."""
        for spot in spots:
            if spot.code != "version" or self._reach.lowest(shown) is not None:
                yield at(shown, spot.code, spot.message, fails=spot.fails)

    def _leaves(self, level: int) -> bool:
        folders = PurePosixPath(self._path).parts[:-1]
        return level > len(folders) - (folders[:1] == ("src",))

    def _own_shadow(self) -> Iterator[Spot]:
        name, _ = module_name(self._path)
        top = name.partition(".")[0]
        if "." not in name and self._path.startswith(("src/", top)) and is_standard(top):
            message = f"a module named {top} hides the one of the standard library"
            yield Spot(0, 0, "shadow", message)


def _too_many() -> Spot:
    return Spot(0, 0, "more", "what comes after these places was not looked at")


def _is_plain_getattr(node: ast.expr) -> bool:
    """Whether a call reads a name and has nothing to give where it is absent."""
    return isinstance(node, ast.Call) and len(node.args) == 2 and not node.keywords


def _outermost(spots: list[Spot]) -> list[Spot]:
    """One spot per line and rule: ``os.environ.get`` and the ``os.environ`` in it are one."""
    kept: dict[tuple[int, str, str], Spot] = {}
    for spot in spots:
        rule = spot.message.partition(" (here as ")[0]
        kept.setdefault((spot.line, spot.code, rule), spot)
    return list(kept.values())
