"""From a mended text back to the bytes of a file, and the change as a diff."""

from __future__ import annotations

import codecs
import difflib
import re

from pbc_tui.checks.source import Source

_MOST_LINES = 5_000


def rewritten(source: Source, text: str) -> bytes | None:
    """The bytes of a mended text in the file's own encoding, with its byte order mark and cookie.

    None where that encoding cannot hold the text.
    """
    mark = codecs.BOM_UTF8 if source.content.startswith(codecs.BOM_UTF8) else b""
    if source.encoding in ("utf-8", "utf-8-sig"):
        return mark + text.encode("utf-8", "surrogatepass")
    cookie = re.search(rb"coding([:=][ \t]*)([-\w.]+)", source.content)
    if cookie is None:
        return None
    # The tools saw UTF-8 in its place.
    name = cookie.group(2).decode("ascii")
    own = re.sub(r"(coding[:=][ \t]*)utf-8", rf"\g<1>{name}", text, count=1)
    try:
        return own.encode(source.encoding)
    except UnicodeEncodeError:
        return None


def diff_of(before: str, after: str, path: str) -> str | None:
    """The change as a unified diff; None where it is too large for anybody to read."""
    old, new = _lines(before), _lines(after)
    if max(len(old), len(new)) > _MOST_LINES:
        return None
    rows = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(row if row.endswith("\n") else f"{row}\n{_NO_END}\n" for row in rows)


_NO_END = "\\ No newline at end of file"


def _lines(text: str) -> list[str]:
    """The lines as diff and patch count them, which know one end of a line only."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
