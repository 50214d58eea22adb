"""The report of a synthetic session: nothing in it that the journal or the disk does not show."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.report.markdown import plain
from pbc_tui.report.narration import _SENTENCES, sentence
from pbc_tui.report.whole import RENDERINGS, Report
from pbc_tui.session import events as e
from pbc_tui.workflow.project import Project
from tests.report.sessions import report_of
from tests.workflow.designs import WORDS

SECTIONS = [
    "1. Executive summary",
    "2. Decisions",
    "3. Tasks",
    "4. File inventory",
    "5. Metrics",
    "6. Outstanding issues",
    "7. Next steps",
    "8. Warnings and recommendations",
    "9. Appendices",
]


def test_the_summary_counts_what_happened(project: Project) -> None:
    summary = report_of(project).summary
    assert (summary.planned, summary.completed, summary.deferred, summary.failed) == (3, 2, 1, 0)
    assert summary.readiness == "not ready"
    assert "TASK-003 tests/test_words.py is deferred" in summary.reasons


def test_figures_are_measured_or_say_why_not(project: Project) -> None:
    figures = {figure.name: figure for figure in report_of(project).metrics}
    code = [line for line in WORDS.splitlines() if line.strip()]
    assert figures["lines of code"].value == len(code)
    assert figures["lines of tests"].value == 0
    assert figures["tests passed"].value is None
    assert figures["tests passed"].reason == "the whole test suite has not run"
    project.record(e.SuiteRan(passed=4, failed=0, coverage=91.5))
    figures = {figure.name: figure for figure in report_of(project).metrics}
    assert figures["tests passed"].value == 4
    assert figures["coverage"].value == 91.5


def test_files_have_their_size_and_standing(project: Project) -> None:
    files = {file.path: file for file in report_of(project).files}
    assert files["src/demo_app/words.py"].size == len(WORDS.encode())
    assert files["src/demo_app/words.py"].standing == "validated"
    assert files["tests/test_words.py"].size is None
    assert files["tests/test_words.py"].standing == "not written"


def test_a_failure_and_how_it_was_resolved_are_logged(project: Project) -> None:
    (failure,) = report_of(project).appendices.failures
    assert failure.task == "TASK-002"
    assert failure.failures == ("contract FAIL: `count` is | missing",)
    assert "call it *count*" in failure.resolution


def test_markdown_has_nine_sections_in_order(project: Project) -> None:
    text = RENDERINGS["md"](report_of(project))
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == SECTIONS
    assert "call it \\*count\\*" in text
    assert "is \\| missing" in text


def test_a_prompt_cannot_leave_its_fence(project: Project) -> None:
    text = RENDERINGS["md"](report_of(project))
    assert "````text\nprompt of TASK-001\n```\n# no heading\n````" in text


def test_json_is_of_the_documented_shape(project: Project) -> None:
    report = report_of(project)
    text = RENDERINGS["json"](report)
    assert Report.model_validate_json(text) == report
    assert set(json.loads(text)) == set(Report.model_json_schema()["properties"])


def test_every_event_has_its_sentence(project: Project) -> None:
    assert set(_SENTENCES) == set(e.Event.__args__)
    for event in project.state.log:
        assert sentence(event)
        assert "\n" not in sentence(event)


@given(st.text())
def test_foreign_text_stays_one_line_without_markup(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert not shown.startswith(("#", "-", "+", "=", ">"))
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*<>|\[\]]", shown)
