"""The agent's turn, where we run it: the built-in agent, the manager, an agent's own program."""

from __future__ import annotations

from pbc_tui.agents.command import LONGEST_TURN, Spoken
from pbc_tui.agents.handoff import prompt_path
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.workflow.agent_turn import TurnFailed, take_turn
from pbc_tui.workflow.driving import Drive, run_drive
from pbc_tui.workflow.file_content import digest_on_disk
from pbc_tui.workflow.judging import Judging
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.one_turn import OneTurn
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused


class Turn(OneTurn):
    """Runs the turn for a task, which makes its target file change.

    It may be for several tasks that were handed over together: it goes on while the person decides
    on the first of them. A program is ended after ``seconds``.
    """

    def __init__(
        self,
        project: Project,
        judging: Judging,
        *,
        nobody: bool = False,
        seconds: float = LONGEST_TURN,
    ) -> None:
        super().__init__(judging.show, nobody=nobody)
        self._project = project
        self._judging = judging
        self._seconds = seconds
        self._covered: tuple[str, ...] = ()
        self._program = False

    def begin(self, task: Task, together: tuple[str, ...] = (), drive: Drive | None = None) -> None:
        """Let the agent write the file of ``task``, by its own program where ``drive`` says so.

        An earlier turn ends. ``together`` holds the ids of all tasks that it was given at once.
        """
        self._run(self._take(task, drive), f"turn {task.id}")
        self._covered = together
        self._program = drive is not None

    @property
    def runs_program(self) -> bool:
        """Whether the program of an agent is at it."""
        return self._program and self.under_way

    def covers(self, task: Task) -> bool:
        """Whether the last turn, under way or ended, was given the file of ``task`` as well."""
        return task.id in self._covered

    def cancel(self) -> None:
        """End the turn that is under way; no task counts as given to it any more."""
        self._covered = ()
        if self.under_way:
            self._judging.show(activity="")
        super().cancel()

    async def stop(self) -> None:
        """End the turn that is under way and wait until nothing of it is left."""
        self._covered = ()
        if self.under_way:
            self._judging.show(activity="")
        await super().stop()

    async def _take(self, task: Task, drive: Drive | None) -> None:
        root = self._project.root
        before = digest_on_disk(root, task.path)
        doing = f"the agent is at work on {task.path}" if drive else f"{task.path} is being written"
        self._judging.show(phase=Phase.WRITING, activity=doing)
        try:
            if drive is None:
                await take_turn(root, self._project.state, task, self._tell)
                spoken = Spoken()
            else:
                spoken = await self._run_program(task, drive)
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
            if drive is not None:
                text = f"{task.id}: the agent left {task.path} as it was"
                self._project.record(e.Noted(text=text))
            self._judging.begin(task)
        elif not after:
            self.failure = f"the agent ended without writing {task.path}"
            if spoken.words:
                self.failure += f"; its last words: {spoken.words}"
            self._judging.show(phase=Phase.WAITING, activity=self.failure)

    async def _run_program(self, task: Task, drive: Drive) -> Spoken:
        """Run an agent's own program; that it was started, and how it ended, is recorded."""
        plan = self._project.state.plan
        targets = tuple(
            plan.by_id[each].path for each in (self._covered or (task.id,)) if each in plan.by_id
        )
        transcript = self._listen()
        self._project.record(e.TurnBegan(task=task.id, agent=drive.agent, argv=drive.argv))
        spoken, how = Spoken(session=drive.session), "it was ended"
        try:
            spoken = await run_drive(
                drive,
                self._project.root,
                prompt_path(self._project.root, task.id),
                targets,
                transcript,
                self.permissions,
                seconds=self._seconds,
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

    def _ended(self, error: BaseException | None) -> None:
        if error is None:
            self._judging.show(activity=self.failure)
        else:
            # It had no time to say so itself, and nothing is being written any more.
            self._judging.show(phase=Phase.WAITING, activity=self.failure)

    def _tell(self, line: str) -> None:
        self._judging.show(activity=line)
