"""The states that most tests of the folds begin with."""

from __future__ import annotations

import pytest

from pbc_tui.session import events as e
from pbc_tui.session.state import State
from tests.session.designs import (
    WORDS,
    designed,
)
from tests.session.folds.steps import FIRST


@pytest.fixture
def building() -> State:
    return designed()


@pytest.fixture
def opened(building: State) -> State:
    return building.apply(e.TaskOpened(task=FIRST, path=WORDS))
