"""What the checks are given: a file, its specification, the interpreter, the accepted settings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pbc_tui.checks.pipeline import Subject
from pbc_tui.checks.ruff_settings import accepted_ruff_settings
from pbc_tui.design.specification import Specification
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from pbc_tui.workflow.file_content import content_of

PYPROJECT = "pyproject.toml"


def subject_of(
    root: Path,
    state: State,
    spec: Specification,
    *,
    python: Path | None = None,
    no_python: str = "",
) -> Subject:
    """A file of the session's repository, with the style settings that were accepted (SPEC 8)."""
    return Subject(
        root=root,
        spec=spec,
        python=python,
        no_python=no_python,
        ruff=_accepted_settings(root, state),
        allow_unconfined=state.allows_unconfined,
    )


def _accepted_settings(root: Path, state: State) -> Mapping[str, Any] | None:
    """The ruff settings of the accepted pyproject.toml; None when it is not what was accepted."""
    task = state.plan.by_path.get(PYPROJECT)
    if task is None or state.status(task) is not Status.ACCEPTED:
        return None
    content = content_of(root, PYPROJECT)
    if content is None:
        return None
    if hashlib.sha256(content).hexdigest() != state.progress_of(task.id).sha256:
        return None
    return accepted_ruff_settings(content.decode(errors="replace"))
