"""The report of everything that was decided and measured (SPEC 10)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pbc_tui.session import events as e
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.prompting import prompt_text
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

    Raises:
        KeyError: for another format.
    """
    from pbc_tui.report import RENDERINGS, build_report, measure

    prompts = {task.id: prompt_text(root, state, task) for task in state.plan.tasks}
    report = build_report(state, measure(root, state.plan), prompts=prompts)
    return RENDERINGS[kind](report)
