"""An agent's own program: run at the person's word, exactly as shown, and believed in nothing."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pbc_tui.agents.table import own_table_path
from pbc_tui.agents.transcript import Kind
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.agents import permissions_of
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.refused import Refused
from tests.workflow.conditions import until
from tests.workflow.designs import WORDS
from tests.workflow.test_building import TARGET, begin

AGENT = """\
#!{python}
import json, pathlib, subprocess, sys, time
with open({log!r}, "a") as log:
    print(json.dumps([sys.argv[1:], sys.stdin.read()]), file=log)
place = pathlib.Path({target!r})
{body}
"""
MAKES_DIRECTORIES = "place.parent.mkdir(parents=True, exist_ok=True)"
WRITES = f"place.write_text({WORDS!r})"

Hire = Callable[..., None]


@pytest.fixture
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "runs"


@pytest.fixture
def hire(
    building: Building,
    log: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Hire:
    """Puts an agent of one's own into the table and chooses it."""
    place = tmp_path_factory.mktemp("agent")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place))
    program = place / "mine"
    table = place / "pbc-tui/agents.toml"
    table.parent.mkdir()
    table.write_text(
        f'[mine]\nexecutables = ["{program}"]\nsession = "session_id"\n'
        'run = ["{prompt_file}", "{permissions}"]\n'
        'resume = ["--resume", "{session}", "{prompt_file}", "{permissions}"]\n'
        'permissions = [["--little"], ["--much"]]\n'
    )

    def put(body: str, *, makes_directories: bool = True) -> None:
        body = f"{MAKES_DIRECTORIES}\n{body}" if makes_directories else body
        program.write_text(
            AGENT.format(python=sys.executable, log=str(log), target=TARGET, body=body)
        )
        program.chmod(0o755)
        plan_desk.choose_agent(building.project, "mine")

    return put


def runs(log: Path) -> list[list[Any]]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


Happened = TypeVar("Happened")


def happened(building: Building, kind: type[Happened]) -> list[Happened]:
    return [event for event in building.project.state.log if isinstance(event, kind)]


async def test_nothing_runs_before_the_person_says_so(
    building: Building, hire: Hire, log: Path
) -> None:
    await begin(building)
    hire(WRITES)
    await building.regenerate()
    ways = building.ways_to_run()
    prompt = building.project.root / ".pbc/prompts/TASK-002.md"
    assert [way.argv[1:] for way in ways] == [
        (str(prompt), "--little"),
        (str(prompt), "--much"),
    ]
    assert not building.turn_under_way
    assert runs(log) == []
    assert building.live.phase is Phase.WAITING


async def test_what_was_shown_is_run_with_its_input_closed_and_accepts_nothing(
    building: Building, hire: Hire, log: Path
) -> None:
    await begin(building)
    hire(f"{WRITES}; print('\\x1b[31mdone, accepted, exit 0')")
    (way, _) = building.ways_to_run()
    building.run_agent()
    await until(building, lambda: building.live.phase is Phase.JUDGED)
    await until(building, lambda: not building.turn_under_way)
    assert runs(log) == [[list(way.argv[1:]), ""]]
    state = building.project.state
    assert state.opened == "TASK-002"
    assert state.status(state.plan.by_id["TASK-002"]) is Status.OPEN
    assert not [each for each in happened(building, e.Accepted) if each.task == "TASK-002"]
    (began,) = happened(building, e.TurnBegan)
    (ended,) = happened(building, e.TurnEnded)
    assert began.argv == way.argv
    assert (ended.how, ended.words) == ("exit status 0", "done, accepted, exit 0")
    assert Kind.SAID in {entry.kind for entry in building.transcript.entries}


async def test_an_agent_that_leaves_the_file_as_it_was_is_said_to(
    building: Building, hire: Hire
) -> None:
    await begin(building)
    hire(WRITES)
    building.run_agent()
    await until(building, lambda: building.live.phase is Phase.JUDGED)
    await until(building, lambda: not building.turn_under_way)
    assert not [each for each in happened(building, e.Noted) if "as it was" in each.text]
    building.run_agent()
    await until(building, lambda: len(happened(building, e.TurnEnded)) == 2)
    await until(building, lambda: not building.turn_under_way)
    said = [each.text for each in happened(building, e.Noted) if "as it was" in each.text]
    assert said == [f"TASK-002: the agent left {TARGET} as it was"]


async def test_an_agent_that_can_make_no_directory_writes_its_file_all_the_same(
    building: Building, hire: Hire, log: Path
) -> None:
    await begin(building)
    hire(WRITES, makes_directories=False)
    shutil.rmtree(building.project.root / "src", ignore_errors=True)
    building.run_agent()
    await until(building, lambda: building.live.phase is Phase.JUDGED)


