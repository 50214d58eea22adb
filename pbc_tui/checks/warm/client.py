"""The client's side: one warm server, asked as one would run a program (``process.run``)."""

from __future__ import annotations

import array
import asyncio
import contextlib
import os
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Any, Protocol

from pbc_tui.checks.warm.forked import frame, unframed
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.commands_run import Way, noting
from pbc_tui.workspace.process import (
    DEFAULT_CAP,
    Finished,
    as_input,
    capturing,
    drain,
    kill_group,
)

_START_SECONDS = 30.0
_FAREWELL_SECONDS = 0.3
_MOST_FAILURES = 3


class NotWarm(Exception):
    """The server cannot do this run; it is to be done cold. The message says why."""


class Served(Protocol):
    """A server's process, however it was started."""

    @property
    def process(self) -> asyncio.subprocess.Process:
        """What was started."""

    async def stop(self) -> None:
        """End it and all that it started."""


class Start(Protocol):
    """Starts the server's process, which inherits the control socket's descriptor."""

    async def __call__(self, control: int) -> Served:
        """Start it in a session of its own.

        Raises:
            OSError: when it cannot be started.
        """


@dataclass(frozen=True)
class OwnProcess:
    """A server that runs nothing foreign: at the end of the control socket it ends by itself.

    ``home`` is its own directory, which goes with it.
    """

    process: asyncio.subprocess.Process
    home: Path | None = None

    async def stop(self) -> None:
        """Give it a moment to end, then end it."""
        if self.process.returncode is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FAREWELL_SECONDS):
                    await self.process.wait()
        kill_group(self.process.pid)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self.process.wait()
        if self.home is not None:
            shutil.rmtree(self.home, ignore_errors=True)


