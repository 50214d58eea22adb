"""Realistic designs score where people would put them: see tests/design/answer_files (SPEC 3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.answers_file import Design, read_answers_file
from pbc_tui.design.critic import Checkpoint, repaired, review

FILES = sorted((Path(__file__).parents[1] / "answer_files").glob("*/*.toml"))
SCHEMA_GUARD = Path(__file__).parents[3] / "assets" / "schema-guard.toml"
RANGES = {"sensible": (22, 25), "careless": (10, 19), "incoherent": (0, 9)}


def _design(path: Path) -> Design:
    return read_answers_file(path.read_text(encoding="utf-8")).design()


def _names(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_there_are_designs_of_every_kind() -> None:
    kinds = [path.parent.name for path in FILES]
    assert len(kinds) >= 30
    assert all(kinds.count(kind) >= 6 for kind in RANGES)


@pytest.mark.parametrize("path", FILES, ids=_names)
def test_the_total_lies_where_it_should(path: Path) -> None:
    least, most = RANGES[path.parent.name]
    design = _design(path)
    found = review(design.answers, design.tree, 2)
    assert least <= found.total <= most, [entry.rule for entry in found.deductions]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name != "careless"], ids=_names
)
def test_the_first_checkpoint_sees_it_already(path: Path) -> None:
    least, most = RANGES[path.parent.name]
    design = _design(path)
    assert least <= review(design.answers, design.tree, 1).total <= most


@pytest.mark.parametrize("path", FILES, ids=_names)
@pytest.mark.parametrize("checkpoint", [1, 2])
def test_a_repair_never_lowers_its_total(path: Path, checkpoint: Checkpoint) -> None:
    design = _design(path)
    found = review(design.answers, design.tree, checkpoint)
    for entry in found.deductions:
        if entry.repair is not None:
            assert repaired(found, entry.repair).total >= found.total, entry.rule


@pytest.mark.parametrize("checkpoint", [1, 2])
def test_the_answers_of_the_specification_are_excellent(checkpoint: Checkpoint) -> None:
    design = _design(SCHEMA_GUARD)
    assert 22 <= review(design.answers, design.tree, checkpoint).total <= 25
