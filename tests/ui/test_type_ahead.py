"""Who types on while a dialog is on its way means the dialog."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import events
from textual.widgets import TextArea

from tests.ui.walking import prepare_one_file, walking


async def test_what_is_typed_at_once_reaches_the_dialog(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path) as walk:
        await walk.pilot.press("enter")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: bool(walk.state.opened), "an open task")
        opened = walk.state.opened
        walk.app.post_message(events.Key("b", "b"))
        # The command has begun, its dialog is not there yet: now the rest, all in one breath.
        async with asyncio.timeout(30):
            while not walk.app.holds_keys:  # noqa: ASYNC110 - this state lasts for few turns
                await asyncio.sleep(0)
        assert walk.at == "BuildScreen"
        for key in "dacde":
            walk.app.post_message(events.Key(key, key))
        await walk.until(lambda: walk.at != "BuildScreen", "the dialog")
        await walk.until(
            lambda: "dacde" in walk.app.screen.query_one(TextArea).text, "the text in the dialog"
        )
        assert walk.state.opened == opened
        assert walk.state.progress_of(opened).attempts == 1
