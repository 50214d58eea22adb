"""Roles of what the rest rests on: settings, exceptions, results, logging (SPEC 2)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import loggers_of
from pbc_tui.design.blueprint.roles.code.terms import Terms, located
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import (
    Setting,
    config_file_variable,
    environment_files,
    reads_file,
    reads_port,
    secret_of,
    settings_of,
    variable,
)

_SOURCES = {
    o.Configuration.ENVIRONMENT: "environment variables",
    o.Configuration.FILES: "a TOML file",
    o.Configuration.PYDANTIC_SETTINGS: "environment variables and a .env file, through pydantic",
    o.Configuration.FILES_AND_ENVIRONMENT: "a TOML file, the secret from the environment",
}
_PARAMETERS = {
    o.Configuration.ENVIRONMENT: "environ: Mapping[str, str] | None = None",
    o.Configuration.FILES: "path: Path | None = None",
    o.Configuration.PYDANTIC_SETTINGS: "",
    o.Configuration.FILES_AND_ENVIRONMENT: (
        "path: Path | None = None, environ: Mapping[str, str] | None = None"
    ),
}

_IN_DEVELOPMENT = {
    True: "In development ConsoleRenderer takes the place of the JSON renderer.",
    False: "In development a line names the source line; elsewhere it begins with the time.",
}


def _config(context: Context, _: str) -> Brief:
    terms = Terms(context)
    settings = settings_of(context)
    pydantic = context.configuration is o.Configuration.PYDANTIC_SETTINGS
    failure = _failure(terms)
    secret = secret_of(context)
    first = settings[0]
    return Brief(
        purpose=f"Reads the settings of {context.package} from {_SOURCES[context.configuration]}.",
        phase=Phase.FOUNDATION,
        effort=Effort.SIMPLE,
        contract=_config_contract(terms, settings),
        requires=("exceptions", "results"),
        tests=("test:config",),
        third_party=_config_packages(context),
        problem=(
            "One place knows where a setting comes from; everything else gets a Settings value."
        ),
        algorithms=_config_algorithms(context, pydantic),
        edge_cases=(
            f"{variable(first, context)} or {first.name} that is no whole number is refused.",
            "A number below 1 is refused"
            + (", a port above 65535 too." if context.has("app") else "."),
            *(
                [f"Without {context.package.upper()}_PORT, PORT names the port."]
                if reads_port(context) and not reads_file(context)
                else ["PORT names the port, whatever the file says."]
                if reads_port(context)
                else []
            ),
            "Nothing set at all gives the defaults.",
        ),
        errors=(f"A value that cannot be used {failure} and names the setting.",),
        performance=("Settings are read once, at start; no module reads them again.",),
        security=(
            (
                f"{secret.name} comes from {variable(secret, context)} alone, has no default, "
                "and never appears in repr, logs or messages.",
            )
            if secret
            else ("No setting is a secret; none may be added to a file.",)
        ),
        behaviours=(
            f"the defaults: {', '.join(f'{s.name}={s.default!r}' for s in settings[:2])}",
            "a value from the source overrides its default",
            "a wrong value is refused by name",
            *(_TRIED_OF_ENVIRONMENTS if environment_files(context) else ()),
        ),
        data_flow=f"{_sources(context)} -> load_settings() -> Settings -> whoever is given it",
        example=f"from {located(context, 'config')} import load_settings\n"
        "settings = load_settings()\n",
    )


def _config_contract(terms: Terms, settings: tuple[Setting, ...]) -> str:
    context = terms.context
    pydantic = context.configuration is o.Configuration.PYDANTIC_SETTINGS
    lines = []
    if "Mapping" in _PARAMETERS[context.configuration]:
        lines.append("from collections.abc import Mapping")
    if "Path" in _PARAMETERS[context.configuration]:
        lines.append("from pathlib import Path")
    secret = secret_of(context)
    if pydantic:
        if secret:
            lines.append("from pydantic import SecretStr")
        lines.append("from pydantic_settings import BaseSettings")
    if terms.settings_failure == "Err":
        lines.append(terms.imports("results:Result").rstrip())
    lines += ["", f"class Settings{'(BaseSettings)' if pydantic else ''}:"]
    lines += [f"    {entry.name}: {setting_annotation(entry, context)}" for entry in settings]
    returned = "Result[Settings]" if terms.settings_failure == "Err" else "Settings"
    lines += ["", f"def load_settings({_PARAMETERS[context.configuration]}) -> {returned}: ..."]
    return "\n".join(lines).strip() + "\n"


def setting_annotation(entry: Setting, context: Context) -> str:
    """The type of a setting in the generated class; a secret may be absent."""
    if not entry.secret:
        return entry.kind
    hidden = context.configuration is o.Configuration.PYDANTIC_SETTINGS
    return "SecretStr | None" if hidden else "str | None"


def load_parameters(context: Context) -> str:
    """The parameters of ``load_settings``, as code writes them."""
    return _PARAMETERS[context.configuration]


def _config_packages(context: Context) -> tuple[str, ...]:
    if context.configuration is o.Configuration.PYDANTIC_SETTINGS:
        return ("pydantic", "pydantic-settings")
    reads_toml = context.configuration is not o.Configuration.ENVIRONMENT
    return ("tomli",) if reads_toml and context.python == "3.10" else ()


def _sources(context: Context) -> str:
    return "source, then the file of the environment" if environment_files(context) else "source"


_TRIED_OF_ENVIRONMENTS = (
    "each environment brings its own settings",
    "an environment without its file is refused",
)


def _of_environments(context: Context) -> tuple[str, ...]:
    files = environment_files(context)
    if not files:
        return ()
    named = ", ".join(files.values())
    return (
        f"The environment chooses one of {named}, relative to the working directory like "
        f"{'config.toml' if reads_file(context) else '.env'}; what the file holds comes before the "
        "defaults and after everything else that is set. The default environment needs no file; "
        "another whose file is absent is refused, with the file and the directory.",
    )


def _config_algorithms(context: Context, pydantic: bool) -> tuple[str, ...]:
    prefix = f"{context.package.upper()}_"
    if pydantic:
        return (
            *_of_environments(context),
            f"BaseSettings with env_prefix {prefix!r}, env_file '.env', empty values and unknown "
            "names ignored.",
            "Bounds by Field(ge=1); the log level by a Literal or a validator.",
        )
    steps = [*_of_environments(context)]
    if context.configuration is not o.Configuration.ENVIRONMENT:
        steps += [
            f"The file is `path`, else what {config_file_variable(context)} names, "
            "else config.toml; a file that nobody named and that is absent gives the defaults.",
            "Unknown keys in the file are refused by name.",
        ]
    if context.configuration is not o.Configuration.FILES:
        steps.append(f"Variables begin with {prefix!r}; numbers are read from their text.")
    return tuple(steps)


def _failure(terms: Terms) -> str:
    if terms.settings_failure == "Err":
        return "gives Err(Failure.CONFIGURATION, ...)"
    return f"raises {terms.settings_failure}"


def exception_names(context: Context) -> tuple[tuple[str, str], ...]:
    """The exceptions below the base, each with when it is raised; none that no code raises."""
    refusals = context.errors is o.Errors.EXCEPTIONS
    found = (
        (
            context.has("config") and Terms(context).settings_failure != "Err",
            ("ConfigurationError", "Settings are missing or cannot be used."),
        ),
        (
            refusals and _works(context),
            ("InvalidInputError", "Input breaks a rule that its sender can keep."),
        ),
        (
            context.has("core") and context.errors is not o.Errors.RESULTS,
            ("LimitExceededError", "More was asked for than the settings allow."),
        ),
        (
            refusals and context.has("service"),
            ("NotFoundError", "What was asked for does not exist."),
        ),
    )
    return tuple(name for raised, name in found if raised)


def _works(context: Context) -> bool:
    """Whether there is code that takes input and may refuse it."""
    parts = ("core", "service", "component")
    return any(role.partition(":")[0] in parts for role in context.layout)


def failure_names(context: Context) -> tuple[tuple[str, str], ...]:
    """The members of ``Failure`` as (name, value): those that code gives, never none at all."""
    names = []
    if context.has("config") and Terms(context).settings_failure == "Err":
        names.append(("CONFIGURATION", "configuration"))
    names.append(("INVALID_INPUT", "invalid-input"))
    if context.errors is o.Errors.RESULTS and context.has("core"):
        names.append(("LIMIT_EXCEEDED", "limit-exceeded"))
    if context.has("service"):
        names.append(("NOT_FOUND", "not-found"))
    return tuple(names)


def _exceptions(context: Context, _: str) -> Brief:
    base = Terms(context).base_error
    names = exception_names(context)
    contract = f"class {base}(Exception): ...\n" + "".join(
        f"class {name}({base}): ...\n" for name, _ in names
    )
    mixed = context.errors is o.Errors.MIXED
    return Brief(
        purpose=f"Names what can go wrong in {context.package}, below one base exception.",
        phase=Phase.FOUNDATION,
        effort=Effort.TRIVIAL,
        contract=contract,
        tests=("test:exceptions",),
        problem=f"Callers catch {base} and have caught everything that {context.package} raises."
        + (" Expected refusals are results (results.py); these are for the rest." if mixed else ""),
        edge_cases=(f"No exception of the package is raised that is not a {base}.",),
        errors=tuple(f"{name}: {when}" for name, when in names),
        security=("Messages never repeat the input itself: it may be confidential.",),
        behaviours=(f"every exception is a subclass of {base}", "its message is kept"),
        data_flow="raised by core and service, caught at the edge",
        example=f"from {located(context, 'exceptions')} import {base}\n",
    )


def _results(context: Context, _: str) -> Brief:
    members = "".join(f'    {name} = "{value}"\n' for name, value in failure_names(context))
    kind, bases = ("Enum", "str, Enum") if context.python == "3.10" else ("StrEnum", "StrEnum")
    contract = (
        f"from enum import {kind}\nfrom typing import Generic, TypeVar\n\n"
        'T = TypeVar("T")\n\n'
        f"class Failure({bases}):\n{members}\n"
        "class Ok(Generic[T]):\n    value: T\n\n"
        "class Err:\n    failure: Failure\n    message: str\n\n"
        "Result = Ok[T] | Err\n"
    )
    return Brief(
        purpose="Defines Ok and Err: what a call gives back that may be refused.",
        phase=Phase.FOUNDATION,
        effort=Effort.SIMPLE,
        contract=contract,
        tests=("test:results",),
        problem="A refusal that is expected is a value that the caller cannot overlook.",
        algorithms=(
            "Ok and Err are frozen dataclasses, compared by value, told apart by match or "
            "isinstance.",
        ),
        edge_cases=("Ok(None) is a success.", "An Err is never falsy by accident."),
        errors=("Nothing in this module raises.",),
        behaviours=("Ok holds its value", "Err holds failure and message", "both are immutable"),
        data_flow="made by core and service, unpacked at the edge",
        example=f"from {located(context, 'results')} import Err, Ok\n"
        'outcome = Ok("value")\nassert isinstance(outcome, Ok)\n',
    )


def _of_servers(context: Context) -> tuple[str, ...]:
    names = loggers_of(context)
    if not names:
        return ()
    shared = (
        "by ProcessorFormatter, with foreign_pre_chain"
        if Terms(context).structured
        else "by the same handler"
    )
    return (f"What {', '.join(names)} write looks like the application's own lines, {shared}.",)


def _log(context: Context, _: str) -> Brief:
    structured = Terms(context).structured
    several = context.deployment is o.Deployment.SEVERAL
    parameters = 'level: str = "INFO"' + (', environment: str = "production"' if several else "")
    contract = f"def configure_logging({parameters}) -> None: ...\n"
    return Brief(
        purpose="Configures structlog: one JSON object per event, on standard error."
        if structured
        else f"Configures the standard logging of {context.package}, on standard error.",
        phase=Phase.FOUNDATION,
        effort=Effort.SIMPLE,
        contract=contract,
        tests=("test:log",),
        third_party=("structlog",) if structured else (),
        problem="Modules only ask for a logger; where events go is decided here, once, at start.",
        algorithms=(
            "structlog.configure over the loggers of the standard library, with level filter, "
            "timestamp, JSON renderer; until then nothing is heard."
            if structured
            else f"One stream handler on the logger {context.package!r}, replaced when called "
            "again.",
            *([_IN_DEVELOPMENT[structured]] if several else []),
            *_of_servers(context),
        ),
        edge_cases=("Called twice, each event still appears once.",),
        errors=("A level that logging does not know raises ValueError.",),
        security=("Only counts, lengths and identifiers are logged, never the texts themselves.",),
        behaviours=(
            "an event at the level appears",
            "one below the level does not",
            *(["development is written for people, production for machines"] if several else []),
            *(["the server writes as the application does"] if context.has("app") else []),
        ),
        data_flow="called by the entry point with Settings.log_level"
        + (" and Settings.environment" if several else ""),
        example=f"from {located(context, 'log')} import configure_logging\n"
        'configure_logging("DEBUG")\n',
    )


ROLES = (
    Role("config", _config),
    Role("exceptions", _exceptions),
    Role("results", _results),
    Role("log", _log),
)
