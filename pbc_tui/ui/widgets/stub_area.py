"""A text area for stub text, coloured by Python's own tokenizer."""

from __future__ import annotations

import io
import keyword
import token
import tokenize
from collections.abc import Iterator

from rich.style import Style
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

_THEME = "stub"


class StubArea(TextArea):
    """Keywords, names, strings and comments in the colours of the application's theme."""

    def on_mount(self) -> None:
        """Take the colours from the theme."""
        variables = self.app.get_css_variables()
        self.register_theme(
            TextAreaTheme(
                name=_THEME,
                syntax_styles={
                    "keyword": Style(color=variables.get("accent"), bold=True),
                    "definition": Style(bold=True),
                    "string": Style(color=variables.get("success")),
                    "number": Style(color=variables.get("warning")),
                    "comment": Style(dim=True, italic=True),
                },
            )
        )
        self.theme = _THEME
        self._build_highlight_map()

    def _build_highlight_map(self) -> None:
        """Colour the text; what cannot be read stays plain."""
        self._line_cache.clear()
        highlights = self._highlights
        highlights.clear()
        for line, start, end, name in _words(self.text):
            highlights[line].append((start, end, name))


def _words(text: str) -> Iterator[tuple[int, int, int, str]]:
    lines = text.split("\n")
    before = ""
    try:
        for word in tokenize.generate_tokens(io.StringIO(text).readline):
            name = _kind(word, before)
            before = word.string
            if name and word.start[0] == word.end[0]:
                row = lines[word.start[0] - 1]
                # The text area counts bytes, the tokenizer characters.
                start = len(row[: word.start[1]].encode())
                end = len(row[: word.end[1]].encode())
                yield word.start[0] - 1, start, end, name
    except (tokenize.TokenError, SyntaxError):
        return


def _kind(word: tokenize.TokenInfo, before: str) -> str:
    if word.type == token.NAME:
        if keyword.iskeyword(word.string):
            return "keyword"
        return "definition" if before in ("def", "class") else ""
    return {token.STRING: "string", token.NUMBER: "number", tokenize.COMMENT: "comment"}.get(
        word.type, ""
    )
