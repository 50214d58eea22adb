"""Starting a program in such a way that the event loop hears at once when it has ended."""

from __future__ import annotations

import asyncio
import functools
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Started(Protocol):
    """A program that was started, as asyncio describes one."""

    @property
    def pid(self) -> int:
        """Its number."""

    @property
    def returncode(self) -> int | None:
        """Its exit status, negative for the signal that ended it; None while it runs."""

    async def wait(self) -> int:
        """Wait until it has ended; its exit status."""


async def start(argv: Sequence[str], **options: Any) -> Started:
    """Start a program; the options are those of ``subprocess.Popen``.

    Raises:
        OSError: when it cannot be started.
    """
    if sys.version_info < (3, 12) and _hears_of_ends():
        return _Watched(argv, options)
    return await asyncio.create_subprocess_exec(*argv, **options)


@functools.cache
def _hears_of_ends() -> bool:
    """Whether this system tells of a program's end by a descriptor (Linux 5.3, pidfd_open(2))."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class _Watched:
    """A program whose end is told by a descriptor.

    asyncio does it so from Python 3.12 on. Before, it waits in one thread for each program, which
    comes late to the interpreter's lock as long as the event loop is at work.
    """

    def __init__(self, argv: Sequence[str], options: Mapping[str, Any]) -> None:
        self._popen = popen = subprocess.Popen(argv, **options)
        loop = asyncio.get_running_loop()
        self._end: asyncio.Future[int] = loop.create_future()
        try:
            descriptor = os.pidfd_open(popen.pid)
        except OSError:
            popen.kill()
            popen.wait()
            raise

        def ended() -> None:
            loop.remove_reader(descriptor)
            os.close(descriptor)
            status = popen.wait()
            if not self._end.done():
                self._end.set_result(status)

        loop.add_reader(descriptor, ended)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._popen.pid

    @property
    def returncode(self) -> int | None:
        """Its exit status, None as long as nobody knows of its end."""
        return self._popen.returncode

    async def wait(self) -> int:
        """Wait until it has ended; its exit status."""
        return await asyncio.shield(self._end)
