"""Stage 4, the loop: what is alive in it, and how one task after another enters it (SPEC 6)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pbc_tui.agents.command import LONGEST_TURN
from pbc_tui.agents.handoff import prompt_path
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.workflow import suite
from pbc_tui.workflow.agent_turn import runs_program, writes_itself
from pbc_tui.workflow.driving import drives
from pbc_tui.workflow.file_content import content_of, digest_on_disk
from pbc_tui.workflow.handing_over import prepare, put_before_agent, take_from_agent
from pbc_tui.workflow.interpreter import Interpreter
from pbc_tui.workflow.judging import Judging
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.noticing import Noticing
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.scope_guard import ScopeGuard
from pbc_tui.workflow.turn import Turn
from pbc_tui.workflow.watched import Watched


class Loop:
    """The watcher, the checks and the agent's turn of one project, and the task that they serve.

    ``subscribe`` tells of every change of ``live``. Without ``warm`` there is no ``workshop``, and
    every tool is started anew for each file. With ``drives`` an agent's own program is run for
    each task without being asked about, with ``permission``, 0 for the least: nobody sits before a
    screen. It is ended after ``turn_seconds``.
    """

    def __init__(
        self,
        project: Project,
        *,
        warm: bool = True,
        drives: bool = False,
        permission: int = 0,
        turn_seconds: float = LONGEST_TURN,
    ) -> None:
        self.project = project
        self._listeners: list[Callable[[], None]] = []
        self._interpreter = Interpreter(project, self._tell_environment)
        self.workshop = Workshop() if warm else None
        self._judging = Judging(project, self._interpreter, self._changed, self.workshop)
        watched = Watched(project.root)
        self._scope = ScopeGuard(
            project, watched, self._tell_activity, lambda: self._turn.runs_program
        )
        self._noticing = Noticing(project, watched, self._judging, self._scope)
        self._turn = Turn(project, self._judging, nobody=drives, seconds=turn_seconds)
        self._drives = drives
        self._standing: int | None = permission if drives else None
        self._leave_project: Callable[[], None] | None = None

    @property
    def turn_failure(self) -> str:
        """Why the last turn of an agent that we run came to nothing, "" otherwise."""
        return self._turn.failure or self._judging.failure

    @property
    def turn_under_way(self) -> bool:
        """Whether an agent that we run is still at it."""
        return self._turn.under_way

    @property
    def live(self) -> Live:
        """What is happening right now."""
        return self._judging.live

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after every change of ``live``; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def start(self) -> None:
        """Watch the directory, prepare what is due, and take up the task that was open."""
        if self._leave_project is not None:
            return
        self._leave_project = self.project.subscribe(self._on_events)
        if self.workshop is not None:
            self.workshop.start()
        await self._noticing.start()
        self._interpreter.prepare()
        state = self.project.state
        if not state.building:
            return
        await self._scope.take()
        self._noticing.read_again()
        if task := state.open_task:
            self._judging.show(task=task.id, phase=Phase.WAITING)
            put_before_agent(self.project, prepare(self.project, task))
            self._proceed(task)
        else:
            self._judging.show(phase=Phase.FINISHED if state.finished else Phase.IDLE)

    async def stop(self) -> None:
        """End everything that is under way; the journal holds where to go on."""
        if self._leave_project is not None:
            self._leave_project()
            self._leave_project = None
        await self._noticing.stop()
        await self._scope.stop()
        await self._turn.stop()
        await self._judging.stop()
        if self.workshop is not None:
            await self.workshop.stop()
        await self._interpreter.stop()

    async def begin(self, task_id: str = "") -> None:
        """Begin a task, the next one unless named: the prompt is handed over.

        Raises:
            Refused: when a gate is not confirmed, another task is open, or this one must wait.
        """
        state = self.project.state
        if not state.building:
            raise Refused(f"{state.gate.value if state.gate else ''} is not confirmed yet")
        task = state.plan.by_id.get(task_id) if task_id else state.open_task or state.next_task
        if task is None and task_id:
            raise Refused(f"{task_id}: there is no such task")
        if task is None:
            await self._all_done()
            return
        await self._open(task)

    async def run_suite(self) -> e.SuiteRan:
        """Run the whole test suite once; a failure reopens the tasks concerned (SPEC 6)."""
        python, reason = await self._interpreter.ready()
        self._judging.show(activity="running the whole test suite")
        outcome = await suite.run(self.project, python, reason)
        self._judging.show(activity="")
        return outcome

    async def _open(self, task: Task) -> None:
        """Open ``task`` (again) and hand it over.

        Raises:
            Refused: when another one was opened meanwhile.
        """
        earlier = digest_on_disk(self.project.root, task.path)
        await self._noticing.follow_plan()
        await self._scope.take()
        if self.project.state.opened not in ("", task.id):
            raise Refused(f"{self.project.state.opened} is open; decide on it first")
        repeated = self.project.state.opened == task.id
        self._judging.cancel()
        if repeated or not self._turn.covers(task):
            self._turn.cancel()
        self._judging.show(
            task=task.id, phase=Phase.WAITING, results={}, running=frozenset(), settled_at=None
        )
        unchanged = digest_on_disk(self.project.root, task.path) == earlier
        # A prompt that cannot be made opens nothing.
        handover = prepare(self.project, task)
        self.project.record(e.TaskOpened(task=task.id, path=task.path))
        put_before_agent(self.project, handover)
        self._proceed(task, judge=not repeated or not unchanged)

    def _proceed(self, task: Task, *, judge: bool = True) -> None:
        """Let the agent write if the turn is ours to run; judge what is there already otherwise."""
        written = content_of(self.project.root, task.path) is not None
        if self._turn.covers(task) and (written or self._turn.under_way):
            if written:
                self._judging.begin(task)
        elif writes_itself(self.project.state, task):
            self._turn.begin(task)
        elif self.runs(task):
            self._drive(task, self._standing or 0)
        elif judge and written:
            self._judging.begin(task)

    def runs(self, task: Task) -> bool:
        """Whether the turn for a task begins by itself: it is ours, or was agreed to for all."""
        state = self.project.state
        agreed = self._standing is not None and runs_program(state, task)
        return agreed or writes_itself(state, task)

    def _drive(self, task: Task, permission: int) -> None:
        """Run the chosen agent's own program for a task, and for those handed over with it.

        A program that cannot be run is told as any turn that came to nothing.
        """
        state, root = self.project.state, self.project.root
        try:
            found = drives(state, task, root, prompt_path(root, task.id))
        except Refused as error:
            self._turn.failure = str(error)
            self._judging.show(phase=Phase.WAITING, activity=str(error))
            return
        given = tuple(each.id for each in state.together_with(task))
        self._turn.begin(task, given, found[min(permission, len(found) - 1)])

    def _on_events(self, events: tuple[e.Event, ...]) -> None:
        """An open task whose contract or constraints change is handed over and judged anew."""
        for event in events:
            if isinstance(event, e.EnvironmentPrepared) and event.python:
                self._judging.warm_up(Path(event.python))
            if isinstance(event, e.AgentChosen) and not self._drives:
                # The person agreed to another program than this one.
                self._standing = None
        task = self.project.state.open_task
        if task is not None and any(isinstance(each, e.Judged | e.TurnEnded) for each in events):
            ended = any(isinstance(each, e.TurnEnded) for each in events)
            self._scope.look_around(task, after_turn=ended)
        changed = (e.ContractSet, e.ConstraintsChanged)
        if task is None:
            return
        if any(isinstance(event, changed) and event.path == task.path for event in events):
            put_before_agent(self.project, prepare(self.project, task))
            if content_of(self.project.root, task.path) is not None:
                self._judging.begin(task)

    async def _all_done(self) -> None:
        """Nothing can be begun: run the suite when everything is accepted, then come to rest."""
        take_from_agent(self.project, "No task is open.")
        state = self.project.state
        if state.finished and state.suite is None:
            outcome = await self.run_suite()
            if concerned := suite.concerned(self.project.state, outcome):
                for identifier in concerned:
                    self.project.record(
                        e.TaskReopened(task=identifier, reason="the whole test suite failed")
                    )
                await self.begin()
                return
        self._judging.show(phase=Phase.FINISHED, task="", results={}, running=frozenset())

    def _open_task(self) -> Task:
        task = self.project.state.open_task
        if task is None:
            raise Refused("no task is open")
        return task

    def _tell_activity(self, line: str) -> None:
        self._judging.show(activity=line)

    def _tell_environment(self, line: str) -> None:
        self._judging.show(environment=line)

    def _changed(self, _: Live) -> None:
        for listener in tuple(self._listeners):
            listener()
