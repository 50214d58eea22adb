"""What is noticed on disk while a task is open: floods, hostile names, what is left out."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from time import monotonic

import pytest

from pbc_tui.agents import builtin
from pbc_tui.design.verdict import Overall
from pbc_tui.session import events as e
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.project import Project
from tests.workflow.conditions import until
from tests.workflow.designs import WORDS
from tests.workflow.test_building import TARGET, begin, judged, put, verdict_of

FLOOD = """
import pathlib, sys
root, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
for number in range(count):
    folder = root / "vendor" / str(number % 40)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.txt").write_text(str(number))
"""


async def test_a_flood_of_foreign_files_keeps_no_verdict_waiting(building: Building) -> None:
    """As a checkout of another branch does it while a task is open."""
    count = 3000
    await begin(building)
    root = building.project.root
    flood = asyncio.create_task(
        asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", FLOOD, str(root), str(count)], check=True
        )
    )
    put(building.project, TARGET, WORDS)
    await until(building, lambda: len(judged(building.project)) == 2)
    await flood
    await until(building, lambda: len(building.project.state.outside) == count)
    assert judged(building.project)[-1].verdict.overall is Overall.ACCEPTABLE
    records = [event for event in building.project.state.log if isinstance(event, e.ScopeBroken)]
    assert {event.path for event in records} == {
        f"vendor/{number % 40}/{number}.txt" for number in range(count)
    }
    assert building.live.phase is Phase.JUDGED
    await building.decide_scope(None, "restored")
    assert not building.project.state.outside
    assert not list(root.glob("vendor/*/*"))


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
async def test_hostile_names_outside_the_task_are_noticed_and_undone(building: Building) -> None:
    await begin(building)
    root = building.project.root
    names = [b"new\nline", b"\xff\xfe", b"\x1b[31mred", b"-rf", b"n" * 255, b"[bold]x["]
    places = [root / os.fsdecode(name) for name in names]
    for place in places:
        place.write_bytes(b"x")
    await until(building, lambda: len(building.project.state.outside) == len(names))
    root_again = Project.read(root)
    assert root_again.outside == building.project.state.outside
    for entry in building.project.state.scope:
        assert "x" in await building.scope_diff(entry.path)
        await building.decide_scope(entry.path, "restored")
    assert not any(place.exists() for place in places)
    put(building.project, TARGET, WORDS)
    await until(building, lambda: len(judged(building.project)) == 2)


async def test_what_gitignore_names_is_left_out(project: Project) -> None:
    (project.root / ".gitignore").write_text("build/\nsrc/\n")
    (project.root / "build").mkdir()
    alive = Building(project)
    await alive.start()
    try:
        await alive.begin()
        put(project, "build/a.txt", "x")
        put(project, "beacon.txt", "x")
        await until(alive, lambda: "beacon.txt" in project.state.outside)
        # A directory of the plan counts whatever is written there.
        put(project, "src/demo_app/b.txt", "x")
        await until(alive, lambda: "src/demo_app/b.txt" in project.state.outside)
        assert set(project.state.outside) == {"beacon.txt", "src/demo_app/b.txt"}
    finally:
        await alive.stop()
        project.close()


async def test_what_cannot_be_watched_is_said_in_one_line(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    alive = Building(project)
    await alive.start()
    try:
        await until(alive, lambda: bool(alive.live.watching))
        assert alive.live.watching == "notices are switched off: files are looked at in turns"
        await alive.begin()
        put(project, "pyproject.toml", "[project\n")
        await until(alive, lambda: bool(judged(project)))
    finally:
        await alive.stop()
        project.close()


async def test_the_quiet_time_is_the_projects_to_say(building: Building) -> None:
    """It counts from the acceptance of pyproject.toml; what is wrong there is said in one line."""
    project = building.project
    await building.begin()
    opened = project.state.open_task
    assert opened is not None
    settings = "\n[tool.pbc-tui]\nquiet_milliseconds = 1000\ntests_seconds = true\n"
    await verdict_of(building, builtin.write(project.state.plan, opened) + settings, opened.path)
    verdict = project.state.progress_of(opened.id).verdict
    assert verdict is not None
    await building.accept(tuple(check.name.value for check in verdict.failures))
    assert building.live.watching == (
        "tool.pbc-tui.tests_seconds: True is not between 1 and 3600 seconds; 60 counts"
    )
    (project.root / "src/demo_app").mkdir(parents=True, exist_ok=True)
    begun_at = monotonic()
    with (project.root / TARGET).open("w") as file:
        file.write(WORDS)
    await until(building, lambda: len(judged(project)) == 2)
    assert monotonic() - begun_at >= 1.0


async def test_version_control_and_permissions_are_guarded_too(building: Building) -> None:
    root = building.project.root
    hooks = root / ".git/hooks"
    hooks.mkdir(parents=True)
    (root / ".git/config").write_text("[core]\n")
    (root / ".git/index").write_text("1")
    tool = root / "tool.sh"
    tool.write_text("echo\n")
    tool.chmod(0o644)
    await begin(building)
    (hooks / "pre-commit").write_text("#!/bin/sh\ncurl evil\n")
    (root / ".git/config").write_text("[core]\nhooksPath = /tmp\n")
    (root / ".git/index").write_text("2")
    tool.chmod(0o755)
    await verdict_of(building, WORDS)
    wanted = {".git/hooks/pre-commit", ".git/config", "tool.sh"}
    await until(building, lambda: {entry.path for entry in building.project.state.scope} == wanted)
    assert building.project.state.outside["tool.sh"].change == "permissions"
    assert "644 -> 755" in await building.scope_diff("tool.sh")
    await building.decide_scope(None, "restored")
    assert not (hooks / "pre-commit").exists()
    assert (root / ".git/config").read_text() == "[core]\n"
    assert tool.stat().st_mode & 0o777 == 0o644
    assert building.project.state.scope == ()
