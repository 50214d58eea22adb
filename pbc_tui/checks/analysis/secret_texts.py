"""Secrets in text: settings files, documents, comments and the longer texts inside of Python."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.secret_words import (
    credentials_in,
    is_certain_key,
    is_key_in_example,
    is_likely_key,
    is_passphrase,
    is_placeholder,
    is_secret_name,
    is_secret_value,
    token_in,
)
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.analysis.windows import windows

ADVICE = "; read it from the environment"
_PAIR = re.compile(
    r"(?<![\w.-])[\"']?(?P<name>[A-Za-z_][\w.-]{0,80})[\"']?\s{0,20}"
    r"(?::\s?[\w\[\], |]{1,40}\s?(?==))?(?:=>|:=|[=:])\s{0,20}"
    r"(?:[rbuf]?\"(?P<double>[^\"\n]{1,400})\"|[rbuf]?'(?P<single>[^'\n]{1,400})'"
    r"|(?P<bare>[^\s\"'#,;{}\[\]()<>`]{1,400}))"
)
_VARIABLE = re.compile(
    r"^\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*[\"']?(?P<value>[^\"'#\n]*?)[\"']?\s*(?:#.*)?$"
)
_OLD_ENV = re.compile(r"^\s*ENV\s+(?P<name>[A-Za-z_]\w*)\s+(?P<value>\S+)\s*$")
_SETTINGS = frozenset({"YAML", "TOML", "JSON"})
# Below these lie the words that an application shows.
_SHOWN = "locale locales lang langs language languages i18n l10n translations messages"
_LABELS = frozenset(_SHOWN.split())
_EXAMPLES = (".example", ".sample", ".template", ".dist")


def secrets_in_text(text: str, kind: str, path: str) -> list[Spot]:
    """Literal secrets of a file that is no Python, commented out or not."""
    name = path.rsplit("/", 1)[-1].lower()
    variables = name.startswith(".env") or name.endswith(".env")
    example = variables and name.endswith(_EXAMPLES)
    labels = not _LABELS.isdisjoint(path.lower().split("/")[:-1])
    lines = re.split(r"\r\n|[\r\n]", text)
    found: list[Spot] = []
    for number, line in enumerate(lines, 1):
        # A private key begins below its heading.
        heading = line.rstrip().endswith("-----") and number < len(lines)
        whole = f"{line}\n{lines[number]}" if heading else line
        if what := first_shape(whole):
            found.append(secret(number, 1, what))
        elif variables and (spot := _variable(line, number, example=example)):
            found.append(spot)
        elif not variables:
            found += _in_line(line, number, kind, settings=kind in _SETTINGS and not labels)
    return found


def secrets_in_prose(text: str, line: int, *, quoted_suffices: bool = False) -> Iterator[Spot]:
    """Values of secrets inside a comment or a longer text that begins at a line of the file.

    ``quoted_suffices`` is for code that was commented out: there a quoted value is one; in prose
    only what nobody writes for an example counts, and a little more behind the prompt of doctest.
    """
    for offset, one in enumerate(text.split("\n")):
        session = one.lstrip().startswith((">>> ", "... "))
        for _, piece in windows(one):
            for match in _PAIR.finditer(piece):
                value, quoted = _value(match)
                named = is_secret_name(match["name"])
                loose = quoted and quoted_suffices and is_secret_value(value, match["name"])
                shown = quoted and session and is_key_in_example(value)
                if named and (loose or shown or is_certain_key(value)):
                    yield secret(line + offset, 1, f"a value of {match['name']}")


def first_shape(text: str) -> str:
    """Which known shape of a secret a text holds, however long it is; "" for none."""
    for _, piece in windows(text):
        if what := token_in(piece) or credentials_in(piece):
            return what
    return ""


def secret(line: int, column: int, what: str) -> Spot:
    """A secret at a place."""
    return Spot(line, column, "secret", f"{what} is written in the file{ADVICE}")


def _variable(line: str, number: int, *, example: bool) -> Spot | None:
    """A file of environment variables holds nothing but values, so no value is too plain."""
    bare = line.lstrip("# \t")
    match = _VARIABLE.match(bare[:2_000])
    if match is None or not is_secret_name(match["name"]):
        return None
    value = match["value"].strip()
    if is_secret_value(value, match["name"]) or is_passphrase(value, match["name"]):
        return secret(number, 1, f"a value of {match['name']}")
    if example and value and is_placeholder(value):
        message = f"{match['name']} is only named here; leave its value empty"
        return Spot(number, 1, "value-in-example", message)
    return None


def _in_line(line: str, number: int, kind: str, *, settings: bool) -> Iterator[Spot]:
    if kind == "Dockerfile" and (match := _OLD_ENV.match(line[:2_000])):
        if is_secret_name(match["name"]) and is_likely_key(match["value"]):
            yield secret(number, 1, f"a value of {match['name']}")
        return
    told = set()
    for start, piece in windows(line):
        for match in _PAIR.finditer(piece):
            value, quoted = _value(match)
            # In a document only code is quoted; the rest is prose.
            real = is_likely_key if quoted or kind != "Markdown" else is_certain_key
            name = match["name"]
            if name in told or not is_secret_name(name):
                continue
            phrase = settings and quoted and is_passphrase(value, name)
            if phrase or real(value) or is_certain_key(value):
                told.add(name)
                yield secret(number, start + match.start("name") + 1, f"a value of {name}")


def _value(match: re.Match[str]) -> tuple[str, bool]:
    quoted = match["double"] or match["single"]
    return quoted or match["bare"] or "", bool(quoted)
