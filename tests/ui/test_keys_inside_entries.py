"""The keys of a question work while its text is being typed, whatever entries bind themselves."""

from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.architecture import ArchitectureScreen
from pbc_tui.ui.screens.features import FeaturesScreen
from tests.ui.walking import Walk, prepare, walking


def _go(walk: Walk, key: str) -> None:
    screen = walk.app.screen
    assert isinstance(screen, ArchitectureScreen | FeaturesScreen)
    assert screen.go_to(key)


async def test_a_suggestion_is_taken_in_an_area(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE, answered=False)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        _go(walk, "project.authors")
        await walk.press("ctrl+y")
        await walk.until(lambda: bool(walk.state.answers.project.authors))


async def test_missing_files_are_agreed_to_from_the_last_question(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES, answered=False)
    async with walking(tmp_path, begin="FeaturesScreen") as walk:
        _go(walk, "features.demo")
        await walk.press("a")
        await walk.until(lambda: "agrees to add them" in walk.text)
        _go(walk, "features.readme_languages")
        await walk.press("ctrl+a")
        await walk.until(lambda: walk.state.answers.features.add_missing is True)
