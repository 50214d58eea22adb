"""The page in a real browser: its policy lets its own style and script through, the search works.

Skipped where Debian's chromium is not there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pbc_tui.report.pictures.bars import share
from pbc_tui.report.whole import RENDERINGS
from pbc_tui.workflow.project import Project
from tests.report.sessions import report_of

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here")
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0")


def _browse(page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            str(CHROMIUM),
            *_OPTIONS,
            f"--user-data-dir={page.parent / 'profile'}",
            *options,
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_the_page_searches_in_a_browser_under_its_own_policy(
    project: Project, tmp_path: Path
) -> None:
    text = RENDERINGS["html"](report_of(project))
    # A second script is one that the policy has to refuse.
    foreign = "<script>document.title = 'foreign'</script></body>"
    page = tmp_path / "report.html"
    page.write_text(text.replace("</body>", foreign), encoding="utf-8")
    seen = _browse(page, "--dump-dom")
    assert "<title>Generation report: demo-app</title>" in seen.stdout
    assert re.search(r'<search id="search">', seen.stdout), "its own script did not run"
    assert seen.stderr.count("Content Security Policy") == 1


def test_a_search_leaves_only_what_holds_the_words(project: Project, tmp_path: Path) -> None:
    text = RENDERINGS["html"](report_of(project))
    asked = (
        "<script>document.getElementById('wanted').value = 'count*';"
        "document.getElementById('wanted').dispatchEvent(new Event('input'));</script></body>"
    )
    page = tmp_path / "report.html"
    # Only this test types, so only here the policy goes.
    page.write_text(
        re.sub(r"<meta http-equiv[^>]*>", "", text).replace("</body>", asked), encoding="utf-8"
    )
    dom = _browse(page, "--dump-dom").stdout
    told = re.search(r'<p id="found" role="status"[^>]*>(\d+) places?</p>', dom)
    assert told is not None
    rows = re.findall(r"<(?:tr|li|p|pre|figure)(?: [^>]*)?>", dom.partition("<main")[2])
    left = [row for row in rows if "missed" not in row]
    assert 0 < int(told[1]) < len(rows) / 4
    assert len(left) < len(rows) / 2
    assert re.search(r"<details open", dom), "a hit in an appendix opens it"


def test_the_page_has_no_overflow_and_prints(project: Project, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(RENDERINGS["html"](report_of(project)), encoding="utf-8")
    pdf, picture = tmp_path / "report.pdf", tmp_path / "report.png"
    _browse(page, f"--print-to-pdf={pdf}")
    assert pdf.read_bytes().startswith(b"%PDF")
    _browse(page, f"--screenshot={picture}", "--window-size=500,900")
    assert picture.stat().st_size > 10_000


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_only_what_is_counted_is_filled_in_a_row_of_bars(
    project: Project, tmp_path: Path, medium: str
) -> None:
    text = RENDERINGS["html"](report_of(project))
    # Each part of a row that has a colour of its own, with its width.
    asked = (
        "<script>document.title = [...document.querySelectorAll('figure')]"
        ".find(each => each.textContent.includes('Tasks by what became of them'))"
        ".querySelectorAll('rect').values()"
        ".filter(each => getComputedStyle(each).fill !== 'none')"
        ".map(each => each.getAttribute('width')).toArray().join(' ');</script></body>"
    )
    page = tmp_path / "report.html"
    text = re.sub(r"<meta http-equiv[^>]*>", "", text).replace("</body>", asked)
    page.write_text(text.replace("@media print", f"@media {medium}"), encoding="utf-8")
    told = re.search(r"<title>([^<]*)</title>", _browse(page, "--dump-dom").stdout)
    assert told is not None
    counts = report_of(project).summary
    shares = [
        share(count, counts.planned) * 3
        for count in (
            counts.completed,
            counts.failed,
            counts.skipped,
            counts.deferred,
            counts.open,
        )
    ]
    assert 0.0 in shares
    assert [float(width) for width in told[1].split()] == pytest.approx(shares, abs=0.1)
