"""The page in a real browser: its policy lets its own style and script through, the search works.

Skipped where Debian's chromium is not there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

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
