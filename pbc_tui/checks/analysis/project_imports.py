"""Whether what a file imports from its own project is there, or at least promised by the plan.

Where the text cannot tell, nothing is said: a module with its own ``__getattr__``, a star import
from elsewhere, names that are bound at run time, a file that does not parse, code that a build
writes.
"""

from __future__ import annotations

import ast
import difflib
import re
from pathlib import Path
from typing import Any

from pbc_tui.checks.analysis.conformance.project import Project, module_name
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.contract.extraction import extract
from pbc_tui.design.contract.importing import Import
from pbc_tui.design.contract.parsing import NotPython
from pbc_tui.design.contract.values import Class, Contract, Function, Variable

_OF_EVERY_MODULE = frozenset(
    [
        "__annotations__",
        "__builtins__",
        "__cached__",
        "__dict__",
        "__doc__",
        "__file__",
        "__loader__",
        "__name__",
        "__package__",
        "__path__",
        "__spec__",
    ]
)
_WRITTEN_BY_BUILDS = ("_pb2", "_pb2_grpc")
_BUILD_FILES = ("pyproject.toml", "setup.cfg", "setup.py", ".gitignore")
_BINDS_UNSEEN = re.compile(
    r"\b(?:__path__|sys\.modules|globals\(|locals\(|vars\(|setattr\(|exec\(|global\s)"
)
_MOST_STEPS = 8


class ProjectImports:
    """The modules of the project as the file of one specification sees them.

    ``module`` is that file's own tree; what lies on disk under its name is not asked.
    """

    def __init__(self, module: ast.Module, spec: dict[str, Any], root: Path) -> None:
        self._root = root
        python = (3, int(str(spec["python"]).partition(".")[2]))
        self._own, is_package = module_name(spec["path"])
        try:
            own = extract(module, self._own, is_package=is_package, python=python)
        except NotPython:
            own = None
        self._project = Project(str(root), python, {self._own: own}, spec["promised"])
        self._files = {module_name(path)[0] for path in spec["planned"] if path.endswith(".py")}
        self._planned = {self._own, *self._files}
        for name in [*self._planned]:
            parts = name.split(".")
            self._planned.update(".".join(parts[:end]) for end in range(1, len(parts)))

    def module_fault(self, name: str) -> str:
        """What is wrong with importing a module of the project, "" when nothing is."""
        parts = name.split(".")
        if not all(map(str.isidentifier, parts)) or not self._is_there(parts[0]):
            # Somewhere else than in the places that are known here: then all of it is.
            return ""
        for end in range(2, len(parts) + 1):
            inner, outer = ".".join(parts[:end]), ".".join(parts[: end - 1])
            if not self._is_there(inner) and not self._binds_unseen(outer):
                near = self._near(parts[end - 1], self._modules_in(outer))
                return f"{inner} is neither a module of the project nor planned{near}"
        return ""

    def name_fault(self, module: str, name: str, *, for_typing: bool = False) -> str:
        """What is wrong with importing a name from a module of the project, "" when nothing is.

        ``for_typing``: only type checkers see the import.
        """
        found = self._project.module(module)
        if found is not None and isinstance(found.members.get(name), Class | Function | Variable):
            return ""
        if not self._is_there(module.partition(".")[0]) or self.module_fault(module):
            return ""
        if name in _OF_EVERY_MODULE or self._is_there(f"{module}.{name}"):
            return ""
        promise = self._project.promise(module)
        if promise is not None and name in self._names(promise):
            return ""
        if self._project.place(module):
            return self._fault_in_file(module, name, for_typing)
        if module not in self._files:
            mere = self._project.is_directory(module)
            return f"{module} is a mere directory, which has no {name}" if mere else ""
        if promise is None or promise.empty or promise.stars or "__getattr__" in promise.functions:
            return ""
        near = self._near(name, self._names(promise))
        return f"{module} is not written yet, and its contract has no {name}{near}"

    def _fault_in_file(self, module: str, name: str, for_typing: bool) -> str:
        if self._binds_unseen(module) or self._may_offer(module, name, for_typing, _MOST_STEPS):
            return ""
        found = self._project.module(module)
        if found is None:
            return ""
        if gone := found.gone.get(name):
            return f"{module} has no {name} to import: it {gone.why}"
        return f"{module} has no {name}{self._near(name, self._names(found))}"

    def _may_offer(self, module: str, name: str, for_typing: bool, steps: int) -> bool:
        """Whether a module may have a name, as far as its text and those behind it tell."""
        found = self._project.module(module)
        if found is None or not self._project.closed(module):
            return True
        if name in _OF_EVERY_MODULE or self._is_there(f"{module}.{name}"):
            return True
        if for_typing and name in {*found.gone, *found.imports}:
            return True
        members = [found.members.get(name), *found.alternatives.get(name, ())]
        if any(member is not None and not isinstance(member, Import) for member in members):
            return True
        handed_on = [member for member in members if isinstance(member, Import)]
        for member in handed_on:
            home, _, inner = member.target.rpartition(".")
            if home != member.module or not self._project.place(home):
                return True
            # One that is handed round in a circle is nowhere.
            if steps and self._may_offer(home, inner, for_typing, steps - 1):
                return True
        return not handed_on and any(
            self._project.starred(star, name)
            or name in getattr(self._project.module(star), "imports", ())
            for star in found.stars
        )

    def _is_there(self, name: str) -> bool:
        return (
            name in self._planned or self._project.exists(name) or self._is_written_by_build(name)
        )

    def _is_written_by_build(self, name: str) -> bool:
        short = name.rpartition(".")[2]
        if "." not in name or short.endswith(_WRITTEN_BY_BUILDS):
            return short.endswith(_WRITTEN_BY_BUILDS)
        return any(f"{short}.py" in self._text(place) for place in _BUILD_FILES)

    def _binds_unseen(self, module: str) -> bool:
        """Whether a module may bind names, or modules within it, while it runs."""
        place = self._project.place(module)
        return bool(place and _BINDS_UNSEEN.search(self._text(place)))

    def _names(self, contract: Contract) -> list[str]:
        return [*dict.fromkeys([*contract.members, *(contract.exports or ())])]

    def _modules_in(self, package: str) -> list[str]:
        planned = [name for name in self._planned if name.rpartition(".")[0] == package]
        return [name.rpartition(".")[2] for name in planned] + self._project.modules_in(package)

    def _near(self, name: str, others: list[str]) -> str:
        found = difflib.get_close_matches(name, sorted({*others} - {name}), 1)
        return f" (did you mean {found[0]}?)" if found else ""

    def _text(self, place: str) -> str:
        try:
            return read_source(self._root, place, python=False).text
        except Refused:
            return ""
