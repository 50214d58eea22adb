"""What each file of the plan needs, by its role, its contract and what a test tries (SPEC 5)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from pbc_tui.design.blueprint.brief import Brief
from pbc_tui.design.blueprint.context import Context, module_name
from pbc_tui.design.contract import imports_in
from pbc_tui.design.plan.own_files import is_test_file, subjects_of


def needs_of(
    briefs: Mapping[str, Brief],
    texts: Mapping[str, str],
    layout: Mapping[str, str],
    context: Context,
) -> dict[str, frozenset[str]]:
    """For each path the paths of the files that must be there before it.

    ``texts`` maps each path to the stub text of its contract.

    An import that a contract makes for type checkers only counts too, unless the two files would
    then wait for each other: a program runs without it.
    """
    modules = {module_name(file): file for file in briefs if file.endswith(".py")}
    found: dict[str, set[str]] = {}
    for path, brief in briefs.items():
        wanted = {layout[role] for role in brief.requires if role in layout}
        wanted.update(_imported(path, texts[path], modules, for_typing=False))
        if is_test_file(path):
            wanted.update(subjects_of(path, context.files))
        found[path] = {need for need in wanted if need in briefs and need != path}
    for path, text in texts.items():
        for need in _imported(path, text, modules, for_typing=True):
            if need not in found[path] and need != path and not _reaches(need, path, found):
                found[path].add(need)
    return {path: frozenset(wanted) for path, wanted in found.items()}


def is_package_file(path: str) -> bool:
    """Whether a file is the one that makes its directory a package."""
    return posixpath.basename(path) == "__init__.py"


def _imported(
    path: str, text: str, modules: Mapping[str, str], *, for_typing: bool
) -> Iterator[str]:
    package = is_package_file(path)
    for entry in imports_in(text, module_name(path), is_package=package, for_typing=for_typing):
        # ``from app import core`` may mean a module of the package.
        home = entry.target if entry.target.startswith(f"{entry.module}.") else entry.module
        if (file := modules.get(home) or modules.get(entry.module)) is not None:
            yield file


def _reaches(start: str, goal: str, needs: Mapping[str, set[str]]) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop()
        if path == goal:
            return True
        fresh = needs.get(path, set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return False
