import ast
import html
import json
import shlex
import tomllib
from typing import Any

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token
from ruamel.yaml import YAML

from pbc_tui.agents.builtin import quoting as q
from pbc_tui.agents.builtin.rendering import environment
from tests.agents.builtin.texts import any_text, encodable, one_line

# What GitHub's Markdown adds to CommonMark and can be recognized here.
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def words_of(text: str) -> str:
    """What is left of a text where white space and what cannot be shown do not count."""
    shown = "".join(
        character if character.isprintable() or character in "\u200c\u200d" else " "
        for character in encodable(text)
    )
    return " ".join(shown.split())


def inline_tokens(source: str) -> list[Token]:
    blocks = GITHUB.parse(source)
    return [child for block in blocks for child in block.children or []]


@given(any_text)
def test_toml(text: str) -> None:
    assert tomllib.loads(f"key = {q.toml_string(text)}") == {"key": encodable(text)}


@given(any_text)
def test_toml_keys(text: str) -> None:
    assert tomllib.loads(f"{q.toml_key(text)} = 1") == {encodable(text): 1}


@given(any_text, any_text)
def test_toml_arrays(first: str, second: str) -> None:
    for items in ([], [first], [first, second]):
        read = tomllib.loads(f"key = {q.toml_array(items)}")
        assert read["key"] == [encodable(item) for item in items]


@pytest.mark.parametrize("value", ["text", 3, True, False])
def test_toml_values(value: str | int | bool) -> None:
    read: Any = tomllib.loads(f"key = {q.toml_value(value)}")["key"]
    assert read == value
    assert type(read) is type(value)


@given(any_text)
def test_yaml(text: str) -> None:
    assert YAML(typ="safe").load(f"key: {q.yaml_string(text)}\n") == {"key": encodable(text)}


@given(any_text)
def test_json(text: str) -> None:
    assert json.loads(q.json_string(text)) == encodable(text)


@given(any_text)
def test_python(text: str) -> None:
    assert ast.literal_eval(q.python_string(text)) == encodable(text)


@given(one_line)
def test_docstrings(text: str) -> None:
    source = f'"""{q.docstring(text)}"""\n'
    module = ast.parse(source)
    assert len(module.body) == 1
    assert ast.literal_eval(source) == encodable(text)


@given(any_text)
def test_a_comment_is_one_line(text: str) -> None:
    assert len(q.comment(text).splitlines()) <= 1


@given(one_line)
@example("1) x")
@example("=")
@example("a #")
@example("#")
def test_markdown_is_plain_text(text: str) -> None:
    for source in (q.markdown(text), f"- {q.markdown(text)}", f"# {q.markdown(text)}"):
        tokens = inline_tokens(source)
        assert {token.type for token in tokens} <= {"text", "text_special"}, tokens
        assert " ".join("".join(token.content for token in tokens).split()) == words_of(text)


@pytest.mark.parametrize(
    "text",
    [r"C:\temp", "${HOME}/x", "~/.config", "about ~10", "R&D & more", "a < 3 > b", "{name}", "1 $"],
)
def test_markdown_leaves_alone_what_means_itself(text: str) -> None:
    assert q.markdown(text) == text


@pytest.mark.parametrize("text", ["$a$", "~~a~~", "&lt;", "<b>", "> a", "[a](b)", r"a\*", "a\\"])
def test_markdown_breaks_what_would_be_markup(text: str) -> None:
    assert q.markdown(text) != text


@given(one_line)
def test_markdown_in_a_table_stays_in_its_cell(text: str) -> None:
    source = f"| a | b |\n| --- | --- |\n| {q.markdown(text)} | last |\n"
    cells = [block.content for block in GITHUB.parse(source) if block.type == "inline"]
    assert len(cells) == 4
    assert cells[-1] == "last"


@given(one_line)
def test_markdown_holds_no_address_that_becomes_a_link(text: str) -> None:
    quoted = q.markdown(text).lower()
    assert "://" not in quoted
    assert "www." not in quoted
    assert "@" not in quoted


@given(one_line)
def test_code_spans(text: str) -> None:
    words = " ".join(encodable(text).split())
    if not words:
        return
    tokens = inline_tokens(f"x {q.markdown_code(text)} y")
    assert [token.content for token in tokens if token.type == "code_inline"] == [words]


@given(any_text)
def test_html(text: str) -> None:
    quoted = q.html_text(text)
    assert not set(quoted) & set("<>\"'")
    assert html.unescape(quoted) == html.unescape(html.escape(encodable(text)))


@given(one_line)
def test_shell(text: str) -> None:
    assert shlex.split(q.shell_word(text)) == [q.comment(text)]


@given(one_line)
def test_dockerfile(text: str) -> None:
    assert docker_value(q.dockerfile_string(text)) == q.comment(text)


def docker_value(quoted: str) -> str:
    """A double-quoted value as a Dockerfile's parser reads it; a bare ``$`` would be replaced."""
    assert quoted[0] == quoted[-1] == '"'
    read = ""
    rest = iter(quoted[1:-1])
    for character in rest:
        assert character not in '"$', quoted
        read += next(rest) if character == "\\" else character
    return read


def test_filters_are_known_to_the_templates() -> None:
    made = environment().from_string("{{ text | toml_string }} {{ text | markdown }}")
    assert made.render(text="a*b") == '"a*b" a\\*b'
