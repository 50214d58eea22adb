"""Automatic fixes: proposals that mend, and nothing that is written."""

from pathlib import Path

import pytest

from pbc_tui.checks.fixes import Fix, propose
from pbc_tui.checks.mending import with_brackets
from pbc_tui.checks.pipeline import Subject, check_file
from pbc_tui.checks.syntax import check_syntax
from pbc_tui.design.specification import ImportRules, Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Overall, Result, Verdict
from tests.checks.inspecting import inspection, repository

PATH = "src/app/mod.py"


async def fixes_of(tmp_path: Path, text: str, spec: Specification | None = None) -> tuple[Fix, ...]:
    repository(tmp_path, {PATH: text})
    subject = Subject(tmp_path, spec or Specification(path=PATH))
    verdict = await check_file(subject)
    fixes = await propose(subject, verdict)
    assert (tmp_path / PATH).read_bytes() == text.encode()
    return fixes


SMALL_ERRORS = {
    "a colon": ("def f(x)\n    return x\n", "def f(x):\n    return x\n"),
    "a colon before a comment": (
        "def f(x)  # why\n    return x\n",
        "def f(x):  # why\n    return x\n",
    ),
    "two colons": (
        "class A\n    def f(self)\n        return 1\n",
        "class A:\n    def f(self):\n        return 1\n",
    ),
    "a bracket at the end of a line": ("x = print(1\ny = 2\n", "x = print(1)\ny = 2\n"),
    "a bracket at the end of the file": ("x = dict(\n    a=1,\n", "x = dict(\n    a=1,)\n"),
    "a bracket before the colon": (
        "if len((1, 2):\n    x = 1\n",
        "if len((1, 2)):\n    x = 1\n",
    ),
    "a bracket too many": ("x = [1, 2])\n", "x = [1, 2]\n"),
    "the wrong bracket": ("x = [1, 2)\n", "x = [1, 2]\n"),
    "brackets in texts and comments do not count": (
        "x = '(' + f(1  # (\ny = 2\n",
        "x = '(' + f(1)  # (\ny = 2\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), SMALL_ERRORS.values(), ids=SMALL_ERRORS.keys())
async def test_small_syntax_errors(text: str, expected: str, tmp_path: Path) -> None:
    (fix,) = await fixes_of(tmp_path, text)
    assert fix.name == "syntax"
    assert "line" in fix.explanation
    assert fix.diff.startswith(f"--- a/{PATH}\n+++ b/{PATH}\n")
    mended = inspection(tmp_path / "again", Specification(path=PATH), {PATH: fix.content.decode()})
    assert (await check_syntax(mended)).result is Result.PASS
    assert fix.content.decode() == expected


@pytest.mark.parametrize("text", ["def f(: int\n    retrun\n", "x = = 1\n", "```\nx\n```\n"])
async def test_larger_syntax_errors_are_left_to_the_agent(text: str, tmp_path: Path) -> None:
    assert await fixes_of(tmp_path, text) == ()


async def test_missing_imports_and_formatting(tmp_path: Path) -> None:
    text = (
        '"""A module."""\nfrom __future__ import annotations\nimport sys\n'
        "def f(p: Path)->Any:\n  return json.loads(p.read_text()), sys\n"
    )
    imports, formatting = await fixes_of(tmp_path, text)
    assert imports.name == "imports"
    assert formatting.name == "formatting"
    for line in ("import json", "from pathlib import Path", "from typing import Any"):
        assert f"\n{line}\n" in imports.content.decode()
    (tmp_path / PATH).write_bytes(imports.content)
    subject = Subject(tmp_path, Specification(path=PATH))
    (last,) = await propose(subject, await check_file(subject))
    (tmp_path / PATH).write_bytes(last.content)
    verdict = await check_file(subject)
    assert verdict.overall is Overall.ACCEPTABLE, verdict


async def test_only_imports_that_the_task_allows_are_proposed(tmp_path: Path) -> None:
    spec = Specification(path=PATH, imports=ImportRules(stdlib=("json",), prohibited=("json",)))
    fixes = await fixes_of(tmp_path, "x = json.dumps(Path)\n", spec)
    assert "imports" not in [fix.name for fix in fixes]


async def test_unknown_names_are_not_guessed(tmp_path: Path) -> None:
    assert await fixes_of(tmp_path, "x = frobnicate(1)\n") == ()


async def test_nothing_is_proposed_for_a_good_file(tmp_path: Path) -> None:
    assert await fixes_of(tmp_path, "x = 1\n") == ()


async def test_nothing_is_proposed_for_bytes_that_have_changed(tmp_path: Path) -> None:
    repository(tmp_path, {PATH: "x  = 1\n"})
    failed = CheckResult(name=CheckName.STYLE, result=Result.FAIL)
    verdict = Verdict(path=PATH, sha256="0" * 64, checks=(failed,))
    assert await propose(Subject(tmp_path, Specification(path=PATH)), verdict) == ()


async def test_nothing_is_proposed_for_other_files_and_absent_ones(tmp_path: Path) -> None:
    verdict = Verdict(path="a.toml", checks=())
    assert await propose(Subject(tmp_path, Specification(path="a.toml")), verdict) == ()
    assert await propose(Subject(tmp_path, Specification(path=PATH)), verdict) == ()


def test_a_text_without_fault_gets_no_brackets() -> None:
    assert list(with_brackets("x = (1, [2], {3: '('})  # )\n")) == []
