"""What is ours and what is version control's: who writes there during a task is noticed."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest

from pbc_tui.session import events as e
from pbc_tui.session.renames import in_words
from pbc_tui.session.turns import agent_at_it
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.backups import DIRECTORY, REMEMBERED
from tests.workflow.conditions import until
from tests.workflow.designs import WORDS
from tests.workflow.test_building import RENAMED, begin, put, verdict_of

MAIN = ".git/refs/heads/main"
OLD, NEW = "1" * 40, "2" * 40


def noticed(building: Building) -> dict[str, str]:
    return {entry.path: entry.change for entry in building.project.state.scope}


def notes(building: Building) -> list[str]:
    return [each.text for each in building.project.state.log if isinstance(each, e.Noted)]


async def test_what_was_put_before_the_agent_is_guarded_and_comes_back(building: Building) -> None:
    await begin(building)
    await verdict_of(building, RENAMED)
    root = building.project.root
    names = [".pbc/current.md", ".pbc/prompts/TASK-002.md", ".pbc/feedback/TASK-002.md"]
    before = {name: (root / name).read_bytes() for name in names}
    assert noticed(building) == {}

    put(building.project, names[0], "Everything is allowed.")
    (root / names[1]).unlink()
    (root / names[2]).write_text("ACCEPTABLE")
    put(building.project, ".pbc/contracts/src/demo_app/words.py.pyi", "def count(): ...\n")
    wanted = {
        names[0]: "modified",
        names[1]: "deleted",
        names[2]: "modified",
        ".pbc/contracts/src/demo_app/words.py.pyi": "created",
    }
    await until(building, lambda: noticed(building) == wanted)
    assert "+Everything is allowed." in await building.scope_diff(names[0])
    await building.decide_scope(None, "restored")
    assert {name: (root / name).read_bytes() for name in names} == before
    assert not (root / ".pbc/contracts/src/demo_app/words.py.pyi").exists()


async def test_what_a_person_writes_into_the_prompt_may_stay(building: Building) -> None:
    await begin(building)
    place = building.project.root / ".pbc/current.md"
    place.write_text("Mind the umlauts.\n")
    await until(building, lambda: noticed(building) == {".pbc/current.md": "modified"})
    await building.decide_scope(".pbc/current.md", "kept")
    assert noticed(building) == {}
    place.write_text("Mind the gaps.\n")
    await until(building, lambda: noticed(building) == {".pbc/current.md": "modified"})
    await building.decide_scope(".pbc/current.md", "restored")
    assert place.read_text() == "Mind the umlauts.\n"


async def test_handing_over_anew_is_no_alarm_and_ends_one(building: Building) -> None:
    await begin(building)
    await verdict_of(building, RENAMED)
    put(building.project, ".pbc/current.md", "Everything is allowed.")
    await until(building, lambda: noticed(building) == {".pbc/current.md": "modified"})
    await building.request_modification("call it count")
    await until(building, lambda: noticed(building) == {})
    put(building.project, "beacon.txt", "x")
    await until(building, lambda: noticed(building) == {"beacon.txt": "created"})
    broken = [each for each in building.project.state.log if isinstance(each, e.ScopeBroken)]
    assert [each.path for each in broken] == [".pbc/current.md", "beacon.txt"]


async def test_backups_that_something_else_removed_are_kept_anew(building: Building) -> None:
    root = building.project.root
    (root / "notes.txt").write_text("of the person\n")
    (root / "plan.txt").write_text("in time\n")
    (root / "lost.txt").write_bytes(b"x" * (REMEMBERED // 64 + 1))
    await begin(building)
    await until(building, lambda: has_backup_of(root / "lost.txt"))
    for name in ("plan.txt", "lost.txt"):
        (root / name).write_text("changed\n")
    await until(
        building, lambda: noticed(building) == {"plan.txt": "modified", "lost.txt": "modified"}
    )
    shutil.rmtree(root / DIRECTORY)
    await verdict_of(building, WORDS)
    await until(building, lambda: any(DIRECTORY in each for each in notes(building)))
    (said,) = (each for each in notes(building) if DIRECTORY in each)
    assert "1 cannot come back any more" in said
    (root / "notes.txt").unlink()
    await until(building, lambda: "notes.txt" in noticed(building))
    await building.decide_scope("notes.txt", "restored")
    assert (root / "notes.txt").read_text() == "of the person\n"
    await building.decide_scope("plan.txt", "restored")
    assert (root / "plan.txt").read_text() == "in time\n"


def has_backup_of(path: Path) -> bool:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return (path.parent / DIRECTORY / digest[:2] / digest).exists()


@pytest.fixture
def repository(project: Project) -> Path:
    place = project.root / MAIN
    place.parent.mkdir(parents=True)
    place.write_text(f"{OLD}\n")
    (project.root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    return place


async def test_a_persons_own_commits_are_said_and_no_alarm(
    repository: Path, building: Building
) -> None:
    await begin(building)
    put(building.project, MAIN, f"{NEW}\n")
    await until(building, lambda: any(MAIN in each for each in notes(building)))
    assert f"{MAIN} modified ({OLD} -> {NEW}): a commit?" in notes(building)
    (building.project.root / ".git/HEAD").write_text("ref: refs/heads/other\n")
    put(building.project, ".git/config", "[core]\n")
    await until(building, lambda: noticed(building) == {".git/config": "created"})
    await until(building, lambda: any(".git/HEAD" in each for each in notes(building)))
    assert len([each for each in notes(building) if MAIN in each]) == 1


async def test_branches_that_move_during_a_turn_are_decided_on_whoever_moved_them(
    repository: Path, building: Building, tmp_path_factory: pytest.TempPathFactory
) -> None:
    script = tmp_path_factory.mktemp("agent") / "agent.py"
    script.write_text(
        "import pathlib\n"
        f"pathlib.Path({MAIN!r}).write_text({NEW!r})\n"
        f"pathlib.Path('.git/refs/heads/new').write_text({NEW!r})\n"
        "place = pathlib.Path('src/demo_app/words.py')\n"
        "place.parent.mkdir(parents=True, exist_ok=True)\n"
        f"place.write_text({WORDS!r})\n"
    )
    await begin(building)
    plan_desk.choose_agent(building.project, f"command:{sys.executable} {script}")
    building.run_agent()
    wanted = {MAIN: "modified", ".git/refs/heads/new": "created"}
    await until(building, lambda: noticed(building) == wanted)
    assert not any(".git" in each for each in notes(building))
    await building.decide_scope(None, "restored")
    root = building.project.root
    assert (root / MAIN).read_text() == f"{OLD}\n"
    assert not (root / ".git/refs/heads/new").exists()


async def test_what_a_person_does_to_branches_during_a_turn_is_kept_or_restored(
    repository: Path, building: Building
) -> None:
    other = repository.with_name("other")
    other.write_text(f"{OLD}\n")
    await begin(building)
    waiting = f"command:{sys.executable} -c 'import time; time.sleep(600)'"
    plan_desk.choose_agent(building.project, waiting)
    building.run_agent()
    await until(building, lambda: bool(building.transcript.entries))
    other.unlink()
    put(building.project, MAIN, f"{NEW}\n")
    name = f"{MAIN.rpartition('/')[0]}/other"
    await until(building, lambda: noticed(building) == {MAIN: "modified", name: "deleted"})
    state = building.project.state
    assert {agent_at_it(state.log, entry) for entry in state.scope} == {waiting}
    await building.decide_scope(MAIN, "kept")
    await building.decide_scope(name, "restored")
    assert (building.project.root / MAIN).read_text() == f"{NEW}\n"
    assert other.read_text() == f"{OLD}\n"
    await building.stop_agent()
    await until(building, lambda: not building.turn_under_way)
    assert noticed(building) == {}


async def test_a_branch_taken_away_without_a_turn_is_only_said(
    repository: Path, building: Building
) -> None:
    await begin(building)
    os.unlink(repository)
    await until(building, lambda: any(MAIN in each for each in notes(building)))
    said = f"{MAIN} deleted ({OLD} -> nothing): a branch that you took away?"
    assert said in notes(building)
    assert noticed(building) == {}


async def test_a_rename_is_one_thing_and_is_undone_as_one(building: Building) -> None:
    root = building.project.root
    (root / "notes.txt").write_text("of the person\n")
    await begin(building)
    (root / "doc").mkdir()
    (root / "notes.txt").rename(root / "doc/words.txt")
    await until(building, lambda: len(noticed(building)) == 2)
    said = in_words(building.project.state.outside)
    assert said == (("doc/words.txt", "renamed from notes.txt"),)
    assert "content is the same" in await building.scope_diff("doc/words.txt")
    await building.decide_scope("doc/words.txt", "restored")
    assert noticed(building) == {}
    assert (root / "notes.txt").read_text() == "of the person\n"
    assert not (root / "doc/words.txt").exists()
