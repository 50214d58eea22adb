"""What the checks are given: a file, its specification, the interpreter, the accepted settings."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pbc_tui.checks.pipeline import Subject
from pbc_tui.checks.ruff_settings import accepted_ruff_settings
from pbc_tui.design.own_settings import OwnSettings, own_settings
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
    """A file of the session's repository, with the settings that were accepted (SPEC 8)."""
    accepted = _accepted_pyproject(root, state)
    return Subject(
        root=root,
        spec=spec,
        python=python,
        no_python=no_python,
        ruff=accepted_ruff_settings(accepted) if accepted is not None else None,
        tests_seconds=own_settings(accepted).tests_seconds,
        allow_unconfined=state.allows_unconfined,
        whole=_is_whole(state, spec.path),
    )


def settings_of(root: Path, state: State) -> OwnSettings:
    """What the accepted pyproject.toml sets for pbc-tui itself."""
    return own_settings(_accepted_pyproject(root, state))


def _is_whole(state: State, path: str) -> bool:
    """Whether every file of the plan but this one is accepted."""
    others = (task for task in state.plan.tasks if task.path != path)
    return all(state.status(task) is Status.ACCEPTED for task in others)


def _accepted_pyproject(root: Path, state: State) -> str | None:
    """The text of the accepted pyproject.toml; None when it is not what was accepted."""
    task = state.plan.by_path.get(PYPROJECT)
    if task is None or state.status(task) is not Status.ACCEPTED:
        return None
    content = content_of(root, PYPROJECT)
    if content is None:
        return None
    if hashlib.sha256(content).hexdigest() != state.progress_of(task.id).sha256:
        return None
    return content.decode(errors="replace")
