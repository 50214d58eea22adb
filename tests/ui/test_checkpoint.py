import re
from pathlib import Path

from pbc_tui.design.catalog import QUESTIONS
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import design_desk, going_back, plan_desk
from pbc_tui.workflow.project import Project
from tests.ui.walking import prepare, walking


def careless(root: Path, changes: dict[str, object]) -> int:
    """A project at checkpoint 1 with other answers; returns what the critic makes of it."""
    prepare(root, Gate.CRITIC_1)
    project = Project.open(root)
    going_back.reopen(project, Gate.INTAKE)
    for gate in (Gate.INTAKE, Gate.ARCHITECTURE):
        for key, value in changes.items():
            if going_back.gate_of(key) is gate:
                design_desk.answer(project, key, value)
        design_desk.confirm(project, gate)
    total = design_desk.checkpoint_review(project, 1).total
    project.close()
    return total


CARELESS: dict[str, object] = {
    "architecture.testing": "none",
    "intake.maturity": "C",
}
INCOHERENT: dict[str, object] = {
    **CARELESS,
    "intake.description": "Does various things.",
    "intake.purpose": "A",
    "intake.users": ["E"],
    "intake.deployment": "D",
    "intake.concurrency": "A",
    "intake.non_goals": ["not an API service", "misc"],
    "architecture.dependencies": "D",
    "architecture.logging": "C",
    "architecture.configuration": "A",
}


async def test_a_sensible_design_proceeds_by_one_key(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_1)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        await walk.until(lambda: "ready to proceed" in walk.text)
        assert "Revise an earlier decision" in walk.text
        await walk.press("c")
        await walk.until(lambda: "there is no concern to explain" in walk.said)
        await walk.press("p")
        await walk.until(lambda: Gate.CRITIC_1 in walk.state.confirmed)


async def test_a_concern_is_explained_and_leads_to_its_decision(tmp_path: Path) -> None:
    assert careless(tmp_path, CARELESS) < 25
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        await walk.press("c")
        await walk.arrive("Reading")
        assert "Why it matters" in walk.text
        await walk.press("escape")
        await walk.arrive("FirstCheckpoint")
        await walk.press("r")
        await walk.until(lambda: walk.at in ("ArchitectureScreen", "IntakeScreen"))
        kinds = [event.kind for event in walk.state.log]
        assert "critic-answered" in kinds
        assert "reopened" in kinds


async def test_between_10_and_14_a_reason_is_asked_for_under_10_it_is_not_offered(
    tmp_path: Path,
) -> None:
    total = careless(tmp_path, INCOHERENT)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        await walk.press("p")
        if total < 10:
            await walk.until(lambda: "must be revised" in walk.said)
            assert "not offered" in walk.text
        elif total < 15:
            await walk.arrive("AskText")
            await walk.press("enter")
            assert walk.at == "AskText"
            await walk.type("it is a spike\n")
            await walk.until(lambda: Gate.CRITIC_1 in walk.state.confirmed)
            assert walk.state.reviews[Gate.CRITIC_1].reason == "it is a spike"
        else:
            raise AssertionError(f"the design of this test scores {total}; make it worse")


async def test_a_program_that_gives_an_opinion_is_shown_before_it_is_run(tmp_path: Path) -> None:
    root, ran = tmp_path / "root", tmp_path / "ran"
    root.mkdir()
    prepare(root, Gate.CRITIC_1)
    async with walking(root, begin="FirstCheckpoint") as walk:
        plan_desk.choose_agent(walk.app.project, f"command:/bin/sh -c 'echo >> {ran}' sh")
        for key in ("escape", "h", "1"):
            await walk.press("o")
            await walk.arrive("AskYesNo")
            await walk.press("y")
            await walk.arrive("AskChoice")
            assert "1  /bin/sh -c" in walk.text
            assert not ran.exists()
            await walk.press(key)
            await walk.arrive("AgentTurnScreen" if key == "1" else "FirstCheckpoint")
        await walk.until(lambda: "the agent ended without writing" in walk.text)
        assert ran.read_text() == "\n"


async def test_a_second_opinion_is_asked_for_and_shown_and_counts_for_nothing(
    tmp_path: Path,
) -> None:
    prepare(tmp_path, Gate.CRITIC_1)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        assert "Second opinion" not in walk.text
        await walk.press("o")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("FirstCheckpoint")
        asked = tmp_path / ".pbc/current.md"
        await walk.until(asked.is_file)
        assert "SECOND OPINION: CRITIC CHECKPOINT 1" in asked.read_text()
        total = re.search(r"(\d+) / 25", walk.text)
        place = tmp_path / ".pbc/opinions/critic-1.md"
        place.parent.mkdir()
        place.write_text(
            "".join(f"{name}: 1\n" for name in Dimension) + "[bold]The package[/nonsense] \x1b[31m"
        )
        await walk.until(lambda: "agent 5 / 25" in walk.text, "the agent's total")
        again = re.search(r"(\d+) / 25", walk.text)
        assert total
        assert again
        assert total[1] == again[1]
        assert "on an earlier design" not in walk.text
        await walk.press("o")
        await walk.arrive("Reading")
        await walk.until(lambda: "[bold]The package[/nonsense]" in walk.text)
        assert "^s ask again" in walk.text
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        await walk.press("n")
        await walk.arrive("FirstCheckpoint")
        place.write_text("Clarity: 4\nCompleteness: 9\n")
        await walk.until(lambda: "agent 9, not 0 to 5" in walk.text, "what is no score")
        place.write_bytes(b"x" * 70_000)
        await walk.until(lambda: "is larger than" in walk.text, "a refusal")


async def test_an_unanswered_gate_is_named_and_gone_to(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES)
    project = Project.open(tmp_path)
    for key in ("features.web_ui", "features.docs_site"):
        design_desk.answer(project, key, None)
    design_desk.confirm(project, Gate.FEATURES)
    project.close()
    async with walking(tmp_path, begin="SecondCheckpoint") as walk:
        concerns = walk.app.screen.query_one("#concerns", Listing)
        concerns.go_to("features-unanswered")
        await walk.press("c")
        await walk.arrive("Reading")
        for key in ("features.web_ui", "features.docs_site"):
            assert QUESTIONS[key].title in walk.text
        assert QUESTIONS["features.web_ui"].text in " ".join(walk.text.replace("│", " ").split())
        assert QUESTIONS["features.api"].text not in walk.text
        await walk.press("escape")
        await walk.arrive("SecondCheckpoint")
        await walk.press("r")
        await walk.arrive("FeaturesScreen")
        await walk.until(lambda: "features-web_ui" in str(walk.app.focused))
