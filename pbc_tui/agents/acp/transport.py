"""Messages to and from an agent's process, at a pace that leaves the screen its time."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from pbc_tui.agents.transcript import Kind, Transcript

_STRIDE = 64
_BREATH = 0.01
"""Seconds left to everybody else after so many messages: an agent that floods waits for us."""


class PacedTransport:
    """Lines of JSON over the pipes of a process; what is no message is noted and left out."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, transcript: Transcript
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._transcript = transcript
        self._count = 0

    async def send(self, message: dict[str, Any]) -> None:
        """Write one message.

        Raises:
            ConnectionError: when nobody reads any more.
        """
        self._writer.write(json.dumps(message).encode() + b"\n")
        await self._writer.drain()

    async def receive(self) -> dict[str, Any] | None:
        """The next message; None at the end."""
        while True:
            self._count += 1
            if self._count % _STRIDE == 0:
                await asyncio.sleep(_BREATH)
            try:
                line = await self._reader.readline()
            except ValueError:
                self._transcript.add(Kind.NOTE, "a message was too long and was left out")
                continue
            except OSError:
                return None
            if not line:
                return None
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                message = None
            if isinstance(message, dict):
                return message
            if line.strip():
                text = line[:400].decode("utf-8", "replace")
                self._transcript.add(Kind.NOTE, f"no message of the protocol: {text}")

    async def close(self) -> None:
        """Write no more."""
        self._writer.close()
