import ast
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.agents.builtin.docstrings import Parts, columns, docstring_text, wrapped
from pbc_tui.agents.builtin.quoting import docstring as harmless
from pbc_tui.design.options import DocstringStyle
from tests.agents.builtin.texts import encodable, one_line

PARTS = Parts(
    "Find an item.",
    "It is found by its number.",
    (("number", "int", "Which one."), ("limit", "int | None", "How many at most.")),
    ("Item", "The item."),
    (("KeyError", "If there is none."),),
)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            DocstringStyle.GOOGLE,
            "Args:\n    number: Which one.\n    limit: How many at most.\n\n"
            "Returns:\n    The item.\n\nRaises:\n    KeyError: If there is none.\n",
        ),
        (
            DocstringStyle.NUMPY,
            "Parameters\n----------\nnumber : int\n    Which one.\nlimit : int | None\n"
            "    How many at most.\n\nReturns\n-------\nItem\n    The item.\n\n"
            "Raises\n------\nKeyError\n    If there is none.\n",
        ),
        (
            DocstringStyle.REST,
            ":param number: Which one.\n:param limit: How many at most.\n"
            ":returns: The item.\n:raises KeyError: If there is none.\n",
        ),
    ],
)
def test_each_style_has_its_sections(style: DocstringStyle, expected: str) -> None:
    text = ast.literal_eval(docstring_text(PARTS, style, indent=4, width=88))
    head = "Find an item.\n\nIt is found by its number.\n\n"
    assert inspect.cleandoc(text) + "\n" == head + expected


def test_a_summary_alone_is_one_line() -> None:
    text = docstring_text(Parts("Say it."), DocstringStyle.GOOGLE, indent=4, width=72)
    assert text == '"""Say it."""'


@given(one_line, st.sampled_from(DocstringStyle), st.integers(40, 120))
def test_any_words_stay_words_and_inside_the_width(
    text: str, style: DocstringStyle, width: int
) -> None:
    written = docstring_text(Parts("Holds it.", harmless(text)), style, indent=4, width=width)
    read = ast.literal_eval(written)
    assert "".join(read.split()) == "".join(f"Holds it. {encodable(text)}".split())
    assert all(columns(line) <= width for line in written.splitlines())


def test_a_long_summary_is_cut_at_its_first_mark() -> None:
    parts = Parts("Holds the items: all that there are of them.")
    text = docstring_text(parts, DocstringStyle.GOOGLE, indent=0, width=40)
    assert text == '"""Holds the items.\n\nAll that there are of them.\n"""'


@given(st.text("ab漢 ", max_size=80), st.integers(6, 30))
def test_wrapping_keeps_every_character(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)


def test_a_text_with_backslashes_stands_as_it_was_written() -> None:
    parts = Parts(harmless(r"Reads C:\temp and says why."), r"Two paths: \u005c and more.")
    text = docstring_text(parts, DocstringStyle.GOOGLE, indent=0, width=88)
    assert text.startswith('r"""Reads C:\\temp and says why.')
    assert "u005c" not in text


@pytest.mark.parametrize("words", ['Says \\ and """.', "Ends with \\", "\\ and \x07."])
def test_what_a_raw_docstring_cannot_hold_is_escaped(words: str) -> None:
    text = docstring_text(Parts(harmless(words)), DocstringStyle.GOOGLE, indent=0, width=88)
    assert text.startswith('"""')
    assert ast.literal_eval(text) == words
