"""Where tests run, as the workflow tells it; a headless run needs the person's word."""

from pathlib import Path

import pytest

from pbc_tui.session import events as e
from pbc_tui.session.state import State
from pbc_tui.workflow import confinement
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.sandbox.level import MEANING, Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.confinement import BARE, REFUSED

CONFINED = Sandbox(Level.LANDLOCK, REFUSED[:1])
YES = State().apply(e.UnconfinedDecided(allowed=True))
NO = State().apply(e.UnconfinedDecided(allowed=False))


@pytest.mark.parametrize(
    ("sandbox", "state", "asked"),
    [(BARE, State(), True), (BARE, YES, False), (BARE, NO, False), (CONFINED, State(), False)],
)
def test_the_person_is_asked_once_and_only_where_nothing_confines(
    sandbox: Sandbox, state: State, asked: bool
) -> None:
    assert confinement.must_be_asked(state, sandbox) is asked


@pytest.mark.parametrize(
    ("sandbox", "state", "allowed", "begins"),
    [
        (CONFINED, None, False, True),
        (BARE, None, False, False),
        (BARE, None, True, True),
        (BARE, State(), False, False),
        (BARE, NO, False, False),
        (BARE, YES, False, True),
        (BARE, NO, True, True),
    ],
)
def test_a_headless_run_begins_only_with_a_sandbox_or_the_persons_word(
    sandbox: Sandbox, state: State | None, allowed: bool, begins: bool
) -> None:
    words = confinement.refusal(state, sandbox, allowed=allowed)
    assert (words == "") is begins
    if not begins:
        assert "bwrap is not installed" in words
        assert "--allow-unconfined" in words
        assert "\n" not in words


def test_the_word_is_kept_in_the_journal(tmp_path: Path) -> None:
    project = Project.open(tmp_path)
    confinement.decide(project, BARE, allowed=True)
    project.close()
    assert Project.read(tmp_path).allows_unconfined
    assert not State().allows_unconfined
    assert not NO.allows_unconfined


def test_each_level_is_explained_with_what_is_not_to_be_had() -> None:
    assert set(MEANING) == set(Level)
    told = confinement.explanation(CONFINED)
    assert told == (MEANING[Level.LANDLOCK], "Not to be had: bubblewrap: bwrap is not installed")
    assert "not been asked" in confinement.explanation(BARE, State())[1]
    assert "agreed" in confinement.explanation(BARE, YES)[1]
    assert "skipped" in confinement.explanation(BARE, NO)[1]
