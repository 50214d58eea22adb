"""A second opinion beside the critic's: asked for, shown, and never counted (SPEC 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.content import Content
from textual.worker import get_current_worker

from pbc_tui.design.critic_rules.dimensions import FULL_SCORE
from pbc_tui.ui.concerns import FULL
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.building.agents_driving import agreed_way
from pbc_tui.ui.screens.dialog import AskYesNo
from pbc_tui.ui.screens.reading import Reading
from pbc_tui.ui.text import lines, span

if TYPE_CHECKING:
    from pbc_tui.design.critic import Review
    from pbc_tui.ui.app import PbcApp

Checkpoint = Literal[1, 2]


def opinion_rows(app: PbcApp, checkpoint: Checkpoint, review: Review) -> list[Content]:
    """The agent's scores beside the critic's; nothing while there is no opinion."""
    from pbc_tui.workflow import second_opinion as desk
    from pbc_tui.workflow.refused import Refused

    project, key = app.project, key_of(app, "checkpoint.opinion")
    title = Content.styled("Second opinion, which counts for nothing", "bold $accent")
    try:
        opinion = desk.opinion(project, checkpoint)
    except Refused as error:
        return [title, span(str(error), "$error", 400)]
    if opinion is None:
        return []
    rows = [title]
    if not desk.is_about_this_design(project, checkpoint):
        rows.append(Content.styled(f"on an earlier design: {key} asks again", "$warning"))
    for dimension in review.dimensions:
        given = opinion.scores.get(dimension.name)
        words = f"{given}" if given is not None else "says nothing"
        if given is None and (beyond := opinion.beyond.get(dimension.name)) is not None:
            words = f"{beyond}, not 0 to {FULL_SCORE}"
        rows.append(
            Content.assemble(
                (f"{dimension.name!s:<17}", "bold"),
                (f"agent {words}", ""),
                (f", rules {dimension.score}", "$dim"),
            )
        )
    if (total := opinion.total) is not None:
        rows.append(Content.assemble(("Total            ", "bold"), f"agent {total} / {FULL}"))
    rows.append(Content.assemble((key, "bold $accent"), ("  reads it whole", "$dim")))
    return rows


async def second_opinion(app: PbcApp, checkpoint: Checkpoint) -> None:
    """Show the opinion that there is; ask for one where there is none, or it is an old one."""
    from pbc_tui.workflow import second_opinion as desk

    opinion = desk.opinion(app.project, checkpoint)
    if opinion is not None:
        again = await app.push_screen_wait(
            Reading(
                "Second opinion, in the agent's words",
                opinion.text,
                subtitle=f"{key_of(app, 'again.accept')} asks again, "
                f"{key_of(app, 'dialog.leave')} leaves",
                accept="again.accept",
            )
        )
        if not again:
            return
    lead = lines(
        [
            span("The agent gets the design and the rubric, not the critic's scores."),
            span("What it answers is shown beside them and changes nothing."),
        ]
    )
    if not await app.push_screen_wait(
        AskYesNo("Ask for a second opinion?", lead, yes="ask", no="not now")
    ):
        return
    agreed, drive = await agreed_way(app, desk.ways_to_run(app.project, checkpoint))
    if not agreed:
        return
    app.copy_to_clipboard(desk.prompt(app.project, checkpoint))
    app.release_keys(get_current_worker())
    app.say(await desk.ask(app.project, checkpoint, app.aside, drive))
    if drive is not None:
        app.do_turn()
