"""Contracts that agents propose: asked for, noticed on disk, approved or not (SPEC 5, 12)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pbc_tui.agents.handoff import prompt_path
from pbc_tui.design.own_settings import OwnSettings
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.plan.proposal import (
    DIRECTORY,
    LARGEST,
    SUFFIX,
    Proposal,
    proposal_path,
    read_proposal,
    unknown_path,
)
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.agents import OWN
from pbc_tui.workflow.aside import Aside
from pbc_tui.workflow.driving import Drive, drives_aside
from pbc_tui.workflow.handing_over import Handover, put_before_agent, take_from_agent
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused, refusing
from pbc_tui.workflow.subjects import settings_of
from pbc_tui.workspace.files import WorkspaceError, confined, read
from pbc_tui.workspace.ignore import EDITOR_FILES, Ignore
from pbc_tui.workspace.listing import listing

MOST = 500
"""The most proposals that are looked at; more than a plan has files is nobody's honest work."""
_ALL = Ignore(directories=frozenset(), files=EDITOR_FILES, admitted=())


class Proposals:
    """The proposals of one project while its plan is open.

    ``changed`` is called after every change of what waits, of ``asked`` (the path whose contract
    was asked for last, "" for none) and of ``fault`` (why nothing is noticed). ``quiet`` is how
    many seconds nothing is written until a proposal counts as written; without it the project's own
    setting counts. ``aside`` is where an agent's program is run for one.
    """

    def __init__(
        self,
        project: Project,
        changed: Callable[[], None],
        aside: Aside | None = None,
        *,
        quiet: float | None = None,
    ) -> None:
        self._project = project
        self._changed = changed
        self._quiet = quiet
        self._found: dict[str, Proposal] = {}
        self._stop = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._aside = aside or Aside(project, changed)
        self._runs = False
        self.asked = ""
        self.fault = ""

    @property
    def activity(self) -> str:
        """What the agent's program is at for the last request, or what came of it; "" for none."""
        if not self._runs:
            return ""
        if self._aside.under_way:
            return f"the agent proposes the {self._aside.about}"
        return self._aside.outcome

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """The proposals that nobody has decided on, those that cannot be approved among them."""
        state = self._project.state
        files = frozenset(state.full_tree.files())
        found = []
        for path in sorted(self._found):
            proposal = self._proposal(path, files)
            known = state.proposals.get(path) == proposal.digest
            same = not proposal.fault and proposal.text == state.changes.contracts.get(path)
            if not known and not same:
                found.append(proposal)
        return tuple(found)

    def of(self, path: str) -> Proposal | None:
        """The proposal that waits for the file at ``path``."""
        return next((proposal for proposal in self.waiting if proposal.path == path), None)

    async def start(self) -> None:
        """Read what lies there, then notice what comes; returns once nothing can be missed."""
        try:
            confined(self._project.root, DIRECTORY)
        except WorkspaceError as error:
            self.fault = f"proposals are not looked at: {error}"
            self._changed()
            return
        ready = asyncio.Event()
        self._watching = asyncio.create_task(self._watch(ready.set), name="proposals")
        await ready.wait()
        await self._survey()

    async def stop(self) -> None:
        """End the watching, and the agent's turn that is under way."""
        self._stop.set()
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            self._watching = None
        if self._runs:
            await self._aside.stop()

    def ways_to_run(self, path: str) -> tuple[Drive, ...]:
        """What can be run for the contract of a file, exactly, by permission, the least first.

        () where the chosen agent has no program of its own.

        Raises:
            Refused: as ``ask``, or when the program cannot be run here.
        """
        root = self._project.root
        return drives_aside(self._project.state, root, prompt_path(root, _name(self._task(path))))

    def ask(self, path: str, drive: Drive | None = None) -> str:
        """Hand over the prompt for the contract of a file; returns the prompt.

        With ``drive``, which the person has seen and agreed to, the agent's program is run for it;
        what it writes is noticed like anybody's.

        Raises:
            Refused: for a file that needs none, for the built-in agent, when nothing can be
                written, or another program is at it.
        """
        from pbc_tui.prompts import render_contract_request

        task, state = self._task(path), self._project.state
        if drive is not None:
            self._aside.must_be_free()
        prompt = render_contract_request(state.plan, task, refused=state.refusals.get(path, ""))
        name = _name(task)
        put_before_agent(self._project, Handover(name, prompt, ""))
        self.asked, self._runs = path, drive is not None
        if drive is not None:
            self._aside.begin(
                drive,
                prompt_path(self._project.root, name),
                proposal_path(path),
                f"contract of {path}",
                lambda spoken: self._after_turn(path, spoken.words),
            )
        self._changed()
        return prompt

    def _task(self, path: str) -> Task:
        with refusing():
            task = self._project.state.plan.by_path.get(path)
        if task is None or not path.endswith(".py") or task.is_test:
            raise Refused(f"{path}: no contract is needed for it")
        if self._project.state.agent in OWN:
            raise Refused("the built-in agent proposes no contracts: choose another one first")
        return task

    def approve(self, proposal: Proposal) -> None:
        """Make a proposal the contract of its file: exactly the text that was shown.

        Raises:
            Refused: when it cannot be enforced, or makes a circle of dependencies.
        """
        if proposal.fault:
            raise Refused(f"contract of {proposal.path}: {proposal.fault}")
        plan_desk.set_contract(self._project, proposal.path, proposal.text, source="agent")
        self._decided(proposal, "was approved")

    def refuse(self, proposal: Proposal, reason: str = "") -> None:
        """Do not take a proposal; it comes back only when its text changes."""
        self._project.record(
            e.ProposalRefused(path=proposal.path, digest=proposal.digest, reason=reason.strip())
        )
        self._decided(proposal, "was not approved")

    def _decided(self, proposal: Proposal, what: str) -> None:
        if self.asked == proposal.path:
            self.asked = ""
            take_from_agent(self._project, f"The proposed contract of {proposal.path} {what}.")
        self._changed()

    def _proposal(self, path: str, files: frozenset[str]) -> Proposal:
        if fault := unknown_path(path, files):
            return Proposal(path, digest=fault, fault=fault)
        return self._found[path]

    def _read(self, name: str) -> None:
        """Take what lies at ``name`` below the directory of proposals, however it looks."""
        path = name.removesuffix(SUFFIX)
        if not name.endswith(SUFFIX) or (path not in self._found and len(self._found) >= MOST):
            return
        try:
            content = read(self._project.root, f"{DIRECTORY}/{name}", LARGEST)
        except WorkspaceError as error:
            self._found[path] = Proposal(path, digest=str(error), fault=str(error))
        else:
            # Judged once, here, so that a flood of them never stops the drawing.
            self._found[path] = read_proposal(path, content)

    async def _survey(self) -> None:
        for entry in listing(str(self._project.root / DIRECTORY), _ALL):
            if entry.path and not entry.signature.is_directory and entry.path not in self._found:
                self._read(entry.path)
                await asyncio.sleep(0)
        self._changed()

    def _wanted_quiet(self) -> float:
        if self._quiet is not None:
            return self._quiet
        try:
            settings = settings_of(self._project.root, self._project.state)
        except PlanError:
            # The plan is shown all the same, and says what is wrong with it.
            settings = OwnSettings()
        return settings.quiet_milliseconds / 1000

    async def _watch(self, ready: Callable[[], None]) -> None:
        from pbc_tui.workspace.watcher import Settled, WatchError, watch

        place = self._project.root / DIRECTORY
        try:
            async for event in watch(
                place, quiet=self._wanted_quiet(), stop=self._stop, ignore=_ALL, on_ready=ready
            ):
                if not isinstance(event, Settled):
                    continue
                if event.sha256 is None:
                    self._found.pop(event.path.removesuffix(SUFFIX), None)
                else:
                    self._read(event.path)
                self._changed()
        except WatchError as error:
            ready()
            self.fault = single_line(f"proposals are not noticed any more: {error}")
            self._changed()

    def _after_turn(self, path: str, last_words: str) -> str:
        """What to say when the agent's turn has ended, "" when it proposed something."""
        if not (self._project.root / proposal_path(path)).is_file():
            words = f"the agent ended without proposing the contract of {path}"
        else:
            # The same bytes again make no event on disk.
            self._read(f"{path}{SUFFIX}")
            if self.of(path) is not None:
                return ""
            words = f"the agent proposed nothing new for {path}"
        return words + (f"; its last words: {last_words}" if last_words else "")


def _name(task: Task) -> str:
    return f"{task.id}-contract"
