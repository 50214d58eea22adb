"""What the stateful tests share: sending events, and books of their own to compare with."""

from __future__ import annotations

from hypothesis.stateful import RuleBasedStateMachine, invariant

from pbc_tui.design.catalog import AnswerError
from pbc_tui.design.gates import Gate
from pbc_tui.design.verdict import Verdict
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import GateClosed, State


class Books(RuleBasedStateMachine):
    """A project that gets any events in any order.

    ``confirmed`` and ``verdict`` follow the rules of SPEC 0 and 6 by themselves: the gates that may
    count as confirmed, and the verdict that may count for the open task.
    """

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.confirmed: list[Gate] = []
        self.verdict: Verdict | None = None
        self.refusals: list[str] = []

    def send(self, event: e.Event) -> bool:
        """Whether the event was allowed; a refusal changes nothing."""
        try:
            self.state = self.state.apply(event)
        except (GateClosed, AnswerError) as error:
            self.refusals.append(str(error))
            return False
        assert self.state.log[-1] is event
        return True

    def reopened(self, gate: Gate) -> None:
        """A gate is open again, and with it all that follow."""
        self.confirmed = self.confirmed[: list(Gate).index(gate)]
        self.verdict = None

    @invariant()
    def gates_stand_in_their_order(self) -> None:
        """Stage N+1 is never reached while stage N is open."""
        assert list(self.state.confirmed) == self.confirmed
        assert self.confirmed == list(Gate)[: len(self.confirmed)]

    @invariant()
    def every_refusal_is_one_line(self) -> None:
        """Whoever is refused learns why."""
        assert all(words.strip() and "\n" not in words for words in self.refusals)

    @invariant()
    def a_task_is_open_only_while_building(self) -> None:
        """One task at most, and none before the last gate."""
        opened = [i for i, p in self.state.progress.items() if p.status is Status.OPEN]
        assert opened == ([self.state.opened] if self.state.opened else [])
        assert self.state.building or not opened

    def teardown(self) -> None:
        """What was lived is what a journal gives back."""
        assert State.replay(self.state.log) == self.state
