"""Every event goes through the journal unchanged, and has a fold."""

from __future__ import annotations

import typing
from datetime import UTC, datetime

import pytest
from pydantic import BaseModel

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Add
from pbc_tui.design.verdict import CheckName, CheckResult, Result
from pbc_tui.session import events as e
from pbc_tui.session.fold import _FOLDS
from tests.session.designs import verdict

VALUES: dict[str, object] = {
    "allowed": True,
    "edit": Add(path="a/b.py", purpose="p"),
    "gate": Gate.PLAN,
    "verdict": verdict("a.py"),
    "result": CheckResult(name=CheckName.TESTS, result=Result.PASS),
    "checkpoint": 1,
    "choice": "revise",
    "total": 20,
    "order": ("b", "a"),
    "argv": ("agent", "-p"),
    "groups": (("a", "b"),),
    "change": "created",
    "decision": "kept",
    "value": ["A", 1, None, "…"],
}
KINDS = typing.get_args(e.Event)


def example(kind: type[BaseModel]) -> e.Event:
    """An event with every required field filled."""
    values = {
        name: VALUES.get(name, "text")
        for name, field in kind.model_fields.items()
        if field.is_required()
    }
    return typing.cast(e.Event, kind.model_validate({**values, "at": datetime.now(UTC)}))


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_is_written_and_read_back(kind: type[BaseModel]) -> None:
    event = example(kind)
    line = e.EVENT.dump_json(event)

    assert b"\n" not in line
    assert e.EVENT.validate_json(line) == event


def test_every_event_has_its_fold_and_its_own_kind() -> None:
    assert set(_FOLDS) == set(KINDS)
    assert len({kind.model_fields["kind"].default for kind in KINDS}) == len(KINDS)
