"""The scores: bounds, words, shape, determinism, and what a repair does to them (SPEC 3, 12)."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings

from pbc_tui.design.answers import Answers
from pbc_tui.design.critic import (
    Assessment,
    Checkpoint,
    Deduction,
    Dimension,
    Review,
    difference,
    repaired,
    review,
    review_live,
)
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree
from tests.design.critic.cases import CASES
from tests.design.critic.designs import BASES, LIBRARY, answers_of, tree_of
from tests.design.critic.strategies import designs

Drawn = tuple[Answers, Tree]
CHECKPOINTS: tuple[Checkpoint, ...] = (1, 2)


@given(designs())
@settings(max_examples=150, deadline=None)
def test_any_design_can_be_judged_at_any_time(drawn: Drawn) -> None:
    answers, tree = drawn
    for checkpoint in CHECKPOINTS:
        found = review(answers, tree, checkpoint)
        assert found == review(answers, tree, checkpoint)
        assert found.total == sum(entry.score for entry in found.dimensions)
        assert [entry.name for entry in found.dimensions] == list(Dimension)
        for entry in found.dimensions:
            lost = sum(deduction.points for deduction in entry.deductions)
            assert entry.score == max(5 - lost, 0)
            assert entry.justification.lower().startswith(entry.name.level(entry.score).lower())
            assert all(deduction.title in entry.justification for deduction in entry.deductions)


@given(designs())
@settings(max_examples=100, deadline=None)
def test_the_second_checkpoint_sees_everything_that_the_first_one_sees(drawn: Drawn) -> None:
    first, second = review(*drawn, 1), review(*drawn, 2)
    assert {entry.rule for entry in first.deductions} <= {entry.rule for entry in second.deductions}
    assert second.total <= first.total


@given(designs(complete=True))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_repairing_a_named_concern_never_lowers_the_total(drawn: Drawn) -> None:
    for checkpoint in CHECKPOINTS:
        found = review(*drawn, checkpoint)
        for entry in found.deductions:
            if entry.repair is not None:
                after = repaired(found, entry.repair)
                assert after.total >= found.total, _moved(entry, found, after)
                assert entry.rule not in {other.rule for other in after.deductions}


@pytest.mark.parametrize("identifier", CASES)
def test_repairing_it_in_a_sensible_design_gives_points_back(identifier: str) -> None:
    case = CASES[identifier]
    answers = answers_of(BASES[case.base], case.changes)
    found = review(answers, tree_of(answers_of(BASES[case.base])), 2)
    for entry in found.deductions:
        if entry.rule == identifier and entry.repair is not None:
            after = repaired(found, entry.repair)
            assert after.total >= found.total, _moved(entry, found, after)


@given(designs())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_answering_as_suggested_never_lowers_the_total(drawn: Drawn) -> None:
    found = review(*drawn, 1)
    for entry in found.deductions:
        if entry.repair is not None and entry.rule.startswith("open-"):
            after = repaired(found, entry.repair)
            assert after.total >= found.total, _moved(entry, found, after)


def _moved(entry: Deduction, before: Review, after: Review) -> str:
    moved = difference(before, after)
    gained = [other.rule for other in moved.gained]
    return f"{entry.rule}: {entry.repair} brings {gained}"


def test_an_empty_design_has_no_point() -> None:
    found = review(Answers(), Tree(), 1)
    assert found.total == 0
    assert found.assessment is Assessment.MAJOR
    assert not found.may_proceed


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("checkpoint", CHECKPOINTS)
def test_sensible_designs_are_excellent(base: str, checkpoint: Checkpoint) -> None:
    answers = answers_of(BASES[base])
    found = review(answers, tree_of(answers), checkpoint)
    assert 22 <= found.total <= 25


def test_a_prototype_grade_choice_under_a_long_term_promise_loses_several_points() -> None:
    promised = {"intake.maturity": "long-term", "features.demo": "full", "features.docs_site": "C",
                "features.docs_content": ["architecture"]}  # fmt: skip
    answers = answers_of(LIBRARY, promised)
    without = answers_of(LIBRARY, {**promised, "architecture.testing": "none"})
    before, after = review(answers, tree_of(answers), 1), review(without, tree_of(answers), 1)
    assert before.total == 25
    assert after.total <= before.total - 5
    evidence = next(
        entry.evidence for entry in after.deductions if entry.rule == "promise-without-tests"
    )
    assert "intake.maturity" in evidence
    assert "architecture.testing" in evidence


@pytest.mark.parametrize(
    ("total", "assessment"),
    [
        (25, "Excellent"),
        (20, "Excellent"),
        (19, "Good"),
        (15, "Good"),
        (14, "Significant issues"),
        (10, "Significant issues"),
        (9, "Major problems"),
        (0, "Major problems"),
    ],
)
def test_the_assessment_of_a_total(total: int, assessment: str) -> None:
    assert Assessment.of(total) == assessment
    assert Assessment.of(total).consequence


def test_the_public_shape_is_that_of_spec_12() -> None:
    answers = answers_of(LIBRARY, {"architecture.testing": "none"})
    shown = review(answers, tree_of(answers), 2).public()
    assert list(shown) == [
        "checkpoint",
        "total",
        "assessment",
        "dimensions",
        "risks",
        "missing",
        "recommendations",
    ]
    assert [entry["name"] for entry in shown["dimensions"]] == [
        "Clarity",
        "Completeness",
        "Maintainability",
        "Extensibility",
        "Risk/Smells",
    ]
    assert list(shown["dimensions"][0]) == ["name", "score", "justification", "deductions"]
    risk = shown["dimensions"][4]["deductions"][0]
    assert list(risk) == ["rule", "points", "evidence", "remedy"]
    assert risk["rule"] == "promise-without-tests"
    assert any("without automated tests" in line for line in shown["risks"])
    assert shown["missing"]
    assert shown["recommendations"]


def test_the_public_shape_survives_json() -> None:
    import json

    found = review(Answers(), Tree(), 2).public()
    assert json.loads(json.dumps(found)) == found


def test_live_scores_leave_out_what_has_not_been_asked_yet() -> None:
    answers = answers_of(LIBRARY).before_features
    at_structure = review_live(answers, tree_of(answers), Gate.STRUCTURE)
    assert at_structure.total == 25
    at_features = review_live(answers, tree_of(answers), Gate.FEATURES)
    assert "features-unanswered" in {entry.rule for entry in at_features.deductions}
    intake_alone = answers_of({key: LIBRARY[key] for key in LIBRARY if key.startswith("intake.")})
    assert review_live(intake_alone, Tree(), Gate.INTAKE).total == 25


@pytest.mark.parametrize("key", ["features.web_ui", "features.readme_languages"])
def test_unanswered_gates_lead_to_the_first_of_them(key: str) -> None:
    answers = answers_of(LIBRARY, {key: None})
    found = review(answers, tree_of(answers), 2)
    entry = next(each for each in found.deductions if each.rule == "features-unanswered")
    assert entry.decision == key


def test_a_difference_names_what_moved() -> None:
    answers = answers_of(LIBRARY)
    tree = tree_of(answers)
    before = review(answers, tree, 1)
    after = review(answers_of(LIBRARY, {"architecture.testing": "none"}), tree, 1)
    moved = difference(before, after)
    assert moved.moved
    assert moved.total == after.total - before.total < 0
    assert {entry.rule for entry in moved.gained} == {entry.rule for entry in after.deductions}
    assert moved.lost == ()
    assert moved.dimensions[Dimension.RISK] == -3
    assert moved.dimensions[Dimension.CLARITY] == 0
    back = difference(after, before)
    assert {entry.rule for entry in back.lost} == {entry.rule for entry in moved.gained}
    assert not difference(before, before).moved


def test_a_review_is_quick() -> None:
    answers = answers_of(LIBRARY)
    tree = tree_of(answers)
    review(answers, tree, 2)
    quickest = min(_seconds(answers, tree) for _ in range(30))
    assert quickest < 0.002


def _seconds(answers: Answers, tree: Tree) -> float:
    begun = time.perf_counter()
    review(answers, tree, 2)
    return time.perf_counter() - begun


def test_scores_do_not_depend_on_the_order_of_hashes() -> None:
    program = (
        "from pbc_tui.design.critic import review\n"
        "from tests.design.critic.designs import LIBRARY, answers_of, tree_of\n"
        "answers = answers_of(LIBRARY, {'intake.users': ['personal', 'external'],"
        " 'architecture.testing': 'none', 'intake.non_goals': ['not a library']})\n"
        "print(review(answers, tree_of(answers), 2).public())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
