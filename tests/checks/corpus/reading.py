"""Reading the good and bad cases from their tables."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, Result
from tests.checks.corpus.case import Case, Sort
from tests.checks.inspecting import CASES

_FILES = CASES / "files"
_NOT_JUDGED = "NOT JUDGED"
_SKIPPED = frozenset({Result.SKIPPED, Result.NOT_CHECKED})
_UNPARSABLE = {
    "syntax": "FAIL",
    "contract": "FAIL",
    "imports": _NOT_JUDGED,
    "style": _NOT_JUDGED,
    "tests": "FAIL",
    "security": _NOT_JUDGED,
}
_OTHERS = {"files", "style", "tests", "contract"}
_OF_SPECIFICATION = ("path", "python", "contract", "tests", "required_tables", "tests_open")


@functools.cache
def good_cases() -> tuple[Case, ...]:
    """Every file of every repository in ``good/``."""
    return tuple(
        case for table in sorted((_FILES / "good").glob("*.toml")) for case in _good(table)
    )


@functools.cache
def bad_cases() -> tuple[Case, ...]:
    """Every file of ``bad/``: a good one with one defect."""
    parents = {case.name: case for case in good_cases()}
    return tuple(
        _bad(entry, CheckName(table.stem), parents)
        for table in sorted((_FILES / "bad").glob("*.toml"))
        for entry in tomllib.loads(table.read_text("utf-8"))["case"]
    )


@functools.cache
def known() -> Mapping[str, Mapping[CheckName, str]]:
    """What is not as it must be yet: by case, the checks that err, each with the reason."""
    read = tomllib.loads((_FILES / "known.toml").read_text("utf-8"))
    return {name: _by_check(checks) for name, checks in read.items()}


def _good(table: Path) -> Iterator[Case]:
    read = tomllib.loads(table.read_text("utf-8"))
    entries = read["file"]
    files = {entry["path"]: _text(entry["source"]).encode() for entry in entries}
    for entry in entries:
        yield Case(
            name=f"{table.stem}: {entry['path']}",
            sort=Sort.GOOD,
            repository=table.stem,
            spec=_specification(read["defaults"], entry),
            files=files,
            expected={
                name: frozenset({Result(result)})
                for name, result in zip(CheckName, entry["results"], strict=True)
            },
            known=known().get(f"{table.stem}: {entry['path']}", {}),
        )


def _bad(entry: Mapping[str, Any], about: CheckName, parents: Mapping[str, Case]) -> Case:
    parent = parents[entry["of"]]
    path = entry.get("path", parent.spec.path)
    text = parent.files[parent.spec.path].decode()
    for before, after in entry.get("edits", ()):
        # A change that hits nothing, or two places, would not be the one defect.
        assert text.count(before) == 1, f"{entry['name']}: {text.count(before)} times {before!r}"
        text = text.replace(before, after)
    if "cut_after" in entry:
        text = text[: text.index(entry["cut_after"]) + len(entry["cut_after"])]
    text = entry.get("source", entry.get("before", "") + text + entry.get("after", ""))
    content = text.encode(entry.get("encoding", "utf-8"))
    changed_something = content != parent.files[parent.spec.path] or entry.keys() & _OTHERS
    assert changed_something, f"{entry['name']}: nothing is changed"
    others = {name: _text(body).encode() for name, body in entry.get("files", {}).items()}
    changes = {name: entry[name] for name in _OF_SPECIFICATION if name in entry}
    if "style" in entry:
        changes["style"] = {**parent.spec.style.model_dump(), **entry["style"]}
    fails = _UNPARSABLE if entry["fails"] == "unparsable" else entry["fails"]
    changed = {CheckName(name): _listed(results) for name, results in fails.items()}
    if fails is _UNPARSABLE:
        # What does not apply to the good file does not apply to the bad one either.
        changed = {n: r for n, r in changed.items() if Result.SKIPPED not in parent.expected[n]}
    assert about in changed, f"{entry['name']}: is not about {about}"
    return Case(
        name=f"{about}: {entry['name']}",
        sort=Sort.BAD,
        repository=parent.repository,
        spec=Specification.model_validate(parent.spec.model_dump() | changes),
        files={**parent.files, path: content, **others},
        expected={
            **parent.expected,
            **{
                name: frozenset[Result]().union(*map(_results, results))
                for name, results in changed.items()
            },
        },
        unjudged=frozenset(name for name, results in changed.items() if _NOT_JUDGED in results),
        says=_by_check(entry.get("says", {})),
        about=about,
        known=known().get(f"{about}: {entry['name']}", {}),
    )


def _specification(defaults: Mapping[str, Any], entry: Mapping[str, Any]) -> Specification:
    chosen = {name: entry[name] for name in _OF_SPECIFICATION if name in entry}
    for section in ("imports", "style"):
        chosen[section] = {**defaults.get(section, {}), **entry.get(section, {})}
    chosen.setdefault("python", defaults["python"])
    return Specification.model_validate(chosen)


def _listed(results: str | list[str]) -> list[str]:
    # More than one where it depends on the Python that runs this.
    return [results] if isinstance(results, str) else results


def _results(word: str) -> frozenset[Result]:
    return _SKIPPED if word == _NOT_JUDGED else frozenset({Result(word)})


def _by_check(raw: Mapping[str, str]) -> dict[CheckName, str]:
    return {CheckName(name): words for name, words in raw.items()}


def _text(source: str) -> str:
    # A multi-line literal that begins on a line of its own begins with a blank line in the table.
    return source.removeprefix("\n")
