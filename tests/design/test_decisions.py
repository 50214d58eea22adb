"""What was decided, one by one, and how a decision is found."""

import pytest

from pbc_tui.design import catalog
from pbc_tui.design.decisions import decisions_of, holding
from pbc_tui.design.gates import Gate
from pbc_tui.design.impact import gate_of
from pbc_tui.design.plan.build import PlanChanges
from pbc_tui.design.structure import Tree
from tests.design.critic.designs import LIBRARY, answers_of

ANSWERS = answers_of(LIBRARY)
TREE = Tree.of([("src/a.py", "", ""), ("src/b.py", "", "")])
CHANGES = PlanChanges(contracts={"src/b.py": "def b() -> None: ...", "src/a.py": "A: int\nB: int"})


@pytest.mark.parametrize("gate", Gate)
def test_every_question_of_a_gate_is_a_decision_of_it(gate: Gate) -> None:
    found = decisions_of(gate, ANSWERS, TREE, CHANGES)
    asked = [question.key for question in catalog.questions_of(gate, ANSWERS)]
    assert [decision.key for decision in found][: len(asked)] == asked
    assert all(gate_of(decision.key) is gate is decision.gate for decision in found)


def test_the_tree_and_each_contract_are_decisions() -> None:
    assert [each.value for each in decisions_of(Gate.STRUCTURE, ANSWERS, TREE, CHANGES)][-1] == (
        "2 files"
    )
    found = decisions_of(Gate.PLAN, ANSWERS, TREE, CHANGES)
    assert [(each.key, each.value) for each in found] == [
        ("contract:src/a.py", "2 lines"),
        ("contract:src/b.py", "1 line"),
    ]


def test_a_decision_is_found_by_title_answer_and_stage_whatever_the_case() -> None:
    found = decisions_of(Gate.ARCHITECTURE, ANSWERS, TREE, CHANGES)
    assert [each.key for each in holding(found, "LOGGING arch")] == ["architecture.logging"]
    assert "project.licence" in [each.key for each in holding(found, "mit")]
    assert holding(found, "") == found
    assert holding(found, "logging intake") == ()
