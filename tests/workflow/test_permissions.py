"""What an agent asks leave for waits for the person, once and in order."""

from __future__ import annotations

import asyncio

from pbc_tui.agents.permission import Permission
from pbc_tui.workflow.permissions import Permissions


def permission(title: str) -> Permission:
    return Permission(title=title, details="", options=(("yes", "yes"), ("no", "no")), refusal="no")


async def test_what_is_answered_is_not_asked_again() -> None:
    waits = asyncio.Event()
    permissions = Permissions(waits.set)
    first, second = permission("first"), permission("second")
    asking = []
    for each in (first, second):
        asking.append(asyncio.create_task(permissions.ask(each)))
        await waits.wait()
        waits.clear()
    seen = [permissions.asked]
    for each, word in ((first, "yes"), (first, "no"), (second, "no")):
        # Whoever asked does not run in between.
        permissions.answer(each, word)
        seen.append(permissions.asked)
    assert seen == [first, second, second, None]
    assert await asyncio.gather(*asking) == ["yes", "no"]


async def test_who_is_gone_waits_for_nothing() -> None:
    waits = asyncio.Event()
    permissions = Permissions(waits.set)
    asking = asyncio.create_task(permissions.ask(permission("first")))
    await waits.wait()
    assert permissions.asked is not None
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert [permissions.asked] == [None]


async def test_without_a_person_all_is_refused() -> None:
    assert await Permissions(lambda: None, nobody=True).ask(permission("first")) == "no"
