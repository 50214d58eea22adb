"""A concern in full: evidence, question, and what every alternative answer would score."""

from __future__ import annotations

import pytest

from pbc_tui.design import options as o
from pbc_tui.design.critic import clarify, review
from tests.design.critic.designs import LIBRARY, SERVICE, answers_of, tree_of, with_paths


def test_every_option_of_the_decision_is_scored() -> None:
    answers = answers_of(LIBRARY, {"architecture.testing": "none"})
    found = review(answers, tree_of(answers), 1)
    shown = clarify(found, "promise-without-tests")
    assert [entry.value for entry in shown.alternatives] == list(o.Testing)
    current = next(entry for entry in shown.alternatives if entry.current)
    assert (current.value, current.total, current.delta) == (o.Testing.NONE, found.total, 0)
    assert not current.resolves
    for entry in shown.alternatives:
        changed = answers.with_value(entry.key, entry.value)
        assert entry.total == review(changed, found.design.tree, 1).total
        assert entry.delta == entry.total - found.total
    assert shown.best is not None
    assert shown.best.delta > 0
    assert shown.question
    assert shown.deduction.evidence


def test_several_at_once_are_toggled_one_by_one() -> None:
    answers = answers_of(LIBRARY, {"intake.users": ["internal-team"]})
    shown = clarify(review(answers, tree_of(answers), 1), "library-without-developers")
    values = [entry.value for entry in shown.alternatives]
    assert (o.Users.INTERNAL_TEAM, o.Users.DEVELOPERS) in values
    assert () not in values
    assert shown.best is not None
    assert o.Users.DEVELOPERS in shown.best.value


def test_a_repair_beside_the_decision_is_scored_as_well() -> None:
    answers = answers_of(SERVICE, {"intake.concurrency": "no-preference"})
    shown = clarify(review(answers, tree_of(answers_of(SERVICE)), 1), "concurrency-unresolved")
    assert any(entry.resolves and entry.delta == 2 for entry in shown.alternatives)


def test_a_text_or_the_structure_has_no_alternatives() -> None:
    answers = answers_of(LIBRARY, {"intake.description": "Does stuff."})
    found = review(answers, with_paths(tree_of(answers), removed=("LICENSE",)), 2)
    assert clarify(found, "description-vague").alternatives == ()
    assert clarify(found, "repository-basics").alternatives == ()
    assert clarify(found, "repository-basics").best is None


def test_a_concern_that_does_not_stand_cannot_be_explained() -> None:
    answers = answers_of(LIBRARY)
    with pytest.raises(KeyError):
        clarify(review(answers, tree_of(answers), 1), "promise-without-tests")
