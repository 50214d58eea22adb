"""What an agent said in a turn, as lines for a pane."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from textual.content import Content

from pbc_tui.agents.transcript import Entry, Kind, Transcript
from pbc_tui.ui.screens.reading import diff_content
from pbc_tui.ui.text import clean, lines

NEWEST = 200
"""How many entries are drawn, the newest; more would hold the screen up while they stream."""

_STYLES = {
    Kind.COMMAND: ("$ ", "bold $foreground 80%"),
    Kind.SAID: ("", ""),
    Kind.THOUGHT: ("  ", "italic $dim"),
    Kind.TOOL: ("→ ", "$accent"),
    Kind.PLAN: ("", "$foreground 75%"),
    Kind.ASKED: ("? ", "$warning"),
    Kind.NOTE: ("· ", "$dim"),
}


def transcript_rows(transcript: Transcript) -> Iterator[Content]:
    """The newest entries, one or more lines each."""
    left_out = max(len(transcript.entries) - NEWEST, 0)
    if left_out:
        yield Content.styled(f"… {left_out} earlier entries", "$dim")
    for entry in islice(transcript.entries, left_out, None):
        yield _row(entry)
    if transcript.dropped:
        yield Content.styled(
            f"… {transcript.dropped:,} characters came too fast to be shown", "$warning"
        )


def _row(entry: Entry) -> Content:
    if entry.kind is Kind.DIFF:
        return diff_content(entry.text)
    lead, style = _STYLES[entry.kind]
    return Content.assemble((lead, style), clean(entry.text, style))


def transcript_page(transcript: Transcript) -> Content:
    """All of it as one text."""
    return lines(transcript_rows(transcript))
