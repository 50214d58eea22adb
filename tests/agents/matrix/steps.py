"""What has to hold of every generated repository, step by step."""

from __future__ import annotations

import secrets
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import tomli_w

from tests.agents.matrix import image, readme, settings
from tests.agents.matrix.repository import Failed, Repository
from tests.agents.matrix.serving import health_of, is_refused

Step = Callable[[Repository], str | None]
"""Raises Failed, or returns why it does not apply; None when it holds."""

_DESCRIPTIONS = ("/docs", "/openapi.json", "/schema.graphql")
"""What an image that runs as production does not show."""

_PORT = 8123
"""Another one than the default: the settings have to decide."""

_SCHEMA = Path(__file__).with_name("devcontainer.schema.json")


def generate(repository: Repository) -> None:
    """The whole workflow without a screen, in an empty directory; every file ACCEPTABLE."""
    answers = repository.root.with_suffix(".toml")
    answers.write_text(tomli_w.dumps(repository.file), encoding="utf-8")
    repository.run(
        sys.executable,
        "-m",
        "pbc_tui",
        "run",
        str(answers),
        str(repository.root),
        cwd=repository.root.parent,
    )


def install(repository: Repository) -> None:
    """The project's own manager installs it with everything for development."""
    manager = repository.manager
    if manager.lock_file and not repository.has(manager.lock_file):
        raise Failed(f"{manager.lock_file} is missing")
    repository.make_environment()
    repository.run(*manager.develop)
    if manager.lock_check:
        repository.run(*manager.lock_check)


def own_tests(repository: Repository) -> str | None:
    """Its own tests pass, coverage reaches its threshold, and an installed command is run."""
    if repository.file["architecture"]["testing"] == "none":
        return "testing is none"
    if "passed" not in repository.own("pytest", "--cov"):
        raise Failed("no test ran")
    _runs_its_command(repository)
    return None


def _runs_its_command(repository: Repository) -> None:
    """The test of the installed command fails where the script in its place does."""
    scripts = repository.project["project"].get("scripts", {})
    for name in (name for name, target in scripts.items() if ".cli:" in target):
        asked = "import sysconfig; print(sysconfig.get_path('scripts'))"
        script = Path(repository.own("python", "-c", asked).strip()) / name
        kept = script.read_bytes()
        script.write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
        try:
            repository.own("pytest", "-k", "installed_command")
        except Failed as failed:
            if "1 failed" not in str(failed):
                raise
        else:
            raise Failed(f"no test runs {name} as it is installed")
        finally:
            script.write_bytes(kept)


def style(repository: Repository) -> None:
    """Its own rules accept it, formatting too."""
    repository.own("ruff", "check", ".")
    repository.own("ruff", "format", "--check", ".")


def types(repository: Repository) -> None:
    """Its own type checker accepts it."""
    repository.own("mypy")


def security(repository: Repository) -> None:
    """Bandit finds nothing."""
    repository.run(sys.executable, "-m", "bandit", "-q", "-r", "src")


def distributions(repository: Repository) -> None:
    """Wheel and sdist are built, and the wheel holds every file of the package."""
    if not repository.manager.own_environment:
        repository.run("python", "-m", "pip", "install", "-q", "build")
    repository.run(*repository.manager.build)
    wheels = list((repository.root / "dist").glob("*.whl"))
    if not wheels or not list((repository.root / "dist").glob("*.tar.gz")):
        raise Failed("wheel or sdist is missing")
    listed = repository.run(sys.executable, "-m", "zipfile", "-l", str(wheels[0]))
    package = repository.file["intake"]["package_name"]
    for path in (repository.root / "src" / package).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(repository.root / "src").as_posix()
            if name not in listed:
                raise Failed(f"{name} is not in the wheel")


def workflow(repository: Repository) -> str | None:
    """The workflow is valid for the schema of GitHub's workflows."""
    if not repository.has(".github/workflows/ci.yml"):
        return "no workflow"
    schema = ("--builtin-schema", "vendor.github-workflows")
    _validate(repository, *schema, ".github/workflows/ci.yml")
    return None


