"""What can be mended automatically: missing imports, formatting, small syntax errors (SPEC 8).

A fix is a proposal of new content; whoever shows it and applies it decides. It is offered only
where the same checks, asked again about the new content, have less to say.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.contract import check_contract
from pbc_tui.checks.imports import check_imports
from pbc_tui.checks.inspection import Inspection, diagnostics, settled, target_version
from pbc_tui.checks.kinds import Kind, kind_of
from pbc_tui.checks.mending import (
    Mended,
    lines_of,
    text_end,
    with_brackets,
    with_colon,
    with_comparison,
    with_quote,
)
from pbc_tui.checks.missing_imports import with_imports
from pbc_tui.checks.rewriting import diff_of, rewritten
from pbc_tui.checks.ruff_settings import check_settings, format_settings, settings_file
from pbc_tui.checks.source import Refused, Source, decode, read_source
from pbc_tui.checks.style import check_style
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.syntax import check_syntax
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.verdict import CheckName, CheckResult, Result, Verdict
from pbc_tui.workspace import scratch

LONGEST = 30.0
"""Seconds after which what was found so far is offered, and no more."""

_MOST_STEPS = 3
_MOST_TRIES = 40
_EXPECTED_COLON = re.compile(r"[Ee]xpected [`'\"]?:")
_OPEN_QUOTE = re.compile(r"missing closing quote|unterminated string")
_UNDEFINED = "F821"
# The checks that need no more than the text; running tests is for the file as it will lie on disk.
_ASKED_AGAIN: tuple[Callable[[Inspection], Awaitable[CheckResult]], ...] = (
    check_syntax,
    check_contract,
    check_imports,
    check_style,
)
_WHITE_SPACE = frozenset({Kind.TOML, Kind.YAML, Kind.MARKDOWN, Kind.JSON, Kind.DOCKERFILE})


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposal: its name, why in one line, the change as a unified diff, the new content."""

    name: str
    explanation: str
    diff: str
    content: bytes


async def propose(
    subject: Subject, verdict: Verdict, workshop: Workshop | None = None
) -> tuple[Fix, ...]:
    """The fixes for a file as it was judged; none where it has changed since, or nothing helps.

    Nothing is written: the content is the caller's to show and to apply. ``workshop`` holds the
    warm processes to use; without it every tool is started anew.
    """
    path = subject.spec.path
    kind = kind_of(path)
    if verdict.acceptable or (kind is not Kind.PYTHON and kind not in _WHITE_SPACE):
        return ()
    try:
        source = read_source(subject.root, path, python=kind is Kind.PYTHON)
    except Refused:
        return ()
    if source.fault or source.sha256 != verdict.sha256:
        return ()
    fixes: list[Fix] = []
    with scratch.directory("fix") as place:
        inspection = Inspection(subject, source, place, workshop)
        try:
            async with asyncio.timeout(LONGEST):
                await _propose(inspection, verdict, fixes)
        except (ToolFailure, TimeoutError):
            # What cannot be worked out is not proposed; the verdict itself names the failure.
            pass
        finally:
            await inspection.close()
    return tuple(fixes)


async def _propose(inspection: Inspection, verdict: Verdict, fixes: list[Fix]) -> None:
    if inspection.kind is not Kind.PYTHON:
        fixes += await _worthy(inspection, "formatting", _without_stray_space(inspection))
        return
    syntax = verdict.check(CheckName.SYNTAX)
    if syntax is not None and syntax.result is Result.FAIL:
        fixes += await _worthy(inspection, "syntax", await _syntax(inspection))
        return
    fixes += await _worthy(inspection, "imports", await with_imports(inspection))
    fixes += await _worthy(inspection, "formatting", await _formatting(inspection))


async def _worthy(inspection: Inspection, name: str, mended: Mended | None) -> list[Fix]:
    """A proposal as a fix, if it changes something for the better."""
    before = inspection.source.text
    if mended is None or mended.text == before:
        return []
    content = rewritten(inspection.source, mended.text)
    diff = diff_of(before, mended.text, inspection.path)
    if content is None or diff is None:
        return []
    source = decode(content, python=inspection.kind is Kind.PYTHON)
    if source.fault or not await _is_better(inspection, source):
        return []
    return [Fix(name, mended.explanation, diff, content)]


