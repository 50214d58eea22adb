"""What a session on disk holds, read while the application may still write it."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.session.events import Event
from pbc_tui.session.journal import read_events
from pbc_tui.workflow.project import journal_path


def events(root: Path) -> list[Event]:
    """Everything that happened in the project at ``root`` so far."""
    return read_events(journal_path(root))[0]
