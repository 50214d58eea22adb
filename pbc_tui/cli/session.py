"""``pbc-tui prompt``, ``status`` and ``report``: reading the session of a project."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click

from pbc_tui.cli import DONE
from pbc_tui.cli.inputs import read_session
from pbc_tui.cli.narration import say, say_json
from pbc_tui.design.plain_text import single_line
from pbc_tui.session.state import GateClosed, State
from pbc_tui.workflow import confinement


def show_prompt(directory: Path, identifier: str, form: str = "full") -> int:
    """Print the prompt of a task in one of its forms.

    Raises:
        click.UsageError: when there is no such task, with the nearest one.
    """
    from pbc_tui.workflow.prompting import form_text

    root = directory.resolve()
    state = read_session(root)
    try:
        tasks = state.plan.by_id
    except GateClosed as error:
        raise click.UsageError(f"{root}: {error}") from None
    task = tasks.get(identifier) if identifier else state.open_task
    if task is None and not identifier:
        raise click.UsageError(f"{root}: no task is open; name one, for instance TASK-001")
    if task is None:
        raise click.UsageError(
            f"{identifier}: no such task; TASK-001 to {list(tasks)[-1]} are there"
        )
    say(form_text(root, state, task, form))
    return DONE


def show_status(directory: Path, as_json: bool) -> int:
    """Print where the project stands."""
    state = read_session(directory.resolve())
    sandbox = asyncio.run(confinement.sandbox_here())
    standing = {**_standing(state), "sandbox": confinement.standing(sandbox, state)}
    if as_json:
        say_json(standing)
        return DONE
    say(f"stage: {standing['stage']}")
    say(f"confirmed: {', '.join(standing['confirmed']) or 'nothing yet'}")
    if standing["tasks"]:
        say(", ".join(f"{count} {status}" for status, count in standing["counts"].items()))
    if opened := standing["open"]:
        say(f"open: {opened['id']} {opened['path']}: {opened['verdict'] or 'waiting for the file'}")
    say(f"sandbox: {sandbox.level}")
    for paragraph in confinement.explanation(sandbox, state):
        say(f"  {single_line(paragraph, 400)}")
    return DONE


def show_report(directory: Path, kind: str) -> int:
    """Print the report."""
    from pbc_tui.workflow.reporting import render_report

    root = directory.resolve()
    say(render_report(root, read_session(root), kind))
    return DONE


def _standing(state: State) -> dict[str, Any]:
    gate = state.gate
    task = state.open_task
    tasks: list[dict[str, str]] = []
    counts: dict[str, int] = {}
    if state.building:
        for each in state.plan.tasks:
            status = state.status(each).value
            tasks.append({"id": each.id, "path": each.path, "status": status})
            counts[status] = counts.get(status, 0) + 1
    verdict = state.progress_of(task.id).verdict if task else None
    return {
        "stage": gate.value if gate else ("finished" if state.finished else "build"),
        "confirmed": [each.value for each in state.confirmed],
        "agent": state.agent,
        "ended": state.ended,
        "open": {
            "id": task.id,
            "path": task.path,
            "attempts": state.progress_of(task.id).attempts,
            "verdict": verdict.overall.value if verdict else "",
        }
        if task
        else None,
        "counts": counts,
        "tasks": tasks,
    }
