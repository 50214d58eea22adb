"""Text of a person in files of every kind: quoted so that it can break or inject nothing.

Each function is a filter of the templates. What comes out, read by the parser of that kind of file,
is the text that went in; only lone surrogates, which no UTF-8 file can hold, become U+FFFD.
"""

from __future__ import annotations

import html
import json
import re
import shlex
from collections.abc import Callable, Iterable

FILTERS: dict[str, Callable[..., str]] = {}

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;", "$": "&#36;"}
# What two of make up markup, and one alone does not: ~~struck out~~, $mathematics$ (GitHub).
_PAIRED = frozenset("~$")
_REFERENCE = re.compile(r"&#?\w+;")
# Joined emoji and letters of living scripts need them.
_JOINERS = frozenset("\u200c\u200d")
_BACKSLASHED = frozenset("\\`*_[]")
# What begins a heading, list or rule when a line begins with it (CommonMark 4, 5).
_LINE_START = re.compile(r"(\d{1,9})([.)])|([#+\-=:])")
_AUTOLINKS = re.compile(r"(?i)(https?|ftp)(:)(?=//)|(www)(\.)|(@)")


def _filter(function: Callable[..., str]) -> Callable[..., str]:
    FILTERS[function.__name__] = function
    return function


def encodable(text: str) -> str:
    """The text without lone surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@_filter
def toml_string(text: str) -> str:
    """A TOML basic string (TOML 1.0)."""
    return _double_quoted(text, long="\\U{:08X}", short="\\u{:04X}")


@_filter
def toml_key(text: str) -> str:
    """A TOML key: bare where that is allowed, else quoted."""
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else toml_string(text)


@_filter
def toml_value(value: str | int | bool) -> str:
    """A TOML string, integer or boolean."""
    if isinstance(value, str):
        return toml_string(value)
    return str(value).lower()


@_filter
def toml_array(items: Iterable[str], indent: int = 0) -> str:
    """A TOML array of strings: on one line while there is at most one, else one a line."""
    quoted = [toml_string(item) for item in items]
    if len(quoted) < 2:
        return f"[{', '.join(quoted)}]"
    edge = " " * indent
    return "[\n" + "".join(f"{edge}    {item},\n" for item in quoted) + f"{edge}]"


@_filter
def toml_array_line(items: Iterable[str]) -> str:
    """A TOML array of strings on one line."""
    return f"[{', '.join(toml_string(item) for item in items)}]"


@_filter
def yaml_string(text: str) -> str:
    """A YAML double-quoted scalar (YAML 1.2, 7.3.1)."""
    return _double_quoted(text, long="\\U{:08X}", short="\\u{:04X}")


@_filter
def json_string(text: str) -> str:
    """A JSON string."""
    return json.dumps(encodable(text), ensure_ascii=not text.isprintable())


@_filter
def python_string(text: str) -> str:
    """A Python string literal, with the quotes that the formatter would choose."""
    plain = _double_quoted(text, long="\\U{:08x}", short="\\u{:04x}")
    if text.count('"') <= text.count("'"):
        return plain
    return "'" + plain[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"


@_filter
def docstring(text: str) -> str:
    """Text inside a docstring: no quotation mark ends it, and no backslash escapes anything.

    Written as code points where they stand in the way, which needs no raw docstring (PEP 257).
    """
    safe = encodable(text).replace("\\", "\\u005c").replace('"""', '\\u0022\\u0022"')
    safe = re.sub(r'^"|"$', r"\\u0022", safe)
    return "".join(
        character if character.isprintable() else _code_point(character) for character in safe
    )


@_filter
def comment(text: str) -> str:
    """Text in a comment that ends with its line: no character in it ends one."""
    return "".join(_shown(character) for character in encodable(text)).strip()


@_filter
def markdown(text: str) -> str:
    """Plain text in Markdown, also in a table cell: no markup, link, HTML or mathematics in it."""
    words = encodable(text)
    words = "".join(_shown(character) for character in words).strip()
    escaped = "".join(_markdown_character(words, place) for place in range(len(words)))
    escaped = _AUTOLINKS.sub(_broken_link, escaped)
    # A heading loses number signs at its end.
    escaped = f"{escaped[:-1]}&#35;" if escaped.endswith("#") else escaped
    start = _LINE_START.match(escaped)
    if not start:
        return escaped
    if start.group(1):
        return f"{start.group(1)}\\{escaped[len(start.group(1)) :]}"
    return f"&#{ord(start.group(3))};{escaped[1:]}"


@_filter
def markdown_code(text: str) -> str:
    """Text as a code span, with a fence that its own backticks do not close."""
    words = " ".join(encodable(text).split())
    longest = max((len(run) for run in re.findall(r"`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


@_filter
def html_text(text: str) -> str:
    """Text in HTML, in an element or in a quoted attribute."""
    return html.escape(encodable(text), quote=True)


@_filter
def shell_word(text: str) -> str:
    """One word for a POSIX shell."""
    return shlex.quote(comment(text))


@_filter
def dockerfile_string(text: str) -> str:
    """A quoted value of a LABEL or ENV instruction: no variable, escape or line end in it."""
    safe = re.sub(r'([\\"$])', r"\\\1", comment(text))
    return f'"{safe}"'


def _shown(character: str) -> str:
    return character if character.isprintable() or character in _JOINERS else " "


def _double_quoted(text: str, *, long: str, short: str) -> str:
    parts = []
    for character in encodable(text):
        number = ord(character)
        if character in '\\"':
            parts.append("\\" + character)
        elif character in "\n\t":
            parts.append("\\n" if character == "\n" else "\\t")
        elif character.isprintable():
            parts.append(character)
        else:
            parts.append((short if number < 0x10000 else long).format(number))
    return '"' + "".join(parts) + '"'


def _markdown_character(text: str, place: int) -> str:
    character = text[place]
    if character == "_" and _inside_word(text, place):
        return character
    if character in _BACKSLASHED:
        literal = character == "\\" and text[place + 1 : place + 2].isalnum()
        return character if literal else "\\" + character
    return character if _means_itself(text, place) else _ENTITIES.get(character, character)


def _means_itself(text: str, place: int) -> bool:
    """Whether a character of ``_ENTITIES`` begins no markup where it stands."""
    character = text[place]
    if character in _PAIRED:
        return text.count(character) == 1
    if character == "&":
        return not _REFERENCE.match(text, place)
    # Neither a tag nor an address begins before a space or a digit; a quotation begins a line.
    if character == "<":
        return text[place + 1 : place + 2].isspace() or text[place + 1 : place + 2].isdecimal()
    return character == ">" and place > 0


def _inside_word(text: str, place: int) -> bool:
    """An underscore between letters or digits emphasizes nothing (CommonMark 6.2)."""
    return 0 < place < len(text) - 1 and text[place - 1].isalnum() and text[place + 1].isalnum()


def _broken_link(match: re.Match[str]) -> str:
    before = match.group(1) or match.group(3) or ""
    sign = match.group(2) or match.group(4) or match.group(5)
    return f"{before}&#{ord(sign)};"


def _code_point(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
