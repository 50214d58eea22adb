"""A difference that is too long for a question can be read whole before it is answered."""

from __future__ import annotations

from pathlib import Path

from tests.ui.walking import prepare_one_file, walking


async def test_what_was_written_outside_is_read_whole_and_then_decided(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: walk.app.building is not None and bool(walk.state.opened))
        (tmp_path / "notes.md").write_text("".join(f"row {n}\n" for n in range(100)))
        await walk.until(lambda: "notes.md" in walk.state.outside, "the write outside")
        await walk.press("o")
        await walk.arrive("AskChoice")
        await walk.until(lambda: "row 0" in walk.text, "the beginning of the difference")
        assert "row 99" not in walk.text
        await walk.press("d")
        await walk.arrive("Reading")
        await walk.press("end")
        await walk.until(lambda: "row 99" in walk.text, "its end")
        await walk.press("escape")
        await walk.arrive("AskChoice")
        await walk.press("k")
        await walk.until(lambda: not walk.state.scope, "what was decided")


async def test_a_short_one_is_shown_whole_at_once(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: walk.app.building is not None and bool(walk.state.opened))
        (tmp_path / "notes.md").write_text("one row\n")
        await walk.until(lambda: "notes.md" in walk.state.outside, "the write outside")
        await walk.press("o")
        await walk.arrive("AskChoice")
        await walk.until(lambda: "one row" in walk.text)
        assert "whole difference" not in walk.text
