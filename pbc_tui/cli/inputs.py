"""Reading what the person named: one clear line that says file, place and what would be right."""

from __future__ import annotations

from pathlib import Path

import click

from pbc_tui.design.answers_file import AnswersFile, AnswersFileError, Design, read_answers_file
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project, has_session
from pbc_tui.workflow.refused import Refused


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        click.UsageError: when it cannot be read as UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path}: is not UTF-8 text (byte {error.start})") from None
    except FileNotFoundError:
        raise click.UsageError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise click.UsageError(f"{path}: is a directory; name a file") from None
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or error
        raise click.UsageError(f"{path}: cannot be read: {words}") from None


def read_answers(path: Path) -> AnswersFile:
    """An answers file (SPEC 12).

    Raises:
        click.UsageError: naming file, key and the nearest valid value.
    """
    try:
        return read_answers_file(read_text(path))
    except AnswersFileError as error:
        raise click.UsageError(f"{path}: {error}") from None


def read_design(path: Path) -> Design:
    """The design that an answers file describes.

    Raises:
        click.UsageError: naming file, key and the nearest valid value.
    """
    file = read_answers(path)
    try:
        return file.design()
    except AnswersFileError as error:
        raise click.UsageError(f"{path}: {error}") from None


def read_session(root: Path) -> State:
    """The state of the project at ``root``.

    Raises:
        click.UsageError: when there is none, or it cannot be read.
    """
    if not root.is_dir():
        raise click.UsageError(f"{root}: there is no such directory")
    if not has_session(root):
        raise click.UsageError(f"{root}: holds no session; begin one with `pbc-tui {root}`")
    try:
        return Project.read(root)
    except Refused as error:
        raise click.UsageError(str(error)) from None
