"""What reopening a decision touches, told before it takes effect (SPEC 4.6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbc_tui.design import catalog
from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.gates import Gate
from pbc_tui.design.impact import (
    Standing,
    gate_of,
    impact_of_change,
    impact_of_decision,
    impact_of_gate,
    sentences,
)
from pbc_tui.design.plan.build import PlanChanges, build_plan
from pbc_tui.design.structure import Delete, Tree, apply
from pbc_tui.design.templates import propose
from tests.design.critic.designs import LIBRARY, answers_of, tree_of


def _standing(*, unaccepted: tuple[str, ...] = ()) -> Standing:
    """Everything confirmed, every file but these accepted."""
    answers = answers_of(LIBRARY)
    standing = Standing(answers, propose(answers.before_features), confirmed=tuple(Gate))
    accepted = {path: digest for path, digest in standing.digests.items() if path not in unaccepted}
    return replace(standing, accepted=accepted)


STANDING = _standing()


def test_the_digests_are_those_of_the_plan() -> None:
    plan = build_plan(STANDING.answers, tree_of(STANDING.answers))
    assert STANDING.digests == {task.path: task.digest for task in plan.tasks}
    assert "examples/basic_usage.py" in STANDING.digests


@pytest.mark.parametrize("gate", Gate)
def test_a_gate_reopens_itself_and_what_follows(gate: Gate) -> None:
    found = impact_of_gate(replace(STANDING, confirmed=tuple(Gate)[:5]), gate)
    assert found.reopened == tuple(
        entry for entry in (gate, *gate.after) if entry in tuple(Gate)[:5]
    )


def test_a_change_names_exactly_what_changes() -> None:
    answers = STANDING.answers.with_value("architecture.logging", o.Logging.STRUCTLOG)
    found = impact_of_change(STANDING, answers, gate=Gate.ARCHITECTURE)
    after = replace(STANDING, answers=answers).digests
    assert found.certain
    assert "src/schema_guard/log.py" in found.stale
    assert "pyproject.toml" in found.stale
    assert "LICENSE" in found.stays
    assert set(found.stale) == {
        path for path, digest in STANDING.digests.items() if after[path] != digest
    }
    assert set(found.stale) | set(found.stays) == set(STANDING.accepted)
    assert found.added == found.removed == found.dropped == ()


def test_only_accepted_files_become_stale() -> None:
    standing = _standing(unaccepted=("src/schema_guard/log.py",))
    answers = standing.answers.with_value("architecture.logging", o.Logging.STRUCTLOG)
    found = impact_of_change(standing, answers, gate=Gate.ARCHITECTURE)
    assert "src/schema_guard/log.py" in found.changed
    assert "src/schema_guard/log.py" not in (*found.stale, *found.stays, *found.dropped)


def test_a_feature_that_is_refused_drops_its_files() -> None:
    answers = STANDING.answers.with_value("features.demo", o.Demo.NO)
    found = impact_of_change(STANDING, answers, gate=Gate.FEATURES)
    assert "examples/basic_usage.py" in found.removed
    assert "examples/basic_usage.py" in found.dropped
    assert "examples/basic_usage.py" not in found.stale


def test_a_feature_that_is_chosen_adds_files() -> None:
    answers = STANDING.answers.with_value("features.docs_site", o.DocsSite.MKDOCS)
    found = impact_of_change(STANDING, answers, gate=Gate.FEATURES)
    assert "docs/index.md" in found.added
    assert "docs/index.md" not in found.stale


def test_a_deleted_file_and_those_that_use_it() -> None:
    tree = apply(STANDING.tree, Delete(paths=("src/schema_guard/log.py",)))
    found = impact_of_change(STANDING, STANDING.answers, tree, gate=Gate.STRUCTURE)
    assert found.dropped == ("src/schema_guard/log.py",)
    assert found.reopened == (Gate.STRUCTURE, *Gate.STRUCTURE.after)


def test_nothing_changes_where_nothing_is_changed() -> None:
    found = impact_of_change(STANDING, STANDING.answers, gate=Gate.INTAKE)
    assert found.stays == tuple(STANDING.accepted)
    assert found.changed == found.stale == found.dropped == ()


def test_a_file_accepted_for_another_specification_is_stale_already() -> None:
    standing = replace(STANDING, accepted={**STANDING.accepted, "LICENSE": "another"})
    found = impact_of_change(standing, standing.answers, gate=Gate.INTAKE)
    assert found.stale == ("LICENSE",)
    assert impact_of_gate(standing, Gate.PLAN).stale == ("LICENSE",)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.data())
def test_what_a_decision_may_touch_covers_every_change_of_it(data: st.DataObject) -> None:
    closed = [
        entry
        for entry in catalog.QUESTIONS.values()
        if entry.key.startswith("architecture.") or entry.key == "features.demo"
    ]
    question = data.draw(st.sampled_from(closed), label="question")
    value = data.draw(st.sampled_from([choice.option for choice in question.choices]))
    exact = impact_of_change(
        STANDING, STANDING.answers.with_value(question.key, value), gate=question.gate
    )
    possible = impact_of_decision(STANDING, question.key)
    assert not possible.certain
    assert possible.reopened == exact.reopened
    assert set(exact.stale) <= set(possible.stale)
    assert set(exact.added) <= set(possible.added)
    assert set(exact.removed) <= set(possible.removed)
    assert set(possible.stays) <= set(exact.stays)
    assert set(possible.by_decision[question.key]) >= {*exact.changed, *exact.added, *exact.removed}


def test_a_gate_says_which_decision_touches_what() -> None:
    found = impact_of_gate(STANDING, Gate.ARCHITECTURE)
    assert set(found.by_decision) == {
        question.key for question in catalog.questions_of(Gate.ARCHITECTURE, STANDING.answers)
    }
    assert "LICENSE" in found.by_decision["project.licence"]
    assert "src/schema_guard/log.py" not in found.by_decision["project.licence"]


def test_the_structure_depends_on_the_edits_to_come() -> None:
    found = impact_of_decision(STANDING, "structure.tree")
    assert found.stays == tuple(STANDING.accepted)
    assert sentences(found)[-1][0] == "Depends on"


def test_another_contract_touches_its_file() -> None:
    path = "src/schema_guard/lock.py"
    standing = replace(
        STANDING,
        tree=Tree.of([(path, "Locks.", ""), ("src/schema_guard/door.py", "Opens.", "")]),
        changes=PlanChanges(contracts={path: "class Lock: ..."}),
    )
    standing = replace(standing, accepted=standing.digests)
    found = impact_of_decision(standing, f"contract:{path}")
    assert found.gate is Gate.PLAN
    assert found.changed == found.stale == (path,)
    assert "src/schema_guard/door.py" in found.stays
    assert found.added == found.removed == ()
    assert "Depends on" not in dict(sentences(found))


LOCK, DOOR, HOUSE, BELL = (
    f"src/schema_guard/{name}.py" for name in ("lock", "door", "house", "bell")
)
LOCK_STUB = "class Lock:\n    def turn(self) -> None: ...\n"


def _own_files(**contracts: str) -> Standing:
    """A house uses a door, which uses a lock; a bell stands alone. Every file is accepted."""
    stubs = {
        LOCK: contracts.get("lock", LOCK_STUB),
        DOOR: "from schema_guard.lock import Lock\n\nclass Door:\n    lock: Lock\n",
        HOUSE: "from schema_guard.door import Door\n\nclass House:\n    door: Door\n",
        BELL: "def ring() -> None: ...\n",
    }
    standing = replace(
        STANDING,
        tree=Tree.of([(path, "Serves the house.", "") for path in stubs]),
        changes=PlanChanges(contracts=stubs),
    )
    return replace(standing, accepted=standing.digests)


def test_another_contract_makes_the_files_stale_that_use_it_directly() -> None:
    found = impact_of_decision(_own_files(), f"contract:{LOCK}")
    assert set(found.stale) == {LOCK, DOOR}
    assert {HOUSE, BELL} <= set(found.stays)


@pytest.mark.parametrize(
    ("stub", "stale"),
    [
        (LOCK_STUB.replace("turn(self)", "turn(self, times: int)"), {LOCK, DOOR}),
        (f"# Locks a door.\n{LOCK_STUB}", {LOCK}),
    ],
)
def test_users_become_stale_by_what_they_can_see(stub: str, stale: set[str]) -> None:
    before, after = _own_files().digests, _own_files(lock=stub).digests
    assert {path for path in before if before[path] != after[path]} == stale


def test_before_there_is_a_plan_only_gates_reopen() -> None:
    empty = Standing(Answers(), Tree(), confirmed=(Gate.INTAKE,))
    found = impact_of_gate(empty, Gate.INTAKE)
    assert found.reopened == (Gate.INTAKE,)
    assert found.changed == found.stale == found.stays == ()


def test_a_contract_of_a_file_that_is_gone_does_no_harm() -> None:
    changes = PlanChanges(contracts={"src/gone.py": "x: int"})
    assert replace(STANDING, changes=changes).digests == STANDING.digests


def test_sentences_count_and_name() -> None:
    answers = STANDING.answers.with_value("features.demo", o.Demo.NO)
    words = dict(sentences(impact_of_change(STANDING, answers, gate=Gate.FEATURES)))
    assert words["To be confirmed again"] == "Features, Critic checkpoint 2, Plan"
    assert "examples/basic_usage.py" in words["Accepted files that lose their task"]
    assert words["Accepted files that stay"][0].isdigit()
    may = dict(sentences(impact_of_gate(STANDING, Gate.ARCHITECTURE)))
    assert "Accepted files that may become stale" in may


def test_the_gate_of_a_decision() -> None:
    assert gate_of("architecture.logging") is Gate.ARCHITECTURE
    assert gate_of("structure.tree") is Gate.STRUCTURE
    with pytest.raises(catalog.AnswerError, match="did you mean architecture"):
        gate_of("architecture.loging")
