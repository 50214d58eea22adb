"""What an entry may be called in its place: checked while the name is typed (SPEC 4.2)."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Iterable

from pbc_tui.design.paths import module_fault, name_fault, shadows_stdlib
from pbc_tui.design.structure.tree import Node, Tree

SOURCE = "src"
"""The directory whose entries are importable at the top level (the "src layout")."""
_KEPT_FOR_OTHERS = {".git": "git", ".pbc": "pbc-tui"}


def same_file_key(name: str) -> str:
    """What two names share when some file system takes them for one: case and composition aside."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def name_problem(
    tree: Tree, parent: str, name: str, *, directory: bool = False, instead_of: str = ""
) -> str:
    """Say why an entry of this name is refused in ``parent``; "" when it is not.

    ``parent`` is a path, "" for the repository itself; one that is not there yet is taken as empty.
    ``instead_of`` is the present name of an entry that is being renamed.
    """
    if fault := plain_problem(name) or importable_problem(parent, name, directory=directory):
        return fault
    siblings = tree.children(parent) if not parent or _is_directory(tree, parent) else ()
    return taken_problem((node for node in siblings if node.name != instead_of), name)


def plain_problem(name: str) -> str:
    """Say why no entry can be called so anywhere."""
    if fault := name_fault(name):
        return fault
    owner = _KEPT_FOR_OTHERS.get(same_file_key(name))
    return f"{name!r} belongs to {owner}" if owner else ""


def taken_problem(siblings: Iterable[Node], name: str) -> str:
    """Say which entry beside it has this name already, or one that differs by case only."""
    key = same_file_key(name)
    for node in siblings:
        if node.name == name:
            return f"{name!r} is there already"
        if same_file_key(node.name) == key:
            return f"{name!r} differs from {node.name!r} only by case"
    return ""


def importable_problem(parent: str, name: str, *, directory: bool) -> str:
    """Say why a name breaks imports: in ``src`` and its packages, and for modules at the top level.

    Inside a package a module may be called like one of the standard library, since imports are
    absolute; ``name_warning`` mentions it.
    """
    module = _module(name, directory)
    if not module:
        return ""
    imported = parent == SOURCE or (not directory and parent.startswith(f"{SOURCE}/"))
    if imported and (fault := _spelling_fault(module)):
        return fault
    if (parent == SOURCE or not (parent or directory)) and shadows_stdlib(module):
        return f"{module!r} would shadow the standard library's module of that name"
    return ""


def not_importable(name: str, *, directory: bool) -> str:
    """Say why a module or package of this name cannot be imported; "" for other files too."""
    module = _module(name, directory)
    return _spelling_fault(module) if module else ""


def name_warning(parent: str, name: str, *, directory: bool = False) -> str:
    """Say what is unwise about a name that is allowed; "" when nothing is."""
    module = _module(name, directory)
    if not module or not parent.startswith(f"{SOURCE}/"):
        return ""
    if directory and (fault := _spelling_fault(module)):
        return f"{fault}; fine for a directory without modules"
    if shadows_stdlib(module):
        return f"{module!r} is also a module of the standard library"
    return ""


def _module(name: str, directory: bool) -> str:
    if directory:
        return name
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and suffix in ("py", "pyi") else ""


def _spelling_fault(module: str) -> str:
    # ``match`` and ``type`` are keywords only where the grammar wants them; they can be imported.
    return "" if keyword.issoftkeyword(module) else module_fault(module)


def _is_directory(tree: Tree, path: str) -> bool:
    return path in tree and tree.get(path).is_directory
