"""What a name stands for at the end of a scope, whatever paths lead there (SPEC 5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract import Variable, extract, parse_module
from pbc_tui.design.contract.bindings import MOST_CANDIDATES, MOST_JUMPS, Bindings
from pbc_tui.design.contract.parsing import TooMuch
from tests.design.contract.reading import read


@pytest.mark.parametrize(
    ("condition", "python", "expected"),
    [
        ("sys.version_info >= (3, 12)", (3, 11), "b"),
        ("sys.version_info >= (3, 12)", (3, 12), "a"),
        ("sys.version_info[:2] > (3, 11)", (3, 11), "b"),
        ("sys.version_info > (3, 11)", (3, 11), "a"),
        ("sys.version_info[1] == 11", (3, 11), "a"),
        ("not sys.version_info < (3, 13)", (3, 13), "a"),
        ("sys.version_info[0] == 3 and sys.version_info >= (3, 11)", (3, 11), "a"),
        ("False", None, "b"),
        ("1", None, "a"),
        ("TYPE_CHECKING", None, "b"),
        ("typing.TYPE_CHECKING or x", None, "?"),
        ("False and x", None, "b"),
        ("sys.version_info >= (3, 12)", None, "?"),
        ("sys.version_info >= (3, 11, 4)", (3, 11), "?"),
        ("sys.platform == 'win32'", (3, 11), "?"),
    ],
)
def test_branches(condition: str, python: tuple[int, int] | None, expected: str) -> None:
    source = read(
        f"""
        import sys, typing
        from typing import TYPE_CHECKING
        if {condition}:
            def f(a): ...
        else:
            def f(b): ...
        """,
        python,
    )
    function = source.functions["f"]
    assert ("f" in source.alternatives) is (expected == "?")
    assert function.parameters[0].name == ("a" if expected == "?" else expected)


def test_what_only_some_paths_give() -> None:
    source = read(
        """
        try:
            import tomllib
            fast = True
        except ImportError:
            tomllib = None
        if x:
            def maybe(): ...
        if y:
            def sure(): ...
        else:
            raise ImportError
        for place in places:
            looped = place
        match z:
            case 1:
                one = 1
            case _:
                one = 2
        """
    )

    assert source.sometimes == {"fast", "maybe", "place", "looped"}
    assert isinstance(source.alternatives["tomllib"][0], Variable)
    assert "one" in source.variables
    assert "sure" in source.functions


def test_what_loops_give_however_they_are_left() -> None:
    source = read(
        """
        for home in homes:
            if home.exists():
                root = home
                break
        else:
            raise FileNotFoundError
        for number in (1, 2):
            last = number
        while True:
            try:
                import tomllib
                break
            except ImportError:
                tried = 1
                continue
        for other in others:
            if other:
                chosen = other
                break
        else:
            chosen = None
            unlucky = 1
        """
    )

    assert source.sometimes == {"tried", "other", "unlucky"}
    assert {"root", "home", "number", "last", "tomllib", "chosen"} <= source.members.keys()
    assert source.ends is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x = 1\nwhile True:\n    y = 1\n", "never gets past line 2"),
        ("while x:\n    raise E\nelse:\n    raise E\n", "always ends in line 1"),
        ("for x in 'ab':\n    break\nelse:\n    raise E\n", ""),
        ("for x in itertools.count():\n    if x:\n        break\n", ""),
        ("while True:\n    for x in y:\n        break\n", "never gets past line 1"),
        ("while True:\n    def f(): return\n", "never gets past line 1"),
        ("def exit(): ...\nexit()\n", ""),
        ("return\nx = 1\n", ""),
        ("def f(): return f()\nf()\n", ""),
        ("def f(): f()\nf()\n", ""),
        ("def f(x):\n    while True:\n        if x: return\nf(1)\n", ""),
        ("def f(x):\n    while True:\n        x()\nf(1)\n", "never gets past line 4"),
        ("def f(): g()\ndef g(): raise E\nf()\n", "always ends in line 3"),
        ("if x:\n    def f(): raise E\nelse:\n    def f(): ...\nf()\n", ""),
        ("def f(exit): exit()\nf(print)\n", ""),
        ("if __name__ != '__main__':\n    raise E\n", "always ends in line 1"),
    ],
)
def test_where_a_module_ends(text: str, why: str) -> None:
    ends = read(text).ends

    assert (ends.why if ends else "") == why


def test_a_loop_with_very_many_ways_out_is_too_much() -> None:
    text = "for x in y:\n" + "    if x: break\n" * (MOST_JUMPS + 1)
    with pytest.raises(TooMuch, match="more than 128 break and continue"):
        read(text)


def test_the_last_definition_counts_and_del_takes_away() -> None:
    source = read(
        """
        def f(a): ...
        def f(b): ...
        def gone(): ...
        del gone
        x = 1
        x = 2
        class A: ...
        B = A
        g = f
        raise SystemExit
        def never(): ...
        """
    )

    assert source.functions["f"].parameters[0].name == "b"
    assert source.functions["g"].parameters[0].name == "b"
    assert source.variables["x"].literal == (2,)
    assert set(source.members) == {"f", "g", "x", "A", "B"}


LINES = st.builds(
    str.format,
    st.sampled_from(["def {}(x): ...", "{} = 1", "class {}: ...", "del {}"]),
    st.sampled_from(["a", "b", "C"]),
)


@given(st.lists(LINES, max_size=12))
def test_the_names_at_the_end_are_those_that_running_leaves(lines: list[str]) -> None:
    kept: list[str] = []
    space: dict[str, object] = {}
    for line in lines:
        try:
            exec(line, space)
        except NameError:
            continue
        kept.append(line)

    found = extract(parse_module("\n".join(kept)))

    assert set(found.members) == set(space) - {"__builtins__"}
    assert set(found.classes) == {n for n, v in space.items() if isinstance(v, type)}
    assert not found.sometimes


def test_a_path_holds_only_the_names_that_it_changes() -> None:
    names = Bindings()
    for number in range(50):
        names.bind(f"x{number}", Variable(f"x{number}", value="1"))
    first, second = names.copy(), names.copy()
    first.bind("x3", Variable("x3", value="2"))
    first.bind("new", Variable("new", value="3"))
    first.drop("x4", 7)
    second.drop("x5", 8)
    second.drop("x6", 9)
    second.bind("x6", Variable("x6", value="6"))
    assert [name for name, _ in first.added()] == ["new"]
    names.take([first, second])
    scope = names.scope()
    assert len(scope.members) == 51
    assert scope.sometimes == {"new", "x4", "x5"}
    assert set(scope.alternatives) == {"x3", "x6"}
    assert scope.gone.keys() == set()


def test_a_name_deleted_on_every_path_is_gone() -> None:
    found = read("x = 1\nif a:\n    del x\nelse:\n    del x\n")
    assert "x" not in found.members
    assert "line 5" in found.gone["x"].why


def test_branches_within_branches_meet_again() -> None:
    found = read(
        """
        if a:
            x = 1
            if b:
                del x
                y = 2
            else:
                y = 2
        else:
            x = 3
            y = 2
        """
    )
    assert found.sometimes == {"x"}
    assert list(found.alternatives) == ["x"]
    assert list(found.members) == ["x", "y"]


def test_a_name_with_very_many_values_is_too_much() -> None:
    text = "".join(f"if a:\n    x = {n}\n" for n in range(MOST_CANDIDATES + 2))
    with pytest.raises(TooMuch, match="x may stand for more than 64 different things"):
        read(text)
