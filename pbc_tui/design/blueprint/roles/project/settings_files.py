"""Roles of the files around settings: examples without secrets, what git leaves out."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import (
    Setting,
    config_file_variable,
    differing_settings,
    environment_files,
    in_environment,
    reads_file,
    secret_of,
    settings_of,
    settings_of_environment,
    variable,
)


def _env_example(context: Context, _: str) -> Brief:
    wanted = [entry for entry in settings_of(context) if in_environment(entry, context)]
    names = ", ".join(variable(entry, context) for entry in wanted)
    return Brief(
        purpose=f"Names the environment variables of {context.repository}, without values.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        requires=("config",),
        problem="A newcomer sees what can be set, and no secret is ever committed.",
        algorithms=(f"One line NAME= for each of {names}; a comment above says what it does.",),
        edge_cases=("Nothing stands after the equals sign, not even an example.",),
        security=("No value at all: what looks like a secret would be copied as one.",),
        behaviours=("every variable that config reads is named",),
        data_flow="copied to .env, which git ignores",
        example="cp .env.example .env\n",
    )


def _config_example(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Shows all options of {context.repository} with their defaults.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        requires=("config",),
        required_tables=_plain_names(context),
        problem="A newcomer copies it and changes what differs.",
        algorithms=(
            f"TOML, top-level keys only: {_defaults(context)}; each with a comment above.",
            *_left_to_environments(context),
        ),
        edge_cases=("Loaded unchanged, it gives the defaults.",),
        errors=("A key that config does not know would be refused, so none is added.",),
        security=_secret_line(context),
        behaviours=("config reads it without complaint",),
        data_flow=f"copied to config.toml, or named by {config_file_variable(context)}",
        example="cp config.example.toml config.toml\n",
    )


def _settings(context: Context, environment: str) -> Brief:
    in_file = reads_file(context)
    differing = settings_of_environment(context, environment)
    shown = ", ".join(f"{name} = {value!r}" for name, value in differing.items())
    return Brief(
        purpose=f"Holds the settings of {context.repository} that differ in {environment}.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        required_tables=tuple(differing) if in_file else (),
        problem=f"{environment.capitalize()} differs from the others in its settings alone.",
        algorithms=(
            f"{'TOML keys' if in_file else 'NAME=value lines of the variables'}: {shown}.",
        ),
        edge_cases=("An option that does not differ is left to its default.",),
        security=_secret_line(context),
        behaviours=("config reads it without complaint",),
        data_flow=f"read by config where the environment is {environment}",
    )


def _gitignore(context: Context, _: str) -> Brief:
    return Brief(
        purpose="Keeps out of git what is generated, local or secret.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        problem="Only what people wrote belongs into the repository.",
        algorithms=(
            "Ignored: bytecode, build/, dist/, *.egg-info/, .venv/, caches of pytest, mypy and "
            "ruff, coverage, .env (but not .env.example), .pbc/.",
        ),
        edge_cases=("No file of the structure is ignored, and no lock file.",),
        security=(
            ".env and local configuration files never reach the repository"
            + (", those of the environments do." if environment_files(context) else "."),
        ),
        behaviours=("git check-ignore .pbc/journal.jsonl succeeds",),
        data_flow="read by git, ruff and the dev container",
    )


def _shown(context: Context) -> list[Setting]:
    left = differing_settings(context)
    return [e for e in settings_of(context) if not e.secret and e.name not in left]


def _plain_names(context: Context) -> tuple[str, ...]:
    return tuple(entry.name for entry in _shown(context))


def _defaults(context: Context) -> str:
    return ", ".join(f"{entry.name} = {entry.default!r}" for entry in _shown(context))


def _left_to_environments(context: Context) -> tuple[str, ...]:
    names = ", ".join(sorted(differing_settings(context)))
    why = "a copy that sets them would hide the file of the environment"
    return (f"{names} stand in comments alone: {why}.",) if names else ()


def _secret_line(context: Context) -> tuple[str, ...]:
    secret = secret_of(context)
    if secret is None:
        return ("No secret stands in it.",)
    return (f"No secret stands in it: {variable(secret, context)} is set in the environment.",)


ROLES = (
    Role("env_example", _env_example),
    Role("config_example", _config_example),
    Role("settings", _settings),
    Role("gitignore", _gitignore),
)
