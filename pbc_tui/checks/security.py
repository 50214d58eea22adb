"""The security check: bandit, ruff's S rules, detect-secrets and own rules (SPEC 8).

Not every finding blocks: a table weighs them; what is critical fails the check, the rest stays as a
finding of a PASS.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pbc_tui.checks.analysis.weighing import MOST_SPOTS
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


class _Unparsed(ToolFailure):
    """The file is none that the interpreter at hand can parse."""


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
    if unreadable := await _unreadable(inspection, answers):
        # The tools that read Python say the same in their words.
        rest = [answer for answer in answers[2:] if not isinstance(answer, ToolFailure)]
        answers = [*answers[:2], *rest]
    gaps = [str(answer) for answer in answers if isinstance(answer, ToolFailure)]
    seen = [answer for answer in answers if not isinstance(answer, ToolFailure)]
    gaps += [gap for _, gap in seen if gap]
    sightings = merged(*(found for found, _ in seen))
    found = anchored(sightings, inspection.source.text)
    if not unreadable:
        return _weigh(found, gaps)
    if any(one.critical for one in found):
        return _weigh(found, [unreadable, *gaps])
    if gaps or not (await inspection.reader()).fits:
        raise ToolFailure("; ".join([unreadable, *gaps]))
    return unjudged(CheckName.SECURITY, f"not judged: {unreadable}")


async def _unreadable(inspection: Inspection, answers: Sequence[_Seen | ToolFailure]) -> str:
    """Why what reads Python cannot judge the file, "" where it can."""
    own = await settled(inspection.analysis("security"))
    if isinstance(own, ToolFailure):
        return ""
    if told := str(own["unreadable"]):
        return told
    if not any(isinstance(answer, _Unparsed) for answer in answers):
        return ""
    # The own rules read more than the interpreter that bandit runs under.
    python = inspection.subject.spec.python
    if (await inspection.reader()).fits:
        return f"the file does not parse as Python {python}"
    return f"there is no Python {python} here to read the file with; install Python {python}"


def _weigh(found: list[Finding], gaps: list[str]) -> CheckResult:
    critical = [one for one in found if one.critical]
    if critical:
        more = f" (and {counted(len(critical) - 1, 'more finding')})" if len(critical) > 1 else ""
        first = min(critical, key=lambda one: one.line)
        if more_of_them := _unlisted(len(critical) - MOST_FINDINGS):
            gaps = [*gaps, more_of_them]
        # What was not looked at stands beside the findings: dismissing them does not pass the file.
        reason = f"line {first.line}: {first.message}{more}"
        return failed(CheckName.SECURITY, reason, found, gaps)
    if gaps:
        raise ToolFailure("; ".join(gaps))
    shown = f"{counted(len(found), 'finding')} to look at" if found else ""
    return passed(CheckName.SECURITY, shown, found)


_Seen = tuple[list[Sighting], str]
"""What a tool found, and what it could not look at, "" where it looked at everything."""


def _unlisted(number: int) -> str:
    return f"{number} more critical findings are not listed" if number > 0 else ""


async def _own(inspection: Inspection, part: str) -> _Seen:
    read = await inspection.analysis(part)
    sightings = [
        Sighting(finding(row), row["line"], max(row["line"], row["end_line"]))
        for row in read["spots"]
    ]
    return sightings, _unlisted(int(read["unlisted"]))


async def _bandit(inspection: Inspection) -> _Seen:
    # The text comes in on standard input: bandit then looks for no configuration beside the file.
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
        failure = _Unparsed if "syntax error" in why else ToolFailure
        raise failure(f"bandit could not read the file: {why}")
    return _listed(_seen_by_bandit(inspection, row) for row in rows)


def _seen_by_bandit(inspection: Inspection, row: Mapping[str, Any]) -> _Row:
    lines = [int(row["line_number"]), *row.get("line_range", ())]
    return _Row(
        level_of(
            number := str(row["test_id"]).removeprefix("B"),
            severe=row["issue_severity"] == "HIGH",
            in_test=is_test(inspection.path),
        ),
        number,
        int(row["line_number"]),
        int(row.get("col_offset", -1)) + 1,
        str(row["issue_text"]),
        min(lines),
        max(lines),
    )


async def _ruff(inspection: Inspection) -> _Seen:
    rows = await inspection.strict_lint()
    return _listed(_seen_by_ruff(inspection, row) for row in rows if is_of_security(row))


def _seen_by_ruff(inspection: Inspection, row: Mapping[str, Any]) -> _Row:
    place: Mapping[str, Any] = row.get("location") or {}
    line = int(place.get("row", 0))
    return _Row(
        # Severity is bandit's; what ruff alone reports is weighed by the table.
        level_of(number := str(row["code"])[1:], severe=False, in_test=is_test(inspection.path)),
        number,
        line,
        int(place.get("column", 0)),
        str(row["message"]),
        line,
        int((row.get("end_location") or {}).get("row", line)),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """What a tool reported, weighed; ``first`` to ``last`` are the lines that it is about."""

    level: Level
    number: str
    line: int
    column: int
    message: str
    first: int
    last: int

    @property
    def sighting(self) -> Sighting:
        """The row as a finding in our words."""
        found = Finding(
            line=self.line,
            column=self.column,
            code=f"B{self.number}",
            message=single_line(TITLES.get(self.number, self.message)),
            critical=self.level is Level.CRITICAL,
        )
        return Sighting(found, self.first, self.last)


def _listed(rows: Iterable[_Row]) -> _Seen:
    """The rows that matter most: a hostile file has any number of them."""
    weighed = [row for row in rows if row.level is not Level.IGNORED]
    weighed.sort(key=lambda row: (row.level is not Level.CRITICAL, row.line, row.column))
    rest = sum(row.level is Level.CRITICAL for row in weighed[MOST_SPOTS:])
    return [row.sighting for row in weighed[:MOST_SPOTS]], _unlisted(rest)
