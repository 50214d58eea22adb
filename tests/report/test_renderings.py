"""Every rendering holds all nine sections, and no text of others breaks any of them."""

from __future__ import annotations

import json
import re
import shlex
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from wcwidth import width

from pbc_tui.design.plain_text import single_line
from pbc_tui.report import model as m
from pbc_tui.report.markdown import plain
from pbc_tui.report.pictures.bars import share
from pbc_tui.report.whole import RENDERINGS, Report
from pbc_tui.report.words import span_text
from pbc_tui.session import events as e
from pbc_tui.workflow.project import Project
from tests.report.sessions import report_of
from tests.report.test_report import SECTIONS

WICKED = (
    "</li><script>alert(1)</script>\n# title\n1. EXECUTIVE SUMMARY\n===\n| a | `b` \x1b[2J\u202e"
)
_VOID = frozenset(["meta", "input"])


class Page(HTMLParser):
    """Reads a page: which elements it has, whether they nest, what its text says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.fixture
def wicked(project: Project) -> Report:
    """The report of a session in which a person wrote what would break it."""
    project.record(e.Noted(text=WICKED))
    report = report_of(project)
    summary = report.summary.model_copy(update={"purpose": WICKED, "name": WICKED})
    prompts = tuple(
        prompt.model_copy(update={"text": f"```\n{WICKED}\n</pre>"})
        for prompt in report.appendices.prompts
    )
    appendices = report.appendices.model_copy(update={"prompts": prompts})
    return report.model_copy(update={"summary": summary, "appendices": appendices})


def test_the_page_has_its_sections_and_loads_nothing(wicked: Report) -> None:
    text = RENDERINGS["html"](wicked)
    page = Page(text)
    assert page.open == []
    assert page.tags.count("script") == 1
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert [link for link in page.links if "section" in link] == [
        f"#section-{number}" for number in range(1, 10)
    ]
    for section in SECTIONS:
        assert section in page.said
    assert "svg" in page.tags
    assert "</li><script>alert(1)</script> # title" in page.said
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_page_tells_what_markdown_tells(project: Project) -> None:
    report = report_of(project)
    said = " ".join(Page(RENDERINGS["html"](report)).said.split())
    for task in report.tasks:
        assert f"{task.id}: {task.path}" in said
    for line in report.appendices.log:
        assert " ".join(line.text.split()) in said


def test_plain_text_has_its_sections(wicked: Report) -> None:
    text = RENDERINGS["txt"](wicked)
    found = re.findall(r"^(\d\. .+)\n=+$", text, flags=re.MULTILINE)
    assert found == [section.upper() for section in SECTIONS]
    assert "\x1b" not in text


def test_no_line_of_the_plain_text_is_wider_than_a_terminal(wicked: Report) -> None:
    long = "src/" + "a_long_name_without_a_break_" * 9 + " 日本語の長い文章です" * 12
    files = tuple(file.model_copy(update={"path": long, "purpose": long}) for file in wicked.files)
    command = m.Command(purpose=long, line=f"tool {'--option value ' * 20}'two words'")
    report = wicked.model_copy(
        update={
            "files": files,
            "summary": wicked.summary.model_copy(update={"name": long, "purpose": long}),
            "decisions": wicked.decisions.model_copy(update={"structure": f"└─ {long}"}),
            "next_steps": wicked.next_steps.model_copy(update={"commands": (command,)}),
        }
    )
    text = RENDERINGS["txt"](report)
    assert max(width(line) for line in text.splitlines()) == 80
    _, _, told = text.partition("    tool --option")
    lines = ("tool --option" + told.split("\n\n")[0]).replace("\\\n", "")
    assert shlex.split(lines) == shlex.split(command.line)


@pytest.mark.parametrize(
    "line",
    ["- " + "every tool is named by its exact words, " * 5, "        " + "x" * 200 + " end of it"],
)
def test_a_long_line_of_a_prompt_goes_on_with_a_whole_word(wicked: Report, line: str) -> None:
    decisions = wicked.decisions.model_copy(update={"structure": f"before\n{line}\nafter"})
    text = RENDERINGS["txt"](wicked.model_copy(update={"decisions": decisions}))
    told = text.partition("    before\n")[2].partition("\n    after")[0]
    pieces = [told[4:] for told in told.splitlines()]
    assert len(pieces) > 2
    assert "".join(pieces) == line.rstrip()
    assert all(piece.startswith((" ", "x")) for piece in pieces[1:])


def test_markdown_forges_no_heading(wicked: Report) -> None:
    text = RENDERINGS["md"](wicked)
    outside = re.sub(r"^(`{3,})text\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^## (.+)$", outside, flags=re.MULTILINE) == SECTIONS
    assert "<script" not in outside.replace(r"\<script", "")


@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        st.text("_*`[]()<>&|~#-+=!\\\"'.:1a ", max_size=20),
        st.sampled_from(
            ["src/app/__init__.py", "&amp;", "1. one", "- a", "![x](y)", "a\\|b", "~~a~~"]
        ),
    )
)
def test_foreign_text_is_read_back_as_it_was(text: str) -> None:
    wanted = single_line(text, 2000)
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    paragraph = Page(markdown.render(f"{plain(text)}\n"))
    assert paragraph.tags == (["p"] if wanted else [])
    assert paragraph.said.rstrip("\n") == wanted
    table = Page(markdown.render(f"| a |\n| --- |\n| {plain(text)} |\n"))
    assert table.tags == ["table", "thead", "tr", "th", "tbody", "tr", "td"]
    assert table.said.replace("\n", "") == f"a{wanted}"


def test_json_loses_nothing_and_hides_nothing(wicked: Report) -> None:
    text = RENDERINGS["json"](wicked)
    assert json.loads(text)["summary"]["name"] == WICKED
    assert Report.model_validate_json(text) == wicked
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert {sign for sign in text if not sign.isprintable()} == {"\n"}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_words_leave_every_rendering_whole(wicked: Report, words: str) -> None:
    summary = wicked.summary.model_copy(update={"purpose": words, "reasons": (words,)})
    report = wicked.model_copy(update={"summary": summary})
    assert Page(RENDERINGS["html"](report)).open == []
    assert Report.model_validate_json(RENDERINGS["json"](report)) == report
    assert RENDERINGS["md"](report).count("\n## ") >= 9
    found = re.findall(r"^\d\. .+\n=+$", RENDERINGS["txt"](report), flags=re.MULTILINE)
    assert len(found) == 9


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.6, "1 min"), (3725, "1 h 2 min"), (90061, "1 d 1 h")],
)
def test_spans_in_words(seconds: float, words: str) -> None:
    assert span_text(seconds) == words


def test_bars_stay_inside() -> None:
    assert [share(*pair) for pair in ((0, 5), (5, 5), (9, 5), (-1, 5), (1, 0))] == [
        0,
        100,
        100,
        0,
        0,
    ]
