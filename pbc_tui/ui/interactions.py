"""How choices act on each other, as lines under a summary."""

from __future__ import annotations

from textual.content import Content

from pbc_tui.design.answers import Answers
from pbc_tui.ui.text import span


def interaction_notes(answers: Answers) -> list[Content]:
    """One line for each effect; none when there is nothing to say."""
    from pbc_tui.design.summary import interactions

    found = interactions(answers)
    if not found:
        return []
    rows = [Content.styled("How your choices act on each other", "bold $accent")]
    rows += [Content.assemble(("▸ ", "$warning"), span(str(entry), "", 300)) for entry in found]
    return rows
