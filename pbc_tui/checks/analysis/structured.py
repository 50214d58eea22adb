"""The parsers of files that hold no Python: TOML, YAML, JSON, Markdown, Dockerfile."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from pbc_tui.checks.analysis.leftovers import conflict_markers, leftovers
from pbc_tui.checks.analysis.spot import Spot

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def toml_faults(text: str) -> list[Spot]:
    """What keeps a text from being TOML 1.0."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        line = column = 0
        if place := _PLACE.search(message):
            line, column = int(place.group(1) or 0), int(place.group(2) or 0)
            message = message[: place.start()]
        return [*leftovers(text), Spot(line or len(text.splitlines()), column, "toml", message)]
    except RecursionError:
        return [Spot(0, 0, "nesting", "nested too deep to be read")]
    return []


def yaml_faults(text: str) -> list[Spot]:
    """What keeps a text from being YAML 1.2; a key that stands twice in one mapping does too."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML(typ="rt", pure=True)
    reader.allow_duplicate_keys = False
    try:
        for _ in reader.load_all(text):
            pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = str(error.problem or error.context or "not YAML").strip().splitlines()[0]
        return [*leftovers(text), Spot(line, column, "yaml", message)]
    except YAMLError as error:
        return [*leftovers(text), Spot(0, 0, "yaml", str(error).strip().splitlines()[0])]
    except RecursionError:
        return [Spot(0, 0, "nesting", "nested too deep to be read")]
    except ValueError as error:
        # A scalar that its tag does not fit, for instance an impossible date.
        return [Spot(0, 0, "yaml", str(error))]
    return []


def json_faults(text: str, path: str) -> list[Spot]:
    """What keeps a text from being JSON (RFC 8259): also a key twice in one object, and NaN.

    Comments are accepted where the file's format has them (``devcontainer.json``, ``.vscode``).
    """
    if path.endswith("devcontainer.json") or path.startswith(".vscode/"):
        text = _without_comments(text)
    try:
        json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        return [*leftovers(text), Spot(error.lineno, error.colno, "json", error.msg)]
    except RecursionError:
        return [Spot(0, 0, "nesting", "nested too deep to be read")]
    except ValueError as error:
        key = getattr(error, "key", "")
        return [Spot(_second_line(text, key) if key else 0, 0, "json", str(error))]
    return []


def markdown_faults(text: str) -> list[Spot]:
    """A code fence that is never closed (CommonMark 4.5), and conflict markers."""
    fence = re.compile(r"(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+|[ \t>]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$")
    opened: tuple[str, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not (found := fence.match(line)):
            continue
        mark, rest = found.group(1), found.group(2)
        if opened is None:
            opened = (mark, number)
        elif mark[0] == opened[0][0] and len(mark) >= len(opened[0]) and not rest.strip():
            opened = None
    spots = conflict_markers(text)
    if opened:
        spots.append(Spot(opened[1], 1, "open-fence", "this code fence is never closed"))
    return spots


_INSTRUCTIONS = frozenset(
    [
        "ADD",
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "FROM",
        "HEALTHCHECK",
        "LABEL",
        "MAINTAINER",
        "ONBUILD",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
    ]
)


def dockerfile_faults(text: str) -> list[Spot]:
    """What keeps a text from being a Dockerfile: unknown instructions, none, or one before FROM."""
    spots = leftovers(text)
    began = continued = False
    ends: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if ends:
            if bare == ends[0]:
                ends.pop(0)
            continue
        if not bare or bare.startswith("#"):
            continue
        if not continued:
            word = bare.split(maxsplit=1)[0].upper()
            if word not in _INSTRUCTIONS:
                message = f"{bare.split()[0]!r} is no Dockerfile instruction"
                spots.append(Spot(number, 1, "dockerfile", message))
                return spots
            if not began and word not in ("FROM", "ARG"):
                spots.append(Spot(number, 1, "dockerfile", f"{word} stands before FROM"))
                return spots
            began = began or word == "FROM"
            if word in ("RUN", "COPY", "ADD"):
                ends = re.findall(r"<<-?[\"']?(\w+)[\"']?", bare)
        continued = bare.endswith("\\")
    if not began and not spots:
        spots.append(Spot(0, 0, "dockerfile", "there is no FROM instruction"))
    elif continued:
        spots.append(Spot(0, 0, "cut-off", "the output seems cut off: the last line continues"))
    elif ends:
        spots.append(Spot(0, 0, "cut-off", f"the heredoc {ends[0]!r} is never closed"))
    return spots


def text_faults(text: str) -> list[Spot]:
    """What no text file may hold: conflict markers."""
    return conflict_markers(text)


def faults_of(kind: str, text: str, path: str) -> list[Spot]:
    """What the parser of a kind of file finds wrong with a text."""
    if kind == "JSON":
        return json_faults(text, path)
    parsers: dict[str, Callable[[str], list[Spot]]] = {
        "TOML": toml_faults,
        "YAML": yaml_faults,
        "Markdown": markdown_faults,
        "Dockerfile": dockerfile_faults,
    }
    return parsers.get(kind, text_faults)(text)


class _Twice(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(f"the key {key!r} stands twice in one object")
        self.key = key


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _Twice(key)
        seen[key] = value
    return seen


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")


def _second_line(text: str, key: str) -> int:
    places = [m.start() for m in re.finditer(re.escape(json.dumps(key)) + r"\s*:", text)]
    return text.count("\n", 0, places[1]) + 1 if len(places) > 1 else 0


def _without_comments(text: str) -> str:
    pattern = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)

    def blank(found: re.Match[str]) -> str:
        piece = found.group()
        return piece if piece.startswith('"') else re.sub(r"[^\n]", " ", piece)

    return pattern.sub(blank, text)
