"""What the tabs of the validation pane show: prompt, difference, agent."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.screens.reading import diff_content
from pbc_tui.ui.task_text import code, cut
from pbc_tui.ui.text import clean, lines, span
from pbc_tui.ui.transcript_text import transcript_rows

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.ui.app import PbcApp

MOST_BYTES = 200_000
"""More of a file is not shown."""
SEEN = 1 / 30
"""Seconds after which a tab that is shown has been painted."""


def source_of(root: Path, task: Task) -> str:
    """The file of a task as it lies on disk, "" while it is not there."""
    try:
        with (root / task.path).open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def remember(app: PbcApp, task_id: str) -> None:
    """Keep the content that a verdict was given on, for the difference to the next one."""
    task = app.project.state.plan.by_id.get(task_id)
    if task is None:
        return
    versions = app.versions.setdefault(task_id, [])
    source = source_of(app.root, task)
    if not versions or versions[-1] != source:
        versions.append(source)
        del versions[:-2]


def page(app: PbcApp, tab: str, task: Task | None) -> Content:
    """The content of one tab for one task."""
    if task is None:
        return Content.styled("no task is open", "$dim")
    if tab == "prompt":
        return _prompt(app, task)
    if tab == "diff":
        return _difference(app, task)
    return _agent(app, task)


def _prompt(app: PbcApp, task: Task) -> Content:
    from pbc_tui.workflow.prompting import prompt_text

    return clean(prompt_text(app.root, app.project.state, task))


def _difference(app: PbcApp, task: Task) -> Content:
    source = source_of(app.root, task)
    versions = [version for version in app.versions.get(task.id, []) if version != source]
    if not source:
        return Content.styled(f"{task.path} is not there yet", "$dim")
    if not versions:
        language = {".py": "python", ".toml": "toml", ".md": "markdown", ".yml": "yaml"}
        suffix = Path(task.path).suffix
        return code(source, language.get(suffix, "text"))
    rows = difflib.unified_diff(
        versions[-1].splitlines(), source.splitlines(), "earlier", "now", lineterm=""
    )
    return diff_content(cut("\n".join(rows)))


def _agent(app: PbcApp, task: Task) -> Content:
    from pbc_tui.report.narration import sentence

    state = app.project.state
    progress = state.progress_of(task.id)
    live = app.building.live if app.building is not None else None
    rows = [
        Content.assemble(("agent     ", "$dim"), span(state.agent)),
        Content.assemble(("attempts  ", "$dim"), str(progress.attempts)),
    ]
    if live is not None and live.activity:
        rows.append(Content.assemble(("now       ", "$dim"), span(live.activity)))
    rows += [
        Content.assemble(("asked     ", "$dim"), span(request, "", 600))
        for request in progress.requests
    ]
    rows.append(Content(""))
    for event in state.log:
        if event.kind == "noted" and event.text.startswith(task.id):
            rows.append(clean(event.text, "$foreground 75%"))
        elif getattr(event, "task", "") == task.id:
            when = event.at.astimezone().strftime("%H:%M:%S")
            rows.append(Content.assemble((f"{when}  ", "$dim"), span(sentence(event), "", 300)))
    if app.building is not None and app.building.transcript.entries:
        # Last, so that the end of the page is what the agent says now.
        rows += [Content(""), *transcript_rows(app.building.transcript)]
    return lines(rows)
