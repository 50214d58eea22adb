"""After a reopening only what became stale is handed over again (SPEC 4.6)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.stub_area import StubArea
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project
from tests.ui.contracts import API, ENGINE, RULES, prepare_files
from tests.ui.walking import Walk, walking

ENGINE_STUB = "class Engine:\n    def run(self) -> int: ...\n"
FILES = {
    ENGINE: '''"""Runs checks."""


class Engine:
    """Runs every check."""

    def run(self) -> int:
        """Run all of them.

        Returns:
            How many ran.
        """
        return 1
''',
    RULES: '''"""Rules."""


def many() -> int:
    """Count the rules.

    Returns:
        How many there are.
    """
    return 1
''',
    API: '''"""The door."""

from schema_guard.engine import Engine


def check(engine: Engine) -> int:
    """Run an engine.

    Args:
        engine: What runs the checks.

    Returns:
        How many ran.
    """
    return engine.run()
''',
}


def _prepare(root: Path) -> None:
    prepare_files(root)
    project = Project.open(root)
    plan_desk.set_contract(project, ENGINE, ENGINE_STUB)
    plan_desk.set_contract(project, RULES, "def many() -> int: ...")
    used = "from schema_guard.engine import Engine\n\ndef check(engine: Engine) -> int: ..."
    plan_desk.set_contract(project, API, used)
    design_desk.confirm(project, Gate.PLAN)
    project.close()


async def _carry_out(walk: Walk, root: Path, path: str, text: str) -> None:
    """Write the open task's file, and accept it once it is judged."""
    task = walk.state.plan.by_path[path].id
    await walk.until(lambda: walk.state.opened == task, f"{path} is open")
    await walk.until(lambda: walk.app.building is not None)
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    await walk.until(lambda: f"{task}  " in walk.text and "ACCEPTABLE" in walk.text, "a verdict")
    await walk.until(lambda: walk.app.screen.why_not_accept() == "")  # type: ignore[attr-defined]
    await walk.press("a")
    await walk.until(lambda: walk.state.status(walk.state.plan.by_path[path]) is Status.ACCEPTED)


async def test_another_contract_brings_back_its_file_and_its_user_alone(tmp_path: Path) -> None:
    _prepare(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        for task in walk.state.plan.tasks:
            await _carry_out(walk, tmp_path, task.path, FILES[task.path])
        await walk.arrive("ReportScreen")
        await walk.press("ctrl+b")
        await walk.arrive("DecisionsScreen")
        walk.app.screen.query_one(Listing).go_to(f"contract:{ENGINE}")
        await walk.until(lambda: "To be confirmed again" in walk.text)
        await walk.until(lambda: "become stale" in walk.text and "looking" not in walk.text)
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        told = " ".join(walk.text.replace("│", " ").split())
        assert f"2: {ENGINE}, {API}" in told
        assert f"1: {RULES}" in told
        await walk.press("y")
        await walk.arrive("PlanScreen")
        reopened = len(walk.state.log)
        walk.app.screen.query_one("#tasks", Listing).go_to(ENGINE)
        await walk.press("c")
        await walk.arrive("ContractScreen")
        area = walk.app.screen.query_one(StubArea)
        area.move_cursor(area.document.end)
        await walk.type("    def stop(self) -> None: ...\n")
        await walk.until(lambda: "this can be enforced" in walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("PlanScreen")
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("BuildScreen")
        statuses = {task.path: walk.state.status(task) for task in walk.state.plan.tasks}
        assert statuses[RULES] is Status.ACCEPTED
        assert statuses[API] is Status.STALE
        stop = '\n    def stop(self) -> None:\n        """Stop at once."""\n'
        await _carry_out(walk, tmp_path, ENGINE, FILES[ENGINE] + stop)
        await _carry_out(walk, tmp_path, API, FILES[API] + '\n\n__all__ = ["check"]\n')
        await walk.arrive("ReportScreen")
        opened = [each.path for each in walk.state.log[reopened:] if isinstance(each, e.TaskOpened)]
        assert opened == [ENGINE, API]
        assert (tmp_path / RULES).read_text() == FILES[RULES]
