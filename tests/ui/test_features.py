from pathlib import Path

from pbc_tui.design import options as o
from pbc_tui.design.gates import Gate
from tests.ui.walking import prepare, walking


async def test_unanswered_gates_are_said_to_count_as_no(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES, answered=False)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        await walk.until(lambda: "counting as NO: 5" in walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("SummaryScreen")
        assert "API layer: not answered, so it counts as NO" in walk.text
        await walk.press("y")
        await walk.arrive("SecondCheckpoint")


async def test_what_a_feature_needs_is_offered_never_added_silently(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES, answered=False)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        walk.app.screen.query_one("#features-demo").focus()
        await walk.press("a")
        await walk.until(lambda: "examples/basic_usage.py" in walk.text)
        assert "examples/basic_usage.py" not in walk.state.full_tree
        await walk.press("ctrl+s")
        await walk.until(lambda: "add them, yes or no?" in walk.said)
        await walk.press("ctrl+a")
        await walk.until(lambda: "examples/basic_usage.py" in walk.state.full_tree)


async def test_a_yes_asks_its_follow_up(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES, answered=False)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        await walk.press("a")
        await walk.until(lambda: walk.state.answers.features.api is o.Api.FASTAPI)
        assert "API purpose" in walk.text
        await walk.press("n")
        await walk.until(lambda: "API purpose" not in walk.text)


async def test_the_gate_for_languages_says_that_open_counts_as_no(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES, answered=False)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        await walk.until(lambda: "5 More README languages" in walk.text)
        row = next(line for line in walk.text.splitlines() if "5 More README languages" in line)
        assert "unanswered: counts as no" in row


async def test_where_nothing_is_missing_nothing_can_be_added(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES, answered=False)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        await walk.press("ctrl+a")
        await walk.until(lambda: "the structure lacks nothing" in walk.said)


async def test_what_is_missing_is_counted_where_it_does_not_fit(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES, answered=False)
    async with walking(tmp_path, begin="FeaturesScreen", size=(80, 24)) as walk:
        await walk.press("a")
        missing = walk.app.screen.missing()  # type: ignore[attr-defined]
        await walk.until(lambda: f"… and {len(missing) - 2} more" in walk.text)
        assert missing[0] in walk.text
        assert "1 open" in walk.text
        for title in ("Web UI or admin", "Demo code"):
            assert title in walk.text
        await walk.pilot.resize_terminal(120, 60)
        await walk.until(lambda: "more" not in walk.text.split("Needed, and not")[1])
        for path in missing:
            assert path in walk.text
