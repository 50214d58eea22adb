"""The commands of SPEC 12, each a thin door to the rooms that do the work."""

from __future__ import annotations

from pathlib import Path

import click

from pbc_tui import __version__
from pbc_tui.cli.completions import names_of_agents, names_of_writers, show_script
from pbc_tui.cli.group import DirectoryOrCommand, Subcommands
from pbc_tui.cli.locate import PLACES
from pbc_tui.cli.usage import Directory, File

_DIRECTORY = Directory()
_FILE = File()
_ALLOW_UNCONFINED = click.option(
    "--allow-unconfined",
    is_flag=True,
    help="Run tests also where no sandbox is to be had; else they are not run there.",
)


@click.group(
    cls=DirectoryOrCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`pbc-tui [DIR]` opens the application on DIR, new or existing (default: here); "
    "with --serve [--port N] in a browser.",
)
@click.version_option(__version__, prog_name="pbc-tui")
def cli() -> None:
    """Design a Python backend, then let any coding agent write it, one checked file at a time."""


@cli.command("open", hidden=True)
@click.argument("directory", metavar="[DIR]", type=_DIRECTORY, default=Path())
@click.option(
    "--agent",
    default="",
    shell_complete=names_of_writers,
    help="beside, builtin, by-hand, NAME, acp:NAME or command:...",
)
@click.option("--serve", "served", is_flag=True, help="In a browser of this machine instead.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def open_application(directory: Path, agent: str, served: bool, port: int) -> int:
    """Open the application on DIR."""
    if served:
        from pbc_tui.cli.serving import serve

        return serve(directory, agent, port)
    from pbc_tui.cli.application import open_directory

    return open_directory(directory, agent)


@cli.command()
@click.argument("answers", metavar="ANSWERS.toml", type=_FILE)
@click.argument("directory", metavar="DIR", type=_DIRECTORY)
@click.option(
    "--agent",
    default="builtin",
    show_default=True,
    shell_complete=names_of_writers,
    help='Who writes the files: builtin, beside, NAME, acp:NAME (see agents), or command:"...".',
)
@_ALLOW_UNCONFINED
@click.option(
    "--permission",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="What NAME's command line may do, 1 for the least; the run says what each number means.",
)
def run(answers: Path, directory: Path, agent: str, allow_unconfined: bool, permission: int) -> int:
    """Run the whole workflow without a screen.

    Only the gates that ANSWERS.toml names under [confirm] are passed, and only files whose verdict
    is ACCEPTABLE are accepted. Exit status: 0 when every task was accepted, 1 when a gate or a task
    is left, 2 for wrong use or unreadable input.
    """
    from pbc_tui.cli.run import run_workflow

    return run_workflow(
        answers, directory, agent, allow_unconfined=allow_unconfined, permission=permission
    )


@cli.command()
@click.argument("answers", metavar="ANSWERS.toml", type=_FILE)
@click.option("--checkpoint", type=click.Choice(["1", "2"]), default="2", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the review as one JSON object.")
def critic(answers: Path, checkpoint: str, as_json: bool) -> int:
    """Score a design. Exit status 1 under a total of 10."""
    from pbc_tui.cli.critic import show_review

    return show_review(answers, 1 if checkpoint == "1" else 2, as_json)


@cli.command()
@click.argument("answers", metavar="ANSWERS.toml", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as one JSON object.")
def plan(answers: Path, as_json: bool) -> int:
    """Print the plan of a design. Exit status 1 where a contract is missing."""
    from pbc_tui.cli.plan import show_plan

    return show_plan(answers, as_json)


@cli.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option(
    "--task", type=_FILE, help="The task file (TOML) to judge by; default: the session's."
)
@click.option("--root", type=_DIRECTORY, help="The repository's root; default: here.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line and file.")
@_ALLOW_UNCONFINED
@click.option(
    "--tests-seconds",
    type=float,
    help="How long the tests of one file may take; default: what the project sets, or 60.",
)
def check(
    files: tuple[Path, ...],
    task: Path | None,
    root: Path | None,
    as_json: bool,
    allow_unconfined: bool,
    tests_seconds: float | None,
) -> int:
    """Run the six checks on files. Exit status 1 when one needs revision.

    By the session's own task, findings that were dismissed in the session stay dismissed.
    """
    from pbc_tui.cli.check import check_files

    return check_files(
        files,
        task,
        root,
        as_json,
        allow_unconfined=allow_unconfined,
        tests_seconds=tests_seconds,
    )


@cli.command()
@click.argument("task", metavar="[TASK-ID]", default="")
@click.option(
    "--root", type=_DIRECTORY, default=Path(), help="The repository's root; default: here."
)
@click.option(
    "--form",
    type=click.Choice(["full", "quick", "questions"]),
    default="full",
    show_default=True,
    help="The whole task, a short form, or direct questions as for Copilot Chat.",
)
def prompt(task: str, root: Path, form: str) -> int:
    """Print the prompt of a task, of the open one unless named."""
    from pbc_tui.cli.session import show_prompt

    return show_prompt(root, task, form)


@cli.command()
@click.option(
    "--root", type=_DIRECTORY, default=Path(), help="The repository's root; default: here."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(root: Path, as_json: bool) -> int:
    """Say where the project stands."""
    from pbc_tui.cli.session import show_status

    return show_status(root, as_json)


@cli.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(["md", "html", "json", "txt"]),
    default="md",
    show_default=True,
)
@click.option(
    "--root", type=_DIRECTORY, default=Path(), help="The repository's root; default: here."
)
def report(kind: str, root: Path) -> int:
    """Print the report as the project stands now."""
    from pbc_tui.cli.session import show_report

    return show_report(root, kind)


@cli.command()
@click.option(
    "--root", type=_DIRECTORY, default=Path(), help="The repository's root; default: here."
)
def mcp(root: Path) -> int:
    """Serve the open task to an agent over MCP, on standard input and output.

    Five tools that only read: next_task, task_prompt, check, findings, status. In an agent's
    configuration: {"mcpServers": {"pbc-tui": {"command": "pbc-tui", "args": ["mcp"]}}}
    """
    from pbc_tui.cli.mcp import serve

    return serve(root)


@cli.command()
@click.argument("directory", metavar="[DIR]", type=_DIRECTORY, default=Path("pbc-tutorial"))
def tutorial(directory: Path) -> int:
    """Learn the loop in five minutes, on a small project with an agent that errs once.

    DIR is new or empty, or the tutorial that you left; default: pbc-tutorial.
    """
    from pbc_tui.cli.application import open_tutorial

    return open_tutorial(directory)


@cli.command()
@click.argument("name", metavar="[NAME]", type=click.Choice([*PLACES]), required=False)
@click.option("--example", is_flag=True, help="Print a config.toml that explains every setting.")
def locate(name: str | None, example: bool) -> int:
    """Say where config, agents, templates and cache stand; with NAME, that path alone."""
    from pbc_tui.cli.locate import show_places

    return show_places(name, example)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completions(shell: str) -> int:
    """Print the script by which a shell completes commands and options.

    bash: eval "$(pbc-tui completions bash)" in ~/.bashrc; zsh likewise in ~/.zshrc;
    fish: pbc-tui completions fish > ~/.config/fish/completions/pbc-tui.fish
    """
    return show_script(cli, shell)


@cli.group(cls=Subcommands, invoke_without_command=True)
@click.pass_context
def agents(context: click.Context) -> int | None:
    """Which coding agents there are, and what is written where they look."""
    if context.invoked_subcommand is not None:
        return None
    from pbc_tui.cli.agents import list_agents

    return list_agents(Path(), False)


@agents.command("list")
@click.argument("directory", metavar="[DIR]", type=_DIRECTORY, default=Path())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def agents_list(directory: Path, as_json: bool) -> int:
    """List the agents that are known, with your own entries."""
    from pbc_tui.cli.agents import list_agents

    return list_agents(directory, as_json)


@agents.command("install")
@click.argument("name", metavar="NAME", shell_complete=names_of_agents)
@click.argument("directory", metavar="[DIR]", type=_DIRECTORY, default=Path())
@click.option("--into", metavar="PATH", default="", help="For generic: the directory of skills.")
@click.option("--mcp", is_flag=True, help="Name our server in its MCP configuration as well.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def agents_install(
    name: str, directory: Path, into: str, mcp: bool, dry_run: bool, as_json: bool
) -> int:
    """Write the skill pbc-next and a few lines of context where an agent looks.

    What you edited is left as it is; an MCP configuration that is there is not merged: what to add
    to it is printed. No session is needed.
    """
    from pbc_tui.cli.agents import install_agent

    return install_agent(name, directory, into, as_json, mcp=mcp, dry_run=dry_run)


@agents.command("uninstall")
@click.argument("name", metavar="NAME", shell_complete=names_of_agents)
@click.argument("directory", metavar="[DIR]", type=_DIRECTORY, default=Path())
@click.option("--dry-run", is_flag=True, help="Say what would be removed, remove nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def agents_uninstall(name: str, directory: Path, dry_run: bool, as_json: bool) -> int:
    """Remove what was installed for an agent; what you edited stays."""
    from pbc_tui.cli.agents import uninstall_agent

    return uninstall_agent(name, directory, as_json, dry_run=dry_run)


@agents.command("doctor")
@click.argument("directory", metavar="[DIR]", type=_DIRECTORY, default=Path())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def agents_doctor(directory: Path, as_json: bool) -> int:
    """Say which agents are installed, what would be run, and what is missing."""
    from pbc_tui.cli.agents import doctor

    return doctor(directory, as_json)
