"""Automatic fixes: proposals that mend, and nothing that is written."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.fixes import Fix, propose
from pbc_tui.checks.pipeline import Subject, check_file
from pbc_tui.checks.syntax import check_syntax
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.specification import ImportRules, Specification, StyleRules
from pbc_tui.design.verdict import CheckName, CheckResult, Overall, Result, Verdict
from tests.checks.inspecting import inspection, repository

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "src/app/mod.py"

FixesOf = Callable[..., Awaitable[tuple[Fix, ...]]]


@pytest.fixture
def fixes_of(tmp_path: Path, workshop: Workshop) -> FixesOf:
    """What is proposed for a text as the file of a specification."""

    async def propose_for(text: str, spec: Specification | None = None) -> tuple[Fix, ...]:
        repository(tmp_path, {PATH: text})
        subject = Subject(tmp_path, spec or Specification(path=PATH))
        verdict = await check_file(subject, workshop=workshop)
        fixes = await propose(subject, verdict, workshop)
        assert (tmp_path / PATH).read_bytes() == text.encode()
        return fixes

    return propose_for


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
async def test_small_syntax_errors(
    text: str, expected: str, tmp_path: Path, fixes_of: FixesOf
) -> None:
    (fix,) = await fixes_of(text)
    assert fix.name == "syntax"
    assert "line" in fix.explanation
    assert fix.diff.startswith(f"--- a/{PATH}\n+++ b/{PATH}\n")
    mended = inspection(tmp_path / "again", Specification(path=PATH), {PATH: fix.content.decode()})
    assert (await check_syntax(mended)).result is Result.PASS
    assert fix.content.decode() == expected


@pytest.mark.parametrize("text", ["def f(: int\n    retrun\n", "x = = 1\n", "```\nx\n```\n"])
async def test_larger_syntax_errors_are_left_to_the_agent(text: str, fixes_of: FixesOf) -> None:
    assert await fixes_of(text) == ()


async def test_missing_imports_and_formatting(
    tmp_path: Path, fixes_of: FixesOf, workshop: Workshop
) -> None:
    text = (
        '"""A module."""\nfrom __future__ import annotations\nimport sys\n'
        "def f(p: Path)->Any:\n  return json.loads(p.read_text()), sys\n"
    )
    imports, formatting = await fixes_of(text)
    assert imports.name == "imports"
    assert formatting.name == "formatting"
    for line in ("import json", "from pathlib import Path", "from typing import Any"):
        assert f"\n{line}\n" in imports.content.decode()
    (tmp_path / PATH).write_bytes(imports.content)
    subject = Subject(tmp_path, Specification(path=PATH))
    (last,) = await propose(subject, await check_file(subject, workshop=workshop), workshop)
    (tmp_path / PATH).write_bytes(last.content)
    verdict = await check_file(subject, workshop=workshop)
    assert verdict.overall is Overall.ACCEPTABLE, verdict


async def test_only_imports_that_the_task_allows_are_proposed(fixes_of: FixesOf) -> None:
    spec = Specification(path=PATH, imports=ImportRules(stdlib=("json",), prohibited=("json",)))
    fixes = await fixes_of("x = json.dumps(Path)\n", spec)
    assert "imports" not in [fix.name for fix in fixes]


async def test_unknown_names_are_not_guessed(fixes_of: FixesOf) -> None:
    assert await fixes_of("x = frobnicate(1)\n") == ()


async def test_nothing_is_proposed_for_a_good_file(fixes_of: FixesOf) -> None:
    assert await fixes_of("x = 1\n") == ()


async def test_nothing_is_proposed_for_bytes_that_have_changed(tmp_path: Path) -> None:
    repository(tmp_path, {PATH: "x  = 1\n"})
    failed = CheckResult(name=CheckName.STYLE, result=Result.FAIL)
    verdict = Verdict(path=PATH, sha256="0" * 64, checks=(failed,))
    assert await propose(Subject(tmp_path, Specification(path=PATH)), verdict) == ()


async def test_nothing_is_proposed_for_other_files_and_absent_ones(tmp_path: Path) -> None:
    verdict = Verdict(path="a.toml", checks=())
    assert await propose(Subject(tmp_path, Specification(path="a.toml")), verdict) == ()
    assert await propose(Subject(tmp_path, Specification(path=PATH)), verdict) == ()


MORE_SMALL_ERRORS = {
    "a quote at the end of a line": ('x = "abc\ny = 1\n', 'x = "abc"\ny = 1\n'),
    "a quote before the bracket": ('print("hello)\n', 'print("hello")\n'),
    "a quote in an f-string": ('x = 1\ny = f"a{x}\n', 'x = 1\ny = f"a{x}"\n'),
    "a quote behind other strings": (
        "x = ['a', 'it\\'s', 'b]\n",
        "x = ['a', 'it\\'s', 'b']\n",
    ),
    "a comparison": ("x = 1\nif x = 1:\n    x = 2\n", "x = 1\nif x == 1:\n    x = 2\n"),
    "a comparison in a loop": (
        "x = 'a'\nwhile x = 'b':\n    pass\n",
        "x = 'a'\nwhile x == 'b':\n    pass\n",
    ),
    "colons of every kind": (
        "try\n    x = 1\nexcept ValueError\n    x = 2\nelse\n    x = 3\n",
        "try:\n    x = 1\nexcept ValueError:\n    x = 2\nelse:\n    x = 3\n",
    ),
    "a colon behind a string with a mark in it": (
        'if "#" in "a"\n    x = 1\n',
        'if "#" in "a":\n    x = 1\n',
    ),
    "a colon after a form feed": (
        "x = 1\n\x0c\nif x\n    x = 2\n",
        "x = 1\n\x0c\nif x:\n    x = 2\n",
    ),
    "ends of lines as Windows has them": (
        "def f(x)\r\n    return x\r\n",
        "def f(x):\r\n    return x\r\n",
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"), MORE_SMALL_ERRORS.values(), ids=MORE_SMALL_ERRORS.keys()
)
async def test_more_small_syntax_errors(text: str, expected: str, fixes_of: FixesOf) -> None:
    (fix,) = await fixes_of(text)
    assert (fix.name, fix.content.decode()) == ("syntax", expected)


@pytest.mark.parametrize(
    "text",
    [
        'f = print\nf("a, b)\n',
        'x = {"a: 1}\n',
        "x = 1\nif x = y:\n    x = 2\n",
        "if (x = 1):\n    x = 2\n",
        'x = """abc\ny = 1\n',
        "x = " + "-" * 9000 + "1\n",
        "x = " + "(" * 3000 + "\n",
        "x = '" + "a b " * 200 + "\n",
        "def f(\n" * 200,
        "'''" * 999 + "(",
        "\\" * 5000,
    ],
    ids=lambda text: text[:20],
)
async def test_what_is_not_certain_is_not_offered(text: str, fixes_of: FixesOf) -> None:
    assert await fixes_of(text) == ()


