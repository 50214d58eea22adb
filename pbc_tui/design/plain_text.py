"""The one sanitizer: whatever comes from outside becomes text that a terminal can show safely.

Control characters, escape sequences and bidirectional overrides are made visible or dropped, so
that neither the screen nor the reader is deceived.
"""

from __future__ import annotations

import re
import unicodedata

# CSI, OSC/DCS/PM/APC up to their terminator, and two-byte escapes (ECMA-48).
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)"
    r"|\x1b[ -/]*[0-~]"
)
_KEPT = frozenset("\n\t")
_INVISIBLE = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
JOINERS = frozenset("\u200c\u200d\ufe0f")
"""These join emoji and letters of living scripts; alone they deceive nobody."""
_LOOK_AHEAD = 4_000
_PLAIN = re.compile(r"[ -~\n\t]*")


def sanitize(text: str) -> str:
    """The text without escape sequences; what else is invisible shows as ``\\x1b`` or ``\\u202e``.

    Line feeds and tabs stay, a carriage return before a line feed goes.
    """
    if _PLAIN.fullmatch(text):
        return text
    plain = _ESCAPES.sub("", text.replace("\r\n", "\n"))
    return "".join(_visible(character) for character in plain)


def single_line(text: str, limit: int = 200) -> str:
    """The sanitized text on one line of at most ``limit`` characters; an ellipsis shows the cut.

    Of a text that is very much longer only the beginning is looked at.
    """
    head = text[: limit * 8 + _LOOK_AHEAD]
    line = " ".join(sanitize(head).split())
    if len(head) == len(text) and len(line) <= limit:
        return line
    return line[: max(limit - 1, 0)] + "…"


def _visible(character: str) -> str:
    if character in _KEPT or character in JOINERS:
        return character
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
