"""The command group whose first word may be a directory: ``pbc-tui DIR`` (SPEC 12)."""

from __future__ import annotations

import difflib
import os

import click
from click.shell_completion import CompletionItem

from pbc_tui.cli.usage import PlainCommand

DEFAULT = "open"


class DirectoryOrCommand(click.Group):
    """A group that takes a first word which is no command as the directory to open."""

    command_class = PlainCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before a directory, or before nothing at all."""
        if ctx.resilient_parsing and not args:
            # A shell asks what the first word may be; nothing is to be opened.
            return super().parse_args(ctx, args)
        first = args[0] if args else ""
        if first not in self.commands and not first.startswith("-"):
            if first and not os.path.exists(first) and not _looks_like_path(first):
                near = difflib.get_close_matches(first, self.list_commands(ctx), n=1)
                if near and not ctx.resilient_parsing:
                    raise click.UsageError(
                        f"{first!r} is neither a command nor a directory; did you mean {near[0]!r}?"
                    )
            args = [DEFAULT, *args]
        elif first.partition("=")[0] in ("--agent", "--serve", "--port"):
            args = [DEFAULT, *args]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            alike = error.possibilities
            words = f"did you mean {alike[0]}?" if alike else "see `pbc-tui --help`"
            raise click.UsageError(f"there is no option {error.option_name}; {words}") from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the first word may be: a command, else a directory."""
        # Bash takes either words or directories.
        directory = CompletionItem(incomplete, type="dir")
        return super().shell_complete(ctx, incomplete) or [directory]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are declared, the default one left out."""
        return [name for name in self.commands if name != DEFAULT]


class Subcommands(click.Group):
    """A command with commands of its own; a word that is none of them gets the nearest."""

    command_class = PlainCommand

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names.

        Raises:
            click.UsageError: when there is none, with those that there are.
        """
        known = self.list_commands(ctx)
        if args and args[0] not in known and not ctx.resilient_parsing:
            near = difflib.get_close_matches(args[0], known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(
                f"{args[0]!r} is none of {ctx.info_name} {', '.join(known)}{hint}"
            )
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are declared."""
        return list(self.commands)


def _looks_like_path(word: str) -> bool:
    return word.startswith(".") or os.sep in word
