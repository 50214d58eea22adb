"""Roles of the Python files: what each is for, what it must offer, how it is tried (SPEC 5)."""

from __future__ import annotations

from pbc_tui.design.blueprint.roles.code import (
    command_line,
    domain,
    examples,
    foundation,
    package,
    pages,
    sphinx,
    testing,
    web,
)
from pbc_tui.design.blueprint.roles.role import Role

CODE: dict[str, Role] = {
    entry.name: entry
    for entry in (
        *package.ROLES,
        *foundation.ROLES,
        *domain.ROLES,
        *web.ROLES,
        *command_line.ROLES,
        *testing.ROLES,
        *examples.ROLES,
        *pages.ROLES,
        *sphinx.ROLES,
    )
}
"""Entries by kind."""
