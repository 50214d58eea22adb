"""Calls a person who looks elsewhere: a bell or a notification, and the title of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_tui.design.plain_text import single_line
from pbc_tui.ui.stages import Stage

if TYPE_CHECKING:
    from pbc_tui.session.events import Event
    from pbc_tui.ui.app import PbcApp

_LONGEST = 60
"""Characters of each part that comes from outside; the state behind it has to be seen."""
_KEEP_TITLE, _RESTORE_TITLE = "\x1b[22;0t", "\x1b[23;0t"
"""XTerm's window operations: the title that was there is put aside, and taken back."""


class Caller:
    """Writes to the terminal, beside the screen, what is meant for a person who looks elsewhere.

    The title is that of OSC 2. A desktop notification is asked for in both ways that terminals
    know, OSC 9 (iTerm2, WezTerm, Windows Terminal) and OSC 777 (urxvt, foot, Ghostty).
    """

    def __init__(self, app: PbcApp) -> None:
        self._app = app
        self._title = ""

    def show_title(self) -> None:
        """Put where the project stands into the title, if that is wanted and has changed."""
        if not self._app.settings.terminal_title:
            return
        title = title_of(self._app)
        if title != self._title:
            if not self._title:
                self._write(_KEEP_TITLE)
            self._title = title
            self._write(f"\x1b]2;{title}\x07")

    def end(self) -> None:
        """Give the terminal its title back."""
        if self._title:
            self._title = ""
            self._write(_RESTORE_TITLE)

    def hear(self, happened: tuple[Event, ...]) -> None:
        """Call for a verdict that arrives while the terminal has no focus."""
        wanted = self._app.settings.notify
        if wanted == "off" or self._app.app_focus:
            return
        from pbc_tui.session.events import Judged

        verdicts = [event for event in happened if isinstance(event, Judged)]
        if not verdicts:
            return
        if wanted == "bell":
            self._app.bell()
            return
        last = verdicts[-1]
        task = self._app.project.state.plan.by_id.get(last.task)
        named = f"{_plain(last.task)} {_plain(task.path if task else '')}".rstrip()
        words = f"{named}: {last.verdict.overall}"
        name = _plain(name_of(self._app)) or "pbc-tui"
        self._write(f"\x1b]9;{name}: {words}\x07")
        self._write(f"\x1b]777;notify;{name};{words}\x1b\\")

    def _write(self, sequence: str) -> None:
        driver = self._app._driver
        if driver is not None and not self._app.is_headless:
            driver.write(sequence)
            driver.flush()


def name_of(app: PbcApp) -> str:
    """What the project is called."""
    name = app.project.state.answers.intake.repository_name if app.has_project else None
    return name or app.root.name


def title_of(app: PbcApp) -> str:
    """Project, task and state, as one line of printable characters."""
    parts = [name_of(app) or "pbc-tui"]
    stage = app.stage
    if app.has_project and stage is Stage.BUILD:
        state = app.project.state
        done = sum(state.status(task).value == "accepted" for task in state.plan.tasks)
        parts.append(f"{done}/{len(state.plan.tasks)}")
        if state.opened:
            phase = app.building.live.phase.value if app.building else "waiting"
            verdict = state.progress_of(state.opened).verdict if phase == "judged" else None
            parts += [state.opened, str(verdict.overall) if verdict else phase]
    elif stage is not None:
        parts.append(stage.value)
    # Each by itself: one that begins a sequence and does not end it would take the rest along.
    return " · ".join(map(_plain, parts)) + " - pbc-tui"


def _plain(text: str) -> str:
    """Outside text that can end no sequence and begin none."""
    return single_line(text, _LONGEST).replace(";", ",")
