"""Roles of the command line: entry, parser, commands (SPEC 4.1)."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles.code.terms import Terms, located
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import settings_of

COMMANDS = {
    "process": "Process texts given as arguments, or lines of standard input.",
    "batch": "Process files, one text a line; a blank line is refused.",
}
"""What each command does, as its help says it."""


_LINES = (
    "A text is a line, ended by a line feed alone (universal newlines), and has its number; "
    "a blank line is an empty text."
)


def command_names(context: Context) -> tuple[str, ...]:
    """The commands that the tree has, in its order."""
    return tuple(role.partition(":")[2] for role in context.layout if role.startswith("command:"))


def _cli(context: Context, _: str) -> Brief:
    names = command_names(context)
    return Brief(
        purpose=f"Is the command line of {context.repository}: parses arguments, gives exit codes.",
        phase=Phase.CORE,
        effort=Effort.MODERATE,
        contract=(
            "from argparse import ArgumentParser\nfrom collections.abc import Sequence\n\n"
            "def build_parser() -> ArgumentParser: ...\n"
            "def main(argv: Sequence[str] | None = None) -> int: ...\n"
        ),
        requires=(
            "package",
            "config",
            "log",
            "exceptions",
            "results",
            *(["commands"] if names else []),
        ),
        tests=("test:cli",),
        problem="Everything a shell sees: arguments in, exit status out.",
        algorithms=(
            "argparse, with one sub-command per module of commands/"
            + (f": {', '.join(names)}." if names else "."),
            "Without a command it prints its help and returns 2.",
        ),
        edge_cases=("--version and --help end with 0.", "An unknown command ends with 2."),
        errors=(
            "0: done. 1: something was refused, or nobody reads the output (BrokenPipeError). "
            "2: wrong use, or settings that cannot be used, said in one line.",
            "Messages go to standard error, results to standard output; no failure of these kinds "
            "shows a traceback.",
        ),
        behaviours=(
            "pyproject.toml declares the command, and as installed it names the version",
            "no command gives 2",
            "refused input gives 1",
            *(["each setting acts"] if names else []),
        ),
        data_flow="argv -> parser -> command -> exit status",
        example=f"{context.repository} process 'Some text'\n"
        if names
        else f"{context.repository} --version\n",
    )


def _main(context: Context, _: str) -> Brief:
    server = context.has("app") and not context.has("cli")
    return Brief(
        purpose=f"Starts the server: python -m {context.package}."
        if server
        else f"Runs the command line: python -m {context.package}.",
        phase=Phase.CORE,
        effort=Effort.TRIVIAL,
        contract="def main() -> None: ...\n" if server else "",
        requires=("app",) if server else ("cli",),
        problem="python -m works wherever the package is installed, without a script on PATH.",
        algorithms=("main() calls serve() of the application's module.",) if server else (),
        edge_cases=("Importing it runs nothing.",),
        example=f"python -m {context.package}\n",
    )


def _commands(context: Context, _: str) -> Brief:
    names = command_names(context)
    return Brief(
        purpose="Lists the commands: adding one is adding a module and a line here.",
        phase=Phase.CORE,
        effort=Effort.TRIVIAL,
        contract="COMMANDS = ...\n",
        requires=tuple(f"command:{name}" for name in names),
        tests=("test:cli",),
        problem="The parser asks this table, so that no command is named twice.",
        algorithms=(f"COMMANDS holds the modules {', '.join(names) or 'of the commands'}.",),
        example=f"from {located(context, 'commands')} import COMMANDS\n"
        if context.has("commands")
        else "",
    )


def _limits(context: Context) -> str:
    names = ("max_items", "max_length", "max_parallel")
    return ", ".join(entry.name for entry in settings_of(context) if entry.name in names)


def _refusals(context: Context, name: str) -> str:
    """What becomes of a call in which one text is refused."""
    others = "refuses its call" if name == "process" else "refuses its file"
    if Terms(context).returns_results:
        others = "leaves the others"
    return f"A refused text is named by its number on standard error, {others}; status 1."


def _command(context: Context, name: str) -> Brief:
    terms = Terms(context)
    wanted = ("config:Settings",)
    contract = (
        "from argparse import ArgumentParser, Namespace\n"
        f"{terms.imports(*wanted)}\n"
        f'NAME = "{name}"\nHELP = ...\n\n'
        "def add_arguments(parser: ArgumentParser) -> None: ...\n"
        f"{terms.define} run(arguments: Namespace, settings: Settings) -> int: ...\n"
    )
    source = "argument or standard input" if name == "process" else "file, line by line"
    return Brief(
        purpose=f"Is the command {name}: {COMMANDS.get(name, 'one command of the tool.')}",
        phase=Phase.CORE,
        effort=Effort.SIMPLE,
        contract=contract,
        requires=(
            "core",
            "config",
            "results",
            "exceptions",
            *(["aio"] if terms.mixed and name == "batch" else []),
        ),
        tests=("test:cli",),
        problem=f"Processes each {source}, and writes one JSON object per record.",
        algorithms=(
            f"process_many takes the texts of a {'file' if name == 'batch' else 'call'}, so that "
            f"every setting holds here too: {_limits(context)}.",
            "One line of JSON per record, in ASCII alone: text, words, digest.",
        ),
        edge_cases=(_LINES,)
        if name == "batch"
        else (
            "No argument reads standard input.",
            _LINES,
            "Standard input that is no text is said in one line; status 1.",
        ),
        errors=(
            _refusals(context, name),
            *(
                ["A file that cannot be read is named with the reason, and makes the status 1."]
                if name == "batch"
                else []
            ),
        ),
        performance=("Each file is read once.",) if name == "batch" else (),
        security=("Files are opened only where the person named them.",) if name == "batch" else (),
        behaviours=("records appear on standard output", "a refusal gives 1"),
        data_flow="arguments -> core -> standard output",
        example=f"{context.repository} {name} "
        + ("texts.txt\n" if name == "batch" else "'text'\n"),
    )


ROLES = (
    Role("cli", _cli),
    Role("main", _main),
    Role("commands", _commands),
    Role("command", _command),
)
