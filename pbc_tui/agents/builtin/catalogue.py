"""The fixed prose of README files in several languages: one TOML file per language.

A person's own sentences are not in here; they stay as they were written (SPEC 9).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PRIMARY = "en"
TRANSLATIONS = ("de", "es", "fr", "ja", "ko", "pt", "zh")
"""The codes of the languages into which the built-in agent translates."""

_SAME = {"zh-CN": "zh", "zh-Hans": "zh", "pt-BR": "pt"}


class UnknownLanguage(ValueError):
    """A language without a catalogue; the message names the ones that have one."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code!r} has no message catalogue; the built-in agent writes "
            f"{', '.join(TRANSLATIONS)}"
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one language; ``title`` is the language's own name for itself.

    ``separator`` stands between the items of a list, ``last`` before its last one.
    """

    code: str
    title: str
    separator: str
    last: str
    messages: Mapping[str, str]

    def text(self, key: str, **values: object) -> str:
        """A message with its places filled in; what is filled in is never read as a message.

        Raises:
            KeyError: for a key or a place that the catalogue does not know.
        """
        return self.messages[key].format(**values)

    @property
    def gap(self) -> str:
        """What stands between two sentences: nothing where a full stop brings its own space."""
        return "" if self.separator == "、" else " "

    def join(self, items: list[str] | tuple[str, ...]) -> str:
        """Several words as a list in this language."""
        head = self.separator.join(items[:-1])
        return self.last.join([head, items[-1]]) if head else "".join(items)


def translates(code: str) -> bool:
    """Whether there is a catalogue for a language code (BCP 47)."""
    return _SAME.get(code, code) in TRANSLATIONS


@cache
def catalogue(code: str) -> Catalogue:
    """The catalogue of a language.

    Raises:
        UnknownLanguage: for a code that has none.
    """
    known = _SAME.get(code, code)
    if known != PRIMARY and known not in TRANSLATIONS:
        raise UnknownLanguage(code)
    file = files("pbc_tui.agents.builtin") / "languages" / f"{known}.toml"
    raw = tomllib.loads(file.read_text("utf-8"))
    name, separator, last = (raw.pop(key) for key in ("name", "separator", "last"))
    return Catalogue(code, name, separator, last, _flat(raw))


def _flat(raw: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{section}.{key}": message
        for section, messages in raw.items()
        for key, message in messages.items()
    }
