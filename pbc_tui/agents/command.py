"""An agent by its own command line, without a person in it (SPEC 7, "Driven").

What it prints and how it exits decide nothing; the file that it writes does.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.kept import run_kept

LONGEST_TURN = 1800.0
"""Seconds that one turn of an agent may take."""


class CommandFailed(Exception):
    """The command could not be run; the message says why."""


def argument_list(template: str, root: Path, prompt_file: Path) -> list[str]:
    """The argument list of a command template; ``{prompt_file}`` and ``{cwd}`` are filled in.

    The prompt goes by the path of its file, added as the last argument when nothing names it.

    Raises:
        CommandFailed: when the template cannot be split or its program is not found.
    """
    try:
        words = shlex.split(template)
    except ValueError as error:
        raise CommandFailed(f"command {template!r}: {error}") from None
    if not words:
        raise CommandFailed("command: the program is missing")
    if not any("{prompt_file}" in word for word in words):
        words.append("{prompt_file}")
    filled = [
        word.replace("{prompt_file}", str(prompt_file)).replace("{cwd}", str(root))
        for word in words
    ]
    program = shutil.which(filled[0], path=None)
    if program is None:
        raise CommandFailed(f"command: {filled[0]!r} is not found on PATH")
    return [program, *filled[1:]]


async def run_command(template: str, root: Path, prompt_file: Path) -> str:
    """Run one turn in the repository and return the last line that it printed, made safe.

    Raises:
        CommandFailed: when it cannot be started or takes too long.
    """
    argv = argument_list(template, root, prompt_file)
    try:
        finished = await run_kept(argv, cwd=root, seconds=LONGEST_TURN)
    except OSError as error:
        raise CommandFailed(f"command: {error.strerror or error}") from error
    if finished.timed_out:
        raise CommandFailed(f"command: no end after {LONGEST_TURN:.0f} s")
    output = (finished.stdout + finished.stderr).decode(errors="replace")
    return single_line(output.strip().rpartition("\n")[2])
