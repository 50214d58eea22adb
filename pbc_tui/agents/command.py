"""An agent by its own command line, without a person in it (SPEC 7, "Driven").

What it prints and how it exits decide nothing; the file that it writes does.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.agents.agent import PERMISSIONS, fill
from pbc_tui.agents.transcript import Kind, Output, Transcript
from pbc_tui.workspace.kept import run_kept

LONGEST_TURN = 1800.0
"""Seconds that one turn of an agent may take."""

_KEPT_BYTES = 0


class CommandFailed(Exception):
    """The command could not be run; the message says why."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a turn ended: the agent's last words, the session that can go on, its exit status."""

    words: str = ""
    session: str = ""
    status: int | None = None


def argument_list(
    template: str, root: Path, prompt_file: Path, granted: Sequence[str] = ()
) -> list[str]:
    """The argument list of a command template.

    ``{prompt_file}`` and ``{cwd}`` are filled in, ``{prompt}`` by a sentence that names the
    prompt's file, and ``{permissions}`` by the words ``granted``. The path is added as the last
    argument when nothing names it.

    Raises:
        CommandFailed: when the template cannot be split or its program is not found.
    """
    words = split(template)
    if not any(name in word for word in words for name in ("{prompt_file}", "{prompt}")):
        words.append("{prompt_file}")
    program = shutil.which(words[0], path=None)
    if program is None:
        raise CommandFailed(f"command: {words[0]!r} is not found on PATH")
    filled: list[str] = []
    for word in words[1:]:
        filled += granted if word == PERMISSIONS else [fill(word, root, prompt_file)]
    return [program, *filled]


def split(template: str) -> list[str]:
    """The words of a command template.

    Raises:
        CommandFailed: when it cannot be split, or has none.
    """
    try:
        words = shlex.split(template)
    except ValueError as error:
        raise CommandFailed(f"command {template!r}: {error}") from None
    if not words:
        raise CommandFailed("command: the program is missing")
    return words


def duration(seconds: float) -> str:
    """A time limit in words, in whole minutes where it has that many."""
    minutes, left = divmod(seconds, 60)
    number, unit = (minutes, "minute") if minutes and not left else (seconds, "second")
    return f"{number:g} {unit}" + ("" if number == 1 else "s")


def too_long(seconds: float) -> str:
    """What is said of a turn that reached its time limit."""
    return f"no end within {duration(seconds)}, so it was ended with all that it had started"


async def run_command(
    argv: Sequence[str],
    root: Path,
    transcript: Transcript,
    *,
    session: str = "",
    key: str = "",
    seconds: float = LONGEST_TURN,
) -> Spoken:
    """Run one turn in the repository, its standard input closed.

    ``session`` is the name that the session has already; otherwise ``key`` is where the output
    names it. When it returns, or is cancelled, nothing that the agent started is left.

    Raises:
        CommandFailed: when it cannot be started or takes too long.
    """
    output = Output(transcript, key)
    try:
        finished = await run_kept(
            argv, cwd=root, seconds=seconds, cap=_KEPT_BYTES, on_output=output.feed
        )
    except OSError as error:
        raise CommandFailed(f"command: {error.strerror or error}") from error
    output.end()
    if finished.timed_out:
        raise CommandFailed(too_long(seconds))
    transcript.add(Kind.NOTE, f"ended with status {finished.status}")
    return Spoken(transcript.last_words, session or output.session, finished.status)
