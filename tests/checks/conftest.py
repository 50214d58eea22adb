"""Warm tools that the tests of a module share: most of what a judgement costs is their start."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from pbc_tui.checks.warm.workshop import Workshop


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workshop() -> AsyncIterator[Workshop]:
    """Warm tools, for tests that run in the loop of their module."""
    async with Workshop() as opened:
        yield opened
