"""TESTING EXPECTATIONS: the test file and the behaviours it shows (SPEC 7)."""

from __future__ import annotations

from collections.abc import Sequence

from pbc_tui.design import options as o
from pbc_tui.prompts import derived
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, bullets, names


def parts(assignment: Assignment) -> Sequence[Part]:
    """Where the tests of the file are, what they show, and how they are run."""
    if assignment.is_test:
        return _of_a_test(assignment)
    task, brief = assignment.task, assignment.task.brief
    behaviours = brief.behaviours or tuple(derived.behaviours(task.spec.contract))
    if task.spec.tests:
        label = f"{names(task.spec.tests)} {'tries' if len(task.spec.tests) == 1 else 'try'}:"
        found = bullets(label, behaviours or (f"that `{task.path}` does what its purpose says",))
        return (*found, *bullets("", _how(assignment, task.spec.tests)))
    return (
        _untested(assignment),
        *bullets("What must hold all the same:", behaviours),
        *bullets("How it is tried:", assignment.fill((assignment.kind.trial,))),
    )


def _of_a_test(assignment: Assignment) -> Sequence[Part]:
    task, brief = assignment.task, assignment.task.brief
    subjects = [need for need in assignment.needs if not need.is_test]
    behaviours = brief.behaviours
    if not task.role:
        # A person's own test: what it shows is named element by element, where contracts say it.
        found = [each for need in subjects for each in derived.behaviours(need.spec.contract)]
        behaviours = tuple(found) or behaviours
    shown = bullets(
        f"`{task.path}` is itself a test file. Behaviours that it shows:",
        behaviours or (f"what its purpose says: {task.purpose}",),
    )
    return (*shown, *bullets("", _how(assignment, (task.path,))))


def _how(assignment: Assignment, tests: Sequence[str]) -> Sequence[str]:
    context = assignment.context
    found = [f"Run with `{assignment.running('pytest', *tests)}`, within 60 seconds."]
    open_tests = [
        f"`{path}` is {task.id}"
        for path in tests
        if path != assignment.task.path and (task := assignment.plan.by_path.get(path))
    ]
    if open_tests:
        found.append(
            f"{', '.join(open_tests)}: until it is written, this check is skipped; do not write it."
        )
    fixtures = context.path("conftest") if context.has("conftest") else ""
    if fixtures and assignment.is_test and fixtures != assignment.task.path:
        found.append(f"Fixtures are in `{fixtures}`; no other ones are shared.")
    if context.concurrency is not o.Concurrency.SYNC and assignment.is_test:
        found.append("Asynchronous tests run under pytest-asyncio, as `pyproject.toml` sets it.")
    if context.testing is o.Testing.COMPREHENSIVE:
        found.append("Coverage is measured with a threshold: each branch is worth a test.")
    return found


def _untested(assignment: Assignment) -> str:
    path = assignment.task.path
    if reason := assignment.task.spec.tests_skipped:
        return f"No test file goes with `{path}`: {reason}."
    if assignment.kind.code:
        return f"No test file of the structure tries `{path}` directly."
    return f"`{path}` is no code, so no test file goes with it."
