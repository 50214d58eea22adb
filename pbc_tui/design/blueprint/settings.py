"""The options of a generated backend: one table for its config module, README and example files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context

Kind = Literal["str", "int", "bool"]

ENVIRONMENTS: Mapping[str, Mapping[str, str | int]] = {
    "development": {"log_level": "DEBUG", "max_items": 100},
    "staging": {"log_level": "INFO", "host": "0.0.0.0"},
    "production": {"log_level": "WARNING", "host": "0.0.0.0"},
}
"""The environments of the deployment "several", each with the options that differ in it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One option. A secret has no default: it comes from the environment alone (SPEC 8)."""

    name: str
    kind: Kind
    default: str | int | bool | None
    purpose: str
    secret: bool = False


def variable(setting: Setting, context: Context) -> str:
    """The environment variable of an option: ``SCHEMA_GUARD_LOG_LEVEL``."""
    return f"{context.package}_{setting.name}".upper()


def config_file_variable(context: Context) -> str:
    """The environment variable that names the configuration file: ``SCHEMA_GUARD_CONFIG``."""
    return f"{context.package}_config".upper()


def reads_environment(context: Context) -> bool:
    """Whether options come from environment variables."""
    return context.configuration is not o.Configuration.FILES


def reads_file(context: Context) -> bool:
    """Whether options come from a TOML file."""
    return context.configuration in (
        o.Configuration.FILES,
        o.Configuration.FILES_AND_ENVIRONMENT,
    )


def reads_port(context: Context) -> bool:
    """Whether PORT counts too: a cloud platform says by it where it will ask."""
    return context.deployment is o.Deployment.CLOUD and context.has("app")


def in_environment(setting: Setting, context: Context) -> bool:
    """Whether this option can be set by its environment variable."""
    if context.configuration is o.Configuration.FILES_AND_ENVIRONMENT:
        return setting.secret
    return reads_environment(context)


def environment_files(context: Context) -> Mapping[str, str]:
    """The file with the settings of each environment, by the environment; empty without any."""
    found = {name: f"settings:{name}" for name in ENVIRONMENTS}
    return {name: context.path(role) for name, role in found.items() if context.has(role)}


def settings_of_environment(context: Context, environment: str) -> Mapping[str, str | int]:
    """What the file of an environment sets: its name, and the options that differ in it."""
    differing = ENVIRONMENTS.get(environment, {})
    known = {"environment": environment, **differing}
    return {entry.name: known[entry.name] for entry in settings_of(context) if entry.name in known}


def differing_settings(context: Context) -> frozenset[str]:
    """The options that the files of the environments set, without the environment itself."""
    names = {
        name
        for environment in environment_files(context)
        for name in settings_of_environment(context, environment)
    }
    return frozenset(names - {"environment"})


def settings_of(context: Context) -> tuple[Setting, ...]:
    """All options in the order in which they are documented."""
    settings = [
        Setting(
            "max_items", "int", 1000, "The largest number of items that one call takes or gives."
        ),
        Setting("max_length", "int", 10000, "The longest text that is accepted, in characters."),
    ]
    asynchronous = context.concurrency is o.Concurrency.ASYNC and context.has("core")
    if asynchronous or context.has("aio"):
        settings.append(
            Setting(
                "max_parallel", "int", 8, "How many texts or items are worked on at the same time."
            )
        )
    if context.logging is not o.Logging.MINIMAL:
        settings.append(
            Setting("log_level", "str", "INFO", "DEBUG, INFO, WARNING, ERROR or CRITICAL.")
        )
    if context.deployment is o.Deployment.SEVERAL:
        settings.append(
            Setting("environment", "str", "development", "Development, staging or production.")
        )
    if context.has("app"):
        settings.append(Setting("host", "str", "127.0.0.1", "The address that the server binds."))
        settings.append(Setting("port", "int", 8000, "The port that the server listens on."))
    if secret := secret_of(context):
        settings.append(secret)
    return tuple(settings)


def secret_of(context: Context) -> Setting | None:
    """The one secret: the token of the API, or the key that signs digests; None without one."""
    if not reads_environment(context):
        return None
    if context.has("app"):
        return Setting("api_token", "str", None, "The token that callers present.", secret=True)
    if context.configuration is o.Configuration.FILES_AND_ENVIRONMENT:
        return Setting(
            "signing_key", "str", None, "The key that signs the digest of a record.", secret=True
        )
    return None
