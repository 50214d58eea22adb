"""Random Python modules, as source text: what people write, and what differs from path to path."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ("alpha", "beta", "Gamma", "Delta", "_hidden", "_T", "LIMIT", "Pair")
_TYPES = (
    "int",
    "str | None",
    "list[Gamma]",
    "'Delta'",
    "Mapping[str, _T]",
    "t.Any",
    "Pair",
    "Path",
    "t.Literal['a', 'b']",
)
_VALUES = ("1", "'text'", "None", "compute()", "[1, 2]", "-1.5", "lambda x: x", "alpha", "(1, {})")
_HEADERS = (
    "from __future__ import annotations",
    "import typing as t",
    "from collections.abc import Iterator, Mapping",
    "from contextlib import contextmanager",
    "from dataclasses import dataclass, field",
    "import functools",
    "if t.TYPE_CHECKING:\n    from pathlib import Path",
    "class Kept:\n    rank = 1",
)


def _indented(text: str) -> str:
    return "\n".join(f"    {row}" if row else "" for row in text.splitlines())


@st.composite
def _parameters(draw: st.DrawFn, first: str = "") -> str:
    written = [first] if first else []
    names = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "__e"]), unique=True, max_size=4))
    places = sorted(draw(st.lists(st.integers(0, len(names)), min_size=2, max_size=2)))
    slash = draw(st.booleans()) and places[0] > 0
    star = draw(st.sampled_from(["", "*", "*rest"]))
    has_default = False
    for place, name in enumerate(names):
        if place == places[0] and slash:
            written.append("/")
        if place == places[1] and star:
            written.append(star)
            has_default = False
        text = name
        annotated = draw(st.booleans())
        if annotated:
            text += f": {draw(st.sampled_from(_TYPES))}"
        if has_default or draw(st.booleans()):
            has_default = True
            text += f"={draw(st.sampled_from(_VALUES))}"
        written.append(text)
    if slash and places[0] == len(names):
        written.append("/")
    if draw(st.booleans()):
        written.append("**more: t.Any")
    return ", ".join(written)


@st.composite
def _functions(draw: st.DrawFn, *, owned: bool = False) -> str:
    name = draw(st.sampled_from([*NAMES, *(("__init__", "__enter__") if owned else ())]))
    sort = draw(st.sampled_from(["", "class", "static", "property"])) if owned else ""
    first = {"": "self" if owned else "", "class": "cls", "static": "", "property": "self"}[sort]
    given = first if sort == "property" else draw(_parameters(first))
    result = draw(st.sampled_from(["", *(f" -> {each}" for each in _TYPES)]))
    word = draw(st.sampled_from(["", "async "])) if name[:2] != "__" and not sort else ""
    body = draw(st.sampled_from(["...", "return None", "'''Doc.'''", "yield 1"]))
    if body == "yield 1":
        result = " -> t.AsyncIterator[int]" if word else draw(st.sampled_from(["", " -> t.Any"]))
    if name == "__init__":
        body = f"self.size = 1\n    self.other: int = {'a' if 'a' in given else 0}"
        sort, result = "", draw(st.sampled_from(["", " -> None"]))
        given = draw(_parameters("self"))
    lead = {"class": "@classmethod\n", "static": "@staticmethod\n", "property": "@property\n"}
    text = f"{lead.get(sort, '')}{word}def {name}({given}){result}:\n    {body}"
    if sort == "property" and draw(st.booleans()):
        text += f"\n@{name}.setter\ndef {name}(self, value): ..."
    if not sort and not word and name[:2] != "__" and draw(st.integers(0, 5)) == 0:
        text = f"@t.overload\ndef {name}({given}){result}: ...\n" * 2 + text
    return text


@st.composite
def _variables(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(NAMES))
    annotation = draw(st.sampled_from(["", *(f": {each}" for each in _TYPES)]))
    value = draw(st.sampled_from(["", *(f" = {each}" for each in _VALUES)]))
    return f"{name}{annotation}{value}" if annotation or value else f"{name} = 1"


@st.composite
def _classes(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(["Gamma", "Delta", "Pair", "_Own"]))
    bases = draw(
        st.sampled_from(
            ["", "(ValueError)", "(t.Generic[_T])", "(_Base, metaclass=Meta)", "(Kept)"]
        )
    )
    lead = draw(st.sampled_from(["", "", "@dataclass\n", "@dataclass(frozen=True)\n"]))
    fields = "count: int\nnames: list[str] = field(default_factory=list)" if lead else ""
    # Python makes no dataclass with such fields behind its own.
    variables = _variables().filter(lambda row: not lead or ("=" in row and "[1, 2]" not in row))
    inside = draw(st.lists(st.one_of(_functions(owned=True), variables), max_size=4))
    body = "\n".join(filter(None, [fields, *inside])) or "..."
    return f"{lead}class {name}{bases}:\n{_indented(body)}"


@st.composite
def _branches(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    one, other = draw(inner), draw(inner)
    return draw(
        st.sampled_from(
            [
                f"if compute():\n{_indented(one)}\nelse:\n{_indented(other)}",
                f"if compute():\n{_indented(one)}",
                f"try:\n{_indented(one)}\nexcept ImportError:\n{_indented(other)}",
                f"if t.TYPE_CHECKING:\n{_indented(one)}\nelse:\n{_indented(other)}",
            ]
        )
    )


@st.composite
def modules(draw: st.DrawFn) -> str:
    """A module of imports, values, functions, classes and branches, sometimes with ``__all__``."""
    plain = st.one_of(_functions(), _classes(), _variables())
    statements = draw(st.lists(st.one_of(plain, plain, _branches(plain)), max_size=7))
    exported = draw(st.sampled_from(["", "__all__ = ['alpha', 'Gamma', 'Mapping']"]))
    return "\n".join([*_HEADERS, *filter(None, [exported]), *statements]) + "\n"
