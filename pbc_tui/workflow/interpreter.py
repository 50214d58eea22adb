"""The project's own interpreter: prepared in the background once pyproject.toml is accepted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.environment import Environment, prepare

NOT_YET = "pyproject.toml is not accepted yet, so there is no environment"
NO_PYPROJECT = "the structure has no pyproject.toml, so there is no environment"


def recorded_interpreter(state: State) -> tuple[Path | None, str]:
    """The project's own interpreter as it was prepared last, or None and why there is none.

    Before one was prepared both are empty, and pbc-tui's own stands in (SPEC 12).
    """
    environment = state.environment
    if environment is None:
        return None, ""
    return (Path(environment.python) if environment.python else None), environment.reason


class Interpreter:
    """Prepares the environment and says which interpreter runs the tests, or why there is none."""

    def __init__(self, project: Project, tell: Callable[[str], None]) -> None:
        self._project = project
        self._tell = tell
        self._preparing: asyncio.Task[Environment] | None = None

    def prepare(self) -> None:
        """Begin, if the time has come and it is not under way."""
        task = self._pyproject_task
        if task is None or self._preparing is not None:
            return
        if self._project.state.status(task) is Status.ACCEPTED:
            self._preparing = asyncio.create_task(self._prepare(), name="environment")

    def renew(self) -> None:
        """Begin anew, since pyproject.toml was accepted with other content."""
        if self._preparing is not None:
            self._preparing.cancel()
            self._preparing = None
        self.prepare()

    async def ready(self) -> tuple[Path | None, str]:
        """Wait for it: the interpreter and "", or None and the reason."""
        self.prepare()
        if self._preparing is None:
            return None, NO_PYPROJECT if self._pyproject_task is None else NOT_YET
        environment = await self._prepared(self._preparing)
        return environment.python, environment.reason

    async def _prepared(self, preparing: asyncio.Task[Environment]) -> Environment:
        while True:
            try:
                return await asyncio.shield(preparing)
            except asyncio.CancelledError:
                # Not we were cancelled but what we waited for: it was begun anew.
                if not preparing.cancelled() or self._preparing in (None, preparing):
                    raise
                preparing = self._preparing

    async def stop(self) -> None:
        """Give up what is under way."""
        if self._preparing is not None and not self._preparing.done():
            self._preparing.cancel()
            await asyncio.gather(self._preparing, return_exceptions=True)

    @property
    def _pyproject_task(self) -> Task | None:
        return self._project.state.plan.by_path.get("pyproject.toml")

    async def _prepare(self) -> Environment:
        answers = self._project.state.answers
        manager, specifier = answers.architecture.dependencies, answers.intake.python_version
        if manager is None or specifier is None:
            raise RuntimeError("the gates let an unanswered question pass")
        self._tell("preparing the project's environment")
        try:
            environment = await prepare(self._project.root, manager, specifier, self._tell)
        except OSError as error:
            environment = Environment(reason=f"the environment could not be made: {error}")
        self._tell("")
        self._project.record(
            e.EnvironmentPrepared(
                python=str(environment.python or ""),
                version=environment.version,
                reason=environment.reason,
                seconds=environment.seconds,
            )
        )
        return environment
