"""What a test claims to press in ``keys_tried.py`` is compared with what was carried out in it.

The rules of style are read once for all the applications that the tests of a process start.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual._styles_cache import StylesCache
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

from pbc_tui.ui.commands import COMMANDS
from pbc_tui.ui.place import Place
from tests.ui.keys_tried import REFUSED, RUN

_RULES = 512
"""Texts of rules that are kept: one for each class of widget, and each file."""


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


@pytest.fixture(autouse=True)
def nothing_drawn_is_kept() -> Iterator[None]:
    """Let go of what Textual keeps of the screens of a test, which the collector looks at else."""
    yield
    StylesCache.get_inner_outer.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def rules_of_style() -> Iterator[None]:
    """Share what Textual keeps of the rules that it has read, by the variables they were read with.

    It keeps them for each application alone; reading them anew is a fifth of a short test of one.
    """
    read: dict[frozenset[tuple[str, str]], Any] = {}
    begin, set_variables = Stylesheet.__init__, Stylesheet.set_variables

    def share(sheet: Stylesheet) -> None:
        variables = frozenset(sheet._variables.items())
        sheet._parse_cache = read.setdefault(variables, sheet._parse_cache)

    def beginning(self: Stylesheet, *, variables: dict[str, str] | None = None) -> None:
        begin(self, variables=variables)
        self._parse_cache = LRUCache(_RULES)
        share(self)

    def setting(self: Stylesheet, variables: dict[str, str]) -> None:
        self._parse_cache = LRUCache(_RULES)
        set_variables(self, variables)
        share(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "__init__", beginning)
        patch.setattr(Stylesheet, "set_variables", setting)
        yield
