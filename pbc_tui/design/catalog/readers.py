"""Readers: plain value in, typed value out, or one clear line (ValueError)."""

from __future__ import annotations

import difflib
import keyword
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pbc_tui.design.options import Option
from pbc_tui.design.paths import name_fault, shadows_stdlib

T = TypeVar("T", bound=Option)

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_AUTHOR = re.compile(r"[^<>]+?(\s*<[^<>@\s]+@[^<>@\s]+>)?")


def read_text(value: Any) -> str:
    """One line of text that is not blank."""
    if not isinstance(value, str):
        raise ValueError(f"expected text in quotes, got {value!r}")
    text = value.strip()
    if not text:
        raise ValueError("an answer is needed, and it is empty")
    if any(character in text for character in "\n\r") or _has_control(text):
        raise ValueError("must be one line without control characters")
    return text


def read_sentence(value: Any) -> str:
    """One sentence: one line, with at least two words."""
    text = read_text(value)
    if len(text.split()) < 2:
        raise ValueError(f"{text!r} is no sentence; say in one sentence what it accomplishes")
    return text


def read_package_name(value: Any) -> str:
    """An importable, lower-case, non-keyword name that shadows no standard module (SPEC 1)."""
    name = read_text(value)
    if not name.isidentifier() or not name.isascii():
        near = re.sub(r"\W+", "_", name.strip().lower(), flags=re.ASCII).strip("_")
        near = near if near.isidentifier() else "my_package"
        raise ValueError(f"{name!r} cannot be imported; {near!r} would be right")
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise ValueError(f"{name!r} is a Python keyword; {name + '_app'!r} would be right")
    if name != name.lower():
        raise ValueError(f"{name!r} has capitals; {name.lower()!r} would be right")
    if name.startswith("_"):
        raise ValueError(
            f"{name!r} looks private; {name.strip('_') or 'my_package'!r} would be right"
        )
    if shadows_stdlib(name):
        raise ValueError(
            f"{name!r} shadows a module of the standard library; {name + '_app'!r} would be right"
        )
    if fault := name_fault(name):
        raise ValueError(f"{name!r}: {fault}; {name[:40] + '_app'!r} would be right")
    if name in ("tests", "test", "docs", "examples", "src"):
        raise ValueError(
            f"{name!r} is the name of a directory here; {name + '_app'!r} would be right"
        )
    return name


def read_repository_name(value: Any) -> str:
    """A directory name that every system and every code host accepts."""
    name = read_text(value)
    if fault := name_fault(name):
        raise ValueError(f"{name!r}: {fault}")
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", name):
        near = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "my-backend"
        raise ValueError(
            f"{name!r}: letters, digits, '.', '_' and '-' only; {near!r} would be right"
        )
    return name


def read_lines(value: Any) -> tuple[str, ...]:
    """At least one line of text; a string is split into its lines."""
    items = value.splitlines() if isinstance(value, str) else value
    if not isinstance(items, Sequence):
        raise ValueError(f"expected a list of lines, got {value!r}")
    lines = tuple(read_text(item) for item in items if not isinstance(item, str) or item.strip())
    if not lines:
        raise ValueError("at least one line is needed")
    return lines


def read_authors(value: Any) -> tuple[str, ...]:
    """At least one author, as "Name" or "Name <mail@example.com>"."""
    authors = read_lines(value)
    for author in authors:
        if not _AUTHOR.fullmatch(author):
            raise ValueError(f'{author!r} is no author; write "Name" or "Name <name@example.com>"')
    return authors


def read_version(value: Any) -> str:
    """A version number (PEP 440)."""
    from packaging.version import InvalidVersion, Version

    text = read_text(value)
    try:
        return str(Version(text))
    except InvalidVersion:
        raise ValueError(f'{text!r} is no version; write for instance "0.1.0"') from None