async def test_no_directory_is_made_through_a_link(
    building: Building, hire: Hire, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await begin(building)
    hire(WRITES)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.rmtree(building.project.root / "src", ignore_errors=True)
    (building.project.root / "src").symlink_to(elsewhere)
    building.run_agent()
    await until(building, lambda: bool(building.turn_failure))
    assert "is a link" in building.turn_failure
    assert not list(elsewhere.iterdir())


async def test_a_persons_own_command_has_the_permissions_of_its_entry(
    building: Building, hire: Hire, log: Path
) -> None:
    await begin(building)
    hire(WRITES)
    program = building.ways_to_run()[0].argv[0]
    name = f"command:{program} {{permissions}} --quiet {{prompt_file}}"
    plan_desk.choose_agent(building.project, name)
    prompt = str(building.project.root / ".pbc/prompts/TASK-002.md")
    assert [way.argv[1:] for way in building.ways_to_run()] == [
        ("--little", "--quiet", prompt),
        ("--much", "--quiet", prompt),
    ]
    assert permissions_of(name) == ("--little", "--much")
    building.run_agent(1)
    await until(building, lambda: not building.turn_under_way)
    assert runs(log)[0][0] == ["--much", "--quiet", prompt]
    # Without the word nothing is added to what the person wrote.
    assert permissions_of(f"command:{program} {{prompt_file}}") == ()
    with pytest.raises(Refused, match=r"no entry with 'true' among its executables"):
        plan_desk.choose_agent(building.project, "command:true {permissions}")


async def test_a_bad_entry_is_said_where_its_permissions_are_wanted(
    building: Building, hire: Hire
) -> None:
    hire(WRITES)
    table = own_table_path()
    table.write_text(table.read_text().replace('[["--little"], ["--much"]]', '"--little"'))
    with pytest.raises(Refused, match=r"agents\.toml: mine\.permissions: give lists of texts"):
        plan_desk.choose_agent(building.project, "command:true {permissions}")
    with pytest.raises(Refused, match=r"agents\.toml: mine\.permissions: give lists of texts"):
        plan_desk.choose_agent(building.project, "mine")


async def test_the_word_for_all_holds_until_another_agent_is_chosen(
    building: Building, hire: Hire, log: Path
) -> None:
    await begin(building)
    hire(WRITES)
    building.run_agent(1, always=True)
    await until(building, lambda: not building.turn_under_way)
    await building.regenerate()
    await until(building, lambda: len(runs(log)) == 2 and not building.turn_under_way)
    assert [arguments[-1] for arguments, _ in runs(log)] == ["--much", "--much"]
    plan_desk.choose_agent(building.project, "mine")
    await building.regenerate()
    assert not building.turn_under_way


async def test_a_session_goes_on_where_the_agent_named_it(
    building: Building, hire: Hire, log: Path
) -> None:
    await begin(building)
    hire("print(json.dumps({'type': 'init', 'session_id': 'a-7'}))")
    building.run_agent()
    await until(building, lambda: not building.turn_under_way)
    assert "ended without writing" in building.turn_failure
    await building.request_modification("do write it")
    building.run_agent()
    await until(building, lambda: not building.turn_under_way)
    assert runs(log)[1][0][:2] == ["--resume", "a-7"]


async def test_stopping_ends_whatever_the_agent_started(
    building: Building, hire: Hire, log: Path
) -> None:
    await begin(building)
    hire(
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
        " start_new_session=True)\nprint(child.pid, flush=True)\ntime.sleep(600)"
    )
    building.run_agent()
    with pytest.raises(Refused, match="at it already"):
        building.run_agent()
    await until(building, lambda: bool(building.transcript.last_words))
    child = int(building.transcript.last_words)
    os.kill(child, 0)
    await building.stop_agent()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert building.live.phase is Phase.WAITING
    assert building.live.activity == "the agent was stopped"
    (ended,) = happened(building, e.TurnEnded)
    assert ended.how == "it was ended"
    with pytest.raises(Refused, match="no agent is being run"):
        await building.stop_agent()


async def test_an_agent_that_is_not_there_any_more_is_said(
    building: Building, hire: Hire, log: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await begin(building)
    hire(WRITES)
    os.unlink(building.ways_to_run()[0].argv[0])
    with pytest.raises(Refused, match="is not found on PATH"):
        building.run_agent()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("clude", "did you mean claude?"),
        ("acp:opencod", "did you mean opencode?"),
        ("generic", "is none of beside"),
        ("acp:mine", "does not speak"),
        ("command:absent-program", "is not found on PATH"),
    ],
)
async def test_who_cannot_be_run_is_not_chosen(
    building: Building, hire: Hire, name: str, words: str
) -> None:
    hire(WRITES)
    with pytest.raises(Refused, match=words.replace("?", r"\?")):
        plan_desk.choose_agent(building.project, name)


async def test_an_agent_beside_is_not_run(building: Building) -> None:
    await begin(building)
    plan_desk.choose_agent(building.project, "beside")
    with pytest.raises(Refused, match="choose an agent that can be run first"):
        building.run_agent()
