"""Reading what the launcher reported: only lines with the right signature count."""

from __future__ import annotations

import ast
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

_RANK = {"passed": 0, "skipped": 1, "unexpected pass": 2, "expected failure": 3, "failed": 4}

Body = tuple[str, int, str]
"""A file of the repository, the first line of a function and its name."""


@dataclass
class TestReport:
    """What one run told.

    ``collected`` holds the ids of the tests before anybody could drop one. ``outcomes`` maps them
    to "passed", "failed", "skipped", "expected failure" or "unexpected pass", the worst of their
    phases; ``texts`` holds the last words of what did not pass, ``outputs`` what it printed.
    ``bodies`` holds what ran to its end while a test was called. ``broken`` maps what could not be
    collected to the reason, ``taken`` names what reached into pytest, ``running`` is the test that
    had not ended. ``coverage`` is the share of the measured file in percent. ``ended`` says that
    pytest came to its end, ``gaps`` that lines of the report are missing.
    """

    __test__ = False

    collected: list[str] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, set[Body]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    running: str = ""
    coverage: float | None = None
    ended: bool = False
    gaps: bool = False

    def of(self, outcome: str) -> list[str]:
        """The tests that ended like this."""
        return [name for name, each in self.outcomes.items() if each == outcome]


def read_report(content: bytes, key: bytes) -> TestReport:
    """The report in the bytes that the launcher wrote."""
    report = TestReport()
    last = 0
    for raw in content.splitlines():
        signature, _, body = raw.partition(b" ")
        expected = hmac.new(key, body, hashlib.sha256).hexdigest().encode()
        if not hmac.compare_digest(signature, expected):
            continue
        number, kind, *values = ast.literal_eval(body.decode("utf-8"))
        report.gaps = report.gaps or number != last + 1
        last = number
        _add(report, kind, values)
    for identifier in report.of("running"):
        report.outcomes[identifier] = "failed"
        report.texts.setdefault(identifier, "it never ended")
    return report


def _add(report: TestReport, kind: str, values: list[Any]) -> None:
    match kind, values:
        case "end", _:
            report.ended = True
        case "coverage", [int(covered), int(statements)]:
            report.coverage = 100 * covered / statements if statements else 100.0
        case "taken", [what]:
            report.taken.append(what)
        case "broken", [place, why]:
            report.broken[place] = why
        case "collected", [identifier]:
            report.collected.append(identifier)
        case "start", [identifier]:
            report.running = identifier
        case "body", [identifier, str(name), int(line), str(function)]:
            report.bodies.setdefault(identifier, set()).add((name, line, function))
        case "outcome", [identifier, when, outcome, text, output]:
            _add_outcome(report, identifier, when, outcome, text)
            if output:
                report.outputs.setdefault(identifier, output)
            if when == "teardown":
                report.running = ""


def _add_outcome(report: TestReport, identifier: str, when: str, outcome: str, text: str) -> None:
    known = report.outcomes.get(identifier, "")
    if when == "setup" and outcome == "passed":
        # The call is still to come; a setup alone proves nothing.
        report.outcomes[identifier] = "running"
    elif known in ("", "running") or _RANK.get(outcome, 4) > _RANK.get(known, 4):
        report.outcomes[identifier] = outcome if outcome in _RANK else "failed"
        if text:
            report.texts[identifier] = text
