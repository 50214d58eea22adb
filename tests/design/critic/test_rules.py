"""Every rule fires where its concern stands, and is silent on sensible designs and near misses."""

from __future__ import annotations

import pytest

from pbc_tui.design.catalog import QUESTIONS
from pbc_tui.design.critic import Review, review
from pbc_tui.design.critic_rules import RULES
from pbc_tui.design.critic_rules.rule import TREE
from pbc_tui.design.structure import Tree
from tests.design.critic.cases import CASES, Case
from tests.design.critic.designs import BASES, answers_of, tree_of, with_paths

_BY_ID = {rule.id: rule for rule in RULES}


def _fired(case: Case) -> Review:
    answers = answers_of(BASES[case.base], case.changes)
    if case.bare:
        return review(answers, Tree(), 2)
    return review(answers, with_paths(_tree(case), case.added, case.removed), 2)


def _tree(case: Case) -> Tree:
    """The structure of the base, with what the changed features need."""
    base = answers_of(BASES[case.base])
    wanted = {key: value for key, value in case.changes.items() if key.startswith("features.")}
    return tree_of(answers_of(BASES[case.base], wanted)) if wanted else tree_of(base)


def _rules(found: Review) -> set[str]:
    return {entry.rule for entry in found.deductions}


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(_BY_ID)


def test_ids_are_unique() -> None:
    assert len(_BY_ID) == len(RULES)


@pytest.mark.parametrize("base", BASES)
def test_no_structure_costs_at_least_as_much_as_a_poor_one(base: str) -> None:
    answers = answers_of(BASES[base])
    poor = Tree.of([("src/schema_guard/adder.py", "Adds numbers.", "")])
    assert review(answers, Tree(), 2).total <= review(answers, poor, 2).total < 20


@pytest.mark.parametrize("identifier", CASES)
def test_it_fires(identifier: str) -> None:
    found = _fired(CASES[identifier])
    assert identifier in _rules(found)
    entry = next(entry for entry in found.deductions if entry.rule == identifier)
    assert entry.points == _BY_ID[identifier].points
    assert entry.evidence
    assert entry.decision == TREE or entry.decision in QUESTIONS


@pytest.mark.parametrize("base", BASES)
def test_no_rule_fires_on_a_sensible_design(base: str) -> None:
    answers = answers_of(BASES[base])
    assert _rules(review(answers, tree_of(answers), 2)) == set()


@pytest.mark.parametrize(
    "identifier", [name for name, case in CASES.items() if case.near or case.near_added]
)
def test_it_is_silent_on_a_near_miss(identifier: str) -> None:
    case = CASES[identifier]
    near = Case(case.base, case.near, added=case.near_added)
    assert identifier not in _rules(_fired(near))


@pytest.mark.parametrize("identifier", CASES)
def test_it_counts_at_its_checkpoints_alone(identifier: str) -> None:
    case = CASES[identifier]
    answers = answers_of(BASES[case.base], case.changes)
    counted = identifier in _rules(review(answers, _tree(case), 1))
    assert counted == (1 in _BY_ID[identifier].checkpoints)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_it_is_written_for_people(rule: object) -> None:
    from pbc_tui.design.critic_rules import Rule

    assert isinstance(rule, Rule)
    assert 1 <= rule.points <= 3
    assert rule.reason.endswith(".")
    assert rule.remedy.endswith((".", "?"))
    assert not rule.title.endswith(".")
    assert rule.evidence or rule.found
    for key in rule.evidence:
        assert key == TREE or key in QUESTIONS
