"""OBJECTIVE, TARGET FILE, LANGUAGE AND VERSION."""

from __future__ import annotations

from collections.abc import Sequence

from pbc_tui.design import catalog
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, bullets

_NEWER_SYNTAX = (
    ((3, 11), "`except*` and starred expressions in an index (3.11)"),
    ((3, 12), "the `type` statement, `def f[T]` and `class C[T]` (3.12)"),
    ((3, 12), "the same quotes or backslashes inside the braces of an f-string (3.12)"),
    ((3, 13), "defaults of type parameters (3.13)"),
    ((3, 14), 'template strings `t""` and `except A, B:` without brackets (3.14)'),
)
"""Syntax by the first version that reads it (What's New in Python)."""


def objective(assignment: Assignment) -> Sequence[Part]:
    """What is to be done, and where it ends."""
    task = assignment.task
    first = f"Write `{task.path}`, one file of `{assignment.context.repository}`: {task.purpose}"
    if assignment.together:
        return (first, "It is one file of this group: write no file beside those of the group.")
    return (
        first,
        f"Write only `{task.path}` and stop: no other file, no further step. A person decides what "
        "comes next.",
    )


def target(assignment: Assignment) -> Sequence[Part]:
    """Where the file lies."""
    task = assignment.task
    directory = task.path.rpartition("/")[0]
    where = f"create `{directory}/` where it is missing" if directory else "it lies in the root"
    return bullets(
        "",
        (
            f"Path: `{task.path}`, relative to the root of the repository; {where}.",
            f"Kind: {assignment.kind.name}; effort: {task.effort.value}.",
            f"If `{task.path}` exists already, replace its whole content.",
        ),
    )


def language(assignment: Assignment) -> Sequence[Part]:
    """What the file is written in, and what is too new for it."""
    sentences = list(assignment.fill((assignment.kind.language,)))
    if assignment.kind.code:
        version = tuple(int(part) for part in assignment.task.spec.python.split("."))
        if newer := [what for since, what in _NEWER_SYNTAX if since > version]:
            sentences.append(f"Too new for {assignment.task.spec.python}: {'; '.join(newer)}.")
        if len(assignment.context.pythons) > 1:
            tried = ", ".join(assignment.context.pythons)
            sentences.append(f"It is tried on Python {tried}.")
        settled = assignment.context.concurrency
        sentences.append(f"Concurrency: {catalog.display('intake.concurrency', settled)}.")
    return bullets("", sentences)
