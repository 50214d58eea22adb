from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.keys_bar import KeysBar
from tests.ui.walking import prepare, walking


async def test_an_empty_directory_begins_with_enter(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await walk.until(lambda: "It is empty" in walk.text)
        await walk.press("enter")
        await walk.arrive("IntakeScreen")
    assert (tmp_path / ".pbc" / "journal.jsonl").is_file()


async def test_a_foreign_directory_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        assert "notes.txt" in walk.text
        await walk.press("n")
        await walk.arrive("WelcomeScreen")
        assert not (tmp_path / ".pbc").exists()
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("IntakeScreen")
    assert (tmp_path / "notes.txt").read_text() == "mine"


async def test_a_session_is_resumed_where_it_stands(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path) as walk:
        await walk.until(lambda: "stands at  Features" in walk.text)
        assert "schema-guard" in walk.text
        await walk.press("enter")
        await walk.arrive("FeaturesScreen")


async def test_a_second_process_is_refused_in_one_line(tmp_path: Path) -> None:
    from pbc_tui.workflow.project import Project

    holder = Project.open(tmp_path)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.until(lambda: "another pbc-tui" in walk.said)
        assert walk.at == "WelcomeScreen"
    holder.close()


async def test_an_answers_file_only_suggests(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text('[intake]\npackage_name = "from_file"\n')
    root = tmp_path / "repo"
    root.mkdir()
    async with walking(root) as walk:
        await walk.press("a")
        await walk.arrive("AskText")
        await walk.type(str(tmp_path / "answers.toml"))
        await walk.press("enter")
        await walk.arrive("IntakeScreen")
        assert walk.state.answers.intake.package_name is None
        await walk.press("ctrl+y")
        await walk.until(lambda: walk.state.answers.intake.package_name == "from_file")


async def test_where_a_session_is_no_answers_file_is_offered(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path) as walk:
        await walk.until(lambda: "stands at  Features" in walk.text)
        footer = walk.app.screen.query_one(KeysBar).render()
        assert footer.plain.startswith("enter go on  ")
        at = footer.plain.index("a from an answers file")
        styles = [span.style for span in footer.spans if span.start <= at < span.end]
        assert styles == ["$faint"]
        await walk.press("a")
        assert "a session is here already: enter goes on with it" in walk.said
        assert walk.at == "WelcomeScreen"


async def test_a_bad_answers_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text('[intake]\npackage_nam = "x"\n')
    root = tmp_path / "repo"
    root.mkdir()
    async with walking(root) as walk:
        await walk.press("a")
        await walk.arrive("AskText")
        await walk.type(str(tmp_path / "answers.toml"))
        await walk.press("enter")
        await walk.until(lambda: "package_nam" in walk.said)
        assert walk.at == "WelcomeScreen"


async def test_quitting_is_quick(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.press("ctrl+q")
        await walk.until(lambda: walk.app._exit)
    assert walk.app.return_code == 0


async def test_the_first_screen_has_its_style_and_its_keys(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await walk.until(lambda: "It is empty" in walk.text)
        assert walk.app.screen.query_one("#card").styles.border_top[0] == "round"
        assert "^p commands" in walk.text.splitlines()[-1]
