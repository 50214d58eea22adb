"""An agent's own program that is run for something that is no task: a contract, an opinion."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from pbc_tui.agents.command import LONGEST_TURN, Spoken
from pbc_tui.session import events as e
from pbc_tui.workflow.driving import Drive, run_drive
from pbc_tui.workflow.one_turn import OneTurn
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused

Outcome = Callable[[Spoken], str]
"""Says on one line what came of a turn that ended by itself."""


class Aside(OneTurn):
    """One turn beside the tasks, at the person's word; whatever it asks leave for is refused.

    ``about`` says what the last one is for, and ``outcome`` what came of it, "" while it is at it;
    ``agent`` is the name of who was run. It is ended after ``seconds``.
    """

    def __init__(
        self, project: Project, changed: Callable[[], None], *, seconds: float = LONGEST_TURN
    ) -> None:
        super().__init__(changed, nobody=True)
        self._project = project
        self._seconds = seconds
        self.about = ""
        self.agent = ""
        self.outcome = ""

    def must_be_free(self) -> None:
        """Do nothing where a turn can begin.

        Raises:
            Refused: while one is under way.
        """
        if self.under_way:
            raise Refused(f"an agent is at it already ({self.about}); stop it first")

    def begin(
        self, drive: Drive, prompt_file: Path, target: str, about: str, came: Outcome
    ) -> None:
        """Run what the person agreed to, which may write ``target``.

        Raises:
            Refused: while another turn is under way.
        """
        self.must_be_free()
        self.about, self.agent, self.outcome = about, drive.agent, ""
        self._project.record(e.Noted(text=f"runs: {shlex.join(drive.argv)}"))
        self._listen()
        self._run(self._take(drive, prompt_file, target, came), about)

    async def stop(self) -> None:
        """End the turn that is under way, with everything that the agent started."""
        under_way = self.under_way
        await super().stop()
        if under_way:
            self._close("the agent was stopped")

    async def _take(self, drive: Drive, prompt_file: Path, target: str, came: Outcome) -> None:
        try:
            spoken = await run_drive(
                drive,
                self._project.root,
                prompt_file,
                (target,),
                self.transcript,
                self.permissions,
                seconds=self._seconds,
            )
        except Refused as error:
            self.failure = str(error)
        else:
            self.outcome = came(spoken)

    def _ended(self, error: BaseException | None) -> None:
        self._close(self.failure or self.outcome)

    def _close(self, outcome: str) -> None:
        self.outcome = outcome
        if outcome:
            self._project.record(e.Noted(text=f"{self.about}: {outcome}"))
        self._changed()
