"""What can be mended automatically: missing imports, formatting, small syntax errors (SPEC 8).

A fix is a proposal of new content; whoever shows it and applies it decides.
"""

from __future__ import annotations

import difflib
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.inspection import Inspection, diagnostics, target_version
from pbc_tui.checks.kinds import Kind, kind_of
from pbc_tui.checks.known_imports import import_for
from pbc_tui.checks.mending import Mended, with_brackets, with_colon
from pbc_tui.checks.ruff_settings import check_settings, format_settings, settings_file
from pbc_tui.checks.source import Refused, decode, read_source
from pbc_tui.checks.subject import Subject
from pbc_tui.design.verdict import CheckName, Result, Verdict

_MOST_STEPS = 3
_EXPECTED_COLON = re.compile(r"[Ee]xpected [`'\"]?:")
_UNDEFINED = re.compile(r"[Uu]ndefined name [`'](\w+)[`']")


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposal: its name, why in one line, the change as a unified diff, the new content."""

    name: str
    explanation: str
    diff: str
    content: bytes


async def propose(subject: Subject, verdict: Verdict) -> tuple[Fix, ...]:
    """The fixes for a file as it was judged; none where it has changed since, or nothing helps.

    Nothing is written: the content is the caller's to show and to apply.
    """
    path = subject.spec.path
    if kind_of(path) is not Kind.PYTHON or verdict.acceptable:
        return ()
    try:
        source = read_source(subject.root, path, python=True)
    except Refused:
        return ()
    if source.fault or source.sha256 != verdict.sha256:
        return ()
    with tempfile.TemporaryDirectory(prefix="pbc-fix-", ignore_cleanup_errors=True) as scratch:
        inspection = Inspection(subject, source, Path(scratch))
        try:
            return await _proposals(inspection, verdict)
        except ToolFailure:
            # What cannot be worked out is not proposed; the verdict itself names the failure.
            return ()


async def _proposals(inspection: Inspection, verdict: Verdict) -> tuple[Fix, ...]:
    syntax = verdict.check(CheckName.SYNTAX)
    if syntax is not None and syntax.result is Result.FAIL:
        mended = await _syntax(inspection)
        return _fixes(inspection, ("syntax", mended))
    return _fixes(
        inspection,
        ("imports", await _imports(inspection)),
        ("formatting", await _formatting(inspection)),
    )


def _fixes(inspection: Inspection, *found: tuple[str, Mended | None]) -> tuple[Fix, ...]:
    before = inspection.source.text
    fixes = []
    for name, mended in found:
        if mended is not None and mended.text != before:
            diff = _diff(before, mended.text, inspection.path)
            fixes.append(Fix(name, mended.explanation, diff, mended.text.encode()))
    return tuple(fixes)


def _diff(before: str, after: str, path: str) -> str:
    return "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True),
            after.splitlines(keepends=True),
            f"a/{path}",
            f"b/{path}",
        )
    )


async def _syntax(inspection: Inspection) -> Mended | None:
    """Mend one small error after the other until the file parses."""
    text = inspection.source.text
    explanations: list[str] = []
    for _ in range(_MOST_STEPS):
        step = await _one_error(inspection, text)
        if step is None:
            return None
        text = step.text
        explanations.append(step.explanation)
        if not await _faults(inspection, text):
            return Mended(text, "; ".join(explanations))
    return None


async def _one_error(inspection: Inspection, text: str) -> Mended | None:
    faults = await _faults(inspection, text)
    for line, message in faults:
        if _EXPECTED_COLON.search(message):
            mended = with_colon(text, line)
            if mended and len(await _faults(inspection, mended.text)) < len(faults):
                return mended
    for mended in with_brackets(text):
        if not await _faults(inspection, mended.text):
            return mended
    return None


async def _faults(inspection: Inspection, text: str) -> list[tuple[int, str]]:
    rows = diagnostics(await _on(inspection, text).ruff(*_reading(inspection), "--select=E9"))
    return [(int(row["location"]["row"]), str(row["message"])) for row in rows]


async def _imports(inspection: Inspection) -> Mended | None:
    """Bring in the well-known names that the file uses and does not import."""
    rows = diagnostics(await inspection.ruff(*_reading(inspection), "--select=F821"))
    names = [match.group(1) for row in rows if (match := _UNDEFINED.search(str(row["message"])))]
    wanted = [
        found[0]
        for name in dict.fromkeys(names)
        if (found := import_for(name)) and _is_allowed(inspection, found[1])
    ]
    if not wanted:
        return None
    finished = await inspection.ruff(
        "check",
        "--quiet",
        "--fix-only",
        *(entry for entry in check_settings(inspection) if not entry.startswith("--select")),
        "--select=I001,I002",
        "--config",
        f"lint.isort.required-imports={json.dumps(wanted)}",
        settings=settings_file(inspection),
    )
    explanation = f"the file uses what it does not import: {'; '.join(wanted)}"
    return Mended(finished.stdout.decode("utf-8", "replace"), explanation)


async def _formatting(inspection: Inspection) -> Mended | None:
    """Apply ruff's safe fixes and its formatter, by the specification's settings."""
    settings = settings_file(inspection)
    checked = await inspection.ruff(
        "check", "--quiet", "--fix-only", *check_settings(inspection), settings=settings
    )
    fixed = checked.stdout.decode("utf-8", "replace")
    formatted = await _on(inspection, fixed).ruff(
        "format",
        "--quiet",
        *format_settings(inspection),
        settings=settings,
        statuses=frozenset({0}),
    )
    text = formatted.stdout.decode("utf-8", "replace")
    if fixed == inspection.source.text:
        return Mended(text, "ruff format lays the code out by the task's settings")
    return Mended(text, "ruff's safe fixes and ruff format, by the task's settings")


def _on(inspection: Inspection, text: str) -> Inspection:
    source = decode(text.encode(), python=False)
    return Inspection(inspection.subject, source, inspection.scratch, slots=inspection.slots)


def _reading(inspection: Inspection) -> Sequence[str]:
    version = target_version(inspection.subject.spec.python)
    return ("check", "--quiet", "--output-format=json", f"--target-version={version}")


def _is_allowed(inspection: Inspection, module: str) -> bool:
    rules = inspection.subject.spec.imports
    top = module.partition(".")[0]
    if top in rules.prohibited or module in rules.prohibited:
        return False
    return rules.stdlib == "any" or bool({top, module} & set(rules.stdlib))
