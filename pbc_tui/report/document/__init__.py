"""The report as a document of nine sections, which each rendering writes in its own way."""

from __future__ import annotations

from pbc_tui.report import model as m
from pbc_tui.report.document import building, closing, design
from pbc_tui.report.document.blocks import (
    NOTHING,
    Block,
    Bullets,
    Code,
    Document,
    Folded,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
)
from pbc_tui.report.words import time_text

__all__ = [
    "NOTHING",
    "Block",
    "Bullets",
    "Code",
    "Document",
    "Folded",
    "Heading",
    "Paragraph",
    "Picture",
    "Section",
    "Table",
    "document_of",
]


def document_of(report: m.Report) -> Document:
    """The report in its nine sections (SPEC 10)."""
    sections = (
        ("Executive summary", design.summary(report)),
        ("Decisions", design.decisions(report.decisions)),
        ("Tasks", building.tasks(report.tasks)),
        ("File inventory", building.files(report.files)),
        ("Metrics", building.metrics(report.metrics)),
        ("Outstanding issues", closing.outstanding(report.outstanding)),
        ("Next steps", closing.next_steps(report.next_steps)),
        ("Warnings and recommendations", closing.warnings(report.warnings)),
        ("Appendices", closing.appendices(report.appendices)),
    )
    return Document(
        title=f"Generation report: {report.summary.name}",
        lead=f"Made by pbc-tui {report.version} on {time_text(report.made_at)}.",
        sections=tuple(
            Section(number, title, tuple(blocks))
            for number, (title, blocks) in enumerate(sections, 1)
        ),
    )
