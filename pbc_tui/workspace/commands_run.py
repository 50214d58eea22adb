"""Every program that was run on the person's behalf, so that they can see what was done.

It is kept in memory and for this process alone: what a program found is in the journal.
"""

from __future__ import annotations

import functools
import os
import shlex
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from time import monotonic
from typing import Any, ParamSpec, Protocol, TypeVar

MOST = 500
"""So many are kept."""
_LONGEST = 2_000


class Way(StrEnum):
    """How a program was run."""

    PLAIN = "plain"
    KEPT = "kept"
    SANDBOX = "sandbox"
    WARM = "warm"


class HowItEnded(Protocol):
    """What is known of a program that has ended."""

    @property
    def status(self) -> int:
        """Its exit status, negative for a signal."""

    @property
    def timed_out(self) -> bool:
        """Whether its time was over."""


@dataclass
class CommandRun:
    """One of them. ``seconds`` and ``outcome`` are there once it has ended."""

    line: str
    way: Way
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float | None = None
    outcome: str = "runs"


LATEST: deque[CommandRun] = deque(maxlen=MOST)
"""The commands that were run, the latest last."""

Parameters = ParamSpec("Parameters")
Ended = TypeVar("Ended", bound=HowItEnded)


def noting(
    way: Way, place: int
) -> Callable[
    [Callable[Parameters, Coroutine[Any, Any, Ended]]],
    Callable[Parameters, Coroutine[Any, Any, Ended]],
]:
    """Note each call of a function that runs the argument list which is its ``place``-th word."""

    def decorate(
        run: Callable[Parameters, Coroutine[Any, Any, Ended]],
    ) -> Callable[Parameters, Coroutine[Any, Any, Ended]]:
        @functools.wraps(run)
        async def noted(*args: Parameters.args, **more: Parameters.kwargs) -> Ended:
            entry = CommandRun(_line(args[place]), way)
            LATEST.append(entry)
            begun = monotonic()
            outcome = "was stopped"
            try:
                finished = await run(*args, **more)
                outcome = _words(finished)
                return finished
            except Exception as error:
                outcome = f"did not run: {error}"
                raise
            finally:
                entry.seconds = monotonic() - begun
                entry.outcome = outcome

        return noted

    return decorate


def _line(argv: Any) -> str:
    return shlex.join(os.fspath(word) for word in argv)[:_LONGEST]


def _words(finished: HowItEnded) -> str:
    if finished.timed_out:
        return "timed out"
    return f"exit {finished.status}" if finished.status >= 0 else f"signal {-finished.status}"
