"""Different spellings of one annotation, and different annotations (SPEC 5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract import parse_contract
from pbc_tui.design.contract.annotations import normalise, same_annotation

NAMES = {
    "t": "typing",
    "List": "typing.List",
    "Seq": "typing.Sequence",
    "te": "typing_extensions",
    "Engine": "app.core.Engine",
    "core": "app.core",
    "collections": "collections",
}


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("int", "int"),
        ("builtins.int", "int"),
        ("Optional[int]", "int | None"),
        ("t.Optional[int]", "int | None"),
        ("Union[int, None]", "int | None"),
        ("None | int", "int | None"),
        ("type(None) | int", "int | None"),
        ("Union[str, Union[int, str]]", "int | str"),
        ("Union[int]", "int"),
        ("'int | None'", "int | None"),
        ("List['Engine']", "list[app.core.Engine]"),
        ("core.Engine", "app.core.Engine"),
        ("t.Dict[str, t.List[int]]", "dict[str, list[int]]"),
        ("Seq[int]", "collections.abc.Sequence[int]"),
        ("collections.abc.Sequence[int]", "collections.abc.Sequence[int]"),
        ("te.Self", "typing.Self"),
        ("t.Type[Engine]", "type[app.core.Engine]"),
        ("t.Text", "str"),
        ("Callable[[int, str], bool]", "collections.abc.Callable[[int, str], bool]"),
        ("Callable[..., Any]", "collections.abc.Callable"),
        ("Dict[Any, Any]", "dict"),
        ("Tuple[Any, ...]", "tuple"),
        ("Tuple[Any]", "tuple[typing.Any]"),
        ("Tuple[int, ...]", "tuple[int, ...]"),
        ("Literal['b', 'a']", "Literal['a', 'b']"),
        ("Literal['b'] | Literal['a'] | None", "Literal['a', 'b'] | None"),
        ("Literal['int']", "Literal['int']"),
        ("Literal[1, True]", "Literal[1, True]"),
        ("Generator[int, None, None]", "collections.abc.Generator[int]"),
        ("*Ts", "*Ts"),
        ("not an annotation", "not an annotation"),
        ("f(1)", "f(1)"),
    ],
)
def test_one_spelling(annotation: str, expected: str) -> None:
    assert normalise(annotation, NAMES) == expected


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", "int"),
        ("", ""),
        ("Optional[Path]", "pathlib.Path | None"),
        ("Engine", "app.engine.Engine"),
        ("app.Engine", "app.core.Engine"),
        ("Session", "Annotated[Session, Depends(get)]"),
        ("int", "Final[int]"),
        ("ClassVar[int]", "int"),
        ("int | Path", "pathlib.Path | int"),
        ("List[Path]", "list[pathlib.Path]"),
        ("Literal[Colour.RED]", "Literal[app.Colour.RED]"),
    ],
)
def test_the_same(wanted: str, found: str) -> None:
    assert same_annotation(wanted, found)


def test_a_relative_import_is_the_same_as_an_absolute_one() -> None:
    relative, absolute = {"E": ".core.Engine"}, {"Engine": "app.core.Engine"}

    assert same_annotation("list[E]", "list[Engine]", relative, absolute)


def test_a_class_of_the_module_is_not_taken_for_a_usual_name() -> None:
    names = parse_contract("class Counter: ...").names

    assert normalise("Counter", names) == "Counter"
    assert normalise("Counter") == "collections.Counter"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("int", ""),
        ("int", "str"),
        ("int", "int | None"),
        ("list[int]", "list[str]"),
        ("list", "list[int]"),
        ("Literal[1]", "Literal[True]"),
        ("Literal['a']", "Literal['b']"),
        ("typing.Any", "typing.Never"),
        ("app.core.Engine", "other.core.Engine"),
        ("Annotated[int, Gt(0)]", "Annotated[int, Gt(1)]"),
        ("Callable[[int], str]", "Callable[[str], str]"),
        ("tuple[int, str]", "tuple[str, int]"),
        ("f(1)", "f(2)"),
    ],
)
def test_not_the_same(wanted: str, found: str) -> None:
    assert not same_annotation(wanted, found)


ATOMS = st.sampled_from(["int", "str", "None", "Engine", "Literal['a']", "List[int]", "t.Any"])
ANNOTATIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"Union[{', '.join(parts)}]"),
        st.lists(inner, min_size=1, max_size=3).map(" | ".join),
        inner.map(lambda one: f"Optional[{one}]"),
        inner.map(lambda one: f"t.List[{one}]"),
        inner.filter(lambda one: "'" not in one).map(lambda one: f"'{one}'"),
    ),
    max_leaves=8,
)


@given(ANNOTATIONS)
def test_the_normal_form_is_stable_and_the_same_as_the_annotation(annotation: str) -> None:
    normal = normalise(annotation, NAMES)

    assert normalise(normal, NAMES) == normal
    assert same_annotation(annotation, normal, NAMES)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(wanted: str, found: str) -> None:
    assert same_annotation(wanted, found) in (True, False)


def test_an_annotation_nested_beyond_reason_is_taken_as_text() -> None:
    deep = "list[" * 150 + "int" + "]" * 150

    assert normalise(deep) == deep