def devcontainer(repository: Repository) -> str | None:
    """The development container is valid."""
    if not repository.has(".devcontainer/devcontainer.json"):
        return "no development container"
    _validate(repository, "--schemafile", str(_SCHEMA), ".devcontainer/devcontainer.json")
    return None


def container(repository: Repository) -> str | None:
    """The stages of the image work outside a container, and what it runs answers."""
    if not repository.has("Dockerfile"):
        return "no image"
    made = image.build(repository, repository.root.parent / "image")
    environment = {**repository.environment, **made.stage.environment}
    if made.health:
        workdir = made.stage.workdir
        several = repository.file["intake"]["deployment"] == "several"
        hidden = _DESCRIPTIONS if several else ()
        if settings.needs_token(repository):
            token = settings.variable(repository, "api_token")
            is_refused(made.command, workdir, environment, token)
            environment[token] = secrets.token_hex(8)
        refused = settings.with_port(repository, workdir, environment, "none")
        is_refused(made.command, workdir, refused, "port")
        environment = settings.with_port(repository, workdir, environment, str(_PORT))
        answer = health_of(made.command, workdir, environment, hidden, _PORT, made.health)
        if answer.get("status") != "ok":
            raise Failed(f"/health answered {answer}")
        return None
    kept, repository.environment = repository.environment, environment
    try:
        repository.run(*made.command, cwd=made.stage.workdir)
    finally:
        repository.environment = kept
    return None


def documentation(repository: Repository) -> str | None:
    """The site is built without a warning."""
    manager = repository.manager
    command: tuple[str, ...]
    if repository.has("docs/conf.py"):
        command = ("sphinx-build", "-W", "docs", "docs/_build")
    elif repository.has("mkdocs.yml"):
        command = ("mkdocs", "build", "--strict")
    else:
        return "no site"
    repository.run(*manager.document)
    line = shlex.join(command)
    if line not in (repository.root / "README.md").read_text(encoding="utf-8"):
        raise Failed(f"README.md does not give {line}")
    extra = ("--extra", "docs") if manager.executable == "uv" else ()
    repository.run(*manager.run, *extra, *command)
    return None


def shown(repository: Repository) -> None:
    """README: links, programs and the quick start."""
    readme.links(repository)
    readme.programs(repository)
    readme.quick_start(repository)


def started(repository: Repository) -> str | None:
    """The installed command does its work: a command line its help, a server its health."""
    scripts = repository.project["project"].get("scripts", {})
    if not scripts:
        return "no command"
    name, target = next(iter(scripts.items()))
    if ".cli:" in target:
        if "usage" not in repository.own(name, "--help"):
            raise Failed(f"{name} --help says nothing of its use")
        return None
    command = repository.manager.running(name)
    environment = settings.with_port(
        repository, repository.root, repository.environment, str(_PORT)
    )
    answer = health_of(command, repository.root, environment, port=_PORT)
    if answer.get("version") != "0.1.0":
        raise Failed(f"/health answered {answer}")
    return None


def frontend(repository: Repository) -> str | None:
    """The single-page application is built by npm, and the server shows it."""
    if not repository.has("frontend/package.json"):
        return "no single-page application"
    if repository.has("Dockerfile"):
        return "built with the image"
    repository.run("npm", "--prefix", "frontend", "install", "--no-audit", "--no-fund")
    repository.run("npm", "--prefix", "frontend", "run", "build")
    package = repository.file["intake"]["package_name"]
    if not repository.has(f"src/{package}/web/built/index.html"):
        raise Failed("the build has no first page")
    return None


def _validate(repository: Repository, *arguments: str) -> None:
    repository.run(sys.executable, "-m", "check_jsonschema", *arguments)


STEPS: dict[str, Step] = {
    "generate": generate,
    "install": install,
    "tests": own_tests,
    "style": style,
    "types": types,
    "security": security,
    "build": distributions,
    "workflow": workflow,
    "devcontainer": devcontainer,
    "image": container,
    "frontend": frontend,
    "docs": documentation,
    "readme": shown,
    "started": started,
}
"""All steps in their order; the first two are the ground for the others."""
