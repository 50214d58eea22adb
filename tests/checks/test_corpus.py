"""The corpus: every case gives the result that its table names; the targets hold."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.verdict import Overall
from pbc_tui.workspace.interpreters import find_interpreter
from tests.checks.corpus.case import Case, Sort, stands
from tests.checks.corpus.environment import make_environment
from tests.checks.corpus.hostile import hostile_cases
from tests.checks.corpus.reading import bad_cases, good_cases, known
from tests.checks.corpus.running import Lane

pytestmark = pytest.mark.asyncio(loop_scope="module")

WRITTEN = (*good_cases(), *bad_cases())


def params(cases: tuple[Case, ...]) -> Iterator[Any]:
    """The cases as parameters of a test."""
    return (pytest.param(case, id=f"{case.sort}: {ascii(case.name)[1:-1]}"[:120]) for case in cases)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of the environment in which the tests of the cases run."""
    return make_environment(tmp_path_factory.mktemp("corpus") / "environment")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lane(tmp_path_factory: pytest.TempPathFactory, python: Path) -> AsyncIterator[Lane]:
    """Where the cases run one after the other, with the same warm tools."""
    async with Workshop() as workshop:
        yield Lane(tmp_path_factory.mktemp("lane"), python, workshop)


@pytest.mark.parametrize("case", params(WRITTEN))
async def test_written(case: Case, lane: Lane) -> None:
    if case.modern and await find_interpreter(f">={case.spec.python}") is None:
        pytest.skip(f"there is no Python {case.spec.python} on this machine")
    outcome = await lane.run(case)
    assert outcome.verdict is not None, f"hung for {outcome.seconds:.0f} s"
    assert set(outcome.differing) <= case.known.keys(), outcome.account()
    if not outcome.differing:
        expected = case.sort is Sort.GOOD
        assert (outcome.verdict.overall is Overall.ACCEPTABLE) is expected


@pytest.mark.parametrize("case", params(hostile_cases()))
async def test_hostile(case: Case, lane: Lane) -> None:
    outcome = await lane.run(case)
    assert outcome.verdict is not None, f"hung for {outcome.seconds:.0f} s"
    assert not outcome.harm
    assert set(outcome.differing) <= case.known.keys(), outcome.account()


async def test_every_good_file_must_stand_and_every_bad_one_must_not() -> None:
    for case in WRITTEN:
        standing = all(
            stands(results) and name not in case.unjudged for name, results in case.expected.items()
        )
        assert standing is (case.sort is Sort.GOOD), case.name
    names = [case.name for case in (*WRITTEN, *hostile_cases())]
    assert len(names) == len(set(names))
    assert known().keys() <= set(names)
