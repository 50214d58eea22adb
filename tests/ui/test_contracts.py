"""All contracts of a plan on one screen: who has none, what agents propose, what is decided."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pbc_tui.design.plan.proposal import proposal_path
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import plan_desk
from tests.ui.contracts import API, CONTRACT, ENGINE, RULES, prepare_files
from tests.ui.walking import Walk, walking


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    prepare_files(tmp_path)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.until(lambda: walk.app.proposals is not None)
        yield walk


def _here(walk: Walk) -> str:
    return walk.app.screen.query_one(Listing).current


def _row(walk: Walk, path: str) -> str:
    name = path.rpartition("/")[2]
    shown = walk.text.partition("Contracts · ")[2]
    return next((row for row in shown.splitlines() if name in row), "")


def _propose(walk: Walk, path: str, text: str) -> None:
    place = walk.app.root / proposal_path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


async def _all(walk: Walk) -> None:
    await walk.press("C")
    await walk.arrive("ContractsScreen")


async def test_every_file_says_where_its_contract_comes_from(walk: Walk) -> None:
    await _all(walk)
    assert "Contracts · 2 missing" in walk.text
    assert "your own" in _row(walk, ENGINE)
    assert "missing" in _row(walk, RULES)
    assert _here(walk) == RULES
    await walk.press("n")
    assert _here(walk) == API
    await walk.press("n")
    assert _here(walk) == RULES
    await walk.press("enter")
    await walk.arrive("ContractScreen")
    await walk.type("class Rule: ...\n")
    await walk.press("ctrl+s")
    await walk.arrive("ContractsScreen")
    await walk.until(lambda: "your own" in _row(walk, RULES))
    await walk.press("v")
    await walk.until(lambda: "no proposal waits" in walk.said)
    await walk.press("escape")
    await walk.arrive("PlanScreen")


async def test_nothing_is_missing_when_every_file_has_one(walk: Walk) -> None:
    for path in (RULES, API):
        plan_desk.set_contract(walk.app.project, path, "x: int")
    await _all(walk)
    await walk.press("n")
    await walk.until(lambda: "every file has the contract" in walk.said)


async def test_a_proposal_is_asked_for_noticed_and_approved(walk: Walk) -> None:
    await _all(walk)
    await walk.press("p")
    await walk.until(lambda: "asked for src/schema_guard/rules.py" in walk.text)
    assert "CONTRACT PROPOSAL" in (walk.app.root / ".pbc/current.md").read_text()
    assert "CONTRACT PROPOSAL" in walk.app.clipboard
    _propose(walk, RULES, "from .engine import Engin\nclass Rule(Engin):\n    at: Path\n")
    await walk.until(lambda: "a proposal waits" in _row(walk, RULES))
    await walk.press("v")
    await walk.arrive("ProposalScreen")
    assert "did you mean Engine?" in walk.text
    assert "Path is offered by the standard library, and not imported" in walk.text
    assert "^s approve" in walk.text
    await walk.press("escape")
    await walk.arrive("ContractsScreen")
    before = walk.app.proposals.of(RULES) if walk.app.proposals else None
    _propose(walk, RULES, "class Rule: ...\n")
    await walk.until(
        lambda: walk.app.proposals is not None and walk.app.proposals.of(RULES) != before
    )
    await walk.press("v")
    await walk.arrive("ProposalScreen")
    assert "class Rule: ..." in walk.text
    await walk.press("escape")
    await walk.arrive("ContractsScreen")
    assert RULES not in walk.state.changes.contracts
    await walk.press("v")
    await walk.arrive("ProposalScreen")
    await walk.press("ctrl+s")
    await walk.until(lambda: walk.state.changes.contracts.get(RULES) == "class Rule: ...\n")
    await walk.arrive("ContractsScreen")
    await walk.until(lambda: "proposed, approved" in _row(walk, RULES))


async def test_a_program_that_proposes_is_shown_before_it_is_run(walk: Walk) -> None:
    ran = walk.app.root.parent / "ran"
    program = f"/bin/sh -c 'echo >> {ran}' sh"
    plan_desk.choose_agent(walk.app.project, f"command:{program}")
    await _all(walk)
    await walk.press("p")
    await walk.arrive("AskChoice")
    assert "Whatever it asks leave for is refused" in walk.text
    assert "1  /bin/sh -c" in walk.text
    await walk.press("escape")
    await walk.arrive("ContractsScreen")
    assert not (walk.app.root / ".pbc/current.md").exists()
    await walk.press("p")
    await walk.arrive("AskChoice")
    await walk.press("h")
    await walk.until(lambda: "CONTRACT PROPOSAL" in walk.app.clipboard)
    assert not ran.exists()
    await walk.press("p")
    await walk.arrive("AskChoice")
    await walk.press("1")
    await walk.until(lambda: "ended without proposing" in walk.text)
    assert ran.read_text() == "\n"


async def test_a_proposal_against_a_contract_is_a_diff(walk: Walk) -> None:
    _propose(walk, ENGINE, CONTRACT.replace("int", "bool"))
    await walk.until(lambda: "a contract is proposed for src/schema_guard/engine.py" in walk.text)
    await _all(walk)
    walk.app.screen.query_one(Listing).go_to(ENGINE)
    await walk.press("v")
    await walk.arrive("ProposalScreen")
    assert "-    def run(self) -> int: ..." in walk.text
    assert "+    def run(self) -> bool: ..." in walk.text
    await walk.press("r")
    await walk.arrive("AskText")
    await walk.type("it counts\n")
    await walk.arrive("ContractsScreen")
    await walk.until(lambda: walk.state.refusals.get(ENGINE) == "it counts")
    assert "proposal" not in _row(walk, ENGINE)
    _propose(walk, ENGINE, CONTRACT.replace("int", "str"))
    await walk.until(lambda: "proposal waits" in _row(walk, ENGINE))


async def test_a_proposal_can_be_taken_into_the_editor(walk: Walk) -> None:
    _propose(walk, RULES, "class Rule: ...\n")
    await _all(walk)
    await walk.until(lambda: "a proposal waits" in _row(walk, RULES))
    await walk.press("v")
    await walk.arrive("ProposalScreen")
    await walk.press("e")
    await walk.arrive("ContractScreen")
    await walk.type("LIMIT: int\n")
    await walk.press("ctrl+s")
    await walk.arrive("ContractsScreen")
    assert walk.state.changes.contracts[RULES] == "LIMIT: int\nclass Rule: ...\n"
    assert walk.state.contract_sources[RULES] == "person"
    await walk.until(lambda: "your own" in _row(walk, RULES))


@pytest.mark.parametrize(
    ("text", "fault"),
    [("def f(:", "not stub syntax"), ("x: int  # \x1b[2J\u202e", "do not show")],
)
async def test_a_faulty_proposal_cannot_be_approved(walk: Walk, text: str, fault: str) -> None:
    _propose(walk, RULES, text)
    await _all(walk)
    await walk.until(lambda: "a faulty proposal" in _row(walk, RULES))
    assert fault in walk.text
    await walk.press("v")
    await walk.arrive("ProposalScreen")
    assert fault in walk.text
    await walk.press("ctrl+s")
    assert walk.at == "ProposalScreen"
    await walk.press("r")
    await walk.arrive("AskText")
    await walk.press("enter")
    await walk.arrive("ContractsScreen")
    await walk.until(lambda: "missing" in _row(walk, RULES))


async def test_a_proposal_for_no_file_of_the_structure_is_named(walk: Walk) -> None:
    _propose(walk, "src/schema_guard/rule.py", "x: int")
    await _all(walk)
    await walk.until(lambda: "rule.py " in walk.text)
    walk.app.screen.query_one(Listing).go_to("src/schema_guard/rule.py")
    await walk.until(lambda: "is not a file of the structure" in walk.text)
    await walk.press("enter")
    await walk.until(lambda: "this file is not in the plan" in walk.said)
    await walk.press("v")
    await walk.arrive("ProposalScreen")
    await walk.press("e")
    await walk.until(lambda: "there is nothing to edit" in walk.said)


async def test_the_built_in_agent_is_not_asked(tmp_path: Path) -> None:
    prepare_files(tmp_path, agent="builtin")
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.until(lambda: walk.app.proposals is not None)
        await _all(walk)
        await walk.press("p")
        await walk.until(lambda: "the built-in agent proposes no contracts" in walk.said)


async def test_where_proposals_are_not_looked_at_none_is_asked_for(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for place in (root, outside):
        place.mkdir()
    prepare_files(root)
    (root / ".pbc/contracts").symlink_to(outside)
    async with walking(root, begin="PlanScreen") as walk:
        await walk.press("C")
        await walk.arrive("ContractsScreen")
        await walk.press("p")
        await walk.until(lambda: "proposals are not looked at" in walk.said)
        assert not (root / ".pbc/current.md").exists()
