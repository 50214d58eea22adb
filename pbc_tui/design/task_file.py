"""Reading a task file: the specification of one file as TOML, without any session (SPEC 12)."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from pbc_tui.design.contract.stub import ContractError, parse_contract
from pbc_tui.design.specification import ImportRules, Specification, StyleRules

OLDEST, NEWEST = (3, 7), (3, 15)
"""The target versions whose syntax and names are known."""

_INTERNAL = ("tests_open", "tests_skipped", "promised")
_SECTIONS: dict[str, type[BaseModel]] = {"imports": ImportRules, "style": StyleRules}
_WANTED = {
    "string_type": "give a text in quotes",
    "tuple_type": "give a list",
    "int_type": "give a number",
    "model_type": "give a table",
}


class TaskFileError(ValueError):
    """A task file that cannot be used; the message names the key and what would be right."""


def read_task_file(text: str) -> Specification:
    """The specification in the text of a task file.

    Raises:
        TaskFileError: naming the key at fault and, where one is near, the valid name or value.
    """
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TaskFileError(f"not valid TOML: {error}") from error
    for internal in _INTERNAL:
        if internal in raw:
            raise TaskFileError(f"{internal}: unknown key")
    try:
        spec = Specification.model_validate(raw)
    except ValidationError as error:
        raise TaskFileError(_first_fault(error)) from error
    version = tuple(map(int, spec.python.split(".")))
    if not OLDEST <= version <= NEWEST:
        known = f'"{OLDEST[0]}.{OLDEST[1]}" to "{NEWEST[0]}.{NEWEST[1]}"'
        raise TaskFileError(f"python: {spec.python} is not known here; {known} are")
    try:
        parse_contract(spec.contract)
    except ContractError as error:
        raise TaskFileError(f"contract: {error}") from error
    return spec


def _first_fault(error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    # A misspelled key explains the missing one.
    fault = next((each for each in faults if each["type"] == "extra_forbidden"), faults[0])
    place = _place(fault["loc"])
    key = ".".join(place) or "path"
    if fault["type"] == "extra_forbidden":
        known = _keys(place[:-1])
        near = _near(place[-1], known) or f"; {', '.join(known)} are known"
        return f"{key}: unknown key{near}"
    if fault["type"] == "missing":
        return f"{key}: missing; a task file needs it"
    return f"{key}: {_words(key, fault)}, got {fault['input']!r}"


def _words(key: str, fault: Any) -> str:
    if key == "imports.stdlib":
        return 'give "any" or a list of modules'
    if fault["type"] == "literal_error":
        values = re.findall(r"'([^']+)'", fault["ctx"]["expected"])
        near = _near(str(fault["input"]), values)
        return f"one of {', '.join(values)} is needed{near}"
    message = str(fault["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return _WANTED.get(fault["type"], message)


def _place(location: Sequence[int | str]) -> list[str]:
    """The keys on the way to a fault, without the numbers of lists and pydantic's own words."""
    model: type[BaseModel] | None = Specification
    place: list[str] = []
    for part in location:
        if model is None or not isinstance(part, str):
            break
        place.append(part)
        model = _SECTIONS.get(part)
    return place


def _near(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _keys(section: Sequence[str]) -> list[str]:
    model = _SECTIONS[section[0]] if section else Specification
    return [name for name in model.model_fields if name not in _INTERNAL]
