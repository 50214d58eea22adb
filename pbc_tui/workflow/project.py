"""A project that is open: its journal, its state, and those who want to know of changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pbc_tui import __version__
from pbc_tui.session import events as e
from pbc_tui.session.journal import Journal
from pbc_tui.session.state import State
from pbc_tui.workflow.refused import refusing

OWN_DIRECTORY = ".pbc"
"""Where everything of ours lies in the target repository (SPEC 12)."""

Listener = Callable[[tuple[e.Event, ...]], None]


def journal_path(root: Path) -> Path:
    """Where the journal of the repository at ``root`` lies (SPEC 12)."""
    return root / OWN_DIRECTORY / "journal.jsonl"


def has_session(root: Path) -> bool:
    """Whether the directory holds a project that can be resumed."""
    return Journal(journal_path(root)).exists


class Project:
    """One repository under design, held by this process alone.

    Every change goes through ``record``: the gates judge the events, the journal keeps them, and
    only then does the new state count. ``handed`` is what was last put before agents, by its path
    below ``root``; None where nothing is to lie.
    """

    def __init__(self, root: Path, journal: Journal, state: State) -> None:
        self.root = root
        self.state = state
        self._journal = journal
        self.handed: dict[str, bytes | None] = {}
        self._listeners: list[Listener] = []

    @classmethod
    def open(cls, root: Path) -> Project:
        """Begin a project at ``root``, or resume the one that is there.

        Raises:
            Refused: when another process holds it or its journal cannot be read.
        """
        journal = Journal(journal_path(root))
        with refusing():
            events = journal.open()
            try:
                state = State.replay(events)
            except BaseException:
                journal.close()
                raise
        project = cls(root, journal, state)
        begun = any(isinstance(event, e.SessionStarted) for event in events)
        kind = e.SessionResumed if begun else e.SessionStarted
        project.record(kind(version=__version__))
        return project

    @classmethod
    def read(cls, root: Path) -> State:
        """The state of the project at ``root`` without taking hold of it (for headless readers).

        Raises:
            Refused: when the journal cannot be read.
        """
        from pbc_tui.session.journal import read_events

        with refusing():
            return State.replay(read_events(journal_path(root))[0])

    def record(self, *events: e.Event) -> None:
        """Let events happen, all or none: judged by the gates, then written, then in force.

        Raises:
            Refused: when a gate does not allow one of them, or the journal cannot be written.
        """
        with refusing():
            state = self.state
            for event in events:
                state = state.apply(event)
            self._journal.append(events)
        self.state = state
        for listener in tuple(self._listeners):
            listener(events)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Let go of the repository."""
        self._journal.close()
