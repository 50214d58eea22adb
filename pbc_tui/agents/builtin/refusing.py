"""What the built-in agent cannot write, said by name before anything is generated (SPEC 7)."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Mapping

from pbc_tui.agents.builtin.code_files import write_code_file
from pbc_tui.agents.builtin.docstrings import columns
from pbc_tui.agents.builtin.project import project_refusals, writes_project_file
from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.dependencies import runtime_dependencies
from pbc_tui.design.blueprint.dependencies import test_dependencies as tests_need
from pbc_tui.design.blueprint.frameworks import framework_of
from pbc_tui.design.blueprint.roles.code import CODE
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.own_files import is_test_file, subjects_of
from pbc_tui.design.plan.task import Task

_WRITTEN_BY_NAME: Mapping[o.Option, tuple[str, tuple[str, ...]]] = {
    o.Api.GRAPHQL: ("features.api_framework", ("strawberry", "graphene")),
    o.WebUi.SPA: ("features.web_ui_framework", ("react", "vue")),
    o.WebUi.ADMIN: ("features.web_ui_framework", ("starlette",)),
}
# These templates leave out what the tree lacks.
_TOLERANT = frozenset(("config", "conftest", "package"))
_OPTIONAL = frozenset(("log", "exceptions", "results", "openapi", "routes", "schemas", "service"))
_TOLERANT_OF_FAILURES = frozenset(("app", "cli"))
_ADMIN_MINOR = 11
"""The oldest Python 3 that starlette-admin 1.0 runs on (its metadata, Requires-Python)."""


class Unwritable(ValueError):
    """A file that the built-in agent has no template for; the message is one line."""


def refusals(plan: Plan) -> tuple[str, ...]:
    """Every chosen option and every file that it cannot write, each named in one line."""
    context = plan.context
    found = [*_options(context), *project_refusals(context)]
    found += [refusal(plan, task) or _too_large(plan, task) for task in plan.tasks]
    return tuple(dict.fromkeys(filter(None, found)))


def refusal(plan: Plan, task: Task) -> str:
    """Why the file of this task cannot be written; "" when it can."""
    kind = task.role.partition(":")[0]
    if task.written_by_manager:
        return ""
    if writes_project_file(task.role):
        return ""
    if kind in CODE:
        return _missing(task, plan.context) or _unknown(task)
    if task.spec.contract.strip() or posixpath.basename(task.path) == "__init__.py":
        return ""
    if promised_subjects(plan, task):
        return ""
    return f"{task.path}: a file of your own without a template; write it yourself or by an agent"


def _too_large(plan: Plan, task: Task) -> str:
    """Whether the conventions leave a template too little room: it is written and measured."""
    if task.role.partition(":")[0] not in CODE or not task.path.endswith(".py"):
        return ""
    lines = write_code_file(plan, task).splitlines()
    most = task.spec.style.max_lines
    if most and len(lines) > most:
        return f"{task.path}: its template takes {len(lines)} lines; project.longest_file is {most}"
    widest = max((columns(line) for line in lines if len(line.split()) > 1), default=0)
    if widest > plan.context.line_length:
        return (
            f"{task.path}: with these names a line of its template takes {widest} columns; "
            f"project.line_length is {plan.context.line_length}"
        )
    return ""


def promised_subjects(plan: Plan, task: Task) -> tuple[Task, ...]:
    """The tasks with a contract that, by its name, a person's own test file tries."""
    if not is_test_file(task.path):
        return ()
    paths = subjects_of(task.path, plan.context.files)
    found = (plan.by_path[path] for path in paths if path in plan.by_path)
    return tuple(subject for subject in found if subject.spec.contract.strip())


def _named_otherwise(context: Context) -> list[str]:
    features = context.answers.features
    found = []
    for option in (features.api, features.web_ui):
        if option is None or option not in _WRITTEN_BY_NAME:
            continue
        key, known = _WRITTEN_BY_NAME[option]
        named = getattr(features, key.partition(".")[2]) or ""
        if named and not any(name in named.lower() for name in known):
            found.append(
                f"{key}: {named}; for {option} the built-in agent knows {', '.join(known)}"
            )
    return found


def _missing(task: Task, context: Context) -> str:
    kind = task.role.partition(":")[0]
    if kind in _TOLERANT:
        return ""
    tolerant = kind in _TOLERANT_OF_FAILURES or task.role == "test:api"
    optional = _OPTIONAL if tolerant else frozenset({"log"})
    for role in _wanted(task, context):
        if role not in optional and not context.has(role):
            return f"{task.path}: its template needs a file for {role!r}, which the tree lacks"
    return ""


def _wanted(task: Task, context: Context) -> list[str]:
    unused = set()
    if context.errors is o.Errors.RESULTS:
        unused.add("exceptions")
    if context.errors is o.Errors.EXCEPTIONS:
        unused.add("results")
    if context.logging is o.Logging.MINIMAL:
        unused.add("log")
    topic = task.role.partition(":")[2]
    if task.role.startswith("test:") and topic in ("together", "from_outside"):
        return ["config", "package", "conftest"]
    if task.role == "test:cli":
        return ["cli", "config", "package", "conftest"]
    if task.role.startswith("test:") and topic in ("exceptions", "results", "log", "utils"):
        unused.add("conftest")
    return [role for role in task.brief.requires if role not in unused]


def _unknown(task: Task) -> str:
    kind, _, parameter = task.role.partition(":")
    if kind == "command" and parameter not in ("process", "batch"):
        return f"{task.path}: the built-in agent has no template for it"
    return ""


def _options(context: Context) -> list[str]:
    features = context.answers.features
    found = []
    if features.web_ui is o.WebUi.ADMIN and not framework_of(context).asynchronous:
        found.append(
            f"features.web_ui: admin; the built-in agent writes it for FastAPI and GraphQL, "
            f"not for {features.api}"
        )
    if features.web_ui is o.WebUi.ADMIN and int(context.python.partition(".")[2]) < _ADMIN_MINOR:
        found.append(
            f"features.web_ui: admin; starlette-admin needs Python 3.{_ADMIN_MINOR}, and "
            f"intake.python_version lets {context.python} in"
        )
    found += _named_otherwise(context)
    packages = (*runtime_dependencies(context), *tests_need(context))
    if context.package in {entry.module for entry in packages} | set(sys.stdlib_module_names):
        found.append(
            f"intake.package_name: {context.package} is also the name of a package that the code "
            "imports"
        )
    return found
