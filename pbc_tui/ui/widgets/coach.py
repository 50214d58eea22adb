"""The tutorial's words: what is seen now, and which key comes next."""

from __future__ import annotations

from functools import partial

from textual.content import Content
from textual.widgets import Static

from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import span


class Coach(Place, Static):
    """Stands above the footer while the project is the tutorial's, and is not there otherwise."""

    DEFAULT_CSS = """
    Coach {
        dock: bottom; height: auto; margin: 0 0 1 0; padding: 0 1;
        background: $panel; border-left: thick $accent; display: none;
    }
    """

    def on_mount(self) -> None:
        """Say the first thing."""
        self.show_lesson()

    def show_lesson(self) -> None:
        """Say what is to be seen and done where the project stands."""
        from pbc_tui.workflow.live import Live
        from pbc_tui.workflow.tutorial import LESSONS, is_tutorial, lesson

        app = self.pbc
        shown = app.has_project and is_tutorial(app.project.state)
        self.display = shown
        if not shown:
            return
        live = app.building.live if app.building is not None else Live()
        now = lesson(app.project.state, live, partial(key_of, app))
        self.update(
            Content.assemble(
                (f"Tutorial {now.number}/{LESSONS}  ", "bold $accent"),
                span(now.seen),
                "\n",
                ("Do: ", "bold $accent"),
                span(now.do, "bold"),
            )
        )
