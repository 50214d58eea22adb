"""The structure beside templates: what differs from one, and the person's own (SPEC 4.1)."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.adopting import adopt
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.screens.dialog import AskChoice, AskText, AskYesNo
from pbc_tui.ui.screens.reading import Reading
from pbc_tui.ui.text import fit, lines, span

if TYPE_CHECKING:
    from pbc_tui.design.structure import Compared
    from pbc_tui.ui.app import PbcApp

_SIGNS = {
    "same": (" ", "$foreground 50%"),
    "added": ("+", "$success"),
    "removed": ("-", "$error"),
    "purpose": ("~", "$warning"),
}
_WIDEST = 50
"""Cells that an entry may take before its purpose is pushed out of sight."""
_KEYS = string.digits[1:] + string.ascii_lowercase


async def show_comparison(app: PbcApp) -> None:
    """Show both trees in one, each difference with its sign."""
    from pbc_tui.design.options import StructureWay
    from pbc_tui.design.structure import compare
    from pbc_tui.workflow import design_desk

    state = app.project.state
    rows = compare(design_desk.template(app.project), state.tree)
    counts = {change: sum(row.change == change for row in rows) for change in _SIGNS}
    guided = state.answers.structure.way is StructureWay.GUIDED
    title = "Against the guided proposal" if guided else "Against the template of this purpose"
    told = (
        f"+ {counts['added']} only here   - {counts['removed']} only there   "
        f"~ {counts['purpose']} with another purpose"
    )
    if len(rows) == counts["same"]:
        told = "nothing differs"
    await app.push_screen_wait(Reading(title, lines(_rows(rows)), subtitle=told))


def _rows(rows: tuple[Compared, ...]) -> list[Content]:
    names = [
        span(row.path.rpartition("/")[2] + ("/" if row.is_directory else ""), _SIGNS[row.change][1])
        for row in rows
    ]
    drawn = [
        Content.assemble(
            (f"{_SIGNS[row.change][0]} {'    ' * row.depth}", _SIGNS[row.change][1]), name
        )
        for row, name in zip(rows, names, strict=True)
    ]
    width = min(max((each.cell_length for each in drawn), default=0), _WIDEST)
    return [
        Content.assemble(fit(each, width), "  ", _purpose(row))
        for row, each in zip(rows, drawn, strict=True)
    ]


def _purpose(row: Compared) -> Content:
    if row.change != "purpose":
        return span(row.purpose or row.earlier, "$foreground 45%")
    was, said = row.earlier or "nothing said", row.purpose or "nothing said"
    return span(f"{was} → {said}", "$foreground 70%")


async def keep_as_template(app: PbcApp) -> None:
    """Ask for a name and keep the structure under it."""
    from pbc_tui.workflow import own_templates

    if not app.project.state.tree:
        app.say("the structure is empty: there is nothing to keep", "warning")
        return
    name = await app.push_screen_wait(
        AskText(
            "Keep as a template of your own",
            "Under which name? In the template, "
            f"{own_templates.PLACEHOLDER} stands for this package's name.",
            problem=own_templates.name_fault,
        )
    )
    if name is None:
        return
    if name.strip() in own_templates.names() and not await app.push_screen_wait(
        AskYesNo(
            "Replace it?", f"There is a template called {name.strip()} already.", yes="replace it"
        )
    ):
        return
    place = own_templates.save(app.project, name)
    app.say(f"kept as {place}; w begins any structure with it")


async def begin_with_own(app: PbcApp, names: tuple[str, ...]) -> None:
    """Let the person choose one of their templates, and begin with it."""
    from pbc_tui.design.options import StructureWay
    from pbc_tui.workflow import own_templates

    shown = names[: len(_KEYS)]
    chosen = await app.push_screen_wait(
        AskChoice(
            "My templates",
            f"They lie in {own_templates.directory()}.",
            [(key, name, "") for key, name in zip(_KEYS, shown, strict=False)],
        )
    )
    if chosen is None:
        return
    tree = own_templates.load(app.project, shown[_KEYS.index(chosen)])
    said = f"{counted(tree.file_count, 'file')}: change them freely. ^s shows all for approval."
    adopt(app, tree, StructureWay.OWN, said=said)
