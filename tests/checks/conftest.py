"""Warm tools that the tests of a whole run share: most of what a judgement costs is their start."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from pbc_tui.checks.warm.workshop import Workshop


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def workshop() -> AsyncIterator[Workshop]:
    """Warm tools, for tests that run in the loop of the session."""
    async with Workshop() as opened:
        yield opened
