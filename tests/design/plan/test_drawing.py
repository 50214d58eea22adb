"""The drawing says which task needs which: it is read back and compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.plan.drawing import LAST, NEEDED, draw, reduced

Needs = dict[str, frozenset[str]]


@st.composite
def graphs(draw_: st.DrawFn) -> Needs:
    size = draw_(st.integers(0, 14))
    needs: Needs = {}
    for number in range(size):
        chosen = draw_(st.sets(st.integers(0, number - 1), max_size=4)) if number else set()
        needs[str(number)] = frozenset(map(str, chosen))
    return needs


def _read(order: list[str], rows: tuple[str, ...]) -> Needs:
    """The needs as a person reads them from the lanes."""
    alive: dict[int, str] = {}
    found: Needs = {}
    for name, row in zip(order, rows, strict=True):
        signs = {place // 2: sign for place, sign in enumerate(row) if place % 2 == 0}
        wanted = set()
        for lane, sign in signs.items():
            if sign in "├╰┼┴":
                wanted.add(alive[lane])
            if sign in NEEDED + LAST and lane in alive:
                wanted.add(alive.pop(lane))
            if sign in "╰┴":
                del alive[lane]
            if sign == NEEDED:
                alive[lane] = name
        assert {lane for lane in alive if signs.get(lane, " ") == " "} == set()
        found[name] = frozenset(wanted)
    assert alive == {}
    return found


@given(graphs())
def test_what_is_drawn_is_what_is_needed(needs: Needs) -> None:
    order = list(needs)

    rows = draw(order, needs)

    assert _read(order, rows) == reduced(order, needs)
    assert len(set(map(len, rows))) <= 1


def _reach(needs: Needs, name: str) -> set[str]:
    found: set[str] = set()
    for need in needs[name]:
        found |= {need} | _reach(needs, need)
    return found


@given(graphs())
def test_what_is_left_out_follows_from_the_rest(needs: Needs) -> None:
    kept = reduced(list(needs), needs)

    for name in needs:
        assert kept[name] <= needs[name]
        assert _reach(kept, name) == _reach(needs, name)
        # Nothing that is kept follows from another.
        assert not any(need in _reach(kept, other) for need in kept[name] for other in kept[name])


def test_a_drawing() -> None:
    needs: Needs = {
        "pyproject": frozenset(),
        "package": frozenset({"pyproject"}),
        "errors": frozenset({"package", "pyproject"}),
        "core": frozenset({"errors"}),
        "readme": frozenset({"pyproject"}),
        "tests": frozenset({"core", "errors"}),
        "cli": frozenset({"core", "readme"}),
    }

    rows = draw(list(needs), needs)

    assert [row.rstrip() for row in rows] == [
        "●",
        "├─●",
        "│ ●",
        "│ ●",
        "● │",
        "│ ├─○",
        "╰─○",
    ]
