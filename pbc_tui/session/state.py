"""The state of a project: a pure fold of its events. The gates that forbid skipping live here.

``State.apply`` is the only way from one state to the next, for a living session and for a replay
alike; an event that the gates do not allow raises ``GateClosed`` and changes nothing (SPEC 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.additions import whole_tree
from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.plan.task import Task
from pbc_tui.design.structure import Tree
from pbc_tui.session import events as e
from pbc_tui.session.progress import Progress, Status
from pbc_tui.session.reopening import Reopening


class GateClosed(Exception):
    """A step that is not open yet; the message names the gate or the reason."""


@dataclass(frozen=True)
class State:
    """Everything that is known about a project.

    ``proposals`` holds the digest of the last proposed contract that was decided on, by path, and
    ``refusals`` why the last one was not approved.
    """

    answers: Answers = field(default_factory=Answers)
    tree: Tree = field(default_factory=Tree)
    undone: tuple[Tree, ...] = ()
    done: tuple[Tree, ...] = ()
    confirmed: tuple[Gate, ...] = ()
    changes: PlanChanges = field(default_factory=PlanChanges)
    contract_sources: Mapping[str, str] = field(default_factory=dict)
    proposals: Mapping[str, str] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[Gate, e.Confirmed] = field(default_factory=dict)
    agent: str = "beside"
    progress: Mapping[str, Progress] = field(default_factory=dict)
    opened: str = ""
    ended: bool = False
    environment: e.EnvironmentPrepared | None = None
    unconfined: bool | None = None
    suite: e.SuiteRan | None = None
    outside: Mapping[str, e.ScopeBroken] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    reopenings: tuple[Reopening, ...] = ()
    reports: tuple[e.ReportWritten, ...] = ()
    log: tuple[e.Event, ...] = ()

    @property
    def gate(self) -> Gate | None:
        """The gate that is open now; None when all are confirmed."""
        return next((gate for gate in Gate if gate not in self.confirmed), None)

    @property
    def scope(self) -> tuple[e.ScopeBroken, ...]:
        """The writes outside a task that nobody has decided on, the latest last."""
        return tuple(self.outside.values())

    @property
    def building(self) -> bool:
        """Whether every gate is confirmed, so that files may be generated."""
        return self.gate is None

    @property
    def just_approved(self) -> bool:
        """Whether the plan was confirmed, and since then neither a task begun nor a gate reopened.

        The person's word was "approve and begin" (SPEC 5), each time that it is given.
        """
        for event in reversed(self.log):
            if isinstance(event, e.Confirmed):
                return self.building and not self.ended
            if isinstance(event, e.TaskOpened | e.Reopened | e.ReopeningUndone):
                return False
        return False

    @cached_property
    def plan(self) -> Plan:
        """The plan of this design.

        Raises:
            GateClosed: while the answers that it needs are not complete.
            PlanError: for a cycle.
        """
        for gate in (Gate.INTAKE, Gate.ARCHITECTURE):
            if missing := catalog.open_questions(gate, self.answers):
                raise GateClosed(f"the plan needs an answer to {missing[0].key}")
        # A contract for a file that was taken out of the structure waits for its return.
        tree = self.full_tree
        contracts = {path: text for path, text in self.changes.contracts.items() if path in tree}
        return build_plan(self.answers, tree, replace(self.changes, contracts=contracts))

    @cached_property
    def full_tree(self) -> Tree:
        """The structure with what the chosen features need, as far as the person agreed to add it.

        It is derived and never stored, so a feature answered NO leaves no trace (SPEC 4.4).
        """
        return self._completed[0]

    @cached_property
    def _completed(self) -> tuple[Tree, str]:
        """The whole structure, and why something that a feature needs cannot be added to it."""
        return whole_tree(self.answers, self.tree, self.changes.added)

    def status(self, task: Task) -> Status:
        """Where a task stands; an acceptance for another specification is stale."""
        progress = self.progress.get(task.id, Progress())
        if progress.status is Status.ACCEPTED and progress.digest != task.digest:
            return Status.STALE
        return progress.status

    def progress_of(self, identifier: str) -> Progress:
        """What happened to a task so far."""
        return self.progress.get(identifier, Progress())

    @property
    def open_task(self) -> Task | None:
        """The task that is being worked on."""
        return self.plan.by_id.get(self.opened) if self.opened and self.building else None

    @property
    def interrupted_task(self) -> Task | None:
        """The first task that was begun and waits, since a gate was reopened in between."""
        begun = (task for task in self.plan.tasks if task.id in self.progress)
        return next((task for task in begun if self.status(task) is Status.WAITING), None)

    @property
    def next_task(self) -> Task | None:
        """The first task that can be begun: not done, not put off, with all that it needs.

        What is left of a group that was begun comes before anything else.
        """
        ready = [task for task in self.plan.tasks if self.ready(task)]
        return next((task for task in ready if self._is_begun_group(task)), None) or next(
            iter(ready), None
        )

    def together_with(self, task: Task) -> tuple[Task, ...]:
        """The tasks that are handed over with this one, itself among them, in the plan's order.

        Those of its group that are still to be done and wait for nothing outside of it.
        """
        group = self.plan.group_of(task.id)
        inside = {member.id for member in group}
        undone = (Status.WAITING, Status.STALE, Status.OPEN)
        left = tuple(
            member
            for member in group
            if self.status(member) in undone
            and all(need.id in inside for need in self.holding_back(member))
        )
        return left if task in left else (task,)

    def _is_begun_group(self, task: Task) -> bool:
        return any(
            self.progress_of(member.id).attempts
            for member in self.plan.group_of(task.id)
            if member.id != task.id
        )

    def ready(self, task: Task) -> bool:
        """Whether a task is still to be done and nothing that it needs holds it back."""
        if self.status(task) not in (Status.WAITING, Status.STALE):
            return False
        return not self.holding_back(task)

    def holding_back(self, task: Task) -> tuple[Task, ...]:
        """The tasks that this one waits for."""
        needs = (self.plan.by_id[need] for need in task.depends if need in self.plan.by_id)
        return tuple(need for need in needs if not self._lets_pass(need))

    @property
    def allows_unconfined(self) -> bool:
        """Whether the person agreed to run tests where nothing confines them."""
        return self.unconfined is True

    @property
    def finished(self) -> bool:
        """Whether every task of the plan is accepted."""
        return self.building and all(
            self.status(task) is Status.ACCEPTED for task in self.plan.tasks
        )

    def refusal(self, gate: Gate) -> str:
        """Why a gate cannot be confirmed now, in words; "" when it can."""
        for earlier in gate.before:
            if earlier not in self.confirmed:
                return f"{gate.value}: {earlier.value} is not confirmed yet"
        if gate in self.confirmed:
            return f"{gate.value}: is confirmed already"
        if missing := catalog.open_questions(gate, self.answers):
            keys = ", ".join(entry.key for entry in missing)
            return f"{gate.value}: open: {keys}"
        if gate is Gate.STRUCTURE and not self.tree.files():
            return "structure: the tree has no file yet"
        if gate is Gate.FEATURES and (fault := self._completed[1]):
            return f"features: what they need cannot be added: {fault}"
        if gate is Gate.PLAN:
            if not self.plan.tasks:
                return "plan: there is no task in it"
            if lacking := self.plan.without_contract:
                return f"plan: {lacking[0].path} has no contract"
        return ""

    def apply(self, event: e.Event) -> State:
        """The state after an event.

        Raises:
            GateClosed: when the event is not allowed in this state.
        """
        from pbc_tui.session.fold import fold

        return _remembering(self, replace(fold(self, event), log=(*self.log, event)))

    @classmethod
    def replay(cls, events: Iterable[e.Event]) -> State:
        """The state that a journal leads to.

        Raises:
            GateClosed: when the journal holds an event that its gates do not allow.
        """
        from pbc_tui.session.fold import fold

        state = cls()
        log: list[e.Event] = []
        for event in events:
            state = _remembering(state, fold(state, event))
            log.append(event)
        return _remembering(state, replace(state, log=tuple(log)))

    def _lets_pass(self, task: Task) -> bool:
        match self.status(task):
            case Status.ACCEPTED:
                return True
            case Status.DEFERRED:
                return not self.progress_of(task.id).dependents_wait
            case _:
                return False


def _remembering(earlier: State, state: State) -> State:
    """The state with the plan that an earlier one has built, where it rests on the same design.

    Building a plan is most of the work of an event; few events change what it is built from.
    """
    if state is not earlier and state.answers is earlier.answers and state.tree is earlier.tree:
        kept = []
        if state.changes.added is earlier.changes.added:
            kept += ["full_tree", "_completed"]
        if state.changes is earlier.changes:
            kept.append("plan")
        for name in kept:
            if name in vars(earlier):
                vars(state).setdefault(name, vars(earlier)[name])
    return state
