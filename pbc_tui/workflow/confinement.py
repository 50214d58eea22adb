"""Where tests run: the sandbox that was found, and the person's word where there is none."""

from __future__ import annotations

from typing import Any

from pbc_tui.session import events as e
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.sandbox.finding import find_sandbox
from pbc_tui.workspace.sandbox.level import MEANING, Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox

ALLOW = "--allow-unconfined"
"""The option by which a headless run gives the person's word."""


async def sandbox_here() -> Sandbox:
    """The strongest sandbox of this machine; tried once."""
    return await find_sandbox()


def must_be_asked(state: State, sandbox: Sandbox) -> bool:
    """Whether nothing confines here and the person has not said yet what that means for tests."""
    return sandbox.level is Level.UNCONFINED and state.unconfined is None


def decide(project: Project, sandbox: Sandbox, *, allowed: bool) -> None:
    """Keep the person's word on running tests unconfined."""
    project.record(e.UnconfinedDecided(allowed=allowed, refused=sandbox.refused))


def refusal(state: State | None, sandbox: Sandbox, *, allowed: bool) -> str:
    """Why a headless run cannot begin here, in one line; "" when it can."""
    agreed = allowed or (state is not None and state.allows_unconfined)
    if sandbox.level is not Level.UNCONFINED or agreed:
        return ""
    return f"no sandbox is to be had ({'; '.join(sandbox.refused)}); {ALLOW} runs tests without one"


def explanation(sandbox: Sandbox, state: State | None = None) -> tuple[str, ...]:
    """What the level means, and why no stronger one is to be had, a paragraph each."""
    told = [MEANING[sandbox.level]]
    if sandbox.level is Level.UNCONFINED and state is not None:
        told.append(
            {
                None: "You have not been asked yet whether they may run.",
                True: "You agreed that they run all the same.",
                False: "You did not agree, so they are skipped.",
            }[state.unconfined]
        )
    return (*told, *(f"Not to be had: {reason}" for reason in sandbox.refused))


def standing(sandbox: Sandbox, state: State) -> dict[str, Any]:
    """The same for machines: the level, why no stronger one, and the person's word."""
    return {
        "level": sandbox.level.value,
        "refused": list(sandbox.refused),
        "allow_unconfined": state.unconfined,
    }
