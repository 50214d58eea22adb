"""Summaries: what was answered, what counts as NO, and how the choices act on each other."""

from __future__ import annotations

import pytest

from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.effects import EFFECTS
from pbc_tui.design.gates import Gate
from pbc_tui.design.summary import counted_as_no, interactions, rows
from tests.design.critic.designs import BASES, LIBRARY, SERVICE, answers_of


@pytest.mark.parametrize("gate", [Gate.INTAKE, Gate.ARCHITECTURE, Gate.STRUCTURE, Gate.FEATURES])
def test_every_question_that_applies_has_its_row(gate: Gate) -> None:
    answers = answers_of(LIBRARY)
    found = rows(gate, answers)
    assert [row.key for row in found] == [
        question.key for question in catalog.questions_of(gate, answers)
    ]
    assert all(row.title and row.value for row in found)


def test_values_are_words() -> None:
    shown = {row.key: row.value for row in rows(Gate.INTAKE, answers_of(LIBRARY))}
    assert shown["intake.purpose"] == "Reusable library or framework"
    assert shown["intake.users"] == "Developers who import the package, Automated systems"
    assert {row.value for row in rows(Gate.INTAKE, Answers())} == {"open"}


def test_each_unanswered_gate_is_named_as_counting_no() -> None:
    assert len(counted_as_no(Answers())) == 5
    assert counted_as_no(answers_of(LIBRARY)) == ()
    named = counted_as_no(answers_of(LIBRARY, {"features.web_ui": None}))
    assert named == ("Web UI or admin: not answered, so it counts as NO",)


def test_testing_none_with_production_ready_is_said() -> None:
    answers = answers_of(LIBRARY, {"architecture.testing": "none"})
    first = interactions(answers)[0]
    assert set(first.keys) == {"intake.maturity", "architecture.testing"}
    assert "Production-ready" in str(first)
    assert "None (prototypes only)" in str(first)
    assert first.decision == "architecture.testing"
    assert first.points == 3


def test_tensions_come_first_and_once() -> None:
    answers = answers_of(
        SERVICE, {"architecture.testing": "none", "architecture.logging": "minimal"}
    )
    found = interactions(answers)
    points = [entry.points for entry in found]
    assert points == sorted(points, reverse=True)
    assert len({str(entry) for entry in found}) == len(found)


@pytest.mark.parametrize("base", BASES)
def test_a_sensible_design_has_no_tension(base: str) -> None:
    assert all(entry.points == 0 for entry in interactions(answers_of(BASES[base])))


def test_open_answers_act_on_nothing() -> None:
    assert interactions(Answers()) == ()
    halfway = answers_of({"architecture.testing": "none"})
    assert interactions(halfway) == ()


CHANGES: tuple[dict[str, str], ...] = (
    {"intake.concurrency": "asyncio"},
    {"intake.concurrency": "mixed"},
    {"intake.deployment": "containers"},
    {},
    {"intake.deployment": "several", "architecture.configuration": "files-and-environment"},
    {"architecture.configuration": "pydantic-settings"},
    {"architecture.errors": "mixed"},
    {"architecture.testing": "comprehensive"},
    {"intake.python_version": ">=3.10"},
)


@pytest.mark.parametrize(("effect", "changes"), list(zip(EFFECTS, CHANGES, strict=True)))
def test_each_effect_is_said_where_it_holds(effect: object, changes: dict[str, str]) -> None:
    from pbc_tui.design.effects import Effect

    assert isinstance(effect, Effect)
    said = [str(entry) for entry in interactions(answers_of(LIBRARY, changes))]
    assert any(effect.sentence in line for line in said)
    assert not effect.holds(Answers())
