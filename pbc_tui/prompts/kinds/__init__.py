"""Kinds of files, as a prompt distinguishes them; adding one is adding an entry to a table."""

from __future__ import annotations

from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.kinds.documents import DOCUMENTS
from pbc_tui.prompts.kinds.kind import FileKind
from pbc_tui.prompts.kinds.python import PYTHON
from pbc_tui.prompts.kinds.settings import LOCK, SETTINGS
from pbc_tui.prompts.kinds.text import TEXT

__all__ = ["KINDS", "FileKind", "kind_of"]

KINDS: tuple[FileKind, ...] = (LOCK, *PYTHON, *SETTINGS, *DOCUMENTS, TEXT)
"""All kinds, the narrower before the wider; the last one takes every file."""


def kind_of(task: Task) -> FileKind:
    """The kind of a task's file: the first that takes it."""
    return next(kind for kind in KINDS if kind.takes(task))
