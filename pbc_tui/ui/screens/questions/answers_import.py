"""Beginning from an answers file: every value of it becomes a suggestion to confirm (SPEC 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_tui.design.gates import Gate
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.dialog import AskText

if TYPE_CHECKING:
    from pathlib import Path

    from pbc_tui.ui.app import PbcApp

MOST_BYTES = 1_000_000
"""More than this is no answers file."""


async def import_answers(app: PbcApp) -> bool:
    """Ask for the file and read it; True when its values now are suggestions."""
    given = await app.push_screen_wait(
        AskText(
            "Begin from an answers file",
            "Which file? Each of its values becomes a suggestion, and counts once you take it.",
            placeholder="answers.toml",
        )
    )
    return given is not None and suggest_from(app, app.root.parent / given)


def suggest_from(app: PbcApp, path: Path) -> bool:
    """Make the values of a file the suggestions; what cannot be read is said in one line."""
    from pbc_tui.design.answers_file import AnswersFileError, read_answers_file

    try:
        with path.expanduser().open("rb") as source:
            text = source.read(MOST_BYTES).decode("utf-8")
        file = read_answers_file(text)
    except OSError as error:
        app.say(f"{path}: {error.strerror or error}", "error")
        return False
    except (UnicodeDecodeError, AnswersFileError) as error:
        app.say(f"{path}: {error}", "error")
        return False
    app.answers_file = file
    app.suggested = {key: value for gate in Gate for key, value in file.values_of(gate)}
    for contract_path, stub in file.contracts.items():
        app.drafts[f"contract of {contract_path}"] = stub
    key = key_of(app, "questions.suggested")
    app.say(f"{len(app.suggested)} suggestions: {key} takes the one at the cursor")
    return True
