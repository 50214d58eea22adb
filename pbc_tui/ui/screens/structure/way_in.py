"""The three ways into a structure: own, guided, template (SPEC 4.1)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from pbc_tui.design import options as o
from pbc_tui.ui.adopting import adopt, extent
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.dialog import AskChoice, AskText

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp


async def choose_way(app: PbcApp) -> None:
    """Ask for the way, and do what it begins with."""
    from pbc_tui.ui.screens.structure.templates import begin_with_own
    from pbc_tui.workflow import design_desk, own_templates

    choices = [
        ("a", "Own structure", "paste or type a tree, read a directory, or begin empty"),
        ("b", "Guided", "six questions, then a proposal"),
        ("c", "Template", _template_words(app)),
    ]
    if own := own_templates.names():
        choices.append(("m", "My templates", f"{len(own)} that you kept: {', '.join(own)}"))
    if app.answers_file is not None:
        choices.append(("f", "As the answers file says", "its way, its tree, its purposes"))
    chosen = await app.push_screen_wait(
        AskChoice(
            "2 Structure: how do you want to begin?",
            "Whatever you choose, you change the tree freely afterwards.",
            choices,
        )
    )
    if chosen is None:
        return
    if chosen == "f":
        _from_file(app)
        return
    if chosen == "m":
        await begin_with_own(app, own)
        return
    way = {"a": o.StructureWay.OWN, "b": o.StructureWay.GUIDED, "c": o.StructureWay.TEMPLATE}[
        chosen
    ]
    if way is o.StructureWay.OWN:
        await _own(app)
        return
    if way is o.StructureWay.GUIDED:
        from pbc_tui.ui.screens.structure.guided import GuidedScreen

        if not await app.push_screen_wait(GuidedScreen()):
            return
    key = key_of(app, "structure.confirm")
    said = f"This is a proposal: change it freely. {key} shows it whole for your approval."
    adopt(app, design_desk.proposal(app.project, way), way, said=said)


def _from_file(app: PbcApp) -> None:
    from pbc_tui.design import catalog
    from pbc_tui.design.gates import Gate
    from pbc_tui.workflow import design_desk

    file = app.answers_file
    if file is None:
        return
    values = dict(file.values_of(Gate.STRUCTURE))
    answers = app.project.state.answers
    for key, value in values.items():
        answers = catalog.answer(answers, key, value)
    try:
        tree = file.tree_for(answers)
    except ValueError as error:
        app.say(str(error), "warning")
        return
    for key, value in values.items():
        if key != "structure.way":
            design_desk.answer(app.project, key, value)
    adopt(app, tree, answers.structure.way, said=f"{extent(tree)} as the answers file says.")


def _template_words(app: PbcApp) -> str:
    from pbc_tui.design import catalog

    purpose = catalog.display("intake.purpose", app.project.state.answers.intake.purpose)
    return f"what a backend of this kind has ({purpose})"


async def _own(app: PbcApp) -> None:
    from pbc_tui.design.structure import Tree
    from pbc_tui.ui.screens.structure.tree_text import edit_as_text

    begin = await app.push_screen_wait(
        AskChoice(
            "Own structure",
            "It is accepted as it is.",
            [
                ("t", "Paste or type a tree", "box drawing, ASCII or indented; # begins a purpose"),
                ("r", "Read a directory", "its files and directories, without what git ignores"),
                ("e", "Begin empty", "and add files one by one"),
            ],
        )
    )
    if begin is None:
        return
    if begin == "t":
        await edit_as_text(app, text="", way=o.StructureWay.OWN)
    elif begin == "r":
        await _read_directory(app)
    else:
        there = bool(app.project.state.tree)
        said = (
            "Begun empty:" if there else f"Begun empty: {key_of(app, 'tree.add-file')} adds a file."
        )
        adopt(app, Tree(), o.StructureWay.OWN, said=said)


async def _read_directory(app: PbcApp) -> None:
    from pbc_tui.workflow import existing_directory

    given = await app.push_screen_wait(
        AskText("Read a directory", "Which directory?", value=str(app.root))
    )
    if given is not None:
        tree = await asyncio.to_thread(existing_directory.read_directory, Path(given))
        adopt(app, tree, o.StructureWay.OWN, said=f"{extent(tree)} read.")
