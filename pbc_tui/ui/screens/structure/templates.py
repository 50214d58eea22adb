"""The person's own templates: a structure is kept as one, and begun with one (SPEC 4.1)."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from pbc_tui.ui.adopting import adopt
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.dialog import AskChoice, AskText, AskYesNo

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp

_KEYS = string.digits[1:] + string.ascii_lowercase


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
    app.say(f"kept as {place}; {key_of(app, 'structure.way')} begins any structure with it")


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
    said = (
        f"{counted(tree.file_count, 'file')}: change them freely. "
        f"{key_of(app, 'structure.confirm')} shows all for approval."
    )
    adopt(app, tree, StructureWay.OWN, said=said)
