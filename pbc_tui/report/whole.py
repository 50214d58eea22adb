"""All that makes a report: its model, what is measured for it, and its renderings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pbc_tui.report.build import build_report
from pbc_tui.report.evidence import known_plan
from pbc_tui.report.html import render_html
from pbc_tui.report.json_text import render_json
from pbc_tui.report.markdown import render_markdown
from pbc_tui.report.measure import Measured, measure
from pbc_tui.report.model import Report
from pbc_tui.report.text import render_text

__all__ = ["RENDERINGS", "Measured", "Report", "build_report", "known_plan", "measure"]

RENDERINGS: Mapping[str, Callable[[Report], str]] = {
    "md": render_markdown,
    "html": render_html,
    "json": render_json,
    "txt": render_text,
}
"""The renderings by the ending of their files."""
