"""The person's own templates: structures kept in their data directory, for any project (SPEC 4.1).

A template is a text file in the box-drawing notation, purposes included; whoever likes edits it by
hand. The name of the package that it was saved from is written ``{package}`` there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pbc_tui.design.structure import Node, Tree, TreeSyntaxError, print_tree, read_tree
from pbc_tui.design.structure import with_roles_of as roles_of
from pbc_tui.design.templates import propose
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused, refusing
from pbc_tui.workspace.files import read, write_atomically

PLACEHOLDER = "{package}"
"""What stands in a template for the name of the package."""

_NAME = re.compile(r"[\w][\w .-]{0,59}")
_SUFFIX = ".txt"


def directory() -> Path:
    """Where the templates lie: in the user's data directory."""
    from platformdirs import user_data_path

    return user_data_path("pbc-tui") / "templates"


def names() -> tuple[str, ...]:
    """The templates that are there, by name."""
    try:
        found = sorted(directory().glob(f"*{_SUFFIX}"))
    except OSError:
        return ()
    return tuple(path.stem for path in found if _NAME.fullmatch(path.stem))


def name_fault(name: str) -> str:
    """Why a template cannot be called so; "" when it can."""
    if _NAME.fullmatch(name.strip()):
        return ""
    return "a name has letters, digits, blanks, dots and dashes, at most 60"


def save(project: Project, name: str) -> Path:
    """Keep the structure as it is now; one of the same name is replaced.

    Raises:
        Refused: for a name that no file can have, an empty structure, or a disk that refuses.
    """
    name = name.strip()
    if fault := name_fault(name):
        raise Refused(f"{name!r}: {fault}")
    if not project.state.tree:
        raise Refused("the structure is empty")
    package = project.state.answers.intake.package_name or ""
    tree = project.state.tree
    if package:
        tree = _renamed(tree, package, PLACEHOLDER)
    text = print_tree(tree, root_name=".")
    place = directory()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{place}: {error.strerror or error}") from error
    with refusing():
        return write_atomically(place, name + _SUFFIX, text.encode())


def load(project: Project, name: str) -> Tree:
    """The structure of a template, for this project's package.

    A file that the purpose's own template also has, at the same path, keeps its meaning.

    Raises:
        Refused: when it cannot be read, naming the line.
    """
    with refusing():
        text = read(directory(), name + _SUFFIX).decode("utf-8", "replace")
    try:
        tree = read_tree(text)
    except TreeSyntaxError as error:
        raise Refused(f"{directory() / (name + _SUFFIX)}: {error}") from error
    answers = project.state.answers
    if package := answers.intake.package_name:
        tree = _renamed(tree, PLACEHOLDER, package)
    with refusing():
        return roles_of(tree, propose(answers.before_features))


def _renamed(tree: Tree, old: str, new: str) -> Tree:
    """The tree with ``new`` for ``old`` in names, but for their suffix, and in purposes."""
    word = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")

    def node(each: Node) -> Node:
        stem, dot, suffix = each.name.partition(".")
        return replace(
            each,
            name=f"{new}{dot}{suffix}" if stem == old else each.name,
            purpose=word.sub(lambda _: new, each.purpose),
            children=tuple(node(child) for child in each.children),
        )

    return Tree(tuple(node(each) for each in tree.entries))
