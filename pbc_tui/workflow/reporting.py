"""The report of everything that was decided and measured (SPEC 10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pbc_tui.session import events as e
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.prompting import sub_prompt_text
from pbc_tui.workspace.files import write_atomically

FILE_NAME = "GENERATION_REPORT"


async def write_report(project: Project, formats: Sequence[str] = ("md",)) -> tuple[Path, ...]:
    """Save the report in the repository, once for each format; returns the files."""
    written = []
    for kind in formats:
        name = f"{FILE_NAME}.{kind}"
        text = render_report(project.root, project.state, kind)
        write_atomically(project.root, name, text.encode())
        project.record(e.ReportWritten(path=name, format=kind))
        written.append(project.root / name)
    return tuple(written)


def render_report(root: Path, state: State, kind: str) -> str:
    """The report as it stands now, in one format: "md", "json", "html" or "txt".

    It can be made at any time: before there is a plan it holds the decisions so far.

    Raises:
        KeyError: for another format.
    """
    from pbc_tui.report.whole import RENDERINGS, build_report, known_plan, measure

    plan, _ = known_plan(state)
    tasks = plan.tasks if plan else ()
    prompts = {task.id: sub_prompt_text(root, state, task) for task in tasks}
    report = build_report(state, measure(root, plan), prompts=prompts, at=datetime.now(UTC))
    return RENDERINGS[kind](report)
