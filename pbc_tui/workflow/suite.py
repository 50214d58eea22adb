"""The whole suite after the last task, and the tasks that its failures concern (SPEC 6)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design import options as o
from pbc_tui.design.plan.specify import TESTING_NONE
from pbc_tui.session import events as e
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project


async def run(project: Project, python: Path | None, no_python: str) -> e.SuiteRan:
    """Run the suite and record what it came to."""
    from pbc_tui.checks.suite import run_suite

    context = project.state.plan.context
    if context.testing is o.Testing.NONE:
        ran = e.SuiteRan(reason=TESTING_NONE)
    elif python is None:
        ran = e.SuiteRan(reason=no_python)
    else:
        outcome = await run_suite(
            project.root,
            python,
            context.package,
            allow_unconfined=project.state.allows_unconfined,
        )
        ran = e.SuiteRan(
            passed=outcome.passed,
            failed=outcome.failed,
            skipped=outcome.skipped,
            coverage=outcome.coverage,
            failures=tuple(str(failure) for failure in outcome.failures),
            reason=outcome.reason,
        )
    project.record(ran)
    return ran


def concerned(state: State, ran: e.SuiteRan) -> tuple[str, ...]:
    """The tasks that a failed suite reopens: what the failing test files try, else these files.

    The subject comes first, since a test that was accepted states what was agreed.
    """
    found: list[str] = []
    for failure in ran.failures:
        test = state.plan.by_path.get(failure.partition("::")[0])
        if test is None:
            continue
        subjects = [task.id for task in state.plan.tasks if test.path in task.spec.tests]
        found += [name for name in subjects if name != test.id] or [test.id]
    return tuple(dict.fromkeys(found))
