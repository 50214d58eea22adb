"""Reading what is newer than the Python that runs pbc-tui."""

import sys
from pathlib import Path

import pytest

from pbc_tui.checks.pipeline import Subject, check_file
from pbc_tui.checks.readers import reader_for
from pbc_tui.design.specification import ImportRules, Specification
from pbc_tui.design.verdict import Overall
from pbc_tui.workspace.interpreters import find_interpreter
from tests.checks.inspecting import repository

NEWER = f"3.{sys.version_info.minor + 1}"
SOURCE = '''"""A module."""

import json


def first[T](items: list[T]) -> T:
    """Return the first."""
    return items[0]


def show(d: dict[str, str]) -> str:
    """Show one."""
    return f"{'\\n'.join(d)} {json.dumps(d)}"
'''


async def test_its_own_interpreter_reads_what_it_knows() -> None:
    reader = await reader_for("3.10", None)
    assert reader.python == Path(sys.executable)
    assert reader.fits


async def test_the_project_s_interpreter_reads_what_is_newer(tmp_path: Path) -> None:
    reader = await reader_for(NEWER, tmp_path / "python")
    assert reader.python == tmp_path / "python"
    assert "-S" in reader.command("pass")


async def test_without_any_the_own_one_reads_what_it_can() -> None:
    reader = await reader_for("3.99", None)
    assert not reader.fits


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python knows the syntax itself")
async def test_all_checks_read_newer_syntax(tmp_path: Path) -> None:
    found = await find_interpreter(">=3.12")
    if found is None:
        pytest.skip("there is no Python 3.12 or later on this machine")
    repository(tmp_path, {"src/app/mod.py": SOURCE})
    spec = Specification(
        path="src/app/mod.py",
        python="3.12",
        contract="def first[T](items: list[T]) -> T: ...\ndef show(d: dict[str, str]) -> str: ...",
        imports=ImportRules(stdlib=("json",)),
    )
    verdict = await check_file(Subject(tmp_path, spec, python=found[0]))
    assert verdict.overall is Overall.ACCEPTABLE, verdict
