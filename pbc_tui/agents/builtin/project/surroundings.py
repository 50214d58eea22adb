"""The files around the code: settings examples, licence, containers, hooks, workflow, changelog."""

from __future__ import annotations

import json
import re

from pbc_tui.agents.builtin.project.metadata import scripts
from pbc_tui.agents.builtin.project.usage import PORT
from pbc_tui.agents.builtin.rendering import render
from pbc_tui.design import options as o
from pbc_tui.design.blueprint import commands as c
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import serving_module
from pbc_tui.design.blueprint.identity import (
    holders,
    is_service,
    licence_expression,
    licence_of,
    package_directory,
    url_of,
    version_of,
)
from pbc_tui.design.blueprint.identity import test_roots as roots_of_tests
from pbc_tui.design.blueprint.managers import command_line
from pbc_tui.design.blueprint.roles.code.terms import Terms
from pbc_tui.design.blueprint.settings import (
    Setting,
    config_file_variable,
    differing_settings,
    environment_files,
    in_environment,
    reads_file,
    settings_of,
    settings_of_environment,
    variable,
)
from pbc_tui.design.plan.build import Plan


def gitignore(plan: Plan, _: str) -> str:
    """What git leaves out, ``.pbc/`` and every ``.env`` among it."""
    context = plan.context
    return render(
        "project/gitignore.j2",
        context=context,
        reads_file=reads_file(context),
        environment_files=environment_files(context),
        package_directory=package_directory(context),
    )


def licence(plan: Plan, _: str) -> str:
    """The licence's full text."""
    context = plan.context
    return render(f"project/licences/{licence_of(context).value}.j2", holders=holders(context))


def env_example(plan: Plan, _: str) -> str:
    """All variables, without values (SPEC 8)."""
    context = plan.context
    return _settings_file(
        "env.example.j2",
        context,
        reads_file=reads_file(context),
        in_environment=lambda setting: in_environment(setting, context),
        files=environment_files(context),
    )


def config_example(plan: Plan, _: str) -> str:
    """All options with their defaults, as TOML; what the environments set as comments."""
    return _settings_file(
        "config.example.toml.j2", plan.context, differing=differing_settings(plan.context)
    )


def settings_example(plan: Plan, environment: str) -> str:
    """The options that differ in one environment, in the form that the configuration reads."""
    template = "settings.toml.j2" if reads_file(plan.context) else "settings.env.j2"
    context = plan.context
    return _settings_file(
        template,
        context,
        environment=environment,
        package=context.package,
        values=settings_of_environment(context, environment),
    )


def ci(plan: Plan, _: str) -> str:
    """The workflow of continuous integration."""
    context = plan.context
    manager = c.manager_of(context)
    return render(
        "project/ci.yml.j2",
        context=context,
        pythons=context.pythons,
        commands={
            "lint": c.lint_command(context),
            "format_check": c.format_command(context, check=True),
            "types": c.types_command(context) if package_directory(context) else "",
            "test": c.test_command(context),
            "coverage": c.coverage_command(context),
            "build": command_line(manager.build),
            "develop": command_line(manager.develop),
            "lock_check": command_line(manager.lock_check),
            "document": command_line(manager.document),
            "docs": c.docs_command(context),
        },
    )


def devcontainer(plan: Plan, _: str) -> str:
    """The development container's definition (containers.dev)."""
    context = plan.context
    environment = {}
    if context.manager is o.Dependencies.POETRY:
        environment["POETRY_VIRTUALENVS_IN_PROJECT"] = "true"
    for setting in settings_of(context):
        if setting.name == "log_level" and in_environment(setting, context):
            environment[variable(setting, context)] = "DEBUG"
    return render(
        "project/devcontainer.json.j2",
        context=context,
        python_image=context.python,
        post_create=_post_create(context),
        environment=environment,
        service=is_service(context),
        port=PORT,
        test_roots=roots_of_tests(context),
    )


def dockerfile(plan: Plan, _: str) -> str:
    """The image: built in two stages, run without root rights, with a health check for servers."""
    context = plan.context
    return render(
        "project/Dockerfile.j2",
        context=context,
        python_image=context.python,
        locked=context.has("lock"),
        lock_file=context.path("lock") if context.has("lock") else "",
        version=version_of(context),
        licence_expression=licence_expression(context),
        service=is_service(context),
        port=PORT,
        scripts=tuple(scripts(context)),
        built=f"{package_directory(context)}/web/built" if context.has("web:package") else "",
        serving_module=serving_module(context) if context.has("app") else "",
        host_variable=_host_variable(context),
        health_check=_health_check(context),
        reads_file=reads_file(context),
        environment_files=environment_files(context),
    )


def _host_variable(context: Context) -> str:
    """The variable that says where the server inside the image listens; "" where a file does."""
    for setting in settings_of(context):
        if setting.name == "host" and in_environment(setting, context):
            return variable(setting, context)
    return ""


def _health_check(context: Context) -> str:
    """The command that asks the server inside the image, as the list that CMD takes."""
    if not context.has("app"):
        return ""
    settings = "load_settings()"
    if Terms(context).settings_failure == "Err":
        settings += ".value"
    return json.dumps(
        [
            "python",
            "-c",
            "import urllib.request; "
            f"from {context.module('config')} import load_settings; port = {settings}.port; "
            "urllib.request.urlopen(f'http://127.0.0.1:{port}/health', timeout=3)",
        ]
    )


def dockerignore(plan: Plan, _: str) -> str:
    """What the image's builder may see: nothing but what it needs."""
    return render(
        "project/dockerignore.j2",
        context=plan.context,
        package_directory=package_directory(plan.context) or ".",
        environment_files=environment_files(plan.context),
    )


def pre_commit(plan: Plan, _: str) -> str:
    """The hooks that run before a commit."""
    context = plan.context
    return render(
        "project/pre-commit-config.yaml.j2",
        running=lambda *command: c.running(context, *command),
    )


def changelog(plan: Plan, _: str) -> str:
    """The changelog with the deprecation policy at its head."""
    context = plan.context
    url = url_of(context)
    return render(
        "project/CHANGELOG.md.j2",
        context=context,
        version=version_of(context),
        url=url,
        on_github=on_github(context),
    )


def on_github(context: Context) -> bool:
    """Whether the repository's address is one of a GitHub repository."""
    return bool(re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", url_of(context)))


def _settings_file(template: str, context: Context, **values: object) -> str:
    def name_of(setting: Setting) -> str:
        return variable(setting, context)

    return render(
        f"project/{template}",
        context=context,
        settings=settings_of(context),
        variable=name_of,
        config_variable=config_file_variable(context),
        **values,
    )


def _post_create(context: Context) -> str:
    manager = c.manager_of(context)
    if manager.own_environment:
        return f"{command_line(manager.obtain)} && {command_line(manager.develop)}"
    install = command_line(manager.develop).removeprefix("python ")
    return f"python -m venv .venv && .venv/bin/python {install}"
