"""Files that mean harm to what reads them: each ends in a verdict, in bounded time."""

import asyncio
from pathlib import Path

import pytest

from pbc_tui.checks.pipeline import CHECKS, Subject, check_file
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import Overall
from tests.checks.inspecting import repository

pytestmark = pytest.mark.asyncio(loop_scope="module")

SPEC = Specification(path="src/app/mod.py", contract="def double(x: int) -> int: ...")


def subject(root: Path, content: bytes, spec: Specification) -> Subject:
    repository(root, {"src/app/__init__.py": ""})
    (root / spec.path).write_bytes(content)
    return Subject(root, spec)


HOSTILE: dict[str, bytes] = {
    "nine thousand signs": b"x = " + b"-" * 9000 + b"1\n",
    "twenty thousand terms": b"x = " + b"+".join([b"1"] * 20_000) + b"\n",
    "deep brackets": b"x = " + b"(" * 5000 + b")" * 5000 + b"\n",
    "deep brackets in JSON style": b"x = " + b"[" * 100_000 + b"\n",
    "one huge line": b"x = '" + b"a" * 900_000 + b"'\n",
    "many lines": b"x = 1\n" * 30_000,
    "NUL bytes": b"\0" * 1000,
    "random bytes": bytes(range(256)) * 100,
    "escape sequences": b"x = '\x1b]0;title\x07\x1b[2J'\n",
    "a bomb of names": b"".join(b"a%d = a%d or a%d\n" % (n + 1, n, n) for n in range(2000)),
    "a bomb of strings": b"".join(b"a%d = a%d + a%d\n" % (n + 1, n, n) for n in range(60)),
    "an f-string in an f-string": b"x = f'{f\"{1}\"}'\n" * 100,
    "a punycode cookie": b"# coding: punycode\n" + b"a-" * 10_000,
    "deep functions": b"".join(b" " * n + b"def f():\n" for n in range(99)) + b" " * 99 + b"pass\n",
    "slow pattern bait": b"# password=" + b"'a" * 50_000 + b"\n",
    "slow pattern bait of spaces": b"x = 1 #" + b" " * 200_000 + b"noqa\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_files_end_in_a_verdict(
    content: bytes, tmp_path: Path, workshop: Workshop
) -> None:
    async with asyncio.timeout(60):
        verdict = await check_file(subject(tmp_path, content, SPEC), workshop=workshop)
    assert verdict.overall is Overall.NEEDS_REVISION
    shown = [text for c in verdict.checks for text in (c.reason, *(f.message for f in c.findings))]
    assert not any("\x1b" in text or "\0" in text for text in shown)


HOSTILE_OTHERS = {
    "nested JSON": ("a.json", b"[" * 200_000),
    "nested TOML": ("a.toml", b"a = " + b"[" * 50_000),
    "nested YAML": ("a.yaml", b"[" * 5_000),
    "a bomb of aliases in YAML": (
        "b.yaml",
        b"a: &a [x, x]\nb: &b [*a, *a]\n"
        + b"".join(b"k%d: &k%d [*%s, *%s]\n" % (n, n, p, p) for n, p in enumerate([b"b"] * 30)),
    ),
    "a huge number in JSON": ("a.json", b"[" + b"9" * 100_000 + b"]"),
    "a date that is none in YAML": ("a.yaml", b"a: 2024-99-99\n"),
}


@pytest.mark.parametrize(("path", "content"), HOSTILE_OTHERS.values(), ids=HOSTILE_OTHERS.keys())
async def test_hostile_files_of_other_kinds(
    path: str, content: bytes, tmp_path: Path, workshop: Workshop
) -> None:
    judged = subject(tmp_path, content, Specification(path=path))
    async with asyncio.timeout(60):
        verdict = await check_file(judged, workshop=workshop)
    assert len(verdict.checks) == len(CHECKS)