async def _is_better(inspection: Inspection, source: Source) -> bool:
    """Whether the checks have less to say about the new content, and none fails that passed."""
    again = _on(inspection, source)
    try:
        old = [await check(inspection) for check in _ASKED_AGAIN]
        new = [await check(again) for check in _ASKED_AGAIN]
        undefined = [await _undefined(one) for one in (inspection, again)]
    finally:
        await again.close()
    if any(was.result is Result.PASS and not now.stands for was, now in zip(old, new, strict=True)):
        return False
    if new[0].result is Result.PASS and old[0].result is not Result.PASS:
        # Only now do the others see what there is to be found.
        return True
    return _faults_in(new) + undefined[1] < _faults_in(old) + undefined[0]


def _faults_in(results: Sequence[CheckResult]) -> int:
    return sum(max(1, len(one.findings)) for one in results if not one.stands)


async def _undefined(inspection: Inspection) -> int:
    if inspection.kind is not Kind.PYTHON:
        return 0
    return len(await _rows(inspection, f"--select={_UNDEFINED}"))


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
        for mended in (_by_colon(text, line, message), with_comparison(text, line)):
            if mended and len(await _faults(inspection, mended.text)) < len(faults):
                return mended
        if _OPEN_QUOTE.search(message):
            return await _only(inspection, text, line)
    for tries, mended in enumerate(with_brackets(text)):
        if tries < _MOST_TRIES and not await _faults(inspection, mended.text):
            return mended
    return None


def _by_colon(text: str, line: int, message: str) -> Mended | None:
    return with_colon(text, line) if _EXPECTED_COLON.search(message) else None


async def _only(inspection: Inspection, text: str, line: int) -> Mended | None:
    """The one way to close a string, None where several would do."""
    found = None
    for tries, mended in enumerate(with_quote(text, line)):
        if tries >= _MOST_TRIES:
            return None
        if not await _faults(inspection, mended.text):
            if found is not None:
                return None
            found = mended
    return found


async def _faults(inspection: Inspection, text: str) -> list[tuple[int, str]]:
    rows = await _rows(_on(inspection, _as_source(text)), "--select=E9")
    return [(int(row["location"]["row"]), str(row["message"])) for row in rows]


async def _rows(inspection: Inspection, selected: str) -> Sequence[Mapping[str, Any]]:
    version = target_version(inspection.subject.spec.python)
    reading = ("check", "--quiet", "--output-format=json", f"--target-version={version}")
    return diagnostics(await inspection.ruff(*reading, selected))


async def _formatting(inspection: Inspection) -> Mended | None:
    """Apply ruff's safe fixes and its formatter, by the specification's settings."""
    settings = settings_file(inspection)
    checked = await inspection.ruff(
        "check", "--quiet", "--fix-only", *check_settings(inspection), settings=settings
    )
    fixed = checked.stdout.decode("utf-8", "replace")
    formatted = await settled(
        _on(inspection, _as_source(fixed)).ruff(
            "format",
            "--quiet",
            *format_settings(inspection),
            settings=settings,
            statuses=frozenset({0}),
        )
    )
    if isinstance(formatted, ToolFailure):
        return None
    text = formatted.stdout.decode("utf-8", "replace")
    if fixed == inspection.source.text:
        return Mended(text, "ruff format lays the code out by the task's settings")
    return Mended(text, "ruff's safe fixes and ruff format, by the task's settings")


def _without_stray_space(inspection: Inspection) -> Mended | None:
    """The text of a file of another kind without what the style check says of its white space."""
    from pbc_tui.checks.analysis.whitespace import stray_whitespace

    select = list(inspection.subject.spec.style.select)
    text = inspection.source.text
    stray = {spot.line for spot in stray_whitespace(text, inspection.kind.value, select)}
    if not stray:
        return None
    lines = lines_of(text)
    end = text_end(lines[0]) or "\n"
    for number in stray:
        if number <= len(lines):
            row = lines[number - 1]
            lines[number - 1] = row.rstrip() + (text_end(row) or end)
    return Mended("".join(lines), "space at the ends of lines and of the file")


def _as_source(text: str) -> Source:
    return decode(text.encode("utf-8", "replace"), python=False)


def _on(inspection: Inspection, source: Source) -> Inspection:
    return Inspection(
        inspection.subject, source, inspection.scratch, inspection.workshop, slots=inspection.slots
    )
