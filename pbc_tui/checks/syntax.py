"""The syntax check: does the file parse, for the target version of Python and not for the host's.

For Python, ruff is the authority on the target version; the interpreter that runs pbc-tui compiles
the bytes as well where it is new enough. Other files are read by their own parsers.
"""

from __future__ import annotations

import asyncio

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.inspection import Inspection, settled
from pbc_tui.checks.kinds import Kind
from pbc_tui.checks.results import counted, failed, finding, passed, ruff_finding
from pbc_tui.checks.strict_rules import is_of_syntax
from pbc_tui.design.verdict import CheckName, CheckResult, Finding


async def check_syntax(inspection: Inspection) -> CheckResult:
    """Judge whether the file parses."""
    source = inspection.source
    if source.fault:
        place = Finding(
            line=source.fault_line,
            column=source.fault_column,
            code="encoding",
            message=source.fault,
        )
        return failed(CheckName.SYNTAX, f"{inspection.path} {source.fault}", [place])
    if inspection.kind is Kind.PYTHON:
        return await _check_python(inspection)
    read = await inspection.analysis("syntax")
    faults = [finding(row) for row in read["faults"]]
    if faults:
        return failed(CheckName.SYNTAX, _headline(faults), faults)
    return passed(CheckName.SYNTAX, f"read as {inspection.kind}", _notes(inspection))


async def _check_python(inspection: Inspection) -> CheckResult:
    inspection.begin_strict_lint()
    ruff, worker = await asyncio.gather(
        settled(inspection.strict_lint()), settled(inspection.analysis("syntax"))
    )
    compiled = _rows(worker, "faults")
    certain = [fault for fault in compiled if fault.code != "host"]
    if isinstance(ruff, ToolFailure):
        # ruff aborts on nesting that no parser survives; then Python's own word counts.
        if not certain:
            raise ruff
        found = certain
    else:
        found = [ruff_finding(row) for row in ruff if is_of_syntax(row)] or certain
    if found:
        explained = _rows(worker, "explanations")
        return failed(CheckName.SYNTAX, _headline([*explained, *found]), [*explained, *found])
    if isinstance(worker, ToolFailure):
        raise worker
    version = inspection.subject.spec.python
    return passed(CheckName.SYNTAX, f"parses as Python {version}", _notes(inspection))


def _rows(worker: object, key: str) -> list[Finding]:
    return [finding(row) for row in worker[key]] if isinstance(worker, dict) else []


def _headline(found: list[Finding]) -> str:
    first = found[0]
    place = f"line {first.line}" if first.line else "the file"
    if first.line and first.column:
        place += f", column {first.column}"
    more = len({f.line for f in found}) - 1
    return f"{place}: {first.message}" + (f" (and {counted(more, 'more place')})" if more else "")


def _notes(inspection: Inspection) -> list[Finding]:
    content = inspection.source.content
    notes = []
    if content.startswith(b"\xef\xbb\xbf"):
        notes.append("begins with a byte order mark, which UTF-8 does not need")
    ends = content.count(b"\r\n")
    if ends:
        mixed = content.count(b"\n") != ends
        notes.append("mixes CRLF and LF line ends" if mixed else "has CRLF line ends")
    if b"\r" in content.replace(b"\r\n", b""):
        notes.append("holds a carriage return without a line feed")
    return [Finding(code="bytes", message=f"the file {note}") for note in notes]
