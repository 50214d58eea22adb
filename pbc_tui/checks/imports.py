"""The imports check: only what the task allows, whatever the spelling (SPEC 8)."""

from __future__ import annotations

from pbc_tui.checks.inspection import Inspection
from pbc_tui.checks.kinds import Kind
from pbc_tui.checks.results import counted, failed, finding, passed, unjudged
from pbc_tui.design.verdict import CheckName, CheckResult

PYPROJECT = "pyproject.toml"


async def check_imports(inspection: Inspection) -> CheckResult:
    """Judge what the file imports."""
    if inspection.kind is not Kind.PYTHON and not _declares_all(inspection):
        return CheckResult.skipped(CheckName.IMPORTS, f"{inspection.kind} files import nothing")
    if inspection.source.fault:
        reason = f"not judged: {inspection.path} {inspection.source.fault}"
        return unjudged(CheckName.IMPORTS, reason)
    read = await inspection.analysis("imports")
    if read["unreadable"]:
        return unjudged(CheckName.IMPORTS, f"not judged: {read['unreadable']}")
    breaches = [finding(row) for row in read["spots"] if row["fails"]]
    notes = [finding(row) for row in read["spots"] if not row["fails"]]
    if breaches:
        first = breaches[0]
        more = f" (and {counted(len(breaches) - 1, 'more import')})" if len(breaches) > 1 else ""
        reason = f"line {first.line}: {first.message}{more}"
        return failed(CheckName.IMPORTS, reason, [*breaches, *notes])
    if inspection.kind is not Kind.PYTHON:
        return passed(CheckName.IMPORTS, "nothing that it declares is unused")
    return passed(CheckName.IMPORTS, notes[0].message if notes else "", notes)


def _declares_all(inspection: Inspection) -> bool:
    """Whether the file declares what the whole project needs, and the whole project is there."""
    return inspection.path == PYPROJECT and inspection.subject.whole
