"""Renames among the writes outside a task: told by what the files hold."""

from __future__ import annotations

import hashlib

import pytest

from pbc_tui.session import events as e
from pbc_tui.session.renames import in_words, renames

EMPTY = hashlib.sha256(b"").hexdigest()


def created(path: str, after: str = "h") -> e.ScopeBroken:
    return e.ScopeBroken(task="TASK-001", path=path, change="created", after=after)


def deleted(path: str, before: str = "h") -> e.ScopeBroken:
    return e.ScopeBroken(task="TASK-001", path=path, change="deleted", before=before)


@pytest.mark.parametrize(
    ("happened", "found"),
    [
        ([deleted("a"), created("b")], {"b": "a"}),
        ([created("b"), deleted("a")], {"b": "a"}),
        ([deleted("a"), created("b", "other")], {}),
        # What was not kept has no hash, so nothing is known of it.
        ([deleted("a", ""), created("b", "")], {}),
        # The same name goes before the order, and each counts once.
        (
            [deleted("x/a"), deleted("x/b"), created("y/b"), created("c")],
            {"y/b": "x/b", "c": "x/a"},
        ),
        ([deleted("a"), created("b"), created("c")], {"b": "a"}),
        ([deleted("a", EMPTY), created("b", EMPTY)], {}),
        ([deleted("x/__init__.py", EMPTY), created("y/__init__.py", EMPTY)], None),
    ],
)
def test_a_file_that_is_gone_and_the_same_elsewhere_is_a_rename(
    happened: list[e.ScopeBroken], found: dict[str, str] | None
) -> None:
    wanted = {"y/__init__.py": "x/__init__.py"} if found is None else found
    assert renames(happened) == wanted


def test_a_rename_is_said_once() -> None:
    happened = [deleted("a"), created("b"), created("c", "other")]
    assert in_words({each.path: each for each in happened}) == (
        ("b", "renamed from a"),
        ("c", "created"),
    )
