"""The role of a file of an own tree, where its path and the decisions say it (SPEC 5)."""

from __future__ import annotations

import re

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.templates.project_files import LOCK_FILES

_ANYWHERE = {
    "pyproject.toml": "pyproject",
    "README.md": "readme",
    "LICENSE": "licence",
    ".gitignore": "gitignore",
    ".env.example": "env_example",
    "config.example.toml": "config_example",
    "requirements.txt": "requirements",
    "requirements-dev.txt": "requirements_dev",
    ".github/workflows/ci.yml": "ci",
    ".devcontainer/devcontainer.json": "devcontainer",
    "Dockerfile": "dockerfile",
    ".dockerignore": "dockerignore",
    ".pre-commit-config.yaml": "pre_commit",
    "CHANGELOG.md": "changelog",
    "mkdocs.yml": "mkdocs",
    "docs/index.md": "docs:index",
    "docs/api-reference.md": "docs:api-reference",
    "docs/how-tos.md": "docs:how-tos",
    "docs/architecture.md": "docs:architecture",
    "docs/contributing.md": "docs:contributing",
    "tests/conftest.py": "conftest",
    "conftest.py": "conftest",
}
_IN_PACKAGE = {
    "__init__.py": "package",
    "py.typed": "py_typed",
    "config.py": "config",
    "cli.py": "cli",
    "__main__.py": "main",
    "api/app.py": "app",
    "server/app.py": "app",
}
_TEST = re.compile(r"tests/(?:[^/]+/)*test_(config|exceptions|results|log|cli)\.py")
_ENVIRONMENT = re.compile(r"config/(?P<name>development|staging|production)\.(?P<ending>toml|env)")
_README = re.compile(r"README\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")


def decision_role(path: str, answers: Answers) -> str:
    """The role of the file at ``path``; "" for one whose content is the person's own."""
    if path in _ANYWHERE:
        return _ANYWHERE[path]
    if translation := _README.fullmatch(path):
        return f"readme:{translation.group(1)}"
    manager = answers.architecture.dependencies
    if manager in LOCK_FILES and path == LOCK_FILES[manager]:
        return "lock"
    if environment := _ENVIRONMENT.fullmatch(path):
        return _environment_role(environment["name"], environment["ending"], answers)
    if test := _TEST.fullmatch(path):
        return f"test:{test.group(1)}" if _follows(test.group(1), answers) else ""
    return _package_role(path, answers) if answers.intake.package_name else ""


def _environment_role(name: str, ending: str, answers: Answers) -> str:
    several = answers.intake.deployment is o.Deployment.SEVERAL
    in_files = answers.architecture.configuration in (
        o.Configuration.FILES,
        o.Configuration.FILES_AND_ENVIRONMENT,
    )
    return f"settings:{name}" if several and ending == ("toml" if in_files else "env") else ""


def _package_role(path: str, answers: Answers) -> str:
    package = answers.intake.package_name or ""
    inside = path.removeprefix("src/")
    if not inside.startswith(f"{package}/"):
        return ""
    inside = inside.removeprefix(f"{package}/")
    if inside in _IN_PACKAGE:
        return _IN_PACKAGE[inside]
    name = inside.removesuffix(".py")
    if name in ("exceptions", "results", "log") and inside != name:
        return name if _follows(name, answers) else ""
    if inside.endswith("/__init__.py"):
        return f"package:{inside.removesuffix('/__init__.py').replace('/', '.')}"
    return ""


def _follows(name: str, answers: Answers) -> bool:
    choices = answers.architecture
    match name:
        case "exceptions":
            return choices.errors in (o.Errors.EXCEPTIONS, o.Errors.MIXED)
        case "results":
            return choices.errors in (o.Errors.RESULTS, o.Errors.MIXED)
        case "log":
            return choices.logging in (o.Logging.STANDARD, o.Logging.STRUCTLOG)
        case _:
            return True
