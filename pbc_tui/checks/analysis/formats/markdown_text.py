"""Markdown: code fences that are never closed (CommonMark 4.5), links that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pbc_tui.checks.analysis.formats.markdown_links import link_faults
from pbc_tui.checks.analysis.formats.markdown_prose import Prose, prose_of
from pbc_tui.checks.analysis.leftovers import conflict_markers, fenced_whole
from pbc_tui.checks.analysis.spot import Spot


def markdown_faults(
    text: str, path: str = "README.md", root: Path | None = None, planned: Collection[str] = ()
) -> list[Spot]:
    """What is broken in a Markdown file.

    ``root`` is the repository in which relative links are looked up, None to leave them alone;
    ``planned`` are files that need not be there yet.
    """
    prose = prose_of(text)
    spots = conflict_markers(text)
    if prose.open_fence:
        line = prose.open_fence
        spots.append(Spot(line, 1, "open-fence", "this code fence is never closed"))
    elif _is_wrapped(prose):
        spots += fenced_whole(text)
    if root is not None:
        spots += link_faults(prose, path, root, planned)
    return spots


def _is_wrapped(prose: Prose) -> bool:
    """Whether one fence that says it holds Markdown is all that there is."""
    return prose.first_fence in ("markdown", "md") and not any(
        line.strip() for _, line in prose.lines
    )
