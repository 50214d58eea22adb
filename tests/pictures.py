"""Makes the pictures of the README from the running program, so that they cannot be stale.

Run it as ``python -m tests.pictures``; it drives the application over a scratch directory with the
built-in agent and writes one SVG a stage into ``assets/``.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from time import monotonic

from textual.pilot import Pilot

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.stages import Stage
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import tutorial
from tests.ui.walking import prepare

ASSETS = Path(__file__).parent.parent / "assets"
SIZE = (120, 36)
LONGEST = 300.0
"""Seconds for one picture at most."""

STILL = {
    "intake": Gate.INTAKE,
    "architecture": Gate.ARCHITECTURE,
    "critic": Gate.CRITIC_1,
    "structure": Gate.STRUCTURE,
    "features": Gate.FEATURES,
    "plan": Gate.PLAN,
}
"""Pictures of the stages up to the plan, by their names."""


async def _arrive(app: PbcApp, pilot: Pilot[int]) -> None:
    end = monotonic() + LONGEST
    while app.stage is None and monotonic() < end:
        await pilot.pause(0.05)
        if type(app.screen).__name__ == "WelcomeScreen":
            await pilot.press("enter")
    await pilot.pause(0.5)


def _save(app: PbcApp, name: str) -> None:
    ASSETS.mkdir(exist_ok=True)
    picture = app.export_screenshot(title="pbc-tui")
    # A picture that is shown in a page may load nothing from elsewhere.
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    (ASSETS / f"{name}.svg").write_text(picture, "utf-8")


async def still(name: str, gate: Gate, scratch: Path) -> None:
    """One stage as it looks when it is answered."""
    root = scratch / name / "schema-guard"
    root.mkdir(parents=True)
    prepare(root, gate)
    app = PbcApp(root)
    async with app.run_test(size=SIZE) as pilot:
        await _arrive(app, pilot)
        _save(app, name)


async def _prepared(app: PbcApp, pilot: Pilot[int]) -> None:
    """Wait until the project's environment is there: what is said meanwhile is of this machine."""
    end = monotonic() + LONGEST
    while app.building and app.building.live.environment and monotonic() < end:
        await pilot.pause(0.05)


async def learning(scratch: Path) -> None:
    """The tutorial where its agent has erred."""
    root = scratch / "tutorial" / "greeter"
    root.mkdir(parents=True)
    tutorial.begin(root)
    app = PbcApp(root)
    async with app.run_test(size=(110, 30)) as pilot:
        await _arrive(app, pilot)
        await pilot.press("ctrl+s")
        await pilot.pause(0.5)
        await pilot.press("y")
        end = monotonic() + LONGEST
        while monotonic() < end:
            await pilot.pause(0.2)
            task = app.project.state.open_task
            verdict = app.project.state.progress_of(task.id).verdict if task else None
            if verdict is not None and not verdict.acceptable:
                break
            if verdict is not None:
                await pilot.press("a")
        await _prepared(app, pilot)
        await pilot.pause(0.5)
        _save(app, "tutorial")


async def building(scratch: Path) -> None:
    """The loop in its middle, a verdict that needs revision, and the report at the end."""
    root = scratch / "build" / "schema-guard"
    root.mkdir(parents=True)
    prepare(root, None, agent="builtin")
    app = PbcApp(root)
    async with app.run_test(size=SIZE) as pilot:
        await _arrive(app, pilot)
        end = monotonic() + LONGEST
        broken = False
        while app.stage is Stage.BUILD and monotonic() < end:
            await pilot.pause(0.05)
            state = app.project.state
            task = state.open_task
            verdict = state.progress_of(task.id).verdict if task else None
            if task is None or verdict is None:
                continue
            if task.role == "exceptions" and not broken:
                broken = True
                path = root / task.path
                path.write_text(path.read_text("utf-8").replace("class ", "class Renamed", 1))
                await pilot.pause(1.0)
                continue
            if broken and not verdict.acceptable:
                app.screen.query_one("#findings", Listing).focus()
                await _prepared(app, pilot)
                await pilot.pause(0.3)
                _save(app, "build")
                await pilot.press("c")
                await pilot.pause(0.5)
                continue
            await pilot.press("a")
            await pilot.pause(0.2)
        await pilot.pause(3.0)
        _save(app, "report")


async def main() -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as directory:
        for name, gate in STILL.items():
            await still(name, gate, Path(directory))
        await learning(Path(directory))
        await building(Path(directory))


if __name__ == "__main__":
    asyncio.run(main())
