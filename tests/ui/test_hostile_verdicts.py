"""The validation pane shows any verdict: nothing is executed, nothing but ours is drawn."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict
from pbc_tui.session.progress import Progress, Status
from pbc_tui.ui.text import clean, hanging, span
from pbc_tui.ui.verdict_text import finding_rows
from pbc_tui.ui.widgets.verdict_pane import VerdictPane
from pbc_tui.workflow.live import Live
from tests.ui.hostile import harmless
from tests.ui.walking import Walk, prepare_one_file, walking

_PIECES = (
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.org\x1b\\link",
    "\x9b31m",
    "\u202e",
    "\u2066",
    "\r\n",
    "\t",
    "\0",
    "\ud800",
    "[bold",
    "[/]",
    "[@click=app.quit]x[/]",
    "$accent",
    "\\[",
    "漢字",
    "e\u0301\u0301\u0301",
    "👩‍👩‍👧",
    "\u2028",
    "x" * 300,
    " ",
)
hostile = st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=6).map("".join)
findings = st.builds(
    Finding,
    line=st.integers(0, 12),
    column=st.integers(0, 400),
    code=hostile,
    message=hostile,
    critical=st.booleans(),
)
verdicts = st.builds(
    lambda path, checks, dismissed: Verdict(path=path, checks=checks, dismissed=dismissed),
    hostile,
    st.tuples(
        *(
            st.builds(
                CheckResult,
                name=st.just(name),
                result=st.sampled_from(Result),
                reason=hostile,
                missing=st.lists(hostile, max_size=2).map(tuple),
                findings=st.lists(findings, max_size=3).map(tuple),
                lawful=st.booleans(),
                output=hostile,
            )
            for name in CheckName
        )
    ),
    st.lists(hostile, max_size=2).map(tuple),
)
sources = st.lists(hostile, max_size=12).map("\n".join)

_numbers = itertools.count(1000)

quick = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@quick
@given(text=hostile, width=st.integers(0, 90))
def test_outside_text_is_harmless(text: str, width: int) -> None:
    for content in (clean(text), span(text), hanging("  ", text, width)):
        harmless(content.plain)
        assert not any(part.style and "click" in str(part.style) for part in content.spans)


@quick
@given(verdict=verdicts, source=sources, width=st.integers(30, 120))
def test_any_verdict_becomes_rows(verdict: Verdict, source: str, width: int) -> None:
    reasons = {f.fingerprint: f.message for check in verdict.checks for f in check.findings}
    rows = list(finding_rows(verdict.checks, source, verdict, width, reasons))
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        harmless(row.content.plain)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[asyncio.Runner, Walk]]:
    """The application with a task open, and the loop in which it runs."""
    place = tmp_path_factory.mktemp("project")
    prepare_one_file(place)
    with asyncio.Runner() as runner:
        application = walking(place, begin="BuildScreen")
        walk = runner.run(application.__aenter__())
        runner.run(walk.until(lambda: bool(walk.state.opened)))
        yield runner, walk
        runner.run(application.__aexit__(None, None, None))


@quick
@given(verdict=verdicts, source=sources)
def test_any_verdict_is_drawn(
    build: tuple[asyncio.Runner, Walk], verdict: Verdict, source: str
) -> None:
    runner, walk = build
    runner.run(drawn(walk, verdict, source))


@pytest.mark.matrix
@settings(quick, max_examples=1000, derandomize=False)
@given(verdict=verdicts, source=sources)
def test_very_many_verdicts_are_drawn(
    build: tuple[asyncio.Runner, Walk], verdict: Verdict, source: str
) -> None:
    runner, walk = build
    runner.run(drawn(walk, verdict, source))


def test_a_path_is_no_markup(build: tuple[asyncio.Runner, Walk]) -> None:
    runner, walk = build
    runner.run(drawn(walk, Verdict(path="a/[red]x[/red]\u202e.py", checks=()), ""))
    assert "  a/[red]x[/red]\\u202e.py" in walk.text


async def drawn(walk: Walk, verdict: Verdict, source: str) -> None:
    # A number that no screen has shown yet tells when it is drawn.
    number = f"TASK-{next(_numbers)}"
    task = dataclasses.replace(walk.state.plan.by_id["TASK-001"], id=number, path=verdict.path)
    pane = walk.app.screen.query_one(VerdictPane)
    pane.show_task(task, Progress(status=Status.ACCEPTED, verdict=verdict), Live(), source)
    await walk.until(lambda: number in walk.text)
    harmless(walk.text)
    assert walk.app.is_running
