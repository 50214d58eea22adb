"""The style check: ruff check and ruff format by the specification's settings and no others.

Every other configuration on disk is ignored and reported; what the specification forbids by name,
and comments that switch the check off, are found by an own reading.
"""

from __future__ import annotations

import asyncio
import re

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.changed_lines import first_change
from pbc_tui.checks.inspection import Inspection, diagnostics, settled
from pbc_tui.checks.kinds import Kind
from pbc_tui.checks.results import counted, failed, finding, passed, ruff_finding, unjudged
from pbc_tui.checks.ruff_settings import (
    check_settings,
    format_settings,
    ignored_configuration,
    settings_file,
)
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result
from pbc_tui.workspace.process import Finished

_HUNK = re.compile(rb"^@@ -(\d+)", re.MULTILINE)
_RULE = re.compile(r"[A-Z]+[0-9]+")


async def check_style(inspection: Inspection) -> CheckResult:
    """Judge how the file looks."""
    if inspection.source.fault:
        reason = f"not judged: {inspection.path} {inspection.source.fault}"
        return unjudged(CheckName.STYLE, reason, Result.NOT_CHECKED)
    found = _too_long(inspection)
    if inspection.kind is not Kind.PYTHON:
        faulty = bool((await inspection.analysis("syntax"))["faults"])
        # Of a file that was cut off, the syntax check says what is wrong.
        found += [
            finding(row)
            for row in await inspection.analysis("style")
            if not (faulty and row["code"] == "W292")
        ]
        if found:
            return failed(CheckName.STYLE, _headline(found), found)
        return CheckResult(
            name=CheckName.STYLE,
            result=Result.NOT_CHECKED,
            reason=f"no style rules for {inspection.kind} files but white space and notes",
            lawful=True,
        )
    linted, formatted, own = await asyncio.gather(
        settled(_lint(inspection)),
        settled(_format(inspection)),
        settled(inspection.analysis("style")),
    )
    if isinstance(linted, ToolFailure):
        raise linted
    if any(place.code == "invalid-syntax" for place in linted):
        reason = "not judged: the file does not parse"
        return unjudged(CheckName.STYLE, reason, Result.NOT_CHECKED)
    if isinstance(formatted, ToolFailure):
        raise formatted
    if isinstance(own, ToolFailure):
        raise own
    found += linted + formatted + [finding(row) for row in own]
    notes = [
        Finding(code="configuration", message=note) for note in ignored_configuration(inspection)
    ]
    if found:
        return failed(CheckName.STYLE, _headline(found), found + notes)
    return passed(CheckName.STYLE, "; ".join(note.message for note in notes), notes)


async def _lint(inspection: Inspection) -> list[Finding]:
    how = ("--output-format=json", *check_settings(inspection))
    return [ruff_finding(row) for row in diagnostics(await _ruff(inspection, "check", *how))]


async def _ruff(inspection: Inspection, command: str, *how: str) -> Finished:
    return await inspection.ruff(command, "--quiet", *how, settings=settings_file(inspection))


async def _format(inspection: Inspection) -> list[Finding]:
    finished = await _ruff(inspection, "format", "--diff", *format_settings(inspection))
    if finished.status == 0:
        return []
    line, what = first_change(finished.stdout)
    places = counted(len(_HUNK.findall(finished.stdout)), "place")
    message = f"{what}ruff format would change {places}"
    return [Finding(line=line, code="format", message=message)]


def _too_long(inspection: Inspection) -> list[Finding]:
    limit = inspection.subject.spec.style.max_lines
    lines = len(inspection.source.text.splitlines())
    if not limit or lines <= limit:
        return []
    message = f"the file has {lines} lines; at most {limit} are allowed"
    return [Finding(line=limit + 1, code="max-lines", message=message)]


def _headline(found: list[Finding]) -> str:
    first = min(found, key=lambda f: f.line)
    # An own code is a word that the message has already, a rule of ruff can be looked up.
    code = f"{first.code} " if _RULE.fullmatch(first.code) else ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    place = f"line {first.line}: " if first.line else ""
    return f"{place}{code}{first.message}{more}"
