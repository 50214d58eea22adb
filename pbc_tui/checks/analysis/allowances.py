"""What a task allows a file to import, and what the project declares."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pbc_tui.checks.analysis.dependencies import declared_in
from pbc_tui.checks.analysis.distributions import Distributions
from pbc_tui.checks.analysis.spot import Spot, at
from pbc_tui.checks.analysis.stdlib_versions import is_standard
from pbc_tui.checks.analysis.test_tools import is_production, test_tool
from pbc_tui.checks.kinds import is_test

# Every test may use what runs it.
_OF_EVERY_TEST = frozenset({"pytest", "_pytest"})


class Allowances:
    """The allowed imports of one specification in one repository."""

    def __init__(
        self, rules: dict[str, Any], path: str, root: Path, distributions: Distributions
    ) -> None:
        self._distributions = distributions
        self._path, self._root = path, root
        self._stdlib: str | list[str] = rules["stdlib"]
        self._third_party = frozenset[str]().union(
            *map(distributions.modules_of, rules["third_party"])
        )
        self._named = frozenset(rules["third_party"])
        self._local = frozenset(name.partition(".")[0] for name in rules["local"])
        self._test = is_test(path)
        self._production = is_production(path)
        self._declared = declared_in(root)

    def is_local(self, module: str) -> bool:
        """Whether a module is one of the project's own."""
        top = module.partition(".")[0]
        if top in self._local:
            return True
        if top in self._third_party or is_standard(top) or test_tool(top):
            return False
        return self._on_disk(top) or (self._test and top in ("tests", "conftest"))

    def is_third_party(self, module: str) -> bool:
        """Whether a module is, holds or belongs to an allowed package."""
        if self._test and module.partition(".")[0] in _OF_EVERY_TEST:
            return True
        parts = module.split(".")
        spellings = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
        return bool(spellings & self._third_party) or any(
            name.startswith(f"{module}.") for name in self._third_party
        )

    def is_standard_allowed(self, module: str) -> bool:
        """Whether a module of the standard library is on the list, where there is one."""
        return self._stdlib == "any" or any(
            module == name or module.startswith(f"{name}.") for name in self._stdlib
        )

    def misplaced_tool(self, node: ast.AST, module: str) -> Iterator[Spot]:
        """A test tool in production code that the task does not name itself."""
        tool = test_tool(module) if self._production else ""
        if not tool:
            return
        if "." in tool:
            named = any(f"{module}.".startswith(f"{name}.") for name in self._named if "." in name)
        else:
            named = self.is_third_party(module) or (
                isinstance(self._stdlib, list) and self.is_standard_allowed(module)
            )
        if not named:
            yield at(node, "test-tool", f"{tool} is a test tool; it does not belong in this code")

    def foreign(self, node: ast.AST, module: str) -> Spot:
        """The spot of a package that the task does not allow."""
        hint = self._distributions.hint(module)
        named = f" (distribution {hint})" if hint else ""
        allowed = ", ".join(sorted(self._third_party)) or "none"
        message = f"{module}{named} is not among the allowed packages: {allowed}"
        return at(node, "third-party", message)

    def standard_not_listed(self, node: ast.AST, module: str) -> Spot:
        """The spot of a module of the standard library that the list lacks."""
        allowed = ", ".join(self._stdlib) or "none"
        return at(node, "stdlib", f"{module} is not among the allowed modules: {allowed}")

    def undeclared(self, node: ast.AST, module: str, *, lenient: bool) -> Iterator[Spot]:
        """An allowed package that the project does not declare, so that no installation has it.

        ``lenient`` stands for what is imported for type checkers only, or with its absence caught.
        """
        declared = self._declared
        if declared is None or (self._test and module.partition(".")[0] in _OF_EVERY_TEST):
            return
        if declared.provides(module, self._distributions):
            return
        group = declared.provided_for(module, self._distributions)
        if group and (lenient or not self._production or not self._installed_code()):
            return
        if group:
            message = f"{module} is declared only for development ({group}), not to run this code"
            yield at(node, "undeclared", message)
        elif not lenient:
            yield at(node, "undeclared", f"{module} is not declared in {declared.where}")

    def shadowed(self, node: ast.AST, module: str) -> Iterator[Spot]:
        """A module of the standard library that one of the project's own hides."""
        top = module.partition(".")[0]
        if is_standard(top) and top not in self._local and self._on_disk(top, beside=False):
            message = f"the project's own module {top} hides the one of the standard library"
            yield at(node, "shadow", message)

    def _installed_code(self) -> bool:
        """Whether the file is a part of what is installed, not a script or an example beside it."""
        parts = Path(self._path).parts
        return parts[0] == "src" or parts[0] in self._local

    def _on_disk(self, top: str, *, beside: bool = True) -> bool:
        folders = [self._root / "src", self._root]
        if not beside and (self._root / "src").is_dir():
            folders.pop()
        if beside:
            folders.append((self._root / self._path).parent)
        return any(
            (folder / f"{top}.py").is_file() or (folder / top / "__init__.py").is_file()
            for folder in folders
        )