KEPT = {
    "a byte order mark": (b"\xef\xbb\xbfx  = 1\n", b"\xef\xbb\xbfx = 1\n"),
    "a mark with a cookie": (
        b"\xef\xbb\xbf# -*- coding: utf-8 -*-\nx  = 1\n",
        b"\xef\xbb\xbf# -*- coding: utf-8 -*-\nx = 1\n",
    ),
    "latin-1": (
        b"# -*- coding: latin-1 -*-\nx  = '\xe9'\n",
        b'# -*- coding: latin-1 -*-\nx = "\xe9"\n',
    ),
    "a cookie in the second line": (
        b"#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\nx  = '\x80'\n",
        b'#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\nx = "\x80"\n',
    ),
    "the ends of lines": (b"x  = 1\r\ny = 2\r\n", b"x = 1\r\ny = 2\r\n"),
}


@pytest.mark.parametrize(("before", "after"), KEPT.values(), ids=KEPT.keys())
async def test_encoding_and_line_ends_are_kept(
    before: bytes, after: bytes, tmp_path: Path, workshop: Workshop
) -> None:
    (tmp_path / "src/app").mkdir(parents=True)
    (tmp_path / PATH).write_bytes(before)
    subject = Subject(tmp_path, Specification(path=PATH))
    (fix,) = await propose(subject, await check_file(subject, workshop=workshop), workshop)
    assert fix.content == after
    (tmp_path / PATH).write_bytes(fix.content)
    verdict = await check_file(subject, workshop=workshop)
    assert verdict.check(CheckName.STYLE).result is Result.PASS  # type: ignore[union-attr]


