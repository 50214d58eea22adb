"""Way C: which files a backend of each purpose has (SPEC 4.1)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.templates import features, project_files, test_files
from pbc_tui.design.templates.entry import Entry, merged
from pbc_tui.design.templates.package_files import (
    api_files,
    command_files,
    foundation_files,
    library_files,
    package_directory,
    package_marker,
)


def entries(answers: Answers) -> tuple[Entry, ...]:
    """All files of the template, in the order in which the tree shows them."""
    package = (*package_marker(answers), *_domain(answers), *foundation_files(answers))
    found = merged(package)
    roles = frozenset(entry.role for entry in found)
    paths = tuple(entry.path for entry in found)
    chosen = features.package_entries(answers, paths, roles)
    found = merged((*found, *chosen))
    return merged(
        (
            *found,
            *test_files.entries(answers, found),
            *features.surroundings(answers, found),
            *project_files.entries(answers),
        )
    )


def _domain(answers: Answers) -> tuple[Entry, ...]:
    base = package_directory(answers)
    match answers.intake.purpose:
        case o.Purpose.API_SERVICE:
            return api_files(answers, f"{base}/api", f"{base}/core", f"{base}/models")
        case o.Purpose.INTERNAL_SERVICE:
            return api_files(answers, f"{base}/server", f"{base}/core", f"{base}/models")
        case o.Purpose.CLI_TOOL:
            return (*command_files(answers), *library_files(answers))
        case _:
            return library_files(answers)
