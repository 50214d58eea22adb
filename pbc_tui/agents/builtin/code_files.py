"""The built-in agent's writer of Python files: values for the templates, then the last touch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pbc_tui.agents.builtin.docstrings import Parts, docstring_text
from pbc_tui.agents.builtin.quoting import docstring as harmless
from pbc_tui.agents.builtin.rendering import render
from pbc_tui.agents.builtin.tidying import tidy
from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import (
    for_whom,
    framework_of,
    loggers_of,
    serving_module,
    shows_own_pages,
    without_token,
)
from pbc_tui.design.blueprint.identity import holders, package_directory, version_of
from pbc_tui.design.blueprint.roles.code.command_line import COMMANDS, command_names
from pbc_tui.design.blueprint.roles.code.domain import signs
from pbc_tui.design.blueprint.roles.code.examples import topic_of
from pbc_tui.design.blueprint.roles.code.foundation import (
    exception_names,
    failure_names,
    load_parameters,
)
from pbc_tui.design.blueprint.roles.code.package import exports
from pbc_tui.design.blueprint.roles.code.pages import page_file, page_modules, page_policy, uses_vue
from pbc_tui.design.blueprint.roles.code.sphinx import sphinx_extensions
from pbc_tui.design.blueprint.roles.code.terms import Terms, class_of
from pbc_tui.design.blueprint.settings import (
    ENVIRONMENTS,
    config_file_variable,
    environment_files,
    reads_environment,
    reads_file,
    reads_port,
    secret_of,
    settings_of,
    settings_of_environment,
    variable,
)
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task

_TOPICS = (
    "aio",
    "api",
    "cli",
    "config",
    "core",
    "examples",
    "exceptions",
    "from_outside",
    "log",
    "results",
    "service",
    "together",
    "utils",
    "web",
)
_CHOICES = {
    "log_level": ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    "environment": tuple(ENVIRONMENTS),
}
_SOURCES = {
    o.Configuration.ENVIRONMENT: "from environment variables",
    o.Configuration.FILES: "from a TOML file",
    o.Configuration.PYDANTIC_SETTINGS: "from environment variables and a .env file",
    o.Configuration.FILES_AND_ENVIRONMENT: "from a TOML file, secrets from the environment",
}


def write_code_file(plan: Plan, task: Task) -> str:
    """The text of the Python file of a task whose role is one of ``CODE``.

    Raises:
        jinja2.TemplateError: for a role without a template.
    """
    kind, _, parameter = task.role.partition(":")
    context = plan.context
    if kind == "py_typed":
        return ""
    values = _values(context, task, parameter)
    if kind == "web" and not task.path.endswith(".py"):
        return render(f"code/web/files/{page_file(context, task.path)}.j2", **values)
    text = render(f"code/{kind}.py.j2", **values)
    if not task.path.endswith(".py"):
        return text
    return tidy(
        text,
        width=context.line_length,
        package=context.package,
        annotate_all=context.answers.project.annotations is not o.Annotations.PUBLIC,
    )


def _values(context: Context, task: Task, parameter: str) -> dict[str, Any]:
    settings = settings_of(context)
    chosen = {s.name: _CHOICES[s.name] for s in settings if s.name in _CHOICES}
    texts = [s.name for s in settings if s.kind == "str" and not s.secret]
    secret = secret_of(context)
    offered = exports(context)
    framework = framework_of(context)
    terms = Terms(context)
    return {
        "t": terms,
        "framework": framework,
        "loggers": loggers_of(context),
        "serving_module": serving_module(context) if context.has("app") else "",
        "unguarded": without_token(context),
        "reads_port": reads_port(context),
        "framework_title": harmless(framework.title),
        "http_client": framework.test_packages[0][2],
        "client_type": "TestClient" if framework.asynchronous else "httpx.Client",
        "in_loop": terms.waits and (framework.asynchronous or not context.has("app")),
        "pages": page_modules(context),
        "html": bool(page_modules(context)) or shows_own_pages(context),
        "own_pages": shows_own_pages(context),
        "page_policy": page_policy(context),
        "author": holders(context),
        "sphinx_extensions": sphinx_extensions(context),
        "vue": uses_vue(context),
        "graphql": framework.graphql,
        "built": f"{package_directory(context)}/web/built",
        "parameter": parameter,
        "topic": topic_of(parameter) if task.role.startswith("example:") else parameter,
        "topics": _TOPICS,
        "path": task.path,
        "depth": task.path.count("/"),
        "purpose": harmless(task.brief.purpose),
        "package": context.package,
        "repository": context.repository,
        "description": harmless(context.description),
        "version": version_of(context),
        "python": context.python,
        "configuration": context.configuration.value,
        "errors": context.errors.value,
        "has": context.has,
        "module": context.module,
        "class_of": lambda name: class_of(name, "Component"),
        "doc": _Docstrings(context),
        "exports": offered,
        "exported": sorted(["__version__", *(name for _, names in offered for name in names)]),
        "public": for_whom(context) is o.ApiPurpose.EXTERNAL,
        "local_only": for_whom(context) is o.ApiPurpose.DEVELOPMENT,
        "exception_names": exception_names(context),
        "failure_names": failure_names(context),
        "signs": signs(context),
        "settings": settings,
        "choices": chosen,
        "has_choices": bool(chosen),
        "has_texts": bool(texts),
        "several": "environment" in chosen,
        "defaults": _defaults(context),
        "overlays": environment_files(context),
        "of_environment": {
            name: settings_of_environment(context, name) for name in environment_files(context)
        },
        "text_setting": texts[0] if texts else "",
        "secret": secret,
        "secret_variable": variable(secret, context) if secret else "",
        "config_variable": config_file_variable(context),
        "reads_file": reads_file(context),
        "parameters": load_parameters(context),
        "source": _SOURCES[context.configuration],
        "variables": _variables(context),
        "commands": sorted(command_names(context)),
        "help": COMMANDS.get(parameter, ""),
    }


def _defaults(context: Context) -> str:
    """The settings of a caller who gives none: those of pydantic would read the environment."""
    pydantic = context.configuration is o.Configuration.PYDANTIC_SETTINGS
    return "Settings.model_construct()" if pydantic else "Settings()"


def _variables(context: Context) -> tuple[str, ...]:
    if not context.has("config"):
        return ()
    found = []
    if reads_file(context):
        found.append(config_file_variable(context))
    if reads_environment(context):
        found += [
            variable(entry, context)
            for entry in settings_of(context)
            if entry.secret or not reads_file(context)
        ]
    return (*found, "PORT") if reads_port(context) else tuple(found)


class _Docstrings:
    """What templates call to write a docstring in the design's style and width."""

    def __init__(self, context: Context) -> None:
        self._style = context.docstrings
        self._width = context.line_length

    def __call__(
        self,
        summary: str,
        *,
        body: str = "",
        params: Iterable[tuple[str, str, str]] = (),
        returns: tuple[str, str] | None = None,
        raises: Iterable[tuple[str, str]] = (),
        indent: int = 0,
    ) -> str:
        parts = Parts(summary, body, tuple(params), returns, tuple(raises))
        return docstring_text(parts, self._style, indent=indent, width=self._width)
