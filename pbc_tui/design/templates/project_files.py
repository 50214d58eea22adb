"""Files around the code: metadata, licence, continuous integration, containers, lock file."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.blueprint.settings import ENVIRONMENTS
from pbc_tui.design.templates.entry import Entry

LOCK_FILES = {
    o.Dependencies.UV: "uv.lock",
    o.Dependencies.POETRY: "poetry.lock",
    o.Dependencies.PDM: "pdm.lock",
}
"""The lock file that each manager writes; pip has none."""

_SHIPPED = (o.Deployment.CONTAINERS, o.Deployment.CLOUD, o.Deployment.SEVERAL)


def entries(answers: Answers) -> tuple[Entry, ...]:
    """All of them that intake and stage 1 ask for."""
    lasting = answers.intake.maturity in (o.Maturity.PRODUCTION, o.Maturity.LONG_TERM)
    files: list[Entry] = []
    if lasting:
        files.append(Entry(".github/workflows/ci.yml", "ci"))
        files.append(Entry(".devcontainer/devcontainer.json", "devcontainer"))
    files += settings_examples(answers)
    if answers.intake.deployment in _SHIPPED:
        files.append(Entry("Dockerfile", "dockerfile"))
        files.append(Entry(".dockerignore", "dockerignore"))
    if lasting:
        files.append(Entry(".pre-commit-config.yaml", "pre_commit"))
    files.append(Entry(".gitignore", "gitignore"))
    files.append(Entry("pyproject.toml", "pyproject"))
    if answers.architecture.dependencies is o.Dependencies.PIP_REQUIREMENTS:
        files.append(Entry("requirements.txt", "requirements"))
        files.append(Entry("requirements-dev.txt", "requirements_dev"))
    if answers.architecture.dependencies in LOCK_FILES:
        files.append(Entry(LOCK_FILES[answers.architecture.dependencies], "lock"))
    files.append(Entry("README.md", "readme"))
    if answers.intake.maturity is o.Maturity.LONG_TERM:
        files.append(Entry("CHANGELOG.md", "changelog"))
    files.append(Entry("LICENSE", "licence"))
    return tuple(files)


def settings_examples(answers: Answers) -> list[Entry]:
    """The settings of each environment for "several", and examples of what a machine sets."""
    source = answers.architecture.configuration
    files: list[Entry] = []
    in_files = source in (o.Configuration.FILES, o.Configuration.FILES_AND_ENVIRONMENT)
    if answers.intake.deployment is o.Deployment.SEVERAL:
        ending = "toml" if in_files else "env"
        files += [Entry(f"config/{name}.{ending}", f"settings:{name}") for name in ENVIRONMENTS]
    if in_files:
        files.append(Entry("config.example.toml", "config_example"))
    if source is not o.Configuration.FILES:
        files.append(Entry(".env.example", "env_example"))
    return files
