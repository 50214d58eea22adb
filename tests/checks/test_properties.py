"""No bytes and no file name crash a check; every verdict is one of the documented results."""

from __future__ import annotations

import asyncio
import contextlib
import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbc_tui.checks.analysis.parts import PARTS
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.checks.kinds import Kind, holds_tests, is_test, kind_of
from pbc_tui.checks.pipeline import check_file, started
from pbc_tui.checks.results import finding, ordered, ruff_finding
from pbc_tui.checks.source import Refused, Source, decode, read_source
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.plain_text import sanitize
from pbc_tui.design.specification import ImportRules, Specification, StyleRules
from pbc_tui.design.verdict import CheckName, Result, Verdict
from tests.checks.hostile_texts import contents, endings, file_names, python_texts, texts
from tests.checks.inspecting import repository

# The same examples in every run; many more, and others each time, with `-m matrix`.
quick = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
long = settings(quick, max_examples=3000, derandomize=False, print_blob=True)

CONTRACT = """
class C(Base):
    LIMIT: int = 3
    @property
    def name(self) -> str: ...
    async def g(self, x: int, /, *, y: str = ...) -> None: ...
def f(x: int = ..., *args: str, **kwargs: object) -> None: ...
__all__ = ["C", "f"]
"""


def specification(path: str, contract: str = CONTRACT) -> Specification:
    """Everything that a specification can ask for, of a path that no task file would admit."""
    spec = Specification(
        path="a.py",
        contract=contract,
        required_tables=("project", "project.version"),
        tests=("tests/test_a.py",),
        imports=ImportRules(stdlib=("json",), prohibited=("os.environ",), local=("a",)),
        style=StyleRules(
            forbid=("print", "todo", "debugger", "stub"), docstrings="google", max_lines=9
        ),
    )
    return spec.model_copy(update={"path": path})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that a file may belong to."""
    place = tmp_path_factory.mktemp("repository")
    repository(
        place,
        {
            "a/__init__.py": "from a.b import *\n",
            "a/b.py": "class Base:\n    pass\n",
            "tests/test_a.py": "def test_it():\n    pass\n",
            "pyproject.toml": '[project]\nname = "a"\nversion = "1"\n',
        },
    )
    return place


@pytest.fixture(scope="module")
def warm() -> Iterator[tuple[asyncio.Runner, Workshop]]:
    """A loop with warm tools, so that a verdict takes a moment only."""
    with asyncio.Runner() as runner:
        workshop = Workshop()

        async def begin() -> None:
            workshop.start()

        runner.run(begin())
        yield runner, workshop
        runner.run(workshop.stop())


def reading_is_total(content: bytes, python: bool) -> None:
    source = decode(content, python=python)
    assert source.content == content
    assert bool(source.fault) >= (source.fault_line > 0)
    source.text.encode("utf-8")
    started(content, specification("a.py"))


def analysis_is_total(root: Path, text: str, ending: str, contract: str) -> None:
    path = f"a/mod{ending}"
    kind = kind_of(path)
    source = decode(text.encode("utf-8", "replace"), python=kind is Kind.PYTHON)
    request = Request(
        content=source.content,
        text=source.text,
        kind=kind.value,
        root=str(root),
        spec=specification(path, contract).model_dump(mode="json"),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _, part in PARTS:
            json.dumps(part(request))


def judged(warm: tuple[asyncio.Runner, Workshop], root: Path, path: str, content: bytes) -> Verdict:
    place = root / path
    place.write_bytes(content)
    try:
        # Without its tests: those need a process of their own, whatever the file holds.
        spec = specification(path).model_copy(update={"tests_skipped": "not here"})
        runner, workshop = warm
        return runner.run(check_file(Subject(root, spec), workshop=workshop))
    finally:
        place.unlink()


def documented(verdict: Verdict, path: str) -> None:
    assert verdict.path == path
    assert [check.name for check in verdict.checks] == list(CheckName)
    for check in verdict.checks:
        assert check.result in Result
        assert "the check broke" not in check.reason, check
        assert "gave up" not in check.reason, check
        if check.result is not Result.PASS:
            assert check.reason, check
        told = [check.reason, *check.missing, *(f.message + f.code for f in check.findings)]
        for words in told:
            assert words == sanitize(words), check
            assert "\n" not in words, check
    json.dumps(verdict.public()).encode("ascii")


@quick
@given(content=contents, python=st.booleans())
def test_reading_any_bytes(content: bytes, python: bool) -> None:
    reading_is_total(content, python)


@quick
@given(text=texts, ending=endings, contract=st.sampled_from([CONTRACT, ""]) | python_texts)
def test_analysing_any_text(root: Path, text: str, ending: str, contract: str) -> None:
    analysis_is_total(root, text, ending, contract)


@quick
@given(name=file_names)
def test_any_name_is_of_some_kind(root: Path, name: str) -> None:
    assert kind_of(name) in Kind
    assert is_test(name) >= holds_tests(name)
    with contextlib.suppress(Refused):
        assert isinstance(read_source(root, name, python=True), Source)


@quick
@given(
    row=st.fixed_dictionaries(
        {
            "line": st.integers() | st.booleans(),
            "column": st.integers(),
            "code": st.text(max_size=60),
            "message": st.text(max_size=400),
            "critical": st.booleans(),
        }
    )
)
def test_any_finding_is_one_safe_line(row: dict[str, object]) -> None:
    found = finding(row)
    assert min(found.line, found.column) >= 0
    for words in (found.code, found.message):
        assert words == sanitize(words)
        assert "\n" not in words
    assert ordered([found, found]) == (found,)
    place = {"row": found.line, "column": found.column}
    assert ruff_finding({**row, "location": place}).message == found.message


@settings(quick, max_examples=25)
@given(content=contents, ending=endings)
def test_any_bytes_get_a_verdict(
    warm: tuple[asyncio.Runner, Workshop], root: Path, content: bytes, ending: str
) -> None:
    path = f"a/mod{ending}"
    documented(judged(warm, root, path, content), path)


@settings(quick, max_examples=25)
@given(name=file_names, content=st.sampled_from([b'"""A module."""\n', b"[project]\n", b"\0"]))
def test_any_name_gets_a_verdict(
    warm: tuple[asyncio.Runner, Workshop], root: Path, name: str, content: bytes
) -> None:
    documented(judged(warm, root, name, content), name)


@pytest.mark.matrix
class TestLong:
    @long
    @given(content=contents, python=st.booleans())
    def test_reading_any_bytes(self, content: bytes, python: bool) -> None:
        reading_is_total(content, python)

    @long
    @given(text=texts, ending=endings, contract=st.sampled_from([CONTRACT, ""]) | python_texts)
    def test_analysing_any_text(self, root: Path, text: str, ending: str, contract: str) -> None:
        analysis_is_total(root, text, ending, contract)

    @settings(long, max_examples=300)
    @given(content=contents, ending=endings)
    def test_any_bytes_get_a_verdict(
        self, warm: tuple[asyncio.Runner, Workshop], root: Path, content: bytes, ending: str
    ) -> None:
        path = f"a/mod{ending}"
        documented(judged(warm, root, path, content), path)

    @settings(long, max_examples=300)
    @given(name=file_names, content=contents)
    def test_any_name_gets_a_verdict(
        self, warm: tuple[asyncio.Runner, Workshop], root: Path, name: str, content: bytes
    ) -> None:
        documented(judged(warm, root, name, content), name)
