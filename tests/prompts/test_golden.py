"""The prompt of each kind of file as an agent reads it: who changes one reads it as a whole.

``--snapshot-update`` writes them anew, after they were read.
"""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pbc_tui.prompts import Form, render_form, render_prompt
from pbc_tui.prompts.kinds import kind_of
from tests.prompts.designs import own_plan

_TASKS = own_plan().tasks
PATHS = tuple({kind_of(task).name: task.path for task in reversed(_TASKS)}.values())
"""The first file of each kind."""


class Markdown(SingleFileSnapshotExtension):
    """One file a prompt, to be read as it is."""

    _write_mode = WriteMode.TEXT
    _file_extension = "md"

    def serialize(self, data: Any, **_: Any) -> str:
        """The text itself."""
        return str(data)


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Markdown)


@pytest.mark.parametrize("path", PATHS)
def test_the_prompt_is_the_one_that_was_read(path: str, golden: SnapshotAssertion) -> None:
    plan = own_plan()
    assert render_prompt(plan, plan.by_path[path]) == golden


@pytest.mark.parametrize("form", Form)
def test_the_further_forms_are_those_that_were_read(form: Form, golden: SnapshotAssertion) -> None:
    plan = own_plan()
    assert render_form(form, plan, plan.by_path["src/shop/orders.py"]) == golden
