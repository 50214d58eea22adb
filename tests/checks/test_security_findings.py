"""Findings of several tools: told once, and bound to the text that they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.checks.results import MOST_FINDINGS
from pbc_tui.checks.security import check_security
from pbc_tui.checks.security_findings import Sighting, anchored, merged
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import Finding, Result
from tests.checks.inspecting import inspection

_FILE = """import subprocess

def run(name):
    return subprocess.run(f"ls {name}", shell=True)
"""


async def _fingerprints(tmp_path: Path, source: str) -> list[str]:
    path = "src/app/mod.py"
    spec = Specification(path=path, python="3.11")
    result = await check_security(inspection(tmp_path, spec, {path: source}))
    return [finding.fingerprint for finding in result.critical]


@pytest.mark.parametrize(
    "same",
    [
        '"""Runs things."""\n\n\n' + _FILE,
        _FILE.replace("    return", "    name = name.strip()\n    return"),
        _FILE.replace(
            'subprocess.run(f"ls {name}", shell=True)',
            "subprocess.run(\n        f'ls {name}',\n        shell=True,\n    )",
        ),
    ],
    ids=["moved down", "beside other lines", "formatted otherwise"],
)
async def test_the_same_finding(same: str, tmp_path: Path) -> None:
    before = await _fingerprints(tmp_path / "before", _FILE)
    assert before
    assert await _fingerprints(tmp_path / "after", same) == before


@pytest.mark.parametrize(
    "other",
    [
        _FILE.replace("ls {name}", "rm -rf {name}"),
        _FILE.replace('(f"ls {name}"', '(\n        f"rm -rf {name}"'),
        _FILE.replace("shell=True", "shell=True, cwd='/'"),
    ],
    ids=["another command", "another command on the next line", "another argument"],
)
async def test_another_finding(other: str, tmp_path: Path) -> None:
    before = await _fingerprints(tmp_path / "before", _FILE)
    after = await _fingerprints(tmp_path / "after", other)
    assert after
    assert not set(after) & set(before)


async def test_the_same_line_twice_is_two_findings(tmp_path: Path) -> None:
    twice = _FILE + "\n\ndef again(name):\n" + _FILE.splitlines()[-1] + "\n"
    found = await _fingerprints(tmp_path, twice)
    assert len(found) == len(set(found)) == 2
    assert (await _fingerprints(tmp_path / "once", _FILE))[0] in found


async def test_two_secrets_on_one_line_are_two_findings(tmp_path: Path) -> None:
    source = 'connect(password="s3cr3t!", token="ghp_1234567890abcdefghijklmnopqrstuvwxyzAB")\n'
    assert len(await _fingerprints(tmp_path, source)) == 2


def _sighting(code: str, first: int, last: int, *, critical: bool) -> Sighting:
    found = Finding(line=first, code=code, message=code, critical=critical)
    return Sighting(found, first, last)


def test_one_danger_is_told_once_in_the_words_of_the_first_source() -> None:
    own = _sighting("shell", 3, 6, critical=True)
    assert merged([own], [_sighting("B602", 5, 5, critical=True)]) == [own]


def test_another_danger_on_the_same_line_is_not_lost() -> None:
    own, tool = _sighting("shell", 3, 3, critical=True), _sighting("B301", 3, 3, critical=True)
    assert merged([own], [tool]) == [own, tool]


def test_a_heavier_finding_is_not_lost_behind_a_lighter_one() -> None:
    own, tool = _sighting("tls", 3, 3, critical=False), _sighting("B501", 3, 3, critical=True)
    assert merged([own], [tool]) == [tool]


def test_a_finding_about_the_file_as_a_whole_has_an_anchor() -> None:
    (one,) = anchored([_sighting("x", 0, 0, critical=True)], "a\n")
    assert one.anchor


async def test_what_could_not_be_looked_at_stands_beside_what_was_found(tmp_path: Path) -> None:
    path = "src/app/mod.py"
    spec = Specification(path=path, python="3.11")
    source = 'password = "s3cr3t-Value9"\nthis is no Python\n'
    result = await check_security(inspection(tmp_path, spec, {path: source}))
    assert result.result is Result.FAIL
    assert result.critical
    assert result.missing


async def test_a_flood_of_findings_is_cut_and_says_so(tmp_path: Path) -> None:
    path = "src/app/mod.py"
    spec = Specification(path=path, python="3.11")
    source = "def run(text):\n" + "    eval(text)\n" * 700
    result = await check_security(inspection(tmp_path, spec, {path: source}))
    assert result.result is Result.FAIL
    assert len(result.findings) == MOST_FINDINGS
    # Dismissing what is listed does not pass what is not.
    assert any("not listed" in gap for gap in result.missing)
