"""Under 80 columns one part is shown at a time; the numbers change it."""

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.widgets.parts_bar import PartsBar
from tests.ui.states import STAGES
from tests.ui.test_checkpoint import INCOHERENT, careless
from tests.ui.walking import Walk, prepare, prepare_one_file, walking


async def test_the_critic_takes_the_place_of_the_decisions(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, size=(50, 20), begin="ArchitectureScreen") as walk:
        assert "Critic" not in walk.text
        await walk.press("2")
        await walk.until(lambda: "Critic · live" in walk.text)
        assert "Configuration" not in walk.text
        await walk.press("1")
        await walk.until(lambda: "Configuration" in walk.text)


@pytest.mark.parametrize(
    ("gate", "names", "second"),
    [
        (Gate.ARCHITECTURE, "1 decisions  2 critic", "Critic · live"),
        (Gate.STRUCTURE, "1 tree  2 critic  3 hints", "Critic · live"),
        (Gate.PLAN, "1 tasks  2 task  3 obstacles", "effort"),
    ],
    ids=lambda value: getattr(value, "value", ""),
)
async def test_the_parts_are_named_and_a_click_goes_there(
    tmp_path: Path, gate: Gate, names: str, second: str
) -> None:
    prepare(tmp_path, gate)
    async with walking(tmp_path, size=(50, 20), begin=STAGES[gate]) as walk:
        await walk.until(lambda: walk.text.splitlines()[-2].strip() == names)
        assert second not in walk.text
        bar = walk.app.screen.query_one(PartsBar)
        await walk.pilot.click(bar, offset=(names.index("2") + 1, 0))
        await walk.until(lambda: second in walk.text)
        await walk.until(lambda: walk.app.screen.panel_shown == walk.app.screen.PANELS[1])  # type: ignore[attr-defined]
        await walk.pilot.resize_terminal(120, 40)
        await walk.until(lambda: not bar.display)


async def test_the_tasks_take_the_place_of_the_verdict(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, size=(50, 20), begin="BuildScreen") as walk:
        await walk.until(lambda: bool(walk.state.opened))
        await walk.until(lambda: "waiting for the file" in walk.text)
        tabs = "1 tasks  2 findings  3 prompt  4 diff  5 agent"
        assert [line.strip() for line in walk.text.splitlines()].count(tabs) == 1
        assert "2 findings    3" not in walk.text
        await walk.press("1")
        await walk.until(lambda: "Tasks 0/1" in walk.text)
        await walk.press("2")
        await walk.until(lambda: "waiting for the file" in walk.text)


async def test_resizing_keeps_the_focus(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("down", "down")
        focused = walk.app.focused
        path = walk.app.screen.query_one("#tree").path  # type: ignore[attr-defined]
        await walk.pilot.resize_terminal(50, 20)
        await walk.until(lambda: walk.app.screen.has_class("-narrow"))
        await walk.pilot.resize_terminal(120, 40)
        await walk.until(lambda: walk.app.screen.has_class("-wide"))
        assert walk.app.focused is focused
        assert walk.app.screen.query_one("#tree").path == path  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "words"), [(INCOHERENT, "Proceed is not offered"), (None, "p Proceed  r Revise")]
)
async def test_a_checkpoint_says_what_stands_in_the_way(
    tmp_path: Path, changes: dict[str, object] | None, words: str
) -> None:
    if changes is None:
        prepare(tmp_path, Gate.CRITIC_1)
    else:
        careless(tmp_path, changes)
    async with walking(tmp_path, size=(50, 20), begin="FirstCheckpoint") as walk:
        await walk.until(lambda: words in walk.text)
        assert "r Revise" in walk.text.splitlines()[-1]
        assert walk.text.count("Proceed") == (1 if changes is None else 2)


@pytest.mark.parametrize("width", [50, 59, 70])
async def test_what_is_said_is_read_to_its_end(tmp_path: Path, width: int) -> None:
    words = "Of these words, which are many, none may be lost where it is narrow: the end."
    app = PbcApp(tmp_path)
    async with app.run_test(size=(width, 20), notifications=True) as pilot:
        walk = Walk(app, pilot)
        app.say(words)
        await walk.until(lambda: "▌" in walk.text)
        said = (line.partition("▌")[2] for line in walk.text.splitlines() if "▌" in line)
        assert " ".join(" ".join(said).split()) == words
