"""Strategies: texts that look like what is judged, bytes, and names that anybody may invent."""

from __future__ import annotations

from hypothesis import strategies as st

_PYTHON = (
    "def f(x: int = 1, /, *args: str, y=..., **kwargs) -> None:",
    "async def g(self):",
    "class C(Base, metaclass=M):",
    "@property",
    "@overload",
    "import os, sys as s",
    "from . import x",
    "from ..a.b import *",
    "__import__('o' + 's')",
    "importlib.import_module(name)",
    "getattr(os, 'environ')",
    "try:",
    "except* E as e:",
    "finally:",
    "if TYPE_CHECKING:",
    "if sys.version_info >= (3, 12):",
    "else:",
    "match x:",
    "case {'a': [1, *_], **rest} if x:",
    "type X[T] = list[T]",
    "def h[T: int = str](): ...",
    "return",
    "yield from x",
    "await x",
    "lambda *a, **k: 0",
    "x: Final = 1",
    "x += f'{y!r:>{z}} {f\"{q}\"}'",
    "execute(f'SELECT * FROM {t}')",
    "password = 'hunter2'",
    "os.getenv('TOKEN', 'abc')",
    "__all__ = ['a'] + b",
    "del f",
    "global x",
    "'''",
    '"""',
    "(",
    "]",
    "}",
    "\\",
    "# noqa",
    "# fmt: off",
    "# coding: latin-1",
    "```python",
    "<<<<<<< HEAD",
    "...",
    "pass",
    "\t",
    "\x0c",
    "\u2028",
    "\r",
    "\ufeff",
    "é",
    "ﬁ",
    "𝐱",
)
_OTHERS = (
    "[project]",
    'name = "a"',
    "version = 1",
    "dependencies = [1]",
    "[[a.b]]",
    "a.b.c = {d = 1}",
    "d = 1979-05-27T07:32:00Z",
    "- a: &x [*x]",
    "? !!python/object:os.system",
    "<<: *x",
    "a: |2-",
    "%YAML 9.9",
    "---",
    '{"a": 1, "a": NaN}',
    "[1e999]",
    '"\\ud800"',
    "// comment",
    "/* */",
    "# [a](b.md#c) ![](<d e>)",
    "[a]: ../b",
    "[x](%00)",
    "[y](file:///etc)",
    "~~~",
    "> ```",
    "FROM a AS b",
    "RUN <<EOF \\",
    "COPY --from=b . .",
    "ENV TOKEN=abcdef0123456789",
    "export PASSWORD=hunter2",
    "\t",
    "é",
    "\u202e",
)
_lines = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(_PYTHON) | st.text(max_size=12)), max_size=14
)
python_texts = _lines.map(lambda rows: "\n".join("    " * depth + text for depth, text in rows))
"""Texts made of pieces of Python; most of them do not parse."""

other_texts = st.lists(st.sampled_from(_OTHERS) | st.text(max_size=12), max_size=14).map("\n".join)
"""Texts made of pieces of TOML, YAML, JSON, Markdown and Dockerfiles."""

texts = python_texts | other_texts | st.text(max_size=200)
"""Any of them, and texts of any characters."""

contents = st.binary(max_size=300) | texts.map(lambda text: text.encode("utf-8", "replace"))
"""Bytes that a file may hold."""

endings = st.sampled_from(
    [".py", ".pyi", ".toml", ".yaml", ".json", ".md", ".dockerfile", "", ".é"]
)

file_names = st.builds(
    lambda stem, ending: stem + ending,
    st.text(
        st.characters(exclude_characters="/\0", exclude_categories=["Cs"])
        | st.sampled_from("\udc80\udcff\x1b\x9b\n\r\u202e\u2066'\"`$*?[]{}<>|;&-~%"),
        min_size=1,
        max_size=12,
    ),
    endings,
).filter(lambda name: name not in (".", ".."))
"""Names that Linux allows, with control characters and bytes that are no UTF-8 among them."""
