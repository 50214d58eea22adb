"""Sections 6 to 8 of the report: what is outstanding, what comes next, what to watch (SPEC 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pbc_tui.design.blueprint.managers import MANAGERS, command_line
from pbc_tui.design.plan.task import Task
from pbc_tui.design.plan.translations import untranslated
from pbc_tui.design.verdict import CheckName, Finding, Result
from pbc_tui.report import model as m
from pbc_tui.report.evidence import Evidence
from pbc_tui.session.progress import Status
from pbc_tui.session.renames import in_words

_STUB = "stub"
"""The code by which the style check names a body that does nothing."""
_GOOD = 20
"""From this total on a design is excellent; what was waved through below it is debt (SPEC 3)."""
_BUILT_IN = "builtin"


def outstanding(evidence: Evidence) -> m.Outstanding:
    """What failed, what is missing, what is known to be limited or owed."""
    return m.Outstanding(
        failed_files=tuple(_failed(evidence)),
        missing_functionality=tuple(_missing(evidence)),
        limitations=tuple(_limits(evidence)),
        debt=tuple(_debt(evidence)),
    )


def next_steps(evidence: Evidence) -> m.NextSteps:
    """How to verify, with the exact commands of the chosen manager, and what is left to do."""
    state = evidence.state
    return m.NextSteps(
        commands=tuple(
            m.Command(purpose=purpose, line=command_line(argv))
            for purpose, argv in _commands(evidence)
        ),
        manual=tuple(_manual(evidence)),
        tasks=tuple(
            f"{task.id} {task.path} ({state.status(task).value})"
            for task in evidence.tasks
            if state.status(task) is not Status.ACCEPTED
        ),
    )


def warnings(evidence: Evidence, checkpoints: Sequence[m.Checkpoint]) -> m.Warnings:
    """What the checks and the critic said that still holds."""
    reviews = [each.review for each in checkpoints if each.review is not None]
    return m.Warnings(
        risks=_once(risk for review in reviews for risk in review.risks),
        security=tuple(_security(evidence)),
        performance=tuple(_performance(evidence)),
        maintenance=_once(
            f"{each.evidence} {each.remedy}"
            for review in reviews
            for dimension in review.dimensions
            if dimension.name in ("Maintainability", "Extensibility")
            for each in dimension.deductions
        ),
        improvements=_once(text for review in reviews for text in review.recommendations),
    )


def _failed(evidence: Evidence) -> Iterator[str]:
    for task in evidence.tasks:
        verdict = evidence.verdict(task)
        if verdict is not None and not verdict.acceptable:
            names = ", ".join(check.name.value for check in verdict.failures)
            yield f"{task.path}: {names}"


def _missing(evidence: Evidence) -> Iterator[str]:
    state = evidence.state
    for task in evidence.tasks:
        status, progress = state.status(task), state.progress_of(task.id)
        if status is not Status.ACCEPTED:
            reason = f": {progress.reason}" if progress.reason else ""
            yield f"{task.path} ({task.id} is {status.value}){reason}"
            continue
        for finding in _findings(evidence, task, CheckName.STYLE):
            if finding.code == _STUB:
                yield f"{task.path}, line {finding.line}: {finding.message}"
    for path in sorted(state.changes.removed):
        yield f"{path} was left out of the plan"


def _limits(evidence: Evidence) -> Iterator[str]:
    state = evidence.state
    if state.environment is not None and state.environment.reason:
        yield f"the project's environment: {state.environment.reason}"
    if state.suite is not None and state.suite.reason:
        yield f"the whole test suite: {state.suite.reason}"
    for task in evidence.tasks:
        verdict = evidence.verdict(task)
        if verdict is None or not task.path.endswith(".py"):
            continue
        for check in verdict.checks:
            unchecked = check.result in (Result.SKIPPED, Result.NOT_CHECKED, Result.ERROR)
            if check.name is CheckName.TESTS and _tried_since(evidence, task):
                continue
            if unchecked and check.name is not CheckName.CONTRACT:
                yield f"{task.path}: {check.name.value} {check.result.value}, {check.reason}"


def _tried_since(evidence: Evidence, task: Task) -> bool:
    """Whether tests that came later are there now, and the whole suite ran with them."""
    state = evidence.state
    ran = state.suite is not None and bool(state.suite.passed) and not state.suite.reason
    tasks = {each.path: each for each in evidence.tasks}
    tests = [tasks[path] for path in task.spec.tests if path in tasks and path != task.path]
    return ran and bool(tests) and all(state.status(each) is Status.ACCEPTED for each in tests)


def _debt(evidence: Evidence) -> Iterator[str]:
    state = evidence.state
    for gate, event in state.reviews.items():
        if event.reason and (event.total or 0) < _GOOD:
            yield f"{gate.value} was passed with {event.total}/25, because: {event.reason}"
    for task in evidence.tasks:
        progress = state.progress_of(task.id)
        if progress.acknowledged:
            yield f"{task.path}: accepted with failing {', '.join(progress.acknowledged)}"
        for finding, reason in progress.dismissed:
            yield f"{task.path}: dismissed {progress.told(finding)}, because: {reason}"
        if allowed := state.changes.allowed.get(task.path):
            yield f"{task.path}: allowed beyond the design: {', '.join(allowed)}"
    if state.agent == _BUILT_IN and evidence.plan is not None:
        # The built-in agent translates the fixed prose only (SPEC 9).
        for entry in untranslated(evidence.plan):
            for sentence in entry.sentences:
                yield f"{entry.path}: your own sentence is still English in it: {sentence}"


def _commands(evidence: Evidence) -> Iterator[tuple[str, tuple[str, ...]]]:
    if evidence.plan is None:
        return
    manager = MANAGERS[evidence.plan.context.manager]
    yield "install everything for development", manager.develop
    if any(task.is_test for task in evidence.tasks):
        yield "run all tests", manager.test
    yield "check the style", manager.running("ruff", "check", ".")
    yield "check the formatting", manager.running("ruff", "format", "--check", ".")
    if manager.lock and manager.lock_check:
        yield "compare the lock file", manager.lock_check
    yield "build wheel and source distribution", manager.build


def _manual(evidence: Evidence) -> Iterator[str]:
    if evidence.plan is None:
        yield f"Answer what is open, so that a plan can be made: {evidence.no_plan}."
        return
    if not evidence.state.answers.project.url:
        yield "Give the repository a home and put its URL into pyproject.toml."
    if evidence.plan.context.has("env_example"):
        yield "Copy .env.example and fill in the values of your environment."
    yield "Put the repository under version control and push it."


def _security(evidence: Evidence) -> Iterator[str]:
    for task in evidence.tasks:
        dismissed = dict(evidence.state.progress_of(task.id).dismissed)
        for finding in _findings(evidence, task, CheckName.SECURITY):
            reason = dismissed.get(finding.fingerprint)
            told = f" (dismissed, because: {reason})" if reason else ""
            yield f"{task.path}, line {finding.line}: {finding.message}{told}"
    for path, words in in_words(evidence.state.outside):
        yield f"{path} was {words} outside its task, and nobody has decided on it"


def _performance(evidence: Evidence) -> Iterator[str]:
    for task in evidence.tasks:
        verdict = evidence.verdict(task)
        tests = verdict.check(CheckName.TESTS) if verdict else None
        if tests is not None and "timed out" in tests.reason:
            yield f"{task.path}: {tests.reason}"


def _findings(evidence: Evidence, task: Task, name: CheckName) -> tuple[Finding, ...]:
    verdict = evidence.verdict(task)
    check = verdict.check(name) if verdict else None
    return check.findings if check else ()


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
