"""The report as one self-contained page, with navigation and charts (SPEC 10)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.report import document as d
from pbc_tui.report.model import Report

if TYPE_CHECKING:
    from jinja2 import Template


def render_html(report: Report) -> str:
    """One page that loads nothing: no script, no font, no picture; all text is escaped."""
    return _template().render(document=d.document_of(report), nothing=d.NOTHING)


def share(value: float, whole: float) -> float:
    """How long a bar is, in per cent of a whole one, never beyond its ends."""
    return round(min(max(100 * value / whole, 0.0), 100.0), 2) if whole > 0 else 0.0


@cache
def _template() -> Template:
    # Imported here: Jinja2 is not needed before the first page.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pbc_tui.report"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = lambda text: single_line(str(text), 2000)
    environment.filters["lines"] = lambda text: sanitize(str(text)).strip("\n")
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.globals["share"] = share
    return environment.get_template("report.html.j2")
