"""``pbc-tui completions``: what a shell needs to complete our commands and their options."""

from __future__ import annotations

import click

from pbc_tui.cli import DONE

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_PBC_TUI_COMPLETE"
"""The variable by which the script asks for completions, as Click names it."""


def show_script(cli: click.Command, shell: str) -> int:
    """Print the script for a shell, to be read by it as it starts."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"{shell}: no completions; {', '.join(SHELLS)} have them")
    script = kind(cli, {}, "pbc-tui", VARIABLE).source()
    # Click's script for fish would end the description of a command at its first comma.
    click.echo(script.replace('string split ","', 'string split --max 1 ","'))
    return DONE


def names_of_agents(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The agents that are known, own ones included, whose names begin like this."""
    from pbc_tui.agents.table import read_table

    return [name for name in read_table().agents if name.startswith(incomplete)]


def names_of_writers(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The ways to have files written, and the agents, whose names begin like this.

    Those by ACP are left out: bash divides its words at a colon.
    """
    from pbc_tui.agents.table import GENERIC, WAYS

    agents = names_of_agents(context, parameter, incomplete)
    ways = [name for name in WAYS if name.startswith(incomplete)]
    return [*ways, *(name for name in agents if name != GENERIC)]
