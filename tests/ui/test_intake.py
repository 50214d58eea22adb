from pathlib import Path

from pbc_tui.design import options as o
from pbc_tui.design.gates import Gate
from tests.ui.walking import prepare, walking


async def test_all_eleven_questions_are_visible_together(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        titles = (
            "Package name",
            "Repository name",
            "Description",
            "Purpose",
            "Users",
            "Maturity",
            "Lifespan",
            "Python version",
            "Deployment",
            "Concurrency",
            "Non-goals",
        )
        for title in titles:
            assert title in walk.text


async def test_everything_is_answered_by_keys_and_confirmed(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.type("schema_guard\n")
        await walk.press("ctrl+y", "enter")
        await walk.type("Checks data against schemas.\n")
        await walk.press("c", "enter", "c", "d", "enter", "b", "enter", "c", "enter")
        await walk.press("ctrl+y", "enter", "a", "enter", "a", "enter")
        await walk.type("not a web framework")
        await walk.press("ctrl+s")
        await walk.arrive("SummaryScreen")
        assert "accurate and complete?" in walk.text
        assert "Reusable library or framework" in walk.text
        await walk.press("y")
        await walk.arrive("ArchitectureScreen")
        intake = walk.state.answers.intake
        assert intake.repository_name == "schema-guard"
        assert intake.users == (o.Users.DEVELOPERS, o.Users.SYSTEMS)
        assert intake.non_goals == ("not a web framework",)


async def test_a_suggestion_is_never_preselected(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.type("schema_guard\n")
        await walk.until(lambda: "suggested" in walk.text)
        assert walk.state.answers.intake.repository_name is None
        await walk.press("ctrl+y")
        await walk.until(lambda: walk.state.answers.intake.repository_name == "schema-guard")


async def test_a_bad_answer_gets_one_line_at_its_field(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.type("json")
        await walk.until(lambda: "shadows a module of the" in walk.text)
        assert "'json_app' would be right" in walk.text
        await walk.press("tab")
        assert walk.state.answers.intake.package_name is None
        assert "shadows" in walk.text


async def test_what_cannot_be_taken_opens_the_question_again(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.type("good_name\n")
        await walk.until(lambda: walk.state.answers.intake.package_name == "good_name")
        await walk.press("up")
        await walk.type(" bad")
        await walk.press("tab")
        await walk.until(lambda: walk.state.answers.intake.package_name is None)
        assert walk.app.drafts["intake.package_name"] == "good_name bad"


async def test_a_draft_survives_leaving_the_stage(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        walk.app.action_reopen("intake")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("IntakeScreen")
        await walk.until(lambda: walk.app.focused is not None)
        await walk.press("end")
        await walk.type(" x")
        await walk.press("tab")
        await walk.until(lambda: "intake.package_name" in walk.app.drafts)
        assert walk.app.drafts["intake.package_name"] == "schema_guard x"


async def test_open_questions_are_named_and_gone_to(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.press("ctrl+s")
        await walk.until(lambda: "11 open" in walk.said)
        assert walk.at == "IntakeScreen"


async def test_no_preference_must_be_settled(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        walk.app.screen.query_one("#intake-concurrency").focus()
        await walk.press("d", "ctrl+s")
        await walk.until(lambda: "Concurrency, settled" in walk.said)
        await walk.press("ctrl+y")
        settled = o.Concurrency.SYNC
        await walk.until(lambda: walk.state.answers.intake.settled_concurrency is settled)


async def test_the_summary_leads_back_to_an_answer(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.press("ctrl+s")
        await walk.arrive("SummaryScreen")
        await walk.press("down", "down", "down", "enter")
        await walk.arrive("IntakeScreen")
        assert walk.app.focused is walk.app.screen.query_one("#intake-purpose")


async def test_arrows_go_from_question_to_question(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.until(lambda: walk.app.focused is not None)
        first = walk.app.focused
        await walk.press("down")
        assert walk.app.focused is not first
        await walk.press("up")
        assert walk.app.focused is first


async def test_a_click_chooses(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        field = walk.app.screen.query_one("#intake-purpose")
        await walk.pilot.click(field, offset=(12, 2))
        await walk.until(lambda: walk.state.answers.intake.purpose is o.Purpose.INTERNAL_SERVICE)


async def test_the_screen_fits_small_terminals(tmp_path: Path) -> None:
    async with walking(tmp_path, size=(50, 20), begin="IntakeScreen") as walk:
        assert "Package name" in walk.text
        for line in walk.text.splitlines():
            assert len(line) <= 50


async def test_an_option_is_chosen_at_the_cursor_and_enter_goes_on(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        walk.app.screen.query_one("#intake-users").focus()
        await walk.until(lambda: "enter choose" in walk.text.splitlines()[-1])
        await walk.press("space", "down", "space")
        users = (o.Users.EXTERNAL, o.Users.INTERNAL_TEAM)
        await walk.until(lambda: walk.state.answers.intake.users == users)
        await walk.press("space")
        await walk.until(lambda: walk.state.answers.intake.users == users[:1])
        maturity = walk.app.screen.query_one("#intake-maturity")
        maturity.focus()
        await walk.until(lambda: maturity.has_focus)
        await walk.press("enter")
        await walk.until(lambda: walk.state.answers.intake.maturity is o.Maturity.PROTOTYPE)
        await walk.press("enter")
        await walk.until(lambda: walk.app.focused is not None)
        assert walk.app.focused is walk.app.screen.query_one("#intake-lifespan")
