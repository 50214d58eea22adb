"""What checking a file found: findings, one result per check, one verdict per file (SPEC 8)."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


class CheckName(StrEnum):
    """The six checks, in the order in which they are shown."""

    SYNTAX = "syntax"
    CONTRACT = "contract"
    IMPORTS = "imports"
    STYLE = "style"
    TESTS = "tests"
    SECURITY = "security"


class Result(StrEnum):
    """Every result that a check may give."""

    PASS = "PASS"
    FAIL = "FAIL"
    PARTIAL = "PARTIAL"
    SKIPPED = "SKIPPED"
    NOT_CHECKED = "NOT CHECKED"
    ERROR = "ERROR"


class Overall(StrEnum):
    """The verdict on a whole file."""

    ACCEPTABLE = "ACCEPTABLE"
    NEEDS_REVISION = "NEEDS REVISION"


class Finding(BaseModel):
    """One thing that a check found, at one place.

    ``line`` and ``column`` count from 1; 0 means that the finding belongs to the file as a whole.
    ``anchor`` stands for the text that the finding is about, "" where nothing rests on it.
    """

    model_config = ConfigDict(frozen=True)

    line: int = 0
    column: int = 0
    code: str
    message: str
    critical: bool = False
    anchor: str = ""

    @property
    def fingerprint(self) -> str:
        """What identifies the finding when lines move: its code, its message and its anchor."""
        told = f"{self.code}: {self.message}"
        return f"{told} [{self.anchor}]" if self.anchor else told


class CheckResult(BaseModel):
    """The result of one check on one file.

    ``lawful`` says that a SKIPPED or NOT CHECKED has a reason which SPEC 8 allows to stand in an
    acceptable verdict (no contract for this kind of file, tests not generated yet, testing "none",
    no interpreter or no network). It means nothing for the other results. ``provisional``: the
    tests ran in a process that had served before, so a fresh run is still to confirm them.
    ``output`` is what the tool printed about a failure, made safe and cut; ``coverage`` is the
    share of the file, in percent, that its tests ran, None where it was not measured.
    """

    model_config = ConfigDict(frozen=True)

    name: CheckName
    result: Result
    reason: str = ""
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    lawful: bool = False
    provisional: bool = False
    seconds: float = 0.0
    output: str = ""
    coverage: float | None = None

    @property
    def stands(self) -> bool:
        """Whether this result lets the file be ACCEPTABLE."""
        match self.result:
            case Result.PASS:
                return True
            case Result.SKIPPED | Result.NOT_CHECKED:
                return self.lawful
            case _:
                return False

    @property
    def critical(self) -> tuple[Finding, ...]:
        """The findings that block acceptance."""
        return tuple(finding for finding in self.findings if finding.critical)

    @classmethod
    def skipped(cls, name: CheckName, reason: str) -> CheckResult:
        """Say that a check does not apply, with a reason that SPEC 8 allows."""
        return cls(name=name, result=Result.SKIPPED, reason=reason, lawful=True)

    @classmethod
    def error(cls, name: CheckName, reason: str) -> CheckResult:
        """Say that the tool behind a check did not do its work."""
        return cls(name=name, result=Result.ERROR, reason=reason)


_PUBLIC: Any = {
    "name": True,
    "result": True,
    "reason": True,
    "missing": True,
    "findings": {"__all__": {"line", "column", "code", "message", "critical"}},
}


class Verdict(BaseModel):
    """The results of all six checks on one file, for exactly the bytes whose hash is given."""

    model_config = ConfigDict(frozen=True)

    path: str
    sha256: str = ""
    checks: tuple[CheckResult, ...]
    dismissed: tuple[str, ...] = ()

    @property
    def overall(self) -> Overall:
        """ACCEPTABLE when every check stands and all six are there; else NEEDS REVISION."""
        names = {check.name for check in self.checks}
        if names != set(CheckName):
            return Overall.NEEDS_REVISION
        if all(self.stands(check) for check in self.checks):
            return Overall.ACCEPTABLE
        return Overall.NEEDS_REVISION

    @property
    def acceptable(self) -> bool:
        """Whether the overall verdict is ACCEPTABLE."""
        return self.overall is Overall.ACCEPTABLE

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The critical findings that nobody has dismissed; while one stands, ACCEPT is closed."""
        return tuple(
            finding
            for check in self.checks
            for finding in check.critical
            if finding.fingerprint not in self.dismissed
        )

    @property
    def provisional(self) -> bool:
        """Whether a fresh run of the tests is still to confirm this; ACCEPT waits for it."""
        return any(check.provisional for check in self.checks)

    def repeated(self, result: CheckResult) -> Verdict:
        """The same verdict with the result of one check as it came out again."""
        checks = tuple(result if check.name is result.name else check for check in self.checks)
        return self.model_copy(update={"checks": checks})

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The checks that keep the file from being ACCEPTABLE, in their fixed order."""
        return tuple(check for check in self.checks if not self.stands(check))

    def check(self, name: CheckName) -> CheckResult | None:
        """The result of one check, or None when it is not part of this verdict."""
        return next((check for check in self.checks if check.name is name), None)

    def dismissing(self, fingerprint: str) -> Verdict:
        """The same verdict with one more finding dismissed."""
        return self.model_copy(update={"dismissed": (*self.dismissed, fingerprint)})

    def public(self) -> dict[str, Any]:
        """The shape that ``check --json`` prints (SPEC 12)."""
        return {
            "path": self.path,
            "overall": self.overall.value,
            "checks": [check.model_dump(mode="json", include=_PUBLIC) for check in self.checks],
        }

    def standing(self, check: CheckResult) -> tuple[Finding, ...]:
        """The findings of a check that nobody has dismissed."""
        return tuple(each for each in check.findings if each.fingerprint not in self.dismissed)

    def reason(self, check: CheckResult) -> str:
        """The reason of a check, without what was dismissed."""
        dismissed = len(check.findings) - len(self.standing(check))
        if not dismissed:
            return check.reason
        critical = [each for each in self.standing(check) if each.critical]
        told = f"{dismissed} dismissed"
        if not critical:
            return told
        first = min(critical, key=lambda each: each.line)
        more = f", {len(critical) - 1} more" if len(critical) > 1 else ""
        return f"line {first.line}: {first.message} ({told}{more})"

    def stands(self, check: CheckResult) -> bool:
        """Whether a check lets the file be ACCEPTABLE, with what was dismissed."""
        undismissed = any(each.fingerprint not in self.dismissed for each in check.critical)
        if check.stands:
            return not undismissed
        # Only security findings can be dismissed (SPEC 8); a FAIL rests on the critical ones, and
        # on what could not be looked at beside them.
        return (
            check.name is CheckName.SECURITY
            and check.result is Result.FAIL
            and not check.missing
            and bool(check.critical)
            and not undismissed
        )
