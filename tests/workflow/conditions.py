"""Waiting for what a building does, by its own notices."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pbc_tui.workflow.building import Building

LONGEST = 60.0


async def until(building: Building, condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; it is looked at after every change of state or screen.

    Raises:
        TimeoutError: when it does not come to hold.
    """
    changed = asyncio.Event()
    leave = building.subscribe(changed.set)
    leave_project = building.project.subscribe(lambda _: changed.set())
    try:
        async with asyncio.timeout(LONGEST):
            while not condition():
                await changed.wait()
                changed.clear()
    finally:
        leave()
        leave_project()
