"""Outside text in every place that shows it: nothing is executed, nothing but ours is drawn."""

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project
from tests.ui.walking import ADDER, prepare, prepare_one_file, walking

HOSTILE = [
    "[/b] [@click=app.quit]quit[/] [bold",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "safe\u202egnp.exe\u2066",
    "wide 漢字 e\u0301 👩‍👩‍👧",
    "x" * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "escapes", "bidi", "wide", "long"])
async def test_purposes_in_the_tree(tmp_path: Path, text: str) -> None:
    prepare(tmp_path, Gate.STRUCTURE, answered=False)
    project = Project.open(tmp_path)
    design_desk.answer(project, "structure.way", "own")
    design_desk.adopt(project, Tree.of([("src/schema_guard/core.py", text, "")]))
    project.close()
    async with walking(tmp_path, begin="StructureScreen") as walk:
        assert "core.py" in walk.text
        _harmless(walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("ApprovalScreen")
        _harmless(walk.text)


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "escapes", "bidi", "wide", "long"])
async def test_file_bodies_in_the_findings_and_the_diff(tmp_path: Path, text: str) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: bool(walk.state.opened))
        target = tmp_path / ADDER
        target.parent.mkdir(parents=True)
        target.write_text(f'"""{text}"""\n\ndef add(a, b):\n    return {text!r} "{text}\n')
        await walk.until(lambda: walk.state.progress_of("TASK-001").verdict is not None)
        await walk.until(lambda: "NEEDS REVISION" in walk.text)
        _harmless(walk.text)
        await walk.press("4")
        await walk.until(lambda: "def add" in walk.text)
        _harmless(walk.text)


def _harmless(screen: str) -> None:
    for character in ("\x1b", "\x07", "\u202e", "\u2066", "\x9b"):
        assert character not in screen
