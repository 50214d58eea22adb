"""What a test claims to press in ``keys_tried.py`` is compared with what was carried out in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pbc_tui.ui.commands import COMMANDS
from pbc_tui.ui.place import Place
from tests.ui.keys_tried import REFUSED, RUN


@pytest.fixture(autouse=True)
def claims(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Note the commands of a test, and fail it when one that it claims is not among them."""
    name = f"{request.path.name}::{request.node.name}"
    names = (name, name.partition("[")[0])
    run, refused = (
        {each for key in names for each in table.get(key, ())} for table in (RUN, REFUSED)
    )
    if not run | refused:
        yield
        return
    carry_out = Place.action_command

    async def noting(self: Place, identifier: str) -> None:
        why = self.reason_against(COMMANDS[identifier])
        (refused if why else run).discard(identifier)
        await carry_out(self, identifier)

    monkeypatch.setattr(Place, "action_command", noting)
    yield
    assert not run, f"claimed in keys_tried.py and not carried out: {sorted(run)}"
    assert not refused, f"claimed in keys_tried.py and not refused: {sorted(refused)}"
