"""Files that are handed over together: one prompt, a verdict and a word for each (SPEC 5)."""

from __future__ import annotations

import shlex
import sys

from pbc_tui.design.gates import Gate
from pbc_tui.design.verdict import Overall
from pbc_tui.session.progress import Status
from pbc_tui.workflow import design_desk, going_back, plan_desk
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.project import Project
from tests.workflow.conditions import until
from tests.workflow.designs import TESTS, WORDS
from tests.workflow.test_building import TARGET, begin, judged, put, verdict_of

TRIES = "tests/test_words.py"


def _grouped(project: Project) -> None:
    going_back.reopen(project, Gate.PLAN)
    plan_desk.group_tasks(project, ((TARGET, TRIES),))
    design_desk.confirm(project, Gate.PLAN)


async def test_one_prompt_admits_every_file_of_the_group_and_each_is_judged(
    building: Building,
) -> None:
    project = building.project
    _grouped(project)
    await begin(building)
    prompt = (project.root / ".pbc/current.md").read_text()
    assert "=== ATOMIC TASK GROUP: TASK-002, TASK-003 ===" in prompt
    assert "=== ATOMIC TASK: TASK-002 ===" in prompt
    assert "=== ATOMIC TASK: TASK-003 ===" in prompt
    assert "no other file, no further step" not in prompt

    put(project, TRIES, TESTS)
    assert await verdict_of(building, WORDS) is Overall.ACCEPTABLE
    put(project, "src/demo_app/stray.py", "")
    await until(building, lambda: bool(project.state.scope))
    assert [entry.path for entry in project.state.scope] == ["src/demo_app/stray.py"]

    await building.accept()

    assert project.state.opened == "TASK-003"
    assert "TASK GROUP" not in (project.root / ".pbc/current.md").read_text()
    await until(building, lambda: judged(project)[-1].task == "TASK-003")
    assert judged(project)[-1].verdict.acceptable


async def test_a_command_line_is_run_once_for_the_group(building: Building) -> None:
    project = building.project
    _grouped(project)
    await begin(building)
    runs = project.root.parent / "runs"
    script = project.root.parent / "agent.py"
    script.write_text(
        "import pathlib, sys, time\n"
        f"runs = pathlib.Path({str(runs)!r})\n"
        "with runs.open('a') as log: log.write(pathlib.Path(sys.argv[1]).name + '\\n')\n"
        "def put(path, text):\n"
        "    place = pathlib.Path(path); place.parent.mkdir(parents=True, exist_ok=True)\n"
        "    place.write_text(text)\n"
        f"put({TARGET!r}, {WORDS!r})\n"
        # The second file comes only when the person has decided on the first.
        "while 'TASK-003' not in pathlib.Path('.pbc/current.md').read_text().split()[3]:\n"
        "    time.sleep(0.02)\n"
        f"put({TRIES!r}, {TESTS!r})\n"
    )
    plan_desk.choose_agent(project, f"command:{shlex.join([sys.executable, str(script)])}")
    await building.defer()
    await building.reopen_task("TASK-002")
    assert not building.turn_under_way
    building.run_agent()
    await until(building, lambda: project.state.progress_of("TASK-002").verdict is not None)
    await building.accept()
    await until(building, lambda: project.state.progress_of("TASK-003").verdict is not None)
    await building.accept()

    assert project.state.finished
    assert runs.read_text().split() == ["TASK-002.md"]
    assert project.state.status(project.state.plan.by_id["TASK-003"]) is Status.ACCEPTED
