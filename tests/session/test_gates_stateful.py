"""No sequence of events passes a gate that is open, or changes the design behind one (SPEC 0)."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Add, Delete, Edit, Rename
from pbc_tui.session import events as e
from tests.session.books import Books
from tests.session.designs import (
    LETTERS,
    TESTS,
    WORDS,
    before_confirming,
    confirming,
    designed,
    verdict,
)

GATES = st.sampled_from(list(Gate))
PATHS = st.sampled_from([WORDS, LETTERS, TESTS, "README.md"])
TASKS = st.sampled_from(["TASK-001", "TASK-002", "TASK-003", "TASK-004"])
TOTALS = st.one_of(st.none(), st.sampled_from([0, 9, 10, 14, 15, 25]))
VALUES = {
    "intake.package_name": "other",
    "intake.purpose": "A",
    "intake.concurrency": "D",
    "architecture.errors": "B",
    "project.line_length": 100,
    "structure.way": "template",
    "features.api": "A",
    "features.demo": "A",
}
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Add, path=st.sampled_from(["src/demo_app/more.py", "NOTES.md"])),
    st.builds(Delete, paths=PATHS.map(lambda path: (path,))),
    st.builds(Rename, path=PATHS, name=st.just("other.py")),
)


class Gates(Books):
    """Every kind of event of stages 0 to 4, and attempts to build too early."""

    @initialize(until=st.sampled_from([*Gate, None]))
    def begin(self, until: Gate | None) -> None:
        """Begin anywhere on the way, so that every part is reached."""
        self.state = designed(until)
        self.confirmed = list(until.before if until else Gate)

    @rule(gate=GATES, total=TOTALS, reason=st.sampled_from(["", " ", "r"]))
    def confirm(self, gate: Gate, total: int | None, reason: str) -> None:
        open_questions = catalog.open_questions(gate, self.state.answers)
        if self.send(e.Confirmed(gate=gate, total=total, reason=reason)):
            assert self.confirmed == list(gate.before), "a gate was confirmed out of turn"
            assert not open_questions
            if gate.checkpoint:
                assert total is not None
                assert total >= 15 or (total >= 10 and reason.strip())
            self.confirmed.append(gate)

    @precondition(lambda self: self.state.gate is not None)
    @rule(total=TOTALS, reason=st.sampled_from(["", "r"]))
    def confirm_the_open_gate(self, total: int | None, reason: str) -> None:
        assert self.state.gate is not None
        self.confirm(self.state.gate, total, reason)

    @precondition(lambda self: self.state.gate is not None)
    @rule()
    def do_all_for_the_open_gate(self) -> None:
        gate = self.state.gate
        assert gate is not None
        for event in before_confirming(gate, self.state):
            self.send(event)
        if self.send(confirming(gate)):
            self.confirmed.append(gate)

    @rule(gate=GATES)
    def reopen(self, gate: Gate) -> None:
        if self.send(e.Reopened(gate=gate)):
            self.reopened(gate)
            assert not self.state.opened
        else:
            assert gate not in self.confirmed

    @rule(key=st.sampled_from(sorted(VALUES)), erase=st.booleans())
    def answer(self, key: str, erase: bool) -> None:
        if self.send(e.Answered(key=key, value=None if erase else VALUES[key])):
            before = catalog.question(key).gate.before
            assert self.confirmed == list(before), "an answer was changed out of turn"

    @rule(event=st.one_of(EDITS.map(lambda edit: e.TreeEdited(edit=edit)), st.just(e.TreeUndone())))
    def edit(self, event: e.TreeEdited | e.TreeUndone) -> None:
        if self.send(event):
            assert self.confirmed == list(Gate.STRUCTURE.before), "an edit out of turn"

    @rule()
    def redo(self) -> None:
        if self.send(e.TreeRedone()):
            assert self.confirmed == list(Gate.STRUCTURE.before), "an edit out of turn"

    @rule(path=PATHS, text=st.sampled_from(["", "def other() -> int: ...\n"]))
    def contract(self, path: str, text: str) -> None:
        if self.send(e.ContractSet(path=path, text=text)):
            task = self.state.open_task
            assert not self.state.building or (task and task.path == path)

    @rule(path=PATHS, removing=st.booleans())
    def remove_or_restore(self, path: str, removing: bool) -> None:
        event = e.TaskRemoved(path=path) if removing else e.TaskRestored(path=path)
        if self.send(event):
            assert self.confirmed == list(Gate.PLAN.before), "the plan was changed out of turn"

    @rule(task=TASKS)
    def build(self, task: str) -> None:
        events = (
            e.TaskOpened(task=task, path=""),
            e.Judged(task=task, verdict=verdict(WORDS)),
            e.Accepted(task=task, path="", sha256="f" * 64, digest=""),
            e.TaskReopened(task=task),
        )
        for event in events:
            if self.send(event):
                assert self.confirmed == list(Gate), "a file was built before the last gate"


GatesTest = Gates.TestCase
GatesTest.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize("gate", list(Gate))
def test_what_the_machine_does_for_a_gate_is_enough_to_pass_it(gate: Gate) -> None:
    machine = Gates()
    machine.begin(gate)
    machine.do_all_for_the_open_gate()

    assert gate in machine.confirmed
