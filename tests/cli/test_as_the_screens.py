"""``critic`` and ``plan`` say of an answers file what the screens show of the same design."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pbc_tui.cli import main
from pbc_tui.cli.inputs import read_answers
from pbc_tui.design.gates import Gate
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.headless import Stopped, fill_in
from pbc_tui.workflow.project import Project

FILES = Path(__file__).parents[1] / "design" / "answer_files"
DESIGNS = (
    "sensible/log_sorter_own.toml",
    "sensible/rules_guided.toml",
    "sensible/schema_library.toml",
    "sensible/booking_flask.toml",
    "careless/library_without_tests.toml",
)


@pytest.mark.parametrize("name", DESIGNS)
def test_the_commands_say_what_the_screens_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = FILES / name
    file = replace(
        read_answers(path),
        gates=tuple(gate.value for gate in Gate if gate is not Gate.PLAN),
        reasons={"critic-1": "as wished", "critic-2": "as wished"},
    )
    project = Project.open(tmp_path)
    with pytest.raises(Stopped, match="plan: not confirmed"):
        fill_in(project, file)
    for checkpoint in (1, 2):
        main(["critic", str(path), "--checkpoint", str(checkpoint), "--json"])
        shown = design_desk.checkpoint_review(project, 1 if checkpoint == 1 else 2)
        assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(shown.public()))
    main(["plan", str(path), "--json"])
    rows = json.loads(capsys.readouterr().out)["tasks"]
    assert rows == json.loads(json.dumps([task.public() for task in project.state.plan.tasks]))
    project.close()
