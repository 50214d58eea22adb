"""``pbc-tui check``: the six checks on files, with a task file or by the session's own tasks."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from pbc_tui.checks.pipeline import Subject, check_file
from pbc_tui.checks.ruff_selectors import selector_fault
from pbc_tui.cli import DONE, NEEDS_REVISION
from pbc_tui.cli.inputs import read_session, read_text
from pbc_tui.cli.narration import narrate, say, say_json
from pbc_tui.design.own_settings import SETTINGS
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.specification import Specification
from pbc_tui.design.task_file import TaskFileError, read_task_file
from pbc_tui.design.verdict import Verdict
from pbc_tui.session.state import GateClosed, State
from pbc_tui.workflow.interpreter import recorded_interpreter
from pbc_tui.workflow.open_specification import specification_now
from pbc_tui.workflow.project import has_session
from pbc_tui.workflow.subjects import settings_of, subject_of

_LONGEST_PATH = 500
_LONGEST_REASON = 200


def check_files(
    files: tuple[Path, ...],
    task: Path | None,
    root: Path | None,
    as_json: bool,
    *,
    allow_unconfined: bool = False,
    tests_seconds: float | None = None,
) -> int:
    """Check each file and print its verdict; 1 when one needs revision.

    By a session's own task, what the person dismissed there stays dismissed. ``tests_seconds``
    stands in for what the project sets.

    Raises:
        click.UsageError: for a file that is not there, a task file that cannot be used or is that
            of another file, or no task.
    """
    spec = _read_task(task) if task else None
    if root is not None and not root.is_dir():
        raise click.UsageError(f"{root}: there is no such directory")
    base = (root or _root_of(files[0], spec)).resolve()
    state = read_session(base) if has_session(base) else None
    if state is not None and state.building:
        for fault in settings_of(base, state).faults:
            narrate(fault)
    subjects = [_subject(_inside(file, base), spec, base, state) for file in files]
    if allow_unconfined:
        subjects = [replace(subject, allow_unconfined=True) for subject in subjects]
    if tests_seconds is not None:
        _must_be_within(tests_seconds)
        subjects = [replace(subject, tests_seconds=tests_seconds) for subject in subjects]
    dismissed = {} if spec is not None or state is None else _dismissed(state)
    verdicts = asyncio.run(_check(subjects, dismissed, as_json))
    return DONE if all(verdict.acceptable for verdict in verdicts) else NEEDS_REVISION


Reasons = Mapping[str, str]
"""Why findings were dismissed, by their fingerprints."""


def _dismissed(state: State) -> dict[str, Reasons]:
    """What the person dismissed in the session, by the paths of the files."""
    return {
        task.path: dict(state.progress_of(task.id).dismissed) for task in state.plan.by_id.values()
    }


async def _check(
    subjects: list[Subject], dismissed: Mapping[str, Reasons], as_json: bool
) -> list[Verdict]:
    verdicts = []
    for subject in subjects:
        reasons = dismissed.get(subject.spec.path, {})
        found = await check_file(subject)
        verdict = found.model_copy(update={"dismissed": tuple(reasons)})
        if as_json:
            say_json(_public(verdict, reasons), indent=None)
        else:
            say("\n".join(_lines(verdict, reasons)))
        verdicts.append(verdict)
    return verdicts


def _public(verdict: Verdict, reasons: Reasons) -> dict[str, Any]:
    findings = [finding for check in verdict.checks for finding in check.findings]
    told = [
        {
            "line": finding.line,
            "code": finding.code,
            "message": finding.message,
            "reason": reasons[finding.fingerprint],
        }
        for finding in findings
        if finding.fingerprint in reasons
    ]
    return {**verdict.public(), "dismissed": told} if told else verdict.public()


def _must_be_within(tests_seconds: float) -> None:
    bounds = SETTINGS["tests_seconds"]
    if not bounds.least <= tests_seconds <= bounds.most:
        within = f"between {bounds.least:g} and {bounds.most:g} seconds"
        raise click.UsageError(f"--tests-seconds: {tests_seconds:g} is not {within}")


def _read_task(task: Path) -> Specification:
    try:
        spec = read_task_file(read_text(task))
    except TaskFileError as error:
        raise click.UsageError(f"{task}: {error}") from None
    if fault := asyncio.run(selector_fault(spec.style.select)):
        raise click.UsageError(f"{task}: style.select: {fault}")
    return spec


def _subject(path: str, spec: Specification | None, base: Path, state: State | None) -> Subject:
    python, reason = recorded_interpreter(state) if state else (None, "")
    if spec is not None:
        if path != spec.path:
            raise click.UsageError(
                f"{path}: the task is that of {spec.path}; name that file, or its root with --root"
            )
        return Subject(root=base, spec=spec, python=python, no_python=reason)
    if state is None:
        raise click.UsageError(f"{base}: holds no session; name a task file with --task")
    try:
        entry = state.plan.by_path.get(path)
    except GateClosed as error:
        raise click.UsageError(f"{base}: {error}") from None
    if entry is None:
        raise click.UsageError(f"{path}: no task of the session has this path; give one by --task")
    now = specification_now(state, entry)
    return subject_of(base, state, now, python=python, no_python=reason)


def _root_of(file: Path, spec: Specification | None) -> Path:
    """Here, unless the file lies elsewhere: then what stands before the task's own path."""
    here = Path.cwd()
    absolute = _absolute(file, here)
    if spec is None or absolute.is_relative_to(here):
        return here
    ending = Path(spec.path).parts
    if absolute.parts[-len(ending) :] == ending:
        return Path(*absolute.parts[: -len(ending)])
    return absolute.parent


def _inside(file: Path, base: Path) -> str:
    """The path of a file relative to the root."""
    if not os.fspath(file).strip() or file == Path():
        raise click.UsageError("FILE is empty; name the file to check")
    here = _absolute(file, Path.cwd())
    absolute = here if os.path.lexists(here) else _absolute(file, base)
    if not os.path.lexists(absolute):
        raise click.UsageError(f"{file}: there is no such file")
    try:
        return absolute.relative_to(base).as_posix()
    except ValueError:
        raise click.UsageError(f"{file}: lies outside {base}; name the root with --root") from None


def _absolute(file: Path, base: Path) -> Path:
    # The last part is not resolved: a link is for the checks to judge.
    joined = base / file
    return joined.parent.resolve() / joined.name


def _lines(verdict: Verdict, reasons: Reasons) -> list[str]:
    lines = [f"{single_line(verdict.path, _LONGEST_PATH)}: {verdict.overall.value}"]
    for check in verdict.checks:
        lines.append(
            f"  {check.name.value:<9} {check.result.value:<11} {verdict.reason(check)}".rstrip()
        )
        for finding in check.findings:
            place = f"{finding.line}:{finding.column}" if finding.line else "file"
            mark = " (critical)" if finding.critical else ""
            if (reason := reasons.get(finding.fingerprint)) is not None:
                mark = f" (dismissed: {single_line(reason, _LONGEST_REASON)})"
            lines.append(f"      {place:<8} {finding.code}{mark}: {finding.message}")
    return lines
