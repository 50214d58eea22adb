"""Sections 6 to 8 of the report: what is outstanding, what comes next, what to watch (SPEC 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pbc_tui.design.blueprint.managers import MANAGERS, command_line
from pbc_tui.design.plan.task import Task
from pbc_tui.design.verdict import CheckName, Result
from pbc_tui.report import model as m
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State


def outstanding(state: State) -> m.Outstanding:
    """What failed, what is missing, what is known to be limited or owed."""
    failed, missing, limits, debt = [], [], [], []
    for task in state.plan.tasks:
        progress = state.progress_of(task.id)
        status = state.status(task)
        verdict = progress.changed_since or progress.verdict
        if verdict is not None and not verdict.acceptable:
            names = ", ".join(check.name.value for check in verdict.failures)
            failed.append(f"{task.path}: {names}")
        if status is not Status.ACCEPTED:
            reason = f": {progress.reason}" if progress.reason else ""
            missing.append(f"{task.path} ({task.id} is {status.value}){reason}")
        if progress.acknowledged:
            debt.append(f"{task.path}: accepted with failing {', '.join(progress.acknowledged)}")
        debt += [
            f"{task.path}: dismissed {finding}, because {reason}"
            for finding, reason in progress.dismissed
        ]
        limits += _unchecked(task, state)
    missing += [f"{path} was left out of the plan" for path in sorted(state.changes.removed)]
    for code in state.answers.features.readme_languages or ():
        debt.append(f"README.{code}.md: your own sentences in it are still English")
    return m.Outstanding(
        failed_files=tuple(failed),
        missing_functionality=tuple(missing),
        limitations=tuple(limits),
        debt=tuple(debt),
    )


def next_steps(state: State) -> m.NextSteps:
    """How to verify, with the exact commands of the chosen manager, and what is left to do."""
    manager = MANAGERS[state.plan.context.manager]
    commands = [("install everything for development", manager.develop)]
    if any(task.is_test for task in state.plan.tasks):
        commands.append(("run all tests", manager.test))
    commands.append(("check the style", manager.running("ruff", "check", ".")))
    if manager.lock and manager.lock_check:
        commands.append(("compare the lock file", manager.lock_check))
    commands.append(("build wheel and source distribution", manager.build))
    context = state.plan.context
    manual = []
    if not state.answers.project.url:
        manual.append("Give the repository a home and put its URL into pyproject.toml.")
    if context.has("env_example"):
        manual.append("Copy .env.example and fill in the values of your environment.")
    manual.append("Put the repository under version control and push it.")
    tasks = [
        f"{task.id} {task.path} ({state.status(task).value})"
        for task in state.plan.tasks
        if state.status(task) is not Status.ACCEPTED
    ]
    return m.NextSteps(
        commands=tuple(
            m.Command(purpose=purpose, line=command_line(argv)) for purpose, argv in commands
        ),
        manual=tuple(manual),
        tasks=tuple(tasks),
    )


def warnings(state: State) -> m.Warnings:
    """What the checks and the critic said that still holds."""
    security = []
    slow = []
    for task in state.plan.tasks:
        verdict = state.progress_of(task.id).verdict
        if verdict is None:
            continue
        found = verdict.check(CheckName.SECURITY)
        security += (
            [f"{task.path}: {finding.message}" for finding in found.findings] if found else []
        )
        tests = verdict.check(CheckName.TESTS)
        if tests is not None and "timed out" in tests.reason:
            slow.append(f"{task.path}: {tests.reason}")
    reviews = [event.review or {} for event in state.reviews.values()]
    return m.Warnings(
        security=tuple(security),
        performance=tuple(slow),
        maintenance=_remedies(reviews, "Maintainability"),
        improvements=tuple(
            dict.fromkeys(text for review in reviews for text in review.get("recommendations", ()))
        ),
    )


def _remedies(reviews: list[dict[str, Any]], dimension: str) -> tuple[str, ...]:
    found: list[str] = []
    for review in reviews:
        for entry in review.get("dimensions", ()):
            if isinstance(entry, Mapping) and entry.get("name") == dimension:
                found += [str(each.get("evidence")) for each in entry.get("deductions", ())]
    return tuple(dict.fromkeys(found))


def _unchecked(task: Task, state: State) -> list[str]:
    """Checks that did not run on an accepted file of code, with their lawful reasons."""
    verdict = state.progress_of(task.id).verdict
    if verdict is None or not task.path.endswith(".py"):
        return []
    return [
        f"{task.path}: {check.name.value} {check.result.value}, {check.reason}"
        for check in verdict.checks
        if check.result in (Result.SKIPPED, Result.NOT_CHECKED, Result.ERROR)
        and check.name is not CheckName.CONTRACT
    ]
