"""A small complete design as events, and verdicts of every kind."""

from __future__ import annotations

from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Replace, read_tree
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict
from pbc_tui.session import events as e
from pbc_tui.session.state import State

ANSWERS: dict[str, Any] = {
    "intake.package_name": "demo_app",
    "intake.repository_name": "demo-app",
    "intake.description": "Counts the words of a text.",
    "intake.purpose": "C",
    "intake.users": ["C"],
    "intake.maturity": "B",
    "intake.lifespan": "B",
    "intake.python_version": ">=3.11",
    "intake.deployment": "A",
    "intake.concurrency": "A",
    "intake.non_goals": ["not a word processor"],
    "architecture.dependencies": "E",
    "architecture.configuration": "A",
    "architecture.errors": "A",
    "architecture.logging": "C",
    "architecture.testing": "B",
    "project.licence": "A",
    "project.authors": ["Ada"],
    "project.version": "0.1.0",
    "project.url": "",
    "project.line_length": 88,
    "project.docstrings": "A",
    "structure.way": "own",
}
WORDS, LETTERS, TESTS = "src/demo_app/words.py", "src/demo_app/letters.py", "tests/test_words.py"
TREE = read_tree(f"{WORDS}\n{LETTERS}\n{TESTS}\nREADME.md\n")
CONTRACTS = {
    WORDS: "def count(text: str) -> int: ...\n",
    LETTERS: "from demo_app.words import count\n\ndef letters(text: str) -> int: ...\n",
}


def answers_of(gate: Gate, state: State) -> list[e.Event]:
    """Answers to everything that a gate needs."""
    events: list[e.Event] = []
    for entry in catalog.questions_of(gate, state.answers):
        if entry.key in ANSWERS:
            events.append(e.Answered(key=entry.key, value=ANSWERS[entry.key]))
        elif entry.required and (suggestion := entry.suggestion(state.answers)):
            events.append(e.Answered(key=entry.key, value=catalog.plain(suggestion.value)))
    return events


def before_confirming(gate: Gate, state: State) -> list[e.Event]:
    """All events that a gate needs before it can be confirmed."""
    events = answers_of(gate, state)
    if gate is Gate.STRUCTURE:
        events.append(e.TreeEdited(edit=Replace(tree=TREE)))
    if gate is Gate.PLAN:
        events.extend(e.ContractSet(path=path, text=text) for path, text in CONTRACTS.items())
    return events


def confirming(gate: Gate) -> e.Confirmed:
    """The confirmation of a gate."""
    return e.Confirmed(gate=gate, total=23 if gate.checkpoint else None)


def history(until: Gate | None = None) -> list[e.Event]:
    """All events up to where ``until`` is answered and can be confirmed; None for the whole."""
    state = State()
    events: list[e.Event] = [e.SessionStarted(version="1")]
    for gate in Gate:
        for event in before_confirming(gate, state):
            state = state.apply(event)
            events.append(event)
        if gate is until:
            return events
        events.append(confirming(gate))
        state = state.apply(events[-1])
    return events


def designed(until: Gate | None = None) -> State:
    """The state after ``history``."""
    return State.replay(history(until))


def verdict(
    path: str,
    sha256: str = "f" * 64,
    *,
    failing: tuple[CheckName, ...] = (),
    critical: bool = False,
    without: tuple[CheckName, ...] = (),
    provisional: bool = False,
) -> Verdict:
    """A verdict in which these checks fail; a critical finding and warm tests may be in it."""
    checks = []
    for name in CheckName:
        if name in without:
            continue
        findings: tuple[Finding, ...] = ()
        if critical and name is CheckName.SECURITY:
            findings = (Finding(line=3, code="S105", message="a secret", critical=True),)
        fails = name in failing or bool(findings)
        result = Result.FAIL if fails else Result.PASS
        warm = provisional and name is CheckName.TESTS
        checks.append(CheckResult(name=name, result=result, findings=findings, provisional=warm))
    return Verdict(path=path, sha256=sha256, checks=tuple(checks))
