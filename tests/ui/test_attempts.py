"""What became of a task, attempt by attempt, and what the tools said."""

from __future__ import annotations

from pathlib import Path

from tests.ui.walking import ADDER, GOOD, Walk, prepare_one_file, walking

TASK = "TASK-001"


async def _judged(walk: Walk, root: Path, text: str, verdicts: int) -> None:
    await walk.until(lambda: walk.state.opened == TASK and walk.app.building is not None)
    target = root / ADDER
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    await walk.until(lambda: len(walk.state.progress_of(TASK).verdicts) >= verdicts, "a verdict")


async def test_every_attempt_is_told_with_its_verdicts(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await _judged(walk, tmp_path, GOOD.replace("def add", "def plus"), 1)
        await walk.press("b")
        await walk.arrive("AskLines")
        await walk.type("call it add")
        await walk.press("ctrl+s")
        await walk.arrive("BuildScreen")
        await _judged(walk, tmp_path, GOOD, 2)
        await walk.press("h")
        await walk.arrive("Reading")
        told = walk.text
        first, second = told.index("Attempt 1"), told.index("Attempt 2")
        assert first < told.index("NEEDS REVISION") < second < told.index(": ACCEPTABLE")
        assert "✗ contract add is missing; plus looks like it, renamed" in told
        assert second < told.index("call it add")
        # A request and the handing over that follows it are one attempt, as everywhere else.
        assert "Attempt 3" not in told
        assert walk.state.progress_of(TASK).attempts == 2


async def test_the_words_of_the_tools_are_shown_in_full(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await _judged(walk, tmp_path, GOOD, 1)
        await walk.press("t")
        await walk.arrive("Reading")
        assert "The tools printed nothing" in walk.text
        await walk.press("escape")
        await walk.arrive("BuildScreen")
        verdict = walk.state.progress_of(TASK).verdict
        assert verdict is not None
        said = "E   assert 1 == 2\x1b[31m\n" * 70
        checks = tuple(
            check.model_copy(update={"output": said if check.name == "tests" else ""})
            for check in verdict.checks
        )
        object.__setattr__(verdict, "checks", checks)
        await walk.press("t")
        await walk.arrive("Reading")
        assert walk.text.count("E   assert 1 == 2") > 10
        assert "\x1b" not in walk.text
