"""The corpus: a case gives the result that its table names; the targets hold.

Every fourth case is run each time, all of them with ``-m long`` and by ``python -m
tests.checks.corpus``, which counts them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.verdict import CheckName, Overall
from pbc_tui.workspace.interpreters import find_interpreter
from tests.checks.corpus.case import Case, Sort, stands
from tests.checks.corpus.environment import make_environment
from tests.checks.corpus.figures import LEAST_CAUGHT, MOST_FALSE_ALARMS
from tests.checks.corpus.hostile import hostile_cases
from tests.checks.corpus.reading import bad_cases, good_cases, known
from tests.checks.corpus.running import Lane
from tests.variants import every

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


@pytest.mark.parametrize("case", every(4, params(WRITTEN)))
async def test_written(case: Case, lane: Lane) -> None:
    if case.modern and await find_interpreter(f">={case.spec.python}") is None:
        pytest.skip(f"there is no Python {case.spec.python} on this machine")
    outcome = await lane.run(case)
    assert outcome.verdict is not None, f"hung for {outcome.seconds:.0f} s"
    assert set(outcome.differing) <= case.known.keys(), outcome.account()
    if not outcome.differing:
        expected = case.sort is Sort.GOOD
        assert (outcome.verdict.overall is Overall.ACCEPTABLE) is expected


@pytest.mark.parametrize("case", every(4, params(hostile_cases())))
async def test_hostile(case: Case, lane: Lane) -> None:
    outcome = await lane.run(case)
    assert outcome.verdict is not None, f"hung for {outcome.seconds:.0f} s"
    assert not outcome.harm
    assert set(outcome.differing) <= case.known.keys(), outcome.account()


@pytest.mark.parametrize("name", CheckName)
async def test_each_check_catches_its_share(name: CheckName) -> None:
    about = [case for case in bad_cases() if case.about is name]
    missed = [case.name for case in about if name in case.known]
    assert 1 - len(missed) / len(about) >= LEAST_CAUGHT[name], missed


@pytest.mark.parametrize("name", CheckName)
async def test_false_alarms_stay_rare(name: CheckName) -> None:
    standing = [c for c in WRITTEN if c.about is not name and stands(c.expected[name])]
    alarms = [case.name for case in standing if name in case.known]
    assert len(alarms) / len(standing) <= MOST_FALSE_ALARMS, alarms
    alarming = [case.name for case in good_cases() if case.known]
    assert len(alarming) / len(good_cases()) <= MOST_FALSE_ALARMS, alarming


async def test_no_hostile_case_is_excused() -> None:
    assert not [case.name for case in hostile_cases() if case.known]
    assert len(WRITTEN) + len(hostile_cases()) >= 150


async def test_every_good_file_must_stand_and_every_bad_one_must_not() -> None:
    for case in WRITTEN:
        standing = all(
            stands(results) and name not in case.unjudged for name, results in case.expected.items()
        )
        assert standing is (case.sort is Sort.GOOD), case.name
    names = [case.name for case in (*WRITTEN, *hostile_cases())]
    assert len(names) == len(set(names))
    assert known().keys() <= set(names)
