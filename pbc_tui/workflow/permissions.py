"""What an agent asks leave for during its turn: put before the person, one thing at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pbc_tui.agents.permission import Permission


class Permissions:
    """The requests that wait for the person; ``changed`` is told when one comes or goes.

    Without a person (``nobody``) each is refused at once.
    """

    def __init__(self, changed: Callable[[], None], *, nobody: bool = False) -> None:
        self._changed = changed
        self._nobody = nobody
        self._waiting: list[tuple[Permission, asyncio.Future[str]]] = []

    @property
    def asked(self) -> Permission | None:
        """What is asked first of all that waits; None when nothing does."""
        return next((asked for asked, answer in self._waiting if not answer.done()), None)

    async def ask(self, permission: Permission) -> str:
        """The id of the option that the person takes; "" when they take none."""
        if self._nobody:
            return permission.refusal
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        entry = (permission, answer)
        self._waiting.append(entry)
        self._changed()
        try:
            return await answer
        finally:
            self._waiting.remove(entry)
            self._changed()

    def answer(self, permission: Permission, option: str) -> None:
        """Give the person's word; one that is not waited for any more changes nothing."""
        for asked, answer in self._waiting:
            if asked is permission and not answer.done():
                answer.set_result(option)
