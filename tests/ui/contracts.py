"""A project of three files at its plan: one contract is there, two are missing."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project
from tests.ui.walking import ANSWERS, prepare

ENGINE = "src/schema_guard/engine.py"
RULES = "src/schema_guard/rules.py"
API = "src/schema_guard/api.py"
CONTRACT = "class Engine:\n    def run(self) -> int: ...\n\nclass EngineError(Exception): ...\n"


def prepare_files(root: Path, *, agent: str = "beside") -> None:
    """The project, journaled and closed."""
    prepare(root, Gate.STRUCTURE, answered=False)
    project = Project.open(root)
    design_desk.answer(project, "structure.way", "own")
    tree = Tree.of([(ENGINE, "Runs checks.", ""), (RULES, "Rules.", ""), (API, "The door.", "")])
    design_desk.adopt(project, tree)
    design_desk.confirm(project, Gate.STRUCTURE)
    for key, value in ANSWERS[Gate.FEATURES].items():
        design_desk.answer(project, key, value)
    design_desk.confirm(project, Gate.FEATURES)
    design_desk.confirm(project, Gate.CRITIC_2, reason="a small trial")
    plan_desk.set_contract(project, ENGINE, CONTRACT)
    plan_desk.choose_agent(project, agent)
    project.close()
