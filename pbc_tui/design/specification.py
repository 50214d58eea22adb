"""The specification of one file, independent of any session: what the six checks judge it by.

It is at once the ``spec`` of a task in the plan and the content of a task file for
``pbc-tui check --task`` (SPEC 12).
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pbc_tui.design.paths import path_fault

DocstringStyle = Literal["none", "google", "numpy", "rest"]
Forbidden = Literal["print", "todo", "debugger", "stub"]

INTERNAL = frozenset(["tests_open", "tests_skipped", "planned", "promised"])
"""What the workflow fills in; no task file has it."""

DEFAULT_SELECT = ("E", "F", "W", "I", "B")


class ImportRules(BaseModel):
    """What the file may import.

    ``stdlib`` is "any" or the list of allowed top-level modules; ``third_party`` holds distribution
    or module names; ``prohibited`` holds modules or dotted names; ``local`` the project's packages.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stdlib: Literal["any"] | tuple[str, ...] = "any"
    third_party: tuple[str, ...] = ()
    prohibited: tuple[str, ...] = ()
    local: tuple[str, ...] = ()


class StyleRules(BaseModel):
    """How the file must look; ``max_lines`` 0 is no limit, ``forbid`` checks only what it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line_length: int = Field(default=88, ge=40, le=320, strict=True)
    select: tuple[str, ...] = DEFAULT_SELECT
    forbid: tuple[Forbidden, ...] = ()
    max_lines: int = Field(default=0, ge=0, strict=True)
    docstrings: DocstringStyle = "none"


class Specification(BaseModel):
    """What one file must be: its contract, its tests, its imports, its style.

    ``python`` is the target version ("3.11"), the lowest that the file must run on. ``tests_open``
    maps a test file to the id of the task that is still open and keeps it from running (SPEC 8:
    such tests are SKIPPED with that id); ``tests_skipped`` is a lawful reason for which the tests
    check does not apply at all, for instance testing "none". ``planned`` are the files of the plan,
    to which a document may link and from which code may import before they are written;
    ``promised`` maps those that have a contract to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    python: str = "3.11"
    contract: str = ""
    tests: tuple[str, ...] = ()
    required_tables: tuple[str, ...] = ()
    imports: ImportRules = ImportRules()
    style: StyleRules = StyleRules()
    tests_open: dict[str, str] = Field(default_factory=dict)
    tests_skipped: str = ""
    planned: tuple[str, ...] = ()
    promised: dict[str, str] = Field(default_factory=dict)

    @field_validator("path")
    @classmethod
    def _path_stays_inside(cls, value: str) -> str:
        if fault := path_fault(value):
            raise ValueError(fault)
        return value

    @field_validator("tests")
    @classmethod
    def _tests_stay_inside(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for path in value:
            if fault := path_fault(path):
                raise ValueError(f"{path!r}: {fault}")
        return value

    @field_validator("python")
    @classmethod
    def _python_is_a_version(cls, value: str) -> str:
        if not re.fullmatch(r"3\.\d{1,2}", value):
            raise ValueError('give the lowest version as "3.N", for instance "3.11"')
        return value