def read_url(value: Any) -> str:
    """An http(s) address, or "" where there is none yet."""
    if value in ("", None):
        return ""
    text = read_text(value).rstrip("/")
    if not re.fullmatch(r"https?://[^\s/?#\"'<>()]+\.[^\s\"'<>()]+", text):
        raise ValueError(f'{text!r} is no address; write "https://..." or leave it empty')
    return text


def read_components(value: Any) -> tuple[str, ...]:
    """Names of components: importable modules; none is allowed."""
    items = value.replace(",", "\n").splitlines() if isinstance(value, str) else value
    if not isinstance(items, Sequence):
        raise ValueError(f"expected a list of names, got {value!r}")
    names = tuple(read_text(item) for item in items if not isinstance(item, str) or item.strip())
    for name in names:
        if not name.isidentifier() or keyword.iskeyword(name) or name != name.lower():
            raise ValueError(
                f"{name!r} cannot be a module; lower-case letters, digits, underscores"
            )
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"{repeated!r} stands twice")
    return names


def read_languages(value: Any) -> tuple[str, ...]:
    """Language codes (BCP 47) for further READMEs; none is allowed."""
    if value == "no":
        return ()
    items = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(items, Sequence):
        raise ValueError(f"expected a list of language codes, got {value!r}")
    codes = tuple(read_text(item) for item in items)
    for code in codes:
        if not LANGUAGE_CODE.fullmatch(code):
            raise ValueError(f'{code!r} is no language code; write for instance "de" or "zh"')
        if code == "en":
            raise ValueError('"en" is the primary language already; name the further ones')
    if repeated := next((code for code in codes if codes.count(code) > 1), None):
        raise ValueError(f"{repeated!r} stands twice")
    return codes


def read_yes_no(value: Any) -> bool:
    """A plain yes or no."""
    if isinstance(value, bool):
        return value
    answers = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
    if isinstance(value, str) and value.strip().lower() in answers:
        return answers[value.strip().lower()]
    raise ValueError(f'expected "yes" or "no", got {value!r}')


def number_between(least: int, most: int) -> Callable[[Any], int]:
    """A reader of whole numbers in a range, both ends included."""

    def read(value: Any) -> int:
        text = str(value).strip()
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,9}", text):
            raise ValueError(f"expected a whole number from {least} to {most}, got {value!r}")
        number = int(text)
        if not least <= number <= most:
            near = min(max(number, least), most)
            raise ValueError(f"{number} is not between {least} and {most}; {near} would be right")
        return number

    return read


def one_of(kind: type[T]) -> Callable[[Any], T]:
    """A reader of one option, by letter or by name."""

    def read(value: Any) -> T:
        if not isinstance(value, str):
            raise ValueError(f"expected {_offer(kind)}, got {value!r}")
        wanted = value.strip()
        for member in kind:
            if wanted.lower() == member.value.lower() or (
                member.letter and wanted.upper() == member.letter
            ):
                return member
        near = difflib.get_close_matches(wanted.lower(), [member.value for member in kind], n=1)
        advice = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"{value!r} is none of {_offer(kind)}{advice}")

    return read


def several_of(kind: type[T], *, least: int = 1) -> Callable[[Any], tuple[T, ...]]:
    """A reader of several options, by letters or names, without repetition, in catalog order."""
    read_one = one_of(kind)

    def read(value: Any) -> tuple[T, ...]:
        items = value.replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(items, Sequence):
            raise ValueError(f"expected a list out of {_offer(kind)}, got {value!r}")
        chosen = {read_one(item) for item in items}
        if len(chosen) < least:
            raise ValueError(f"at least {least} of {_offer(kind)} is needed")
        return tuple(member for member in kind if member in chosen)

    return read


def _offer(kind: type[Option]) -> str:
    return ", ".join(
        f"{member.letter} ({member.value})" if member.letter else f'"{member.value}"'
        for member in kind
    )


def _has_control(text: str) -> bool:
    return any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text)
