"""The report as one self-contained page, with navigation, search and pictures (SPEC 10)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.report import document as d
from pbc_tui.report.model import Report

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Inline:
    """A style or script inside of the page, and the hash by which the page's policy allows it."""

    text: str
    allowed: str


def render_html(report: Report) -> str:
    """One page that loads nothing and reads without its script, which only searches.

    All text is escaped; the page's own policy allows this style and this script and no other.
    """
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            document=d.document_of(report),
            readiness=report.summary.readiness,
            nothing=d.NOTHING,
            style=_inline("report.css"),
            script=_inline("search.js"),
        )
    )


@cache
def _inline(name: str) -> Inline:
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Inline(text, f"sha256-{digest}")


@cache
def _environment() -> Environment:
    # Imported here: Jinja2 is not needed before the first page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = lambda text: single_line(str(text), 2000)
    environment.filters["lines"] = lambda text: sanitize(str(text)).strip("\n")
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["svg"] = lambda number: f"{round(number, 1):g}"
    return environment