class WarmServer:
    """One server process and the runs that are under way in it.

    It is begun by ``begin`` and anew after it has died; while there is none, ``run`` raises
    ``NotWarm``. After several deaths in a row nobody tries any more; ``fault`` says why the last
    one came. ``most_runs`` is after how many runs it is replaced, 0 for never. ``base`` is what the
    next run builds upon, None where that is not known: the server keeps a child ready for it.
    """

    def __init__(
        self, name: str, start: Start, *, most_runs: int = 0, base: str | None = ""
    ) -> None:
        self.name = name
        self.fault = ""
        self.base = base
        self._start = start
        self._most_runs = most_runs
        self._runs = 0
        self._failures = 0
        self._starting: asyncio.Task[None] | None = None
        self._served: Served | None = None
        self._farewells: set[asyncio.Task[None]] = set()
        self._control: socket.socket | None = None
        self._buffer = bytearray()
        self._up: asyncio.Future[None] | None = None
        self._ends: dict[int, asyncio.Future[int]] = {}
        self._number = 0
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """The process that serves now, None while there is none."""
        return self._served.process.pid if self._served is not None and self.ready else None

    @property
    def ready(self) -> bool:
        """Whether a run would begin at once."""
        return self._up is not None and self._up.done() and self._control is not None

    @property
    def runs(self) -> int:
        """How many children are at work."""
        return len(self._ends)

    def begin(self) -> None:
        """Start the server in the background, unless it is there or has failed too often."""
        if self._stopped or self._failures >= _MOST_FAILURES or self._control is not None:
            return
        if self._starting is None or self._starting.done():
            self._starting = asyncio.create_task(self._begin(), name=f"warm {self.name}")

    async def until_ready(self) -> bool:
        """Wait until the start that is under way has ended; whether it is ready then."""
        if self._starting is not None:
            await asyncio.gather(asyncio.shield(self._starting), return_exceptions=True)
        return self.ready

    @noting(Way.WARM, 1)
    async def run(
        self,
        argv: Sequence[str | Path],
        *,
        cwd: Path,
        env: Mapping[str, str],
        seconds: float,
        stdin: bytes = b"",
        cap: int = DEFAULT_CAP,
        pass_fds: Sequence[int] = (),
        processor: int | None = None,
        base: str = "",
        on_output: Callable[[bytes], None] | None = None,
    ) -> Finished:
        """Run one child to its end, or to the end of its time, as ``process.run`` runs a program.

        ``processor`` limits its processor time, in seconds. ``base`` is what it makes ready for, if
        it is forked ahead. Cancelling ends the child at once.

        Raises:
            NotWarm: when there is no server, or it died meanwhile.
        """
        if not self.ready:
            self.begin()
            raise NotWarm(self.fault or f"the warm {self.name} is not there yet")
        begun = monotonic()
        timed_out = False
        self.base = base
        async with capturing(cap, on_output) as out, capturing(cap, on_output) as err:
            with as_input(stdin) as source, _opened(source) as input_descriptor:
                number = self._send(
                    [os.fspath(part) for part in argv],
                    os.fspath(cwd),
                    dict(env),
                    {0: input_descriptor, 1: out.writer, 2: err.writer}
                    | {descriptor: descriptor for descriptor in pass_fds},
                    processor,
                    base,
                )
            out.close_writer()
            err.close_writer()
            end = self._ends[number]
            try:
                async with asyncio.timeout(seconds):
                    status = await asyncio.shield(end)
            except TimeoutError:
                timed_out = True
                status = await self._ended(number, end)
            except asyncio.CancelledError:
                await self._ended(number, end)
                raise
            finally:
                self._ends.pop(number, None)
            await drain(out, err)
            self._replace_when_worn()
            return Finished(
                status=status,
                stdout=bytes(out.kept),
                stderr=bytes(err.kept),
                timed_out=timed_out,
                truncated=out.dropped or err.dropped,
                seconds=monotonic() - begun,
            )

    async def stop(self) -> None:
        """End the server and every child of it."""
        self._stopped = True
        if self._starting is not None and not self._starting.done():
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await self._let_go()

    def renew(self) -> None:
        """Replace the server, whose imports are out of date or which is worn out."""
        self._failures = 0
        if self._stopped:
            return
        earlier = self._starting
        self._starting = asyncio.create_task(self._begin_anew(earlier), name=f"warm {self.name}")

    def _send(
        self,
        argv: list[str],
        cwd: str,
        env: dict[str, str],
        descriptors: dict[int, int],
        processor: int | None,
        base: str,
    ) -> int:
        self._number += 1
        number = self._number
        message = {
            "id": number,
            "argv": argv,
            "cwd": cwd,
            "env": env,
            "fds": list(descriptors),
            "processor": processor,
            "base": base,
        }
        self._ends[number] = asyncio.get_running_loop().create_future()
        self._write(frame(message), list(descriptors.values()))
        self._runs += 1
        return number

    def _write(self, content: bytes, descriptors: Sequence[int] = ()) -> None:
        control = self._control
        try:
            if control is None:
                raise OSError("it is gone")
            carried = array.array("i", descriptors)
            extra = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, carried)] if descriptors else []
            if control.sendmsg([content], extra) != len(content):
                raise OSError("it does not listen")
        except OSError as error:
            self._lost(str(error))
            raise NotWarm(self.fault) from error

    async def _ended(self, number: int, end: asyncio.Future[int]) -> int:
        """End a child and wait until it is gone; a server that does not do it is ended itself."""
        try:
            self._write(frame({"kill": number}))
            async with asyncio.timeout(_FAREWELL_SECONDS):
                return await asyncio.shield(end)
        except (NotWarm, TimeoutError):
            self._lost("it did not end a run")
            return -9

    async def _begin_anew(self, earlier: asyncio.Task[None] | None) -> None:
        if earlier is not None and not earlier.done():
            earlier.cancel()
            await asyncio.gather(earlier, return_exceptions=True)
        await self._let_go()
        await self._begin()

    async def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        loop = asyncio.get_running_loop()
        self._buffer.clear()
        self._runs = 0
        self._up = loop.create_future()
        self._control = ours
        try:
            with theirs:
                self._served = await self._start(theirs.fileno())
            loop.add_reader(ours.fileno(), self._hear)
            async with asyncio.timeout(_START_SECONDS):
                await asyncio.shield(self._up)
        except (OSError, TimeoutError, NotWarm) as error:
            self._lost(str(error) or "it did not start in time")
        except asyncio.CancelledError:
            await self._let_go()
            raise

    def _hear(self) -> None:
        control = self._control
        if control is None:
            return
        try:
            content = control.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            content = b""
        if not content:
            self._lost("it ended")
            return
        self._buffer += content
        try:
            for message in unframed(self._buffer):
                self._take(message)
        except (ValueError, KeyError, TypeError):
            self._lost("it talked nonsense")

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("ready") and self._up is not None and not self._up.done():
            self._up.set_result(None)
            if self.base is not None:
                with contextlib.suppress(NotWarm):
                    self._write(frame({"ahead": self.base}))
        elif "id" in message:
            end = self._ends.get(int(message["id"]))
            if end is None or end.done():
                return
            if "fault" in message:
                end.set_exception(NotWarm(single_line(str(message["fault"]))))
                end.exception()
            else:
                self._failures = 0
                end.set_result(int(message["status"]))
        elif "fault" in message:
            self._lost(str(message["fault"]))

    def _lost(self, why: str) -> None:
        """The server is gone: its runs are to be done cold, and another one takes its place."""
        if self._control is None:
            return
        self.fault = single_line(f"the warm {self.name} is gone: {why}")
        self._failures += 1
        self._close()
        for end in self._ends.values():
            if not end.done():
                end.set_exception(NotWarm(self.fault))
                end.exception()
        if self._up is not None and not self._up.done():
            self._up.set_exception(NotWarm(self.fault))
            self._up.exception()
        elif not self._stopped:
            self.begin()

    def _close(self) -> None:
        """Let go of the server, which ends its children and itself at that."""
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
        if self._served is not None:
            farewell = asyncio.create_task(self._served.stop(), name=f"end warm {self.name}")
            self._served = None
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)

    def _replace_when_worn(self) -> None:
        if self._most_runs and self._runs >= self._most_runs and self.ready and not self._ends:
            self.renew()

    async def _let_go(self) -> None:
        """End the server and every child of it, and wait until they are gone."""
        self._close()
        for end in self._ends.values():
            if not end.done():
                end.set_exception(NotWarm(f"the warm {self.name} was ended"))
                end.exception()
        await asyncio.gather(*self._farewells, return_exceptions=True)


@contextlib.contextmanager
def _opened(source: IO[bytes] | int) -> Iterator[int]:
    """The descriptor of what ``as_input`` gives."""
    if not isinstance(source, int):
        yield source.fileno()
    elif source >= 0:
        yield source
    else:
        descriptor = os.open(os.devnull, os.O_RDONLY)
        try:
            yield descriptor
        finally:
            os.close(descriptor)
