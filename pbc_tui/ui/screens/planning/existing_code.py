"""Asking for a file whose interface becomes a contract, and reading it beside the drawing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from pbc_tui.ui.screens.dialog import AskText

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.ui.app import PbcApp


async def ask_existing(app: PbcApp, task: Task) -> str | None:
    """The stub text drawn from a file that the person names; None when nobody names one.

    Raises:
        Refused: when the file cannot be read, or offers nothing.
    """
    from pbc_tui.workflow.existing_code import existing_contract

    place = await app.push_screen_wait(
        AskText(
            f"Contract of {task.path} from existing code",
            "Which Python file? Its public interface comes into the editor for you to trim; "
            "ctrl+z brings back what stood there. Nothing of it is run.",
            value=task.path if (app.root / task.path).is_file() else "",
            placeholder="src/package/module.py, or any path",
        )
    )
    if place is None:
        return None
    return await _beside(lambda: existing_contract(app.root, task, place))


async def _beside(work: Callable[[], str]) -> str:
    """What ``work`` returns or raises; a large file takes its time, and drawing goes on."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str] = loop.create_future()

    def settle(text: str, fault: Exception | None) -> None:
        if answer.done():
            return
        if fault is None:
            answer.set_result(text)
        else:
            answer.set_exception(fault)

    def run() -> None:
        text, fault = "", None
        try:
            text = work()
        except Exception as error:
            fault = error
        # The application may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, text, fault)

    # As a daemon it keeps nobody from leaving.
    Thread(target=run, name="existing code", daemon=True).start()
    return await answer
