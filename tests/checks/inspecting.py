"""Inspections for tests: a file in a fresh repository, read in this process where that is safe."""

from __future__ import annotations

import json
import os
import socket
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.analysis.parts import PARTS
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.checks.inspection import Inspection
from pbc_tui.checks.kinds import Kind, kind_of
from pbc_tui.checks.source import read_source
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.specification import Specification

CASES = Path(__file__).parent / "cases"
_KEYS = {
    "contract": "path python contract source each files planned tables result missing says line",
    "imports": (
        "path python source each files planned stdlib third_party prohibited result says lawful"
    ),
    "security": "path source files planned critical shown missed",
    "style": "path python source each files style result codes says lawful",
    "syntax": "path python source bytes files planned result says line",
    "tests": "test files named open expect result says covered",
}


class Benign(Inspection):
    """An inspection that reads in this process: quick, for texts that are known to be harmless."""

    async def _read(self) -> None:
        request = Request(
            content=self.source.content,
            text=self.source.text,
            kind=self.kind.value,
            root=str(self.subject.root),
            spec=self.subject.spec.model_dump(mode="json"),
            packages=self.subject.packages,
            whole=self.subject.whole,
        )
        for name, part in PARTS:
            self._answers.feed(json.dumps({"part": name, "value": part(request)}).encode() + b"\n")


def repository(root: Path, files: Mapping[str, str]) -> None:
    """Write files below a directory."""
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def socket_at(place: Path) -> None:
    """Make a socket, whose path may be longer than the system takes in one piece."""
    here = os.open(".", os.O_RDONLY)
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(place.name)
    finally:
        os.fchdir(here)
        os.close(here)


def inspection(
    tmp_path: Path,
    spec: Specification,
    files: Mapping[str, str],
    *,
    benign: bool = True,
    workshop: Workshop | None = None,
) -> Inspection:
    """The inspection of the file of a specification in a repository of these files."""
    root = tmp_path / "repository"
    scratch = tmp_path / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    root.mkdir(exist_ok=True)
    repository(root, files)
    source = read_source(root, spec.path, python=kind_of(spec.path) is Kind.PYTHON)
    return (Benign if benign else Inspection)(Subject(root, spec), source, scratch, workshop)


def cases(name: str) -> list[Any]:
    """The cases of a file in ``cases/`` as parameters of a test."""
    table = tomllib.loads((CASES / f"{name}.toml").read_text())
    known = {"name", *_KEYS[name].split()}
    for case in table["case"]:
        # What nobody reads would be a case that holds nothing to it.
        assert case.keys() <= known, f"{name}: {case['name']}: {case.keys() - known}"
    return [pytest.param(case, id=case["name"]) for case in table["case"]]
