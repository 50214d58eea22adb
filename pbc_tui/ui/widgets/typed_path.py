"""Judging a name or path while it is typed into the tree (SPEC 4.2)."""

from __future__ import annotations

from pbc_tui.design.structure import Tree, name_problem


def path_problem(tree: Tree, parent: str, text: str, *, directory: bool) -> str:
    """What is wrong with a typed name or path, part by part."""
    if text.startswith("/"):
        return "an absolute path is not allowed; give it relative to the repository"
    is_directory = directory or text.endswith("/")
    parts = text.strip().rstrip("/").split("/")
    for part in parts[:-1]:
        path = f"{parent}/{part}" if parent else part
        if not (path in tree and tree.get(path).is_directory) and (
            fault := name_problem(tree, parent, part, directory=True)
        ):
            return fault
        parent = path
    return name_problem(tree, parent, parts[-1], directory=is_directory)
