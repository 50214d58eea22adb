"""The security check: bandit, ruff's S rules, detect-secrets and own rules (SPEC 8).

Not every finding blocks: a table weighs them; what is critical fails the check, the rest stays as a
finding of a PASS.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.inspection import Inspection, settled
from pbc_tui.checks.kinds import Kind, is_test
from pbc_tui.checks.programs import BANDIT
from pbc_tui.checks.results import MOST_FINDINGS, counted, failed, finding, passed, unjudged
from pbc_tui.checks.security_findings import Sighting, anchored, merged
from pbc_tui.checks.security_levels import TITLES, Level, level_of
from pbc_tui.checks.strict_rules import is_of_security
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.verdict import CheckName, CheckResult, Finding


async def check_security(inspection: Inspection) -> CheckResult:
    """Judge what the file would do to those who run it."""
    if inspection.source.fault:
        reason = f"not judged: {inspection.path} {inspection.source.fault}"
        return unjudged(CheckName.SECURITY, reason)
    # The own rules come first: one danger is told once, in their words where they have any.
    parts = [settled(_own(inspection, "security")), settled(_own(inspection, "secrets"))]
    if inspection.kind is Kind.PYTHON:
        parts += [settled(_bandit(inspection)), settled(_ruff(inspection))]
    answers = await asyncio.gather(*parts)
    gaps = [str(answer) for answer in answers if isinstance(answer, ToolFailure)]
    seen = [answer for answer in answers if not isinstance(answer, ToolFailure)]
    gaps += [gap for _, gap in seen if gap]
    sightings = merged(*(found for found, _ in seen))
    return _weigh(anchored(sightings, inspection.source.text), gaps)


def _weigh(found: list[Finding], gaps: list[str]) -> CheckResult:
    critical = [one for one in found if one.critical]
    if critical:
        more = f" (and {counted(len(critical) - 1, 'more finding')})" if len(critical) > 1 else ""
        first = min(critical, key=lambda one: one.line)
        if len(critical) > MOST_FINDINGS:
            gaps = [*gaps, f"{len(critical) - MOST_FINDINGS} more critical findings are not listed"]
        # What was not looked at stands beside the findings: dismissing them does not pass the file.
        reason = f"line {first.line}: {first.message}{more}"
        return failed(CheckName.SECURITY, reason, found, gaps)
    if gaps:
        raise ToolFailure("; ".join(gaps))
    shown = f"{counted(len(found), 'finding')} to look at" if found else ""
    return passed(CheckName.SECURITY, shown, found)


_Seen = tuple[list[Sighting], str]
"""What a tool found, and what it could not look at, "" where it looked at everything."""


async def _own(inspection: Inspection, part: str) -> _Seen:
    read = await inspection.analysis(part)
    sightings = [
        Sighting(finding(row), row["line"], max(row["line"], row["end_line"]))
        for row in read["spots"]
    ]
    return sightings, str(read.get("unreadable", ""))


async def _bandit(inspection: Inspection) -> _Seen:
    # The text comes in on standard input: bandit then looks for no configuration beside the file.
    reader = await inspection.reader()
    finished = await inspection.python_tool(
        BANDIT,
        "--quiet",
        "--ignore-nosec",
        "--format=json",
        "-",
        stdin=inspection.source.text.encode("utf-8", "replace"),
    )
    try:
        report = json.loads(finished.stdout)
        rows, errors = report["results"], report["errors"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailure(f"bandit printed no report: {error}") from error
    if errors:
        why = single_line(str(errors[0]["reason"]))
        if not reader.fits:
            why += f"; it needs a Python {inspection.subject.spec.python} and there is none here"
        raise ToolFailure(f"bandit could not read the file: {why}")
    found: list[Sighting] = []
    for row in rows:
        number = str(row["test_id"]).removeprefix("B")
        severe = row["issue_severity"] == "HIGH"
        column = int(row.get("col_offset", -1)) + 1
        lines = [row["line_number"], *row.get("line_range", ())]
        told = _told(inspection, number, row["line_number"], column, row["issue_text"], severe)
        found += [Sighting(one, min(lines), max(lines)) for one in told]
    return found, ""


async def _ruff(inspection: Inspection) -> _Seen:
    found: list[Sighting] = []
    for row in await inspection.strict_lint():
        place: Mapping[str, Any] = row.get("location") or {}
        if is_of_security(row):
            code = str(row["code"])
            line, column = int(place.get("row", 0)), int(place.get("column", 0))
            # Severity is bandit's; what ruff alone reports is weighed by the table.
            last = int((row.get("end_location") or {}).get("row", line))
            told = _told(inspection, code[1:], line, column, str(row["message"]), severe=False)
            found += [Sighting(one, line, last) for one in told]
    return found, ""


def _told(
    inspection: Inspection, number: str, line: int, column: int, message: str, severe: bool
) -> list[Finding]:
    level = level_of(number, severe=severe, in_test=is_test(inspection.path))
    if level is Level.IGNORED:
        return []
    return [
        Finding(
            line=line,
            column=column,
            code=f"B{number}",
            message=single_line(TITLES.get(number, message)),
            critical=level is Level.CRITICAL,
        )
    ]
