"""``pbc-tui run``: the whole workflow without a screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from pbc_tui.agents.installing import names_in_root
from pbc_tui.cli import DONE, NEEDS_REVISION
from pbc_tui.cli.inputs import read_answers, read_design, read_session
from pbc_tui.cli.narration import complain, narrate, say
from pbc_tui.cli.own_settings import own_settings
from pbc_tui.session.progress import Status
from pbc_tui.workflow import confinement, plan_desk
from pbc_tui.workflow.agents import known_agent, permissions_of
from pbc_tui.workflow.headless import Differs, Stopped, build, fill_in
from pbc_tui.workflow.project import Project, has_session
from pbc_tui.workflow.refused import Refused
from pbc_tui.workspace.files import WorkspaceError, is_repository_empty


def run_workflow(
    answers: Path,
    directory: Path,
    agent: str,
    *,
    allow_unconfined: bool = False,
    permission: int = 1,
) -> int:
    """Run everything that the answers file confirms; the exit status of SPEC 12.

    ``permission`` is what the agent's command line may do, 1 for the least.

    Raises:
        click.UsageError: for input that cannot be used.
    """
    file = read_answers(answers)
    read_design(answers)
    root = directory.resolve()
    _must_be_ours(root, directory)
    _must_be_known(agent, permission)
    settings = own_settings()
    sandbox = asyncio.run(confinement.sandbox_here())
    earlier = read_session(root) if has_session(root) else None
    if words := confinement.refusal(earlier, sandbox, allowed=allow_unconfined):
        raise click.UsageError(words)
    try:
        root.mkdir(parents=True, exist_ok=True)
        project = Project.open(root)
    except OSError as error:
        raise click.UsageError(f"{directory}: {error.strerror or error}") from None
    except Refused as error:
        raise click.UsageError(str(error)) from None
    try:
        if allow_unconfined and not project.state.allows_unconfined:
            confinement.decide(project, sandbox, allowed=True)
        try:
            plan_desk.choose_agent(project, agent)
        except Refused as error:
            raise click.UsageError(f"--agent: {error}") from None
        try:
            fill_in(project, file)
        except Differs as error:
            raise click.UsageError(f"{answers}: {error}") from None
        except Stopped as stop:
            complain(str(stop))
            return NEEDS_REVISION
        left = asyncio.run(
            build(
                project,
                file,
                narrate,
                permission=permission - 1,
                turn_seconds=settings.turn_seconds,
            )
        )
        for line in left:
            complain(line)
        tasks = project.state.plan.tasks
        done = sum(project.state.status(task) is Status.ACCEPTED for task in tasks)
        say(f"{root.name}: {done} of {len(tasks)} tasks accepted")
        return NEEDS_REVISION if left else DONE
    finally:
        project.close()


def _installed(root: Path) -> frozenset[str]:
    """What the person had us install for agents before."""
    try:
        return names_in_root(root)
    except WorkspaceError as error:
        raise click.UsageError(f"{root}: {error}") from None


def _must_be_known(agent: str, permission: int) -> None:
    try:
        permissions = permissions_of(known_agent(agent))
    except Refused as error:
        raise click.UsageError(f"--agent: {error}") from None
    if permission > max(len(permissions), 1):
        known = "; ".join(f"{place}: {words}" for place, words in enumerate(permissions, start=1))
        raise click.UsageError(
            f"--permission: {permission} is none of {agent}: {known or 'only 1 is known of it'}"
        )


def _must_be_ours(root: Path, directory: Path) -> None:
    if root.exists() and not root.is_dir():
        raise click.UsageError(f"{directory}: is a file; name a directory")
    if root.is_dir() and not has_session(root) and not is_repository_empty(root, _installed(root)):
        raise click.UsageError(
            f"{directory}: is not empty and has no session; name an empty or a new directory"
        )