IMPORTS = {
    "a module": ("x = json.dumps(1)\n", {}, {"import json"}),
    "a name the target has not": (
        "import datetime\n\nx = datetime.datetime.now(UTC)\n\n\n@override\ndef f() -> None: ...\n",
        {"python": "3.10"},
        None,
    ),
    "a name that the target has": (
        "def f(x: object) -> None:\n    print(x, UTC)\n",
        {"python": "3.11"},
        {"from datetime import UTC"},
    ),
    "a later name from the package that brings it to older versions": (
        "class A:\n    def f(self) -> Self:\n        return self\n",
        {"python": "3.10", "imports": ImportRules(third_party=("typing-extensions",))},
        {"from typing_extensions import Self"},
    ),
    "an allowed package": (
        "class A(BaseModel):\n    x: int = Field()\n",
        {"imports": ImportRules(third_party=("pydantic>=2",))},
        {"from pydantic import BaseModel, Field"},
    ),
    "a package that is not allowed": ("class A(BaseModel):\n    x: int\n", {}, None),
    "a package by its short name": (
        "x = np.zeros(3)\n",
        {"imports": ImportRules(third_party=("numpy",))},
        {"import numpy as np"},
    ),
    "an allowed module by its own name": (
        "x = httpx.get('a')\n",
        {"imports": ImportRules(third_party=("httpx",))},
        {"import httpx"},
    ),
    "a symbol of the project": (
        "x = Engine()\n",
        {"imports": ImportRules(local=("app",))},
        {"from app.core import Engine"},
    ),
    "a symbol that two modules have": (
        "x = twice()\n",
        {"imports": ImportRules(local=("app",))},
        None,
    ),
    "a symbol of a module that imports this one": (
        "x = Circular()\n",
        {"imports": ImportRules(local=("app",))},
        None,
    ),
    "a name of the contract": (
        "def f() -> Money:\n    return Money()\n",
        {
            "contract": "from app.money import Amount as Money\n\ndef f() -> Money: ...\n",
            "planned": ("src/app/money.py",),
            "imports": ImportRules(local=("app",)),
        },
        {"from app.money import Amount as Money"},
    ),
    "a name that is prohibited": (
        "x = Path('a')\n",
        {"imports": ImportRules(prohibited=("pathlib.Path",))},
        None,
    ),
    "a test tool in production": ("x = MagicMock()\n", {}, None),
    "a module that left": ("x = cgi.parse()\n", {"python": "3.13"}, None),
}
OTHERS = {
    "src/app/core.py": "class Engine:\n    pass\n\n\ndef twice():\n    return 2\n",
    "src/app/other.py": "twice = 2\n",
    "src/app/circle.py": "from app.mod import x\n\n\nclass Circular:\n    pass\n",
    "src/app/broken.py": "class (\n",
}


@pytest.mark.parametrize(("text", "rules", "lines"), IMPORTS.values(), ids=IMPORTS.keys())
async def test_imports_are_found(
    text: str, rules: dict[str, Any], lines: set[str] | None, tmp_path: Path, fixes_of: FixesOf
) -> None:
    repository(tmp_path, OTHERS)
    fixes = [
        fix
        for fix in await fixes_of(text, Specification(path=PATH, **rules))
        if fix.name == "imports"
    ]
    if lines is None:
        assert fixes == []
        return
    (fix,) = fixes
    assert lines <= set(fix.content.decode().splitlines())
    assert text in fix.content.decode()


async def test_an_import_that_nothing_uses_is_taken_out(fixes_of: FixesOf) -> None:
    text = "import json\nimport sys\n\nprint(sys.argv)\n"
    fix = (await fixes_of(text))[0]
    assert fix.name == "imports"
    assert fix.content.decode() == "import sys\n\nprint(sys.argv)\n"
    assert fix.explanation == "nothing uses what is imported in line 1"


async def test_an_import_that_the_contract_wants_stays(fixes_of: FixesOf) -> None:
    spec = Specification(
        path=PATH, contract="from json import dumps\n__all__ = ['x', 'dumps']\nx: int\n"
    )
    assert await fixes_of('from json import dumps\n\nx = 1\n__all__ = ["x", "dumps"]\n', spec) == ()


async def test_what_makes_nothing_better_is_not_offered(fixes_of: FixesOf) -> None:
    # The import would push the file over its limit, which is no progress.
    spec = Specification(path=PATH, style=StyleRules(max_lines=1, select=("E",)))
    fixes = await fixes_of("x = json.dumps(1)\n", spec)
    assert [fix.name for fix in fixes if fix.name == "imports"] == []


async def test_white_space_of_other_kinds(tmp_path: Path, workshop: Workshop) -> None:
    text = "[project] \r\nname = 'a'"
    repository(tmp_path, {"pyproject.toml": text})
    subject = Subject(tmp_path, Specification(path="pyproject.toml"))
    verdict = await check_file(subject, workshop=workshop)
    assert verdict.check(CheckName.STYLE).result is Result.FAIL  # type: ignore[union-attr]
    (fix,) = await propose(subject, verdict, workshop)
    assert fix.content == b"[project]\r\nname = 'a'\r\n"
    assert "\\ No newline at end of file" in fix.diff


async def test_a_diff_that_nobody_could_read_is_not_offered(fixes_of: FixesOf) -> None:
    assert await fixes_of("x  = 1\n" * 6000) == ()
