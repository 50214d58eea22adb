"""Jobs in the background, none of which is lost sight of before it has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class UnderWay:
    """The jobs of one owner; those that were cancelled count until they have tidied up, too."""

    def __init__(self) -> None:
        self._jobs: set[asyncio.Task[None]] = set()
        self._cancelled: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Begin a job."""
        job = asyncio.create_task(work, name=name)
        self._jobs.add(job)
        job.add_done_callback(self._forget)
        return job

    def cancel(self, job: asyncio.Task[None]) -> None:
        """Cancel a job, but once: a second time would break off its tidying up."""
        if job not in self._cancelled and not job.done():
            self._cancelled.add(job)
            job.cancel()

    async def stop(self) -> None:
        """Cancel whatever runs and wait until nothing of it does."""
        jobs = tuple(self._jobs)
        for job in jobs:
            self.cancel(job)
        await asyncio.gather(*jobs, return_exceptions=True)

    def _forget(self, job: asyncio.Task[None]) -> None:
        self._jobs.discard(job)
        self._cancelled.discard(job)
