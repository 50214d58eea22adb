"""What the structure lacks or names unwisely, pointed out and never changed silently (SPEC 4.2)."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_tui.design.answers import Answers
from pbc_tui.design.structure.edits import Add, Delete, Edit, Rename, SetPurpose
from pbc_tui.design.structure.names import (
    SOURCE,
    importable_problem,
    name_problem,
    name_warning,
    not_importable,
)
from pbc_tui.design.structure.tree import Node, Tree

_KNOWN_PURPOSES = {
    "__init__.py": "Marks the package and names its public interface.",
    "__main__.py": "Runs the package from the command line.",
    "conftest.py": "Fixtures that the tests share.",
    "py.typed": "Tells type checkers that the package is typed.",
    "README.md": "What it is, how it is installed, and how it is used.",
    "LICENSE": "The licence.",
    "CHANGELOG.md": "What changed, version by version.",
    ".gitignore": "What git leaves alone.",
    ".env.example": "Names the environment variables, without values.",
    "pyproject.toml": "Metadata, dependencies and the settings of the tools.",
    "requirements.txt": "The dependencies at run time.",
    "requirements-dev.txt": "The dependencies of development.",
    "Dockerfile": "Builds the container image.",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to think about; ``edits`` would mend it, () where only the person knows how."""

    code: str
    message: str
    path: str
    edits: tuple[Edit, ...] = ()


def hints(tree: Tree, answers: Answers) -> tuple[Hint, ...]:
    """All hints on a tree: names first, then missing files, empty directories, missing purposes."""
    areas = _package_areas(tree, answers)
    packages = _package_directories(tree, areas)
    return (
        *_names(tree, packages),
        *_no_package(tree, answers, areas),
        *_no_init(tree, packages),
        *_empty(tree),
        *_no_purpose(tree),
    )


def _package_areas(tree: Tree, answers: Answers) -> tuple[str, ...]:
    """The directories in and below which packages lie: ``src``, or the package at the top."""
    name = answers.intake.package_name
    return tuple(path for path in (SOURCE, name) if path and _is_directory(tree, path))


def _package_directories(tree: Tree, areas: tuple[str, ...]) -> dict[str, Node]:
    """The directories in those areas that hold modules, themselves or further down."""
    holding = {
        path[:place]
        for path in tree.files()
        if path.endswith((".py", ".pyi")) and path.partition("/")[0] in areas
        for place, letter in enumerate(path)
        if letter == "/"
    }
    return {path: node for path, node in tree.walk() if path in holding and path != SOURCE}


def _names(tree: Tree, packages: dict[str, Node]) -> Iterator[Hint]:
    for path, node in tree.walk():
        if node.is_directory and path not in packages:
            continue
        parent, _, name = path.rpartition("/")
        fault, code = importable_problem(parent, name, directory=node.is_directory), ""
        if parent in packages and (wrong := not_importable(name, directory=node.is_directory)):
            fault = wrong
        if fault:
            code = "name-shadows" if "shadow" in fault else "name-not-importable"
        elif parent in packages:
            # In a package at the top of the repository the same is unwise as in one under ``src``.
            fault = name_warning(f"{SOURCE}/{parent}", name, directory=node.is_directory)
            code = "name-doubtful"
        if fault:
            shadows = code != "name-not-importable"
            yield Hint(code, f"{path}: {fault}", path, _rename(tree, path, node, shadows))


def _rename(tree: Tree, path: str, node: Node, shadows: bool) -> tuple[Edit, ...]:
    parent, _, name = path.rpartition("/")
    stem, dot, suffix = (name, "", "") if node.is_directory else name.rpartition(".")
    better = re.sub(r"\W+", "_", stem).strip("_") or "module"
    if better[0].isdigit():
        better = f"m_{better}"
    if shadows:
        package = parent.rpartition("/")[2]
        better = f"{package}_{better}" if package not in ("", SOURCE) else f"{better}_app"
    elif keyword.iskeyword(better):
        better = f"{better}_"
    better = f"{better}{dot}{suffix}"
    fault = name_problem(tree, parent, better, directory=node.is_directory, instead_of=name)
    return () if fault or better == name else (Rename(path=path, name=better),)


def _no_package(tree: Tree, answers: Answers, areas: tuple[str, ...]) -> Iterator[Hint]:
    name = answers.intake.package_name
    if not name or not any(path.endswith(".py") for path in tree.files()):
        return
    homes = (f"{SOURCE}/{name}", name, f"{SOURCE}/{name}.py", f"{name}.py")
    if not any(home in tree for home in homes):
        path = f"{SOURCE}/{name}/__init__.py"
        yield Hint(
            "package-missing",
            f"no directory holds the package {name!r}; {path} would begin it",
            "",
            (Add(path=path, purpose=_KNOWN_PURPOSES["__init__.py"]),),
        )


def _no_init(tree: Tree, packages: dict[str, Node]) -> Iterator[Hint]:
    for path in packages:
        init = f"{path}/__init__.py"
        if init not in tree:
            yield Hint(
                "init-missing",
                f"{path}: has no __init__.py, so it is no regular package",
                path,
                (Add(path=init, purpose=_KNOWN_PURPOSES["__init__.py"], index=0),),
            )


def _empty(tree: Tree) -> Iterator[Hint]:
    for path, node in tree.walk():
        if node.is_directory and not node.children:
            yield Hint(
                "directory-empty",
                f"{path}: holds nothing, and git keeps no empty directory",
                path,
                (Delete(paths=(path,)),),
            )


def _no_purpose(tree: Tree) -> Iterator[Hint]:
    for path, node in tree.walk():
        if not node.is_directory and not node.purpose:
            known = _KNOWN_PURPOSES.get(node.name)
            edits: tuple[Edit, ...] = (SetPurpose(path=path, purpose=known),) if known else ()
            yield Hint("purpose-missing", f"{path}: has no purpose yet", path, edits)


def _is_directory(tree: Tree, path: str) -> bool:
    return path in tree and tree.get(path).is_directory
