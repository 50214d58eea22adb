"""The built-in agent's writers of all files that are not Python code (SPEC 9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pbc_tui.agents.builtin.catalogue import TRANSLATIONS, translates
from pbc_tui.agents.builtin.project import docs, metadata, readme, surroundings
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.plan.build import Plan

Writer = Callable[[Plan, str], str]

WRITERS: Mapping[str, Writer] = {
    "changelog": surroundings.changelog,
    "ci": surroundings.ci,
    "config_example": surroundings.config_example,
    "devcontainer": surroundings.devcontainer,
    "dockerfile": surroundings.dockerfile,
    "dockerignore": surroundings.dockerignore,
    "docs": docs.page,
    "env_example": surroundings.env_example,
    "gitignore": surroundings.gitignore,
    "licence": surroundings.licence,
    "mkdocs": docs.mkdocs,
    "pre_commit": surroundings.pre_commit,
    "pyproject": metadata.pyproject,
    "readme": readme.readme,
    "requirements": metadata.requirements,
    "requirements_dev": metadata.requirements_dev,
    "settings": surroundings.settings_example,
}
"""Which writer makes a file of which role; each gets the plan and what stands after the colon."""


def writes_project_file(role: str) -> bool:
    """Whether a role's file is written here."""
    return role.partition(":")[0] in WRITERS


def write_project_file(plan: Plan, role: str) -> str:
    """The text of the file in this role.

    Raises:
        KeyError: for a role that is not in ``WRITERS``.
        UnknownLanguage: for a README in a language without a catalogue.
    """
    kind, _, parameter = role.partition(":")
    return WRITERS[kind](plan, parameter)


def project_refusals(context: Context) -> tuple[str, ...]:
    """What of this design cannot be written here yet, each named in one line."""
    found = []
    features = context.answers.features
    unknown = [
        code
        for code in dict.fromkeys(
            (
                *(features.readme_languages or ()),
                *(role.partition(":")[2] for role in context.layout if role.startswith("readme:")),
            )
        )
        if not translates(code)
    ]
    if unknown:
        found.append(
            f"features.readme_languages: no message catalogue for {', '.join(unknown)}; "
            f"there is one for {', '.join(TRANSLATIONS)}"
        )
    return tuple(found)
