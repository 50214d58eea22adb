"""The contract check: every use that the contract allows works with the file (SPEC 5, 8)."""

from __future__ import annotations

from pathlib import PurePosixPath

from pbc_tui.checks.inspection import Inspection
from pbc_tui.checks.kinds import Kind
from pbc_tui.checks.results import counted, failed, finding, ordered, passed, unjudged
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.verdict import CheckName, CheckResult, Result

NO_CONTRACT = "no contract for this kind of file"
_MOST_NAMED = 5


async def check_contract(inspection: Inspection) -> CheckResult:
    """Judge whether the file keeps its contract, or has the tables that it must have."""
    spec = inspection.subject.spec
    python = inspection.kind is Kind.PYTHON
    asked = bool(spec.contract.strip()) if python else bool(spec.required_tables)
    # A pyproject.toml has a form of its own, whatever else is asked of it.
    if not asked and PurePosixPath(spec.path).name != "pyproject.toml":
        return CheckResult.skipped(CheckName.CONTRACT, NO_CONTRACT)
    if inspection.source.fault:
        reason = f"not judged: {inspection.path} {inspection.source.fault}"
        return unjudged(CheckName.CONTRACT, reason)
    read = await inspection.analysis("contract")
    if read["beyond"]:
        return CheckResult.error(CheckName.CONTRACT, single_line(read["beyond"]))
    if read["unreadable"]:
        return failed(CheckName.CONTRACT, read["unreadable"], missing=read["missing"])
    breaches = [finding(row) for row in read["breaches"]]
    doubts = [finding(row) for row in read["doubts"]]
    missing, kept = read["missing"], read["kept"]
    if breaches:
        more = f" (and {len(breaches) - 1} more)" if len(breaches) > 1 else ""
        reason = f"{breaches[0].message}{more}"
        return failed(CheckName.CONTRACT, reason, [*breaches, *doubts], missing)
    if doubts:
        return CheckResult(
            name=CheckName.CONTRACT,
            result=Result.PARTIAL,
            reason=single_line(f"{_listed(kept)} found; {doubts[0].message}"),
            missing=tuple(missing),
            findings=ordered(doubts),
        )
    if not asked:
        return CheckResult.skipped(CheckName.CONTRACT, NO_CONTRACT)
    what = "table" if inspection.kind is Kind.TOML else "name"
    return passed(CheckName.CONTRACT, f"{counted(len(kept), what)} as agreed")


def _listed(kept: list[str]) -> str:
    """The names that were found, the first of them by name; a class stands for its members."""
    outer = [name for name in kept if "." not in name] or kept
    more = len(outer) - _MOST_NAMED
    shown = ", ".join(outer[:_MOST_NAMED]) or "nothing"
    return f"{shown} and {more} more" if more > 0 else shown
