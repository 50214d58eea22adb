"""A tree as plain JSON, the form in which the journal keeps it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator

from pbc_tui.design.structure.tree import DEEPEST, Node, Tree

Stored = dict[str, Any]
"""``name``, ``purpose``, ``role``, ``children``; only a directory has ``children``, maybe none."""


def store(tree: Tree) -> list[Stored]:
    """The entries of a tree as JSON values."""
    return [_store(node) for node in tree.entries]


def restore(value: Any) -> Tree:
    """The tree of JSON values; a tree stays as it is.

    Raises:
        ValueError: when the value is not what ``store`` gives.
    """
    if isinstance(value, Tree):
        return value
    return Tree(_restore_all(value, DEEPEST))


def _store(node: Node) -> Stored:
    stored: Stored = {"name": node.name}
    if node.purpose:
        stored["purpose"] = node.purpose
    if node.role:
        stored["role"] = node.role
    if node.is_directory:
        stored["children"] = [_store(child) for child in node.children]
    return stored


def _restore_all(value: Any, levels: int) -> tuple[Node, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("entries of a tree are a list")
    if value and not levels:
        raise ValueError(f"a tree has at most {DEEPEST} levels")
    return tuple(_restore(entry, levels) for entry in value)


def _restore(value: Any, levels: int) -> Node:
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        raise ValueError("an entry of a tree is an object with a name")
    purpose, role = value.get("purpose", ""), value.get("role", "")
    if not isinstance(purpose, str) or not isinstance(role, str):
        raise ValueError(f"{value['name']}: purpose and role are text")
    if "children" not in value:
        return Node(value["name"], purpose=purpose, role=role)
    children = _restore_all(value["children"], levels - 1)
    return Node(value["name"], True, purpose, role, children)


StoredTree = Annotated[Tree, PlainValidator(restore), PlainSerializer(store)]
"""A tree as the field of a pydantic model."""
