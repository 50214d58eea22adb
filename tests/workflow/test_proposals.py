"""Contracts that an agent proposes: asked for, noticed, approved or not (SPEC 5, 12)."""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.own_settings import OwnSettings
from pbc_tui.design.plan.proposal import LARGEST, Proposal, proposal_path
from pbc_tui.session import events as e
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.proposals import Proposals
from pbc_tui.workflow.refused import Refused
from tests.workflow.designs import CONTRACT, begun

WORDS = "src/demo_app/words.py"
PLACE = proposal_path(WORDS)
LONGEST = 20.0


class Desk:
    """Proposals that are alive, and what changes about them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = begun(root, until=Gate.PLAN)
        self.moved = asyncio.Event()
        self.proposals = Proposals(self.project, self.moved.set, quiet=0.02)

    def write(self, text: str | bytes, path: str = PLACE) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONGEST):
            while not condition():
                self.moved.clear()
                await self.moved.wait()

    async def waiting(self) -> Proposal:
        await self.until(lambda: bool(self.proposals.waiting))
        (proposal,) = self.proposals.waiting
        return proposal


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    alive = Desk(tmp_path)
    await alive.proposals.start()
    yield alive
    await alive.proposals.stop()
    alive.project.close()


async def test_a_proposal_is_noticed_and_approved_by_the_person_alone(desk: Desk) -> None:
    desk.write(CONTRACT)
    proposal = await desk.waiting()

    assert (proposal.path, proposal.text, proposal.fault) == (WORDS, CONTRACT, "")
    assert WORDS not in desk.project.state.changes.contracts
    desk.proposals.approve(proposal)
    assert desk.project.state.changes.contracts[WORDS] == CONTRACT
    assert desk.project.state.contract_sources[WORDS] == "agent"
    assert desk.proposals.waiting == ()


async def test_what_is_approved_is_what_was_shown(desk: Desk) -> None:
    desk.write(CONTRACT)
    proposal = await desk.waiting()
    desk.write("def other() -> int: ...\n")

    desk.proposals.approve(proposal)

    assert desk.project.state.changes.contracts[WORDS] == CONTRACT


async def test_what_was_refused_comes_back_only_when_it_changes(desk: Desk) -> None:
    desk.write(CONTRACT)
    desk.proposals.refuse(await desk.waiting(), "no type for the text")
    assert desk.proposals.waiting == ()

    again = Proposals(desk.project, desk.moved.set, quiet=0.02)
    await again.start()
    assert again.waiting == ()
    await again.stop()

    desk.write("def count(text: bytes) -> int: ...\n")
    assert "bytes" in (await desk.waiting()).text


async def test_an_approved_proposal_does_not_come_back_after_an_edit(desk: Desk) -> None:
    desk.write(CONTRACT)
    desk.proposals.approve(await desk.waiting())
    plan_desk.set_contract(desk.project, WORDS, "def count(text: str, sep: str) -> int: ...")

    assert desk.proposals.waiting == ()


async def test_what_lay_there_before_is_offered_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write(CONTRACT)
    await desk.proposals.start()
    assert [proposal.path for proposal in desk.proposals.waiting] == [WORDS]
    await desk.proposals.stop()
    desk.project.close()


async def test_a_proposal_that_is_taken_away_waits_no_longer(desk: Desk) -> None:
    desk.write(CONTRACT)
    await desk.waiting()
    (desk.root / PLACE).unlink()

    await desk.until(lambda: not desk.proposals.waiting)


def _link(desk: Desk) -> None:
    secret = desk.root / "secret.pyi"
    secret.write_text(CONTRACT)
    (desk.root / PLACE).parent.mkdir(parents=True)
    (desk.root / PLACE).symlink_to(secret)


@pytest.mark.parametrize(
    ("write", "fault"),
    [
        (lambda desk: desk.write("def f(:"), "line 1: not stub syntax"),
        (lambda desk: desk.write(b"\xff"), "is not UTF-8 text"),
        (lambda desk: desk.write("x: int  # \u202e"), "characters that do not show"),
        (lambda desk: desk.write("#" * (LARGEST + 1)), "is larger than 32,000 bytes"),
        (lambda desk: desk.write(CONTRACT, proposal_path("src/x.py")), "not a file of the struct"),
        (lambda desk: desk.write(CONTRACT, proposal_path("pyproject.toml")), "only Python files"),
        (_link, "links are not followed"),
    ],
)
async def test_what_cannot_be_taken_says_why_and_is_refused(
    desk: Desk, write: Callable[[Desk], None], fault: str
) -> None:
    write(desk)
    proposal = await desk.waiting()

    assert fault in proposal.fault
    with pytest.raises(Refused, match="contract of"):
        desk.proposals.approve(proposal)
    desk.proposals.refuse(proposal)
    assert desk.proposals.waiting == ()


async def test_a_directory_that_is_a_link_is_not_looked_at(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    elsewhere.mkdir()
    root.mkdir()
    desk = Desk(root)
    os.symlink(elsewhere, root / ".pbc" / "contracts")
    await desk.proposals.start()

    assert "is a link" in desk.proposals.fault
    assert desk.proposals.waiting == ()
    await desk.proposals.stop()
    desk.project.close()


async def test_a_contract_is_asked_for_as_a_task_is_handed_over(desk: Desk) -> None:
    prompt = desk.proposals.ask(WORDS)

    assert f"Write only `{PLACE}` and stop" in prompt
    assert (desk.root / ".pbc/current.md").read_text().strip() == prompt.strip()
    task = desk.project.state.plan.by_path[WORDS]
    assert (desk.root / f".pbc/prompts/{task.id}-contract.md").exists()
    assert desk.proposals.asked == WORDS
    desk.write(CONTRACT)
    desk.proposals.refuse(await desk.waiting(), "too long")
    assert "was not approved" in (desk.root / ".pbc/current.md").read_text()
    assert "too long" in desk.proposals.ask(WORDS)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("tests/test_words.py", "no contract is needed"),
        ("pyproject.toml", "no contract is needed"),
        ("src/none.py", "no contract is needed"),
    ],
)
async def test_nothing_is_asked_for_where_no_contract_is_needed(
    desk: Desk, path: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        desk.proposals.ask(path)


async def test_the_built_in_agent_proposes_nothing(desk: Desk) -> None:
    plan_desk.choose_agent(desk.project, "builtin")

    with pytest.raises(Refused, match="built-in agent"):
        desk.proposals.ask(WORDS)


async def test_an_agent_that_we_run_is_started_and_its_file_noticed(desk: Desk) -> None:
    script = desk.root / "agent.py"
    script.write_text(
        "import pathlib\n"
        f"place = pathlib.Path({PLACE!r})\n"
        "place.parent.mkdir(parents=True, exist_ok=True)\n"
        f"place.write_text({CONTRACT!r})\n"
    )
    plan_desk.choose_agent(desk.project, f"command:{sys.executable} {script}")

    (way,) = desk.proposals.ways_to_run(WORDS)
    task = desk.project.state.plan.by_path[WORDS]
    prompt = str(desk.root / f".pbc/prompts/{task.id}-contract.md")
    assert way.argv == (sys.executable, str(script), prompt)
    desk.proposals.ask(WORDS, way)

    assert (await desk.waiting()).text == CONTRACT
    await desk.until(lambda: not desk.proposals.activity)
    assert any(
        event.text == f"runs: {shlex.join(way.argv)}"
        for event in desk.project.state.log
        if isinstance(event, e.Noted)
    )
    desk.proposals.refuse(await desk.waiting(), "no type for the text")
    desk.proposals.ask(WORDS, way)
    await desk.until(lambda: "proposed nothing new" in desk.proposals.activity)


async def test_no_program_is_run_that_nobody_has_seen(desk: Desk) -> None:
    plan_desk.choose_agent(desk.project, f"command:{sys.executable} -c pass")

    desk.proposals.ask(WORDS)

    assert desk.proposals.activity == ""
    noted = [each.text for each in desk.project.state.log if isinstance(each, e.Noted)]
    assert not any("runs:" in text for text in noted)
    plan_desk.choose_agent(desk.project, "beside")
    assert desk.proposals.ways_to_run(WORDS) == ()


async def test_an_agent_that_writes_nothing_is_named(desk: Desk) -> None:
    plan_desk.choose_agent(desk.project, f"command:{sys.executable} -c pass")

    desk.proposals.ask(WORDS, desk.proposals.ways_to_run(WORDS)[0])

    await desk.until(lambda: "ended without proposing" in desk.proposals.activity)


async def test_the_quiet_time_is_the_projects_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[float] = []

    async def watch(
        *_: object, quiet: float, on_ready: Callable[[], None], **__: object
    ) -> AsyncIterator[object]:
        heard.append(quiet)
        on_ready()
        nothing: tuple[object, ...] = ()
        for event in nothing:
            yield event

    monkeypatch.setattr("pbc_tui.workspace.watcher.watch", watch)
    settings = OwnSettings(quiet_milliseconds=700)
    monkeypatch.setattr("pbc_tui.workflow.proposals.settings_of", lambda *_: settings)
    alive = Desk(tmp_path)
    alive.proposals = Proposals(alive.project, alive.moved.set)
    await alive.proposals.start()
    await alive.proposals.stop()
    alive.project.close()
    assert heard == [0.7]
