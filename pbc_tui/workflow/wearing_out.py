"""When handing a task over again has not helped: how often, what stands again, what else helps.

The advice is that of SPEC 11; the number of attempts is the project's to set (``attempts``).
"""

from __future__ import annotations

from pbc_tui.design.advice import ADVICE, Symptom, advice_for, repeated_findings
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.design.verdict import Finding
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.subjects import settings_of

_MOST = 3


def is_worn_out(project: Project, task: Task) -> bool:
    """Whether it was handed over as often as the project allows, or a finding stands again."""
    progress = project.state.progress_of(task.id)
    return progress.attempts >= _most_attempts(project) or bool(repeated(project, task))


def repeated(project: Project, task: Task) -> tuple[Finding, ...]:
    """The findings that stood in the verdict before the last one as well."""
    verdicts = project.state.progress_of(task.id).verdicts
    return repeated_findings(verdicts[-1], verdicts[:-1]) if verdicts else ()


def worn_out(project: Project, task: Task) -> tuple[str, ...]:
    """What to say before the next attempt, one line each; () where it is simply tried again."""
    lines = []
    attempts = project.state.progress_of(task.id).attempts
    if attempts >= _most_attempts(project):
        lines.append(f"{task.id} was handed over {attempts} times; no more are planned for a task")
    again = repeated(project, task)
    lines += [single_line(f"again: {each.code}: {each.message}") for each in again[:_MOST]]
    if len(again) > _MOST:
        lines.append(f"again: {len(again) - _MOST} more findings")
    if lines:
        lines += _advice(project, task)
    return tuple(lines)


def _advice(project: Project, task: Task) -> list[str]:
    """What helps against each check that does not pass, then against what is not heeded."""
    verdict = project.state.progress_of(task.id).verdict
    found = {
        check.name.value: advice
        for check in (verdict.failures if verdict is not None else ())
        if (advice := advice_for(check)) is not None
    }
    found["whatever fails"] = ADVICE[Symptom.CONSTRAINTS_IGNORED]
    return [f"what helps, {name}: {' '.join(each.remedies)}" for name, each in found.items()]


def _most_attempts(project: Project) -> float:
    return settings_of(project.root, project.state).attempts
