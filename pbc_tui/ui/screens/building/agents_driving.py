"""Running an agent's own program: chosen, shown exactly, agreed to, asked about (SPEC 7)."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.messages import LiveChanged
from pbc_tui.ui.screens.dialog import AskChoice, AskText
from pbc_tui.ui.screens.reading import (
    IN_FULL,
    beginning,
    diff_content,
    is_long,
    show_in_full,
)
from pbc_tui.ui.task_text import cut
from pbc_tui.ui.text import clean, lines, span

if TYPE_CHECKING:
    from pbc_tui.agents.permission import Permission
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workflow.building import Building
    from pbc_tui.workflow.driving import Drive

_KEYS = "123456789abcdefghilmopqrstuvwxyz"
_MOST_DIFF = 30


async def choose_agent(app: PbcApp) -> None:
    """Ask who writes the files, of those that are here."""
    from pbc_tui.agents.examining import ACP_PACKAGE, has_extra
    from pbc_tui.agents.table import read_table
    from pbc_tui.workflow import plan_desk
    from pbc_tui.workflow.agents import ACP, AGENTS, COMMAND

    table = read_table()
    ways = [(name, name, words) for name, words in AGENTS.items()]
    absent = []
    for agent in table.drivable:
        here = agent.run and agent.executable()
        if here:
            ways.append((agent.id, agent.id, f"{agent.words}, its command line run by a key"))
        if agent.acp and has_extra(ACP_PACKAGE) and agent.acp_executable():
            name = ACP + agent.id
            ways.append((name, name, f"{agent.words} by ACP, started by a key"))
        elif not here:
            absent.append(agent.id)
    ways.append(("command", "command", "an agent's own command line, which you give"))
    lead = [span(f"Now: {app.project.state.agent}")]
    if absent:
        lead.append(span(f"Not on PATH: {', '.join(absent)}", "$dim"))
    lead += [span(fault, "$warning") for fault in table.faults]
    keyed = [(_KEYS[place], words, why) for place, (_, words, why) in enumerate(ways[: len(_KEYS)])]
    chosen = await app.push_screen_wait(AskChoice("Who writes the files?", lines(lead), keyed))
    if chosen is None:
        return
    name = ways[_KEYS.index(chosen)][0]
    runs = key_of(app, "build.run-agent")
    if name == "command":
        line = await app.push_screen_wait(
            AskText(
                "An agent's command line",
                f"{runs} runs it for a task, in the repository, after showing it. {{prompt_file}} "
                "stands for the path of the prompt, {prompt} for a sentence that names it.",
                placeholder="claude -p {prompt}",
            )
        )
        if line is None:
            return
        name = COMMAND + line.strip()
    plan_desk.choose_agent(app.project, name)
    if name not in AGENTS:
        app.say(f"{runs} runs it for the open task, after showing what is run")


async def run_agent(app: PbcApp, building: Building) -> None:
    """Show exactly what would be run for the open task, and run it where the person agrees."""
    from pbc_tui.workflow.agents import is_driven

    state = app.project.state
    if not is_driven(state.agent):
        await choose_agent(app)
        if not is_driven(app.project.state.agent):
            return
    chosen = await _choose_way(
        app,
        building.ways_to_run(),
        "Nothing that it says counts: the file, the checks and you do.",
        (
            "a",
            "run it, and for each task that follows",
            f"by 1, until you quit or {key_of(app, 'build.stop-agent')}",
        ),
    )
    if chosen is not None:
        building.run_agent(0 if chosen == "a" else int(chosen) - 1, always=chosen == "a")


async def agreed_way(app: PbcApp, ways: tuple[Drive, ...]) -> tuple[bool, Drive | None]:
    """Whether to ask the agent about something that is no task, and what is run for that.

    Nothing is run, and so nothing is asked here, where there are no ``ways``.
    """
    if not ways:
        return True, None
    chosen = await _choose_way(
        app,
        ways,
        "Whatever it asks leave for is refused; what it writes waits for your word.",
        ("h", "hand it over only", "run nothing, tell the agent yourself"),
    )
    if chosen is None or chosen == "h":
        return chosen is not None, None
    return True, ways[int(chosen) - 1]


async def _choose_way(
    app: PbcApp, ways: tuple[Drive, ...], note: str, other: tuple[str, str, str]
) -> str | None:
    """Show exactly what would be run, by permission; the number of the way, or the other key."""
    from pbc_tui.agents.command import duration
    from pbc_tui.workflow.agents import what_lacks, words_for

    # By ACP it is spoken to through its standard input.
    closed = "" if ways[0].acp else "standard input closed, "
    rows = [
        span(f"In {app.root}, {closed}for {duration(app.settings.turn_seconds)} at most."),
        span(note, "$dim"),
    ]
    if lack := what_lacks(app.project.state.agent, app.root):
        rows.append(span(lack, "$warning", 300))
    for place, way in enumerate(ways):
        rows += [Content(""), Content.assemble((f"{place + 1}  ", "bold $accent"), _words(way))]
    choices = [
        (
            str(place + 1),
            "run it" + (" again, the session goes on" if way.again else ""),
            _permission(place, len(ways)),
        )
        for place, way in enumerate(ways)
    ]
    title = f"Run {words_for(app.project.state.agent)}?"
    return await app.push_screen_wait(AskChoice(title, lines(rows), [*choices, other]))


def _permission(place: int, of: int) -> str:
    if of == 1:
        return "exactly as it stands there"
    return "with more permission" if place else "with the least permission"


def _words(way: Drive) -> Content:
    return clean(shlex.join(way.argv))


class AskPermission(AskChoice):
    """What an agent asks leave for; it closes when the agent does not wait any more."""

    def __init__(self, permission: Permission, building: Building) -> None:
        self._permission = permission
        self._building = building
        # What refuses stands first, so that a key pressed in haste allows nothing.
        ordered = sorted(permission.options, key=lambda option: option[0] != permission.refusal)
        self.options = {str(place + 1): option for place, (option, _) in enumerate(ordered[:9])}
        rows = [clean(permission.details, "$foreground 80%")] if permission.details else []
        if permission.diff:
            rows.append(diff_content(cut(beginning(permission.diff, _MOST_DIFF))))
        choices = [(str(place + 1), words, "") for place, (_, words) in enumerate(ordered[:9])]
        if is_long(permission.diff):
            choices.append(IN_FULL)
        super().__init__(f"The agent asks: {permission.title}", lines(rows), choices)

    def note(self) -> str:
        """Leaving refuses."""
        return f"{key_of(self.pbc, 'dialog.leave')} refuses"

    def on_screen_resume(self) -> None:
        """It may have ended while this was being drawn, or while something lay over it."""
        self.on_live_changed(LiveChanged())

    def on_live_changed(self, _: LiveChanged) -> None:
        """Close when the turn has ended meanwhile."""
        if self.is_current and self._building.permissions.asked is not self._permission:
            self.dismiss(None)


async def ask_permissions(app: PbcApp, building: Building) -> None:
    """Put what the agent asks leave for before the person, one after the other."""
    while (permission := building.permissions.asked) is not None:
        dialog = AskPermission(permission, building)
        chosen = await app.push_screen_wait(dialog)
        if chosen == IN_FULL[0]:
            await show_in_full(app, f"The agent asks: {permission.title}", permission.diff)
            continue
        option = permission.refusal if chosen is None else dialog.options[chosen]
        building.permissions.answer(permission, option)
