"""The report: its model, what is measured for it, and its renderings (SPEC 10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pbc_tui.report.build import build_report
from pbc_tui.report.markdown import render_markdown
from pbc_tui.report.measure import Measured, measure
from pbc_tui.report.model import Report

__all__ = ["RENDERINGS", "Measured", "Report", "build_report", "measure"]


def render_json(report: Report) -> str:
    """The report as JSON, in the shape of ``Report.model_json_schema()``."""
    return report.model_dump_json(indent=2) + "\n"


RENDERINGS: Mapping[str, Callable[[Report], str]] = {
    "md": render_markdown,
    "json": render_json,
}
"""The renderings by the ending of their files."""
