"""The keys of a question work while its text is being typed, whatever entries bind themselves."""

from pathlib import Path

from pbc_tui.configuration.settings import Settings
from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.questions.architecture import ArchitectureScreen
from pbc_tui.ui.screens.questions.features import FeaturesScreen
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


async def test_while_a_name_is_typed_the_footer_shows_what_applies_to_it(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        before = walk.text.splitlines()[-1]
        for key in "arp":
            await walk.press(key)
            footer = walk.text.splitlines()[-1]
            assert "enter take it  esc leave" in footer
            assert "^s" not in footer
            assert "/" not in footer
            assert "del" not in footer
            # What would take the whole takes nothing from under the hands of one who types.
            await walk.press("ctrl+s")
            assert walk.at == "StructureScreen"
            assert "enter take it  esc leave" in walk.text.splitlines()[-1]
            await walk.press("escape")
            assert walk.text.splitlines()[-1] == before
        await walk.press("a")
        await walk.type("made.py")
        await walk.press("enter")
        await walk.until(lambda: "made.py" in str(list(walk.state.tree.walk())))
        await walk.until(lambda: "^s approve" in walk.text.splitlines()[-1])


async def test_the_keys_of_the_entry_can_be_others(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    chosen = Settings(keymap={"entry.take": "ctrl+t", "entry.leave": "f10"})
    async with walking(tmp_path, begin="StructureScreen", settings=chosen) as walk:
        await walk.press("r")
        assert "^t takes it, f10 leaves" in walk.text
        await walk.press("f10")
        assert "^t take it" not in walk.text
        await walk.press("a")
        await walk.type("made.py")
        await walk.press("ctrl+t")
        await walk.until(lambda: "made.py" in str(list(walk.state.tree.walk())))
