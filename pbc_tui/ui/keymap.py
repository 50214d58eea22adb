"""Keys that a person has chosen: judged before the application starts, then laid over ours."""

from __future__ import annotations

import difflib
import re
import string
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.keys import Keys

from pbc_tui.configuration.faults import ConfigurationError
from pbc_tui.ui.commands import BOUND, Command
from pbc_tui.ui.text import key_name, named_key

if TYPE_CHECKING:
    from textual.app import App

_PLACES = frozenset(command.place for command in BOUND.values())

_QUESTIONS = frozenset({"questions", "intake", "architecture", "features", "guided"})
_WITH_ROWS = _PLACES - {"questions", "option", "contract", "filter", "entry", "ask", "branch"}

_WITHIN: Mapping[str, frozenset[str]] = {
    "app": frozenset(),
    "stage": frozenset({"app"}),
    "listing": frozenset({"plan", "build", "text", "turn"}),
    "tree": frozenset({"structure", "approval"}),
    "questions": _QUESTIONS - {"questions"},
    "option": _QUESTIONS,
    "critic": frozenset({"architecture", "structure", "features"}),
    "faults": frozenset({"tree-text"}),
    "move": _WITH_ROWS | {"rows", "branch"},
    "rows": _WITH_ROWS,
    "branch": frozenset({"tree", "structure", "approval"}),
    "part": _PLACES - {"contract"},
    "screen": _PLACES,
}
"""The places inside which a place stands: keys of the inner one would hide those of the outer."""


def _named(key: str) -> str:
    """A key by its name: ``?`` is written ``question_mark``."""
    if len(key) != 1:
        return key.lower()
    if key.isalnum():
        return key
    return named_key(key)


_SHIFTED = re.compile(r"shift\+[a-z]")
_ALIASES = {"ctrl+i": "tab", "ctrl+m": "enter"}
"""Keys that a terminal does not tell from others, as ASCII has it."""

_WRITES = _QUESTIONS | {"contract", "tree-text", "ask", "entry", "filter"}
"""The places where one writes: a character there is no command."""

_CHARACTERS = frozenset(_named(each) for each in string.punctuation) | {"space"}
_MODIFIERS = ("ctrl", "shift", "alt", "super")


_NAMES = {key.value for key in Keys if not key.value.startswith("<")} | {
    _named(character) for character in string.punctuation
}


def keys_of(app: App[Any], identifier: str) -> tuple[str, ...]:
    """The keys of a command as the person has them, in Textual's names."""
    chosen: Mapping[str, tuple[str, ...]] = getattr(app, "keys_of", {})
    return chosen.get(identifier) or tuple(BOUND[identifier].keys.split(","))


def key_of(app: App[Any], identifier: str) -> str:
    """How the key of a command is written for the person: every text that names one asks here."""
    return key_name(keys_of(app, identifier)[0])


def laid_over(keymap: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The keys of every command, in Textual's names, with those that a person has chosen.

    Raises:
        ConfigurationError: for a command or a key that is none, and for two commands that would
            have the same key at the same place.
    """
    given = {
        identifier: tuple(_named(key.strip()) for key in keys.split(","))
        for identifier, keys in keymap.items()
    }
    for identifier, chosen in given.items():
        if identifier not in BOUND:
            near = difflib.get_close_matches(identifier, BOUND, n=1, cutoff=0.4)
            words = (
                f"; did you mean {near[0]}?"
                if near
                else "; `pbc-tui locate config --example` lists all"
            )
            raise ConfigurationError(f"keymap.{identifier}: there is no such command{words}")
        for key in chosen:
            if not _is_key(key):
                meant = _meant(key)
                words = f"; did you mean {meant}?" if meant else "; for instance ctrl+s, f6, x"
                raise ConfigurationError(f"keymap.{identifier}: {key!r} is no key{words}")
            if taken := _taken(BOUND[identifier].place, key):
                raise ConfigurationError(f"keymap.{identifier}: {taken}")
    all_keys = {
        identifier: given.get(identifier, tuple(command.keys.split(",")))
        for identifier, command in BOUND.items()
    }
    for identifier in given:
        _must_be_free(BOUND[identifier], all_keys)
    return all_keys


def _must_be_free(command: Command, all_keys: Mapping[str, tuple[str, ...]]) -> None:
    for other in BOUND.values():
        if other.id == command.id or not _meet(command.place, other.place):
            continue
        for key in all_keys[command.id]:
            if key in all_keys[other.id]:
                raise ConfigurationError(
                    f"keymap.{command.id}: {key_name(key)} is the key of {other.id} "
                    f"({other.label}) there; give that one another key too"
                )


def _meet(one: str, other: str) -> bool:
    if one == other or "app" in (one, other):
        return True
    return other in _WITHIN.get(one, ()) or one in _WITHIN.get(other, ())


def _taken(place: str, key: str) -> str:
    """What a key does at a place before any command could have it, "" when nothing."""
    if key in _ALIASES:
        return f"terminals send {_ALIASES[key]} for {key}; take another one"
    letter = len(key) == 1
    instead = (
        f"for instance ctrl+{key.lower()} or f6" if letter and key.isalpha() else "for instance f6"
    )
    if place in _WRITES and (letter or key in _CHARACTERS):
        return f"{key_name(key)} is written there; {instead}"
    if place == "option" and letter:
        return f"{key} chooses an option there; {instead}"
    return ""


def _meant(key: str) -> str:
    """What is likely to be meant by a key that is none, "" when nothing is near."""
    if _SHIFTED.fullmatch(key):
        return key[-1].upper()
    return next(iter(difflib.get_close_matches(key.rpartition("+")[2], _NAMES, n=1)), "")


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+")
    # A terminal sends the other letter.
    if any(each not in _MODIFIERS for each in modifiers) or _SHIFTED.fullmatch(key):
        return False
    return name in _NAMES or key in _NAMES or (len(name) == 1 and name.isalnum())
