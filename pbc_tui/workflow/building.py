"""Stage 4, the person's word: what becomes of the open task and of what was written (SPEC 6, 8)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pbc_tui.agents.handoff import prompt_path
from pbc_tui.agents.transcript import Transcript
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow.agent_turn import runs_program
from pbc_tui.workflow.driving import Drive, drives
from pbc_tui.workflow.file_content import content_of, digest_on_disk
from pbc_tui.workflow.handing_over import take_from_agent
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.loop import Loop
from pbc_tui.workflow.open_specification import specification_now, tests_can_run
from pbc_tui.workflow.permissions import Permissions
from pbc_tui.workflow.prompting import form_text, prompt_text
from pbc_tui.workflow.refused import Refused, refusing
from pbc_tui.workflow.subjects import subject_of

if TYPE_CHECKING:
    from pbc_tui.checks.fixes import Fix


class Building(Loop):
    """Stage 4 of one project, alive, with every command that a person has in it.

    Screens read ``live`` and ``project.state``; every command raises ``Refused`` with one line when
    it is not open.
    """

    async def accept(self, acknowledged: tuple[str, ...] = ()) -> None:
        """Accept the file as it lies on disk, then begin the next task.

        ``acknowledged`` names the checks whose failure the person takes on (SPEC 6). A provisional
        verdict is waited for until a fresh run of the tests has confirmed it.

        Raises:
            Refused: while there is no verdict on these bytes, or a critical finding stands; when
                the fresh run came to another result.
        """
        wanted = self._open_task()
        await self._judging.confirmed()
        task = self._open_task()
        if task.id != wanted.id:
            raise Refused(f"{wanted.id} is not the open task any more")
        self.project.record(
            e.Accepted(
                task=task.id,
                path=task.path,
                sha256=digest_on_disk(self.project.root, task.path),
                digest=task.digest,
                acknowledged=acknowledged,
            )
        )
        if task.path == "pyproject.toml":
            self._interpreter.renew()
        await self.begin()

    async def request_modification(self, text: str) -> None:
        """Hand the task over again with what the person wants changed.

        Raises:
            Refused: when nothing is said.
        """
        task = self._open_task()
        if not text.strip():
            raise Refused("say what to change")
        self.project.record(e.ModificationRequested(task=task.id, request=text.strip()))
        await self._open(task)

    async def regenerate(self) -> None:
        """Hand the same task over again, enriched with what failed so far."""
        task = self._open_task()
        self.project.record(e.RegenerationRequested(task=task.id))
        await self._open(task)

    async def defer(self, *, dependents_wait: bool = True, reason: str = "") -> None:
        """Put the open task off and begin the next one."""
        task = self._open_task()
        self.project.record(
            e.Deferred(task=task.id, dependents_wait=dependents_wait, reason=reason)
        )
        await self._judging.stop()
        await self._turn.stop()
        await self.begin()

    async def abort(self) -> None:
        """End the workflow; everything stays and it can be taken up again."""
        self.project.record(e.Aborted(task=self.project.state.opened))
        await self._judging.stop()
        await self._turn.stop()
        take_from_agent(self.project, "The workflow was ended.")
        self._judging.show(phase=Phase.FINISHED, results={}, running=frozenset())

    async def carry_on(self) -> None:
        """Take up an ended workflow, at the task where it was left."""
        aborted = [event for event in self.project.state.log if isinstance(event, e.Aborted)]
        last = aborted[-1].task if aborted else ""
        self.project.record(e.Continued())
        state = self.project.state
        task = state.plan.by_id.get(last)
        await self.begin(last if task is not None and state.ready(task) else "")

    async def reopen_task(self, task_id: str, reason: str = "") -> None:
        """Do an accepted or deferred task again.

        Raises:
            Refused: when there is no such task or another one is open.
        """
        opened = self.project.state.opened
        if opened:
            raise Refused(f"{opened} is open; decide on it first")
        self.project.record(e.TaskReopened(task=task_id, reason=reason))
        await self._open(self.project.state.plan.by_id[task_id])

    @property
    def put_off(self) -> tuple[Task, ...]:
        """The tasks that were deferred, to be offered once more before the report (SPEC 6)."""
        state = self.project.state
        return tuple(task for task in state.plan.tasks if state.status(task) is Status.DEFERRED)

    async def take_up_deferred(self) -> None:
        """Take up every task that was put off, and begin the first that can be begun.

        Raises:
            Refused: while another task is open.
        """
        if opened := self.project.state.opened:
            raise Refused(f"{opened} is open; decide on it first")
        again = [e.TaskReopened(task=task.id, reason="offered once more") for task in self.put_off]
        self.project.record(*again)
        await self.begin()

    async def dismiss(self, fingerprint: str, reason: str) -> None:
        """Declare one security finding a false positive, with a reason (SPEC 8)."""
        task = self._open_task()
        self.project.record(
            e.FindingDismissed(task=task.id, fingerprint=fingerprint, reason=reason.strip())
        )
        # Nothing may ask the agent for what the person has declared right.
        self._judging.tell(task)
        self._changed(self.live)

    async def take_dismissal_back(self, fingerprint: str) -> None:
        """Let a finding stand again that had been dismissed.

        Raises:
            Refused: when it was not.
        """
        task = self._open_task()
        self.project.record(e.DismissalTakenBack(task=task.id, fingerprint=fingerprint))
        self._judging.tell(task)
        self._changed(self.live)

    async def fixes(self) -> tuple[Fix, ...]:
        """What could be mended automatically in the file as it was judged (SPEC 8)."""
        from pbc_tui.checks.fixes import propose

        task = self._open_task()
        progress = self.project.state.progress_of(task.id)
        if progress.verdict is None or len(progress.fixes) >= e.MOST_FIXES:
            return ()
        spec = specification_now(self.project.state, task)
        can_run = tests_can_run(self.project.state, spec)
        python, reason = await self._interpreter.ready() if can_run else (None, "")
        subject = subject_of(
            self.project.root, self.project.state, spec, python=python, no_python=reason
        )
        return await propose(subject, progress.verdict, self.workshop)

    async def apply_fix(self, fix: Fix) -> None:
        """Write an approved fix; the watcher sees it and the file is checked again.

        Raises:
            Refused: when two fixes have been applied, or the file has changed since.
        """
        from pbc_tui.workspace.files import write_atomically

        task = self._open_task()
        progress = self.project.state.progress_of(task.id)
        on_disk = digest_on_disk(self.project.root, task.path)
        if progress.verdict is None or progress.verdict.sha256 != on_disk:
            raise Refused(f"{task.path} has changed since the fix was proposed")
        self.project.record(
            e.FixApplied(task=task.id, fix=fix.name, explanation=fix.explanation, diff=fix.diff)
        )
        with refusing():
            write_atomically(self.project.root, task.path, fix.content)
        self._judging.begin(task)

    def ways_to_run(self) -> tuple[Drive, ...]:
        """What can be run for the open task, exactly, by permission, the least first (SPEC 7).

        Raises:
            Refused: when the chosen agent has no program of its own, or that cannot be run here.
        """
        task = self._open_task()
        if not runs_program(self.project.state, task):
            raise Refused(f"{self.project.state.agent}: choose an agent that can be run first")
        root = self.project.root
        return drives(self.project.state, task, root, prompt_path(root, task.id))

    def run_agent(self, permission: int = 0, *, always: bool = False) -> None:
        """Run the chosen agent's own program for the open task, at the person's word.

        With ``always`` that word holds for the tasks that follow, until the application ends or
        another agent is chosen.

        Raises:
            Refused: when no task is open, or a turn is under way.
        """
        task = self._open_task()
        self.ways_to_run()
        if self._turn.under_way:
            raise Refused("the agent is at it already; stop it first")
        if always:
            self._standing = permission
        self._drive(task, permission)

    async def stop_agent(self) -> None:
        """End the turn that is under way, with everything that the agent started.

        Raises:
            Refused: when none is.
        """
        if not self._turn.under_way:
            raise Refused("no agent is being run")
        self._standing = None
        await self._turn.stop()
        written = self.live.phase is not Phase.WRITING
        self._judging.show(
            phase=self.live.phase if written else Phase.WAITING, activity="the agent was stopped"
        )

    @property
    def transcript(self) -> Transcript:
        """What the agent said in the turn that is under way, or in the last one."""
        return self._turn.transcript

    @property
    def permissions(self) -> Permissions:
        """What the agent asks leave for."""
        return self._turn.permissions

    async def recheck(self) -> None:
        """Judge the file again as it lies on disk."""
        task = self._open_task()
        if content_of(self.project.root, task.path) is None:
            raise Refused(f"{task.path} is not there yet")
        self._judging.withdraw(task)
        self._judging.begin(task)

    async def scope_diff(self, path: str) -> str:
        """What was changed outside the task, as a unified diff."""
        return await self._scope.diff(path)

    async def adopt(self, paths: Collection[str]) -> None:
        """Take files that the person had written, outside any task, for what was there before."""
        await self._scope.adopt(paths)

    async def decide_scope(self, path: str | None, decision: e.ScopeDecision) -> None:
        """The person's word on a write outside the task; None is all that nobody decided on.

        Raises:
            Refused: when the earlier content cannot be restored, or no task has this path.
        """
        if path is not None and decision == "opened":
            task = self.project.state.plan.by_path.get(path)
            if task is None:
                raise Refused(f"{path} belongs to no task of the plan")
            if blocking := self.project.state.holding_back(task):
                needs = ", ".join(need.id for need in blocking)
                raise Refused(f"{task.id} needs {needs}; decide on that first")
            current = self.project.state.open_task
            if current is not None:
                self.project.record(
                    e.Deferred(task=current.id, reason=f"{task.id} was opened instead")
                )
                await self._judging.stop()
                await self._turn.stop()
        await self._scope.decide(path, decision)
        if path is not None and decision == "opened":
            await self.reopen_task(self.project.state.plan.by_path[path].id, "written out of scope")

    def prompt(self, task_id: str = "") -> str:
        """The prompt of a task as it would be handed over now; of the open one unless named.

        Raises:
            Refused: when there is no such task.
        """
        state = self.project.state
        task = state.plan.by_id.get(task_id) if task_id else state.open_task
        if task is None:
            raise Refused(f"{task_id or 'no task'}: there is no such task open")
        return prompt_text(self.project.root, state, task)

    def form(self, form: str) -> str:
        """The open task in one of ``prompting.FORMS``.

        Raises:
            Refused: when none is open.
        """
        return form_text(self.project.root, self.project.state, self._open_task(), form)

    async def copy_prompt(self, form: str = "full") -> str:
        """Put the open task's prompt on the clipboard; says in words where it is now."""
        from pbc_tui.agents.clipboard import copy_text

        task = self._open_task()
        place = prompt_path(self.project.root, task.id)
        return (await copy_text(self.form(form), place)).message
