"""The agent's turn, where we run it: the built-in agent, the manager, an agent's own program."""

from __future__ import annotations

import asyncio

from pbc_tui.agents.command import Spoken
from pbc_tui.agents.handoff import prompt_path
from pbc_tui.agents.transcript import Transcript
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.workflow.agent_turn import TurnFailed, take_turn
from pbc_tui.workflow.driving import Drive, run_drive
from pbc_tui.workflow.file_content import digest_on_disk
from pbc_tui.workflow.judging import Judging
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.permissions import Permissions
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.under_way import UnderWay


class Turn:
    """Runs one turn at a time; ``failure`` says why the last one wrote nothing, "" otherwise.

    A turn may be for several tasks that were handed over together: it goes on while the person
    decides on the first of them. ``transcript`` is what the agent said in the last one, and
    ``permissions`` what it asks leave for.
    """

    def __init__(self, project: Project, judging: Judging, *, nobody: bool = False) -> None:
        self._project = project
        self._judging = judging
        self._turns = UnderWay()
        self._running: asyncio.Task[None] | None = None
        self._covered: tuple[str, ...] = ()
        self._program = False
        self.failure = ""
        self.transcript = Transcript()
        self.permissions = Permissions(judging.show, nobody=nobody)

    def begin(self, task: Task, together: tuple[str, ...] = (), drive: Drive | None = None) -> None:
        """Let the agent write the file of ``task``, by its own program where ``drive`` says so.

        An earlier turn ends. ``together`` holds the ids of all tasks that it was given at once.
        """
        self.cancel()
        self.failure = ""
        self._covered = together
        self._program = drive is not None
        self._running = self._turns.begin(self._take(task, drive), f"turn {task.id}")
        self._running.add_done_callback(self._on_end)

    @property
    def under_way(self) -> bool:
        """Whether the agent is still at it."""
        return self._running is not None and not self._running.done()

    @property
    def runs_program(self) -> bool:
        """Whether the program of an agent is at it."""
        return self._program and self.under_way

    def covers(self, task: Task) -> bool:
        """Whether the last turn, under way or ended, was given the file of ``task`` as well."""
        return task.id in self._covered

    def cancel(self) -> None:
        """End the turn that is under way."""
        self._covered = ()
        if self._running is not None:
            self._turns.cancel(self._running)

    async def stop(self) -> None:
        """End the turn that is under way and wait until it has ended."""
        self._covered = ()
        await self._turns.stop()
        self._running = None

    async def _take(self, task: Task, drive: Drive | None) -> None:
        root = self._project.root
        before = digest_on_disk(root, task.path)
        self._judging.show(phase=Phase.WRITING, activity=f"{task.path} is being written")
        try:
            if drive is None:
                await take_turn(root, self._project.state, task, self._tell)
                spoken = Spoken()
            else:
                spoken = await self._run(task, drive)
        except (TurnFailed, Refused) as error:
            self._project.record(e.Noted(text=f"{task.id}: {error}"))
            self.failure = str(error)
            self._judging.show(phase=Phase.WAITING, activity=self.failure)
            return
        self._judging.show(activity="")
        opened = self._project.state.open_task
        if opened is not None and opened.id != task.id:
            # One of several that were handed over: the watcher tells of what was written.
            task, before = opened, ""
        after = digest_on_disk(root, task.path)
        if after and after == before:
            # The same bytes again make no event on disk.
            self._judging.begin(task)
        elif not after:
            self.failure = f"the agent ended without writing {task.path}"
            if spoken.words:
                self.failure += f"; its last words: {spoken.words}"
            self._judging.show(phase=Phase.WAITING, activity=self.failure)

    async def _run(self, task: Task, drive: Drive) -> Spoken:
        """Run an agent's own program; that it was started, and how it ended, is recorded."""
        plan = self._project.state.plan
        targets = tuple(
            plan.by_id[each].path for each in (self._covered or (task.id,)) if each in plan.by_id
        )
        self.transcript = Transcript(self._judging.show)
        self._project.record(e.TurnBegan(task=task.id, agent=drive.agent, argv=drive.argv))
        spoken, how = Spoken(session=drive.session), "it was ended"
        try:
            spoken = await run_drive(
                drive,
                self._project.root,
                prompt_path(self._project.root, task.id),
                targets,
                self.transcript,
                self.permissions,
            )
            how = "" if spoken.status is None else f"exit status {spoken.status}"
        except Refused as error:
            how = str(error)
            raise
        finally:
            self._project.record(
                e.TurnEnded(
                    task=task.id,
                    agent=drive.agent,
                    session=spoken.session,
                    how=how,
                    words=spoken.words,
                )
            )
        return spoken

    def _on_end(self, turn: asyncio.Task[None]) -> None:
        """Whoever waits for the end of a turn is told, also when it broke."""
        if turn.cancelled():
            return
        error = turn.exception()
        if error is not None:
            self.failure = single_line(f"the turn broke: {type(error).__name__}: {error}")
        if turn is not self._running:
            return
        if error is None:
            self._judging.show(activity=self.failure)
        else:
            # It had no time to say so itself, and nothing is being written any more.
            self._judging.show(phase=Phase.WAITING, activity=self.failure)

    def _tell(self, line: str) -> None:
        self._judging.show(activity=line)
