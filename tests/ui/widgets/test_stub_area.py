"""The colours of stub text, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.ui.widgets.stub_area import _inside_long_strings, words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "async def f(x: int = 1) -> None: ...  # why",
            [
                ("async", "keyword"),
                ("def", "keyword"),
                ("f", "definition"),
                ("1", "number"),
                ("None", "keyword"),
                ("# why", "comment"),
            ],
        ),
        (
            "x: Literal['a#b', \"c\\\"d\"] = rb'z'",
            [("'a#b'", "string"), ('"c\\"d"', "string"), ("rb'z'", "string")],
        ),
        ("x1 = x.y2", []),
        ("größe = 'ß'", [("'ß'", "string")]),
        ("x = 'open", [("'open", "string")]),
        ('"""Doc."""', [('"""Doc."""', "string")]),
    ],
)
def test_the_parts_of_a_line(line: str, expected: list[tuple[str, str]]) -> None:
    content = line.encode()

    assert [(content[start:end].decode(), kind) for start, end, kind in words(line)] == expected


def test_rows_inside_a_long_string() -> None:
    rows = ['"""One', "two # x", "three\"\"\" + '''four", "five'''", 'x: int  # """', "y: int"]

    assert _inside_long_strings(rows) == {1, 2, 3}


@given(st.lists(st.text(alphabet="'\"#ab\\ \n", max_size=20)))
def test_any_rows_are_read(rows: list[str]) -> None:
    assert _inside_long_strings(rows) <= set(range(len(rows)))
    for row in rows:
        for start, end, _ in words(row):
            assert 0 <= start < end <= len(row.encode())
