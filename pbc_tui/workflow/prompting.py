"""The text that goes to the agent for a task, as the project stands now (SPEC 7)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pbc_tui.design.plan.task import Task
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from pbc_tui.workflow.file_content import content_of


def sub_prompt_text(root: Path, state: State, task: Task) -> str:
    """The sub-prompt itself, whatever was asked of the task since."""
    from pbc_tui.prompts import render_prompt

    return render_prompt(state.plan, task, accepted=_accepted_sources(root, state, task))


def prompt_text(root: Path, state: State, task: Task) -> str:
    """The sub-prompt, with those of the files that are handed over together with this one; or the
    repair prompt of this file when the person asked for a change or a new attempt.
    """
    from pbc_tui.prompts import render_group, render_repair

    progress = state.progress_of(task.id)
    if not progress.repair:
        together = state.together_with(task)
        if len(together) > 1:
            sources = {each.id: _accepted_sources(root, state, each) for each in together}
            return render_group(state.plan, together, sources)
        return sub_prompt_text(root, state, task)
    content = content_of(root, task.path) or b""
    return render_repair(
        state.plan,
        task,
        kind="modification" if progress.repair == "modification" else "regeneration",
        request=progress.requests[-1] if progress.repair == "modification" else "",
        verdicts=progress.verdicts,
        content=content.decode(errors="replace"),
        accepted=_accepted_sources(root, state, task),
        attempt=progress.repair_attempt,
    )


FORMS: Mapping[str, str] = {
    "full": "the complete task, as it is handed over",
    "quick": "short, for a small file",
    "questions": "direct questions, as Copilot Chat wants them",
}
"""The shapes in which a task can be told, by name; the full one is never replaced (SPEC 7)."""


def form_text(root: Path, state: State, task: Task, form: str) -> str:
    """A task in one of ``FORMS``; with what was found in its file, once that was judged."""
    from pbc_tui.prompts import Form, render_feedback, render_form, render_request

    if form == "full":
        return prompt_text(root, state, task)
    text = render_form(Form(form), state.plan, task, accepted=_accepted_sources(root, state, task))
    progress = state.progress_of(task.id)
    if not progress.repair:
        return text
    request = progress.requests[-1] if progress.repair == "modification" else ""
    if progress.verdicts:
        found = render_feedback(task, progress.verdicts[-1], request=request)
    else:
        found = render_request(request) if request else ""
    return f"{text.rstrip()}\n\n{found}"


def feedback_text(root: Path, state: State, task: Task) -> str:
    """The last verdict, with the repair prompt once there is one; "" before the first verdict."""
    from pbc_tui.prompts import render_feedback

    progress = state.progress_of(task.id)
    if not progress.verdicts:
        return ""
    repair = prompt_text(root, state, task) if progress.repair else ""
    return render_feedback(task, progress.verdicts[-1], repair=repair)


def _accepted_sources(root: Path, state: State, task: Task) -> dict[str, str]:
    """The accepted files that the task builds on, by path, so that the prompt is self-contained."""
    needs = (state.plan.by_id[name] for name in task.depends if name in state.plan.by_id)
    sources = {}
    for need in needs:
        if state.status(need) is Status.ACCEPTED and need.path.endswith(".py"):
            content = content_of(root, need.path)
            if content is not None:
                sources[need.path] = content.decode(errors="replace")
    return sources
