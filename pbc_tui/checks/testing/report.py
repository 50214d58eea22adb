"""Reading what the launcher reported: only lines with the right signature count."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field

_RANK = {"passed": 0, "unexpected pass": 0, "skipped": 1, "expected failure": 2, "failed": 3}


@dataclass
class TestReport:
    """The outcomes of one run.

    ``outcomes`` maps test ids to "passed", "failed", "skipped", "expected failure" or "unexpected
    pass", the worst of their phases; ``texts`` holds the last words of what did not pass.
    ``broken`` maps what could not be collected to the reason; ``ended`` says that pytest came to
    its end.
    """

    __test__ = False

    outcomes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    ended: bool = False


def read_report(content: bytes, key: bytes) -> TestReport:
    """The report in the bytes that the launcher wrote."""
    report = TestReport()
    for raw in content.splitlines():
        signature, _, body = raw.partition(b" ")
        expected = hmac.new(key, body, hashlib.sha256).hexdigest().encode()
        if not hmac.compare_digest(signature, expected):
            continue
        _add(report, json.loads(body))
    for identifier in [name for name, outcome in report.outcomes.items() if outcome == "running"]:
        report.outcomes[identifier] = "failed"
        report.texts.setdefault(identifier, "it never ended")
    return report


def _add(report: TestReport, entry: dict[str, str]) -> None:
    kind, identifier = entry["kind"], entry.get("id", "")
    if kind == "end":
        report.ended = True
    elif kind == "broken":
        report.broken[identifier] = entry["text"]
    else:
        outcome = entry["outcome"]
        known = report.outcomes.get(identifier, "")
        if entry["when"] == "setup" and outcome == "passed":
            # The call is still to come; a setup alone proves nothing.
            report.outcomes[identifier] = "running"
        elif known in ("", "running") or _RANK.get(outcome, 3) > _RANK.get(known, 3):
            report.outcomes[identifier] = outcome if outcome in _RANK else "failed"
            if entry["text"]:
                report.texts[identifier] = entry["text"]
