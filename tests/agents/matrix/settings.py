"""How the settings of a generated repository are given to its server from outside."""

from __future__ import annotations

import re
from pathlib import Path

from tests.agents.matrix.repository import Repository

_BY_VARIABLES = ("environment", "pydantic-settings")


def variable(repository: Repository, name: str) -> str:
    """The environment variable of a setting."""
    return f"{repository.file['intake']['package_name']}_{name}".upper()


def needs_token(repository: Repository) -> bool:
    """Whether the image of it must not serve without a token."""
    public = bool(repository.file["features"].get("api_purpose") == "external")
    return public and repository.file["architecture"]["configuration"] != "files"


def with_port(
    repository: Repository, directory: Path, environment: dict[str, str], port: str
) -> dict[str, str]:
    """The environment in which a server started in ``directory`` listens on another port.

    A cloud platform names it by PORT; a configuration by files has it in config.toml.
    """
    if repository.file["intake"]["deployment"] == "cloud":
        return environment | {"PORT": port}
    if repository.file["architecture"]["configuration"] in _BY_VARIABLES:
        return environment | {variable(repository, "port"): port}
    file = directory / "config.toml"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    kept = re.sub(r"^port = .*\n", "", text, flags=re.MULTILINE)
    file.write_text(f'{kept}port = "{port}"\n', encoding="utf-8")
    return environment
