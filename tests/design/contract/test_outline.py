"""Layout and comments of a contract are nothing that its users rely on."""

from __future__ import annotations

import pytest

from pbc_tui.design.contract import outline

PLAIN = "def act(name: str, *, times: int = 1) -> None: ...\n"


@pytest.mark.parametrize(
    "other",
    [
        f"# What it does.\n{PLAIN}",
        "def act(\n    name: str,\n    *,\n    times: int=1,\n) -> None:\n    ...\n",
    ],
)
def test_layout_and_comments_do_not_count(other: str) -> None:
    assert outline(other) == outline(PLAIN)


@pytest.mark.parametrize("other", ["def act(name: str) -> None: ...", f"{PLAIN}x: int\n", ""])
def test_everything_else_does(other: str) -> None:
    assert outline(other) != outline(PLAIN)


def test_what_cannot_be_read_is_taken_as_it_is() -> None:
    assert outline(" def act( \n") == "def act("
    deep = "x = " + "(" * 3000 + ")" * 3000
    assert outline(deep) == deep
