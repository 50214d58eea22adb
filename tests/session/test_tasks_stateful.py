"""No sequence of events accepts a file that must not be accepted (SPEC 6, 8)."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from pbc_tui.design.gates import Gate
from pbc_tui.design.verdict import CheckName
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from tests.session.books import Books
from tests.session.designs import LETTERS, WORDS, confirming, designed, verdict

TASKS = st.sampled_from(["TASK-001", "TASK-002", "TASK-003", "TASK-004"])
HASHES = st.sampled_from(["a" * 64, "b" * 64])
FEW = st.sets(st.sampled_from([CheckName.STYLE, CheckName.TESTS]), max_size=2).map(tuple)
ALL = tuple(name.value for name in CheckName)
ACKNOWLEDGED = st.sampled_from([(), ("style",), ("style", "tests"), ALL, ALL, ALL])
ABSENT = st.sampled_from([(), (), (CheckName.TESTS,)])
FINDING = "S105: a secret"


class Tasks(Books):
    """Every kind of event of the loop, beginning where the plan is confirmed."""

    @initialize()
    def begin(self) -> None:
        """Begin with the first task that can be done."""
        self.state = designed()
        self.confirmed = list(Gate)
        self.open_the_next_task()

    def open_the_next_task(self) -> None:
        """Begin what can be begun."""
        task = self.state.next_task if self.state.building else None
        if task is not None and not self.state.opened:
            self.open_task(task.id)

    @rule(task=TASKS)
    def open_task(self, task: str) -> None:
        opened = self.state.opened
        if self.send(e.TaskOpened(task=task, path="")):
            assert opened in ("", task)
            assert not self.state.ended
            self.verdict = None
            for need in self.state.plan.by_id[task].depends:
                status = self.state.status(self.state.plan.by_id[need])
                assert opened or status in (Status.ACCEPTED, Status.DEFERRED)

    @precondition(lambda self: bool(self.state.opened))
    @rule(sha=HASHES, failing=FEW, critical=st.booleans(), absent=ABSENT)
    def judge(
        self,
        sha: str,
        failing: tuple[CheckName, ...],
        critical: bool,
        absent: tuple[CheckName, ...],
    ) -> None:
        task = self.state.open_task
        assert task is not None
        found = verdict(task.path, sha, failing=failing, critical=critical, without=absent)
        assert self.send(e.Judged(task=task.id, verdict=found))
        self.verdict = self.state.progress_of(task.id).verdict

    @rule(task=TASKS)
    def judge_any(self, task: str) -> None:
        if self.send(e.Judged(task=task, verdict=verdict(WORDS, "a" * 64))):
            assert self.state.opened == task
            self.verdict = self.state.progress_of(task).verdict

    @precondition(lambda self: bool(self.state.opened))
    @rule(sha=HASHES, acknowledged=ACKNOWLEDGED)
    def accept(self, sha: str, acknowledged: tuple[str, ...]) -> None:
        self.accept_any(self.state.opened, sha, acknowledged)
        self.open_the_next_task()

    @precondition(lambda self: bool(self.state.opened))
    @rule(
        judged=HASHES,
        on_disk=HASHES,
        failing=FEW,
        critical=st.booleans(),
        absent=ABSENT,
        acknowledged=ACKNOWLEDGED,
    )
    def judge_and_accept(
        self,
        judged: str,
        on_disk: str,
        failing: tuple[CheckName, ...],
        critical: bool,
        absent: tuple[CheckName, ...],
        acknowledged: tuple[str, ...],
    ) -> None:
        self.judge(judged, failing, critical, absent)
        self.accept(on_disk, acknowledged)

    @rule(task=TASKS, sha=HASHES, acknowledged=ACKNOWLEDGED)
    def accept_any(self, task: str, sha: str, acknowledged: tuple[str, ...]) -> None:
        opened, found = self.state.opened, self.verdict
        known = self.state.plan.by_id.get(task) if self.state.building else None
        digest = known.digest if known else ""
        event = e.Accepted(task=task, path="", sha256=sha, digest=digest, acknowledged=acknowledged)
        if self.send(event):
            assert self.confirmed == list(Gate), "accepted before the last gate"
            assert opened == task
            assert found is not None, "accepted without a verdict on these bytes and demands"
            assert found.sha256 == sha, "accepted other bytes than those that were judged"
            assert not found.blocking, "accepted in spite of a critical finding"
            assert {check.name for check in found.checks} == set(CheckName), "not all was checked"
            assert {check.name.value for check in found.failures} <= set(acknowledged)
            self.verdict = None

    @precondition(lambda self: bool(self.state.opened))
    @rule(event=st.sampled_from(["written", "fixed", "contract", "constraint"]))
    def the_verdict_is_outdated(self, event: str) -> None:
        task = self.state.open_task
        assert task is not None
        change: dict[str, e.Event] = {
            "written": e.Withdrawn(task=task.id),
            "fixed": e.FixApplied(task=task.id, fix="f", explanation="e", diff="d"),
            "contract": e.ContractSet(path=task.path, text="def other() -> int: ..."),
            "constraint": e.ConstraintsChanged(path=task.path, constraints=("c",)),
        }
        if self.send(change[event]):
            self.verdict = None
        assert len(self.state.progress_of(task.id).fixes) <= 2

    @rule(path=st.sampled_from([WORDS, LETTERS]))
    def change_any_contract(self, path: str) -> None:
        task = self.state.open_task
        if self.send(e.ContractSet(path=path, text="def third() -> int: ...")):
            assert not self.state.building or (task and task.path == path)
            self.verdict = None

    @rule(task=TASKS, reason=st.sampled_from(["", "a public constant"]))
    def dismiss(self, task: str, reason: str) -> None:
        if self.send(e.FindingDismissed(task=task, fingerprint=FINDING, reason=reason)):
            assert reason
            assert self.state.opened == task
            self.verdict = self.state.progress_of(task).verdict

    @rule(task=TASKS)
    def take_back_a_dismissal(self, task: str) -> None:
        if self.send(e.DismissalTakenBack(task=task, fingerprint=FINDING)):
            assert self.state.opened == task
            assert not self.state.progress_of(task).dismissed
            self.verdict = self.state.progress_of(task).verdict

    @rule(task=TASKS, wait=st.booleans())
    def defer(self, task: str, wait: bool) -> None:
        opened = self.state.opened
        if self.send(e.Deferred(task=task, dependents_wait=wait)):
            assert opened == task
            self.verdict = None

    @rule(task=TASKS)
    def reopen_task(self, task: str) -> None:
        opened = self.state.opened
        if self.send(e.TaskReopened(task=task)):
            assert opened != task

    @rule(task=TASKS, sha=HASHES)
    def an_accepted_file_changes(self, task: str, sha: str) -> None:
        self.send(e.AcceptedFileChanged(task=task, verdict=verdict(WORDS, sha)))

    @rule()
    def end_and_continue(self) -> None:
        assert self.send(e.Aborted())
        self.verdict = None
        assert not self.send(e.TaskOpened(task="TASK-001", path=""))
        assert self.send(e.Continued())

    @precondition(lambda self: self.state.building)
    @rule(gate=st.sampled_from(list(Gate)))
    def reopen_a_gate_and_confirm_again(self, gate: Gate) -> None:
        assert self.send(e.Reopened(gate=gate))
        self.reopened(gate)
        assert not self.send(e.TaskOpened(task="TASK-001", path=""))
        for later in (gate, *gate.after):
            assert self.send(confirming(later))
            self.confirmed.append(later)


TasksTest = Tasks.TestCase
TasksTest.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)


def test_the_machine_reaches_acceptance() -> None:
    machine = Tasks()
    machine.begin()
    first = machine.state.opened
    machine.judge("a" * 64, (CheckName.STYLE,), False, ())
    machine.accept("a" * 64, ("style",))

    assert machine.state.progress_of(first).status is Status.ACCEPTED
    assert machine.state.opened != first
