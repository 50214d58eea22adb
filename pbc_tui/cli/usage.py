"""Wrong use of a command in one line: what is wrong, where, and what would be right."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    _PathType = click.ParamType[Path]
else:
    # Older releases of click know no type of what comes out.
    _PathType = click.ParamType

_LONGEST_WORD = 80


class PlainCommand(click.Command):
    """A command that says its whole form where it was not met."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line.

        Raises:
            click.UsageError: when they do not fit.
        """
        try:
            rest = super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            near = error.possibilities[0] if error.possibilities else ""
            raise _fault(ctx, f"there is no option {error.option_name}", near) from None
        except click.MissingParameter as error:
            raise _fault(ctx, f"{_name(error.param)} is missing") from None
        except click.BadOptionUsage as error:
            raise _fault(ctx, f"{error.option_name} needs a value") from None
        # A shell asks in the middle of a line: it is told what may follow, and no fault.
        if ctx.args and not ctx.resilient_parsing:
            word = ctx.args[0][:_LONGEST_WORD]
            raise _fault(ctx, f"{word!r} is a word too many", self._meant(word))
        return rest

    def _meant(self, word: str) -> str:
        """The option that the word was probably meant for, "" where none is known."""
        for option in self.params:
            if not isinstance(option, click.Option):
                continue
            choices = isinstance(option.type, click.Choice) and word in option.type.choices
            place = isinstance(option.type, Directory) and os.path.isdir(word)
            if choices or place:
                return f"{option.opts[0]} {word}"
        return ""


class Directory(_PathType):
    """A directory, whether it is there or not; no file."""

    name = "dir"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path.

        Raises:
            click.UsageError: when it is empty, or a file.
        """
        path = _path(value, param, "directory")
        if path.exists() and not path.is_dir():
            raise click.UsageError(f"{path}: is a file; name a directory")
        return path


class File(_PathType):
    """A file, whether it is there or not."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path.

        Raises:
            click.UsageError: when it is empty.
        """
        return _path(value, param, "file")


def _path(value: Any, param: click.Parameter | None, what: str) -> Path:
    text = os.fspath(value)
    if text.strip():
        return Path(text)
    raise click.UsageError(f"{_name(param)} is empty; name a {what}")


def _name(param: click.Parameter | None) -> str:
    """What the help calls it."""
    if isinstance(param, click.Argument) and param.metavar:
        return param.metavar.strip("[].")
    return param.opts[0] if param is not None else "a value"


def _fault(ctx: click.Context, words: str, near: str = "") -> click.UsageError:
    form = " ".join([ctx.command_path.removesuffix(" open"), *_form(ctx)])
    hint = f"did you mean {near}? The" if near else "the"
    return click.UsageError(f"{words}; {hint} form is `{form}`")


def _value(param: click.Parameter) -> str:
    if isinstance(param.type, click.Choice):
        return "|".join(map(str, param.type.choices))
    usual = param.opts[0] if isinstance(param, click.Argument) else param.type.name
    return param.metavar or usual.upper()


def _form(ctx: click.Context) -> list[str]:
    arguments, options = [], []
    for param in ctx.command.get_params(ctx):
        if isinstance(param, click.Argument):
            arguments.append(_value(param))
        elif isinstance(param, click.Option) and param.opts[0] not in ctx.help_option_names:
            if param.is_flag:
                options.append(f"[{param.opts[0]}]")
            else:
                options.append(f"[{param.opts[0]} {_value(param)}]")
    return arguments + options
