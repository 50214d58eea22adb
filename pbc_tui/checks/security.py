"""The security check: bandit, ruff's S rules and own rules, weighed by a table (SPEC 8).

Not every finding blocks: what is critical fails the check, the rest stays as a finding of a PASS.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.inspection import (
    Inspection,
    diagnostics,
    settled,
    target_version,
)
from pbc_tui.checks.kinds import Kind, is_test
from pbc_tui.checks.results import counted, failed, finding, passed, unjudged
from pbc_tui.checks.security_levels import TITLES, Level, level_of
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.verdict import CheckName, CheckResult, Finding

_BANDIT = "from bandit.cli.main import main; main()"


async def check_security(inspection: Inspection) -> CheckResult:
    """Judge what the file would do to those who run it."""
    if inspection.source.fault:
        reason = f"not judged: {inspection.path} {inspection.source.fault}"
        return unjudged(CheckName.SECURITY, reason)
    if inspection.kind is not Kind.PYTHON:
        read = await inspection.analysis("security")
        return _weigh([finding(row) for row in read["spots"]], ())
    own, bandit, ruff = await asyncio.gather(
        settled(inspection.analysis("security")),
        settled(_bandit(inspection)),
        settled(_ruff(inspection)),
    )
    found: list[Finding] = []
    gaps = [str(answer) for answer in (own, bandit, ruff) if isinstance(answer, ToolFailure)]
    if not isinstance(own, ToolFailure):
        found += [finding(row) for row in own["spots"]]
        if own["unreadable"]:
            gaps.append(own["unreadable"])
    taken = {place.line for place in found}
    for tool in (bandit, ruff):
        if not isinstance(tool, ToolFailure):
            # One place is told once, in the own rules' words where they have any.
            found += [one for one in tool if one.line not in taken]
            taken |= {one.line for one in tool}
    return _weigh(found, gaps)


def _weigh(found: Iterable[Finding], gaps: Iterable[str]) -> CheckResult:
    found, gaps = list(found), list(gaps)
    critical = [one for one in found if one.critical]
    if critical:
        more = f" (and {counted(len(critical) - 1, 'more finding')})" if len(critical) > 1 else ""
        first = min(critical, key=lambda one: one.line)
        return failed(CheckName.SECURITY, f"line {first.line}: {first.message}{more}", found)
    if gaps:
        raise ToolFailure("; ".join(gaps))
    shown = f"{counted(len(found), 'finding')} to look at" if found else ""
    return passed(CheckName.SECURITY, shown, found)


async def _bandit(inspection: Inspection) -> list[Finding]:
    # The text comes in on standard input: bandit then looks for no configuration beside the file.
    reader = await inspection.reader()
    finished = await inspection.tool(
        "bandit",
        reader.command(_BANDIT, "--quiet", "--ignore-nosec", "--format=json", "-"),
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
    found = []
    for row in rows:
        number = str(row["test_id"]).removeprefix("B")
        severe = row["issue_severity"] == "HIGH"
        column = int(row.get("col_offset", -1)) + 1
        found += _told(inspection, number, row["line_number"], column, row["issue_text"], severe)
    return found


async def _ruff(inspection: Inspection) -> list[Finding]:
    finished = await inspection.ruff(
        "check",
        "--quiet",
        "--output-format=json",
        "--ignore-noqa",
        f"--target-version={target_version(inspection.subject.spec.python)}",
        "--select=S",
    )
    found = []
    for row in diagnostics(finished):
        code = str(row.get("code") or "")
        place: Mapping[str, Any] = row.get("location") or {}
        if code.startswith("S") and code[1:].isdigit():
            line, column = int(place.get("row", 0)), int(place.get("column", 0))
            # Severity is bandit's; what ruff alone reports is weighed by the table.
            found += _told(inspection, code[1:], line, column, str(row["message"]), severe=False)
    return found


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
