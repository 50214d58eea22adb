"""What the worker says, part by part, as soon as it says it."""

from __future__ import annotations

import asyncio
import json
from typing import Any


class ToolFailure(Exception):
    """A tool did not do its work; the message says which and why, in one line (result ERROR)."""


class Answers:
    """The answers of one worker process; each part can be waited for by itself."""

    def __init__(self) -> None:
        self._parts: dict[str, asyncio.Future[Any]] = {}
        self._line = b""
        self._ending = ""

    async def part(self, name: str) -> Any:
        """The value of one part.

        Raises:
            ToolFailure: when the worker gave up on it, or ended before it got there.
        """
        return await asyncio.shield(self._future(name))

    def feed(self, output: bytes) -> None:
        """Take the next piece of the worker's output: lines of JSON, one per part."""
        *lines, self._line = (self._line + output).split(b"\n")
        for line in lines:
            try:
                answer = json.loads(line)
                name = str(answer["part"])
            except (ValueError, KeyError, TypeError):
                continue
            if "fault" in answer:
                self._fail(name, f"the {name} analysis gave up: {answer['fault']}")
            elif not self._future(name).done():
                self._future(name).set_result(answer.get("value"))

    def end(self, reason: str) -> None:
        """The worker is gone; what it has not said fails with this reason."""
        self._ending = reason
        for name in self._parts:
            self._fail(name, reason)

    def _future(self, name: str) -> asyncio.Future[Any]:
        if name not in self._parts:
            self._parts[name] = asyncio.get_running_loop().create_future()
            if self._ending:
                self._fail(name, self._ending)
        return self._parts[name]

    def _fail(self, name: str, reason: str) -> None:
        future = self._future(name)
        if not future.done():
            future.set_exception(ToolFailure(reason))
            # Not everybody asks for every part.
            future.exception()
