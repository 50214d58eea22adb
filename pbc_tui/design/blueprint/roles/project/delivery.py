"""Roles of the files that check and ship: workflow, hooks, development container, image."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint import commands as c
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import serving_module
from pbc_tui.design.blueprint.identity import is_service, package_directory
from pbc_tui.design.blueprint.managers import command_line
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import (
    environment_files,
    reads_file,
    secret_of,
    variable,
)


def _ci(context: Context, _: str) -> Brief:
    manager = c.manager_of(context)
    tests = c.coverage_command(context) or c.test_command(context)
    versions = ", ".join(context.pythons)
    docs = c.docs_command(context)
    return Brief(
        purpose="Checks style, types and tests on every push to main and every pull request.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.SIMPLE,
        requires=("pyproject",),
        problem="What is merged has passed on every supported Python version.",
        algorithms=(
            "on: push to main, pull_request. permissions: contents read.",
            f"A matrix over {versions}."
            if len(context.pythons) > 1
            else f"One job on Python {versions}.",
            f"{manager.title} with its cache, then {command_line(manager.develop)}.",
            f"Steps: {c.lint_command(context)}; {c.format_command(context, check=True)}; "
            f"{c.types_command(context)}" + (f"; {tests}." if tests else "."),
            f"Last: {'; '.join(filter(None, (command_line(manager.build), docs)))}.",
        ),
        edge_cases=("Versions in the matrix are quoted: 3.10 is no number.",),
        errors=("One failing version does not stop the others (fail-fast: false).",),
        performance=("A newer push cancels the run of an older one.",),
        security=("Read-only token, no secret, no pull_request_target.",),
        behaviours=("the workflow is valid for the workflow schema",),
        data_flow="GitHub runs it; its result stands at the pull request",
    )


def _pre_commit(context: Context, _: str) -> Brief:
    return Brief(
        purpose="Checks every commit before it is made: style, types, secrets, stray files.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        requires=("pyproject",),
        problem="Faults are cheapest before the commit.",
        algorithms=(
            "Local hooks run ruff check --fix, ruff format and mypy in the project's environment "
            f"({c.running(context, 'ruff', 'check')}), so that versions agree with CI.",
            "pre-commit-hooks: large files, merge conflicts, TOML, YAML, private keys, line ends.",
        ),
        edge_cases=("mypy checks the whole package, not only the files of the commit.",),
        security=("detect-private-key refuses commits that hold one.",),
        behaviours=("pre-commit validate-config accepts it",),
        data_flow="read by pre-commit",
        example=f"{c.running(context, 'pre-commit', 'install')}\n",
    )


def _devcontainer(context: Context, _: str) -> Brief:
    manager = c.manager_of(context)
    return Brief(
        purpose=f"Describes a container in which {context.repository} can be developed at once.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        requires=("pyproject",),
        problem="A newcomer opens the repository and can run the tests.",
        algorithms=(
            f"image: the Python {context.python} development container.",
            f"postCreateCommand: {manager.title}, then {command_line(manager.develop)}.",
            "Extensions: Python, ruff, mypy, TOML; ruff formats on save.",
        ),
        edge_cases=("Plain JSON without comments, so that every parser reads it.",),
        security=("No secret among the environment variables.",),
        behaviours=("it is valid for the schema of containers.dev",),
        data_flow="read by editors that know development containers",
    )


def _of_environments(context: Context) -> tuple[str, ...]:
    files = environment_files(context)
    if not files:
        return ()
    chosen = (
        "that of production also as config.toml"
        if reads_file(context)
        else f"and {context.package.upper()}_ENVIRONMENT=production is set"
    )
    return (
        f"The second stage gets {', '.join(files.values())} below its working directory, {chosen}.",
    )


def _dockerfile(context: Context, _: str) -> Brief:
    service = is_service(context)
    cloud = context.deployment is o.Deployment.CLOUD
    return Brief(
        purpose=f"Builds the image of {context.repository}: small, without root rights.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.SIMPLE,
        requires=("pyproject",),
        problem="What runs in production is what was tested.",
        algorithms=(
            f"Two stages from python:{context.python}-slim: the first installs into /opt/venv "
            f"with {c.manager_of(context).title}, the second copies /opt/venv.",
            "Dependencies are installed before the code is copied, so that their layer is cached.",
            "A user of its own; no build tool in the second stage.",
            f"It runs python -m {serving_module(context)}: the settings decide, with host 0.0.0.0 "
            f"set in the image{' and the port that PORT names' if cloud else ''}."
            if service
            else "It runs what the package offers.",
            *_of_environments(context),
        ),
        edge_cases=("Signals reach the process: the commands are lists, not shell lines.",),
        errors=("HEALTHCHECK asks /health on the port of the settings.",) if service else (),
        performance=("No cache of pip stays in a layer.",),
        security=("No root, no secret in a layer, a variable or a build argument.",),
        behaviours=("the container answers /health" if service else "the container starts",),
        data_flow="docker build -> image -> docker run with settings as environment variables",
        example=f"docker build --tag {context.repository.lower()} .\n",
    )


def _dockerignore(context: Context, _: str) -> Brief:
    secret = secret_of(context)
    return Brief(
        purpose="Keeps everything from the image's builder that the image does not need.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        requires=("dockerfile",),
        problem="Small contexts build quickly and leak nothing.",
        algorithms=(
            "First everything is left out, then let in: pyproject.toml, README.md, LICENSE, lock "
            f"or requirements file, {package_directory(context).split('/')[0] or 'the code'}.",
        ),
        edge_cases=("README.md and LICENSE are let in: the build reads them.",),
        security=(
            f".env, which may hold {variable(secret, context)}, never reaches the builder."
            if secret
            else ".env and .git never reach the builder.",
        ),
        behaviours=("docker build finds all that it copies",),
        data_flow="read by docker build",
    )


ROLES = (
    Role("ci", _ci),
    Role("pre_commit", _pre_commit),
    Role("devcontainer", _devcontainer),
    Role("dockerfile", _dockerfile),
    Role("dockerignore", _dockerignore),
)
