"""Roles of the files that are not Python code: what each must hold for this project (SPEC 9)."""

from __future__ import annotations

from pbc_tui.design.blueprint.roles.project import (
    delivery,
    documentation,
    metadata,
    readme,
    settings_files,
)
from pbc_tui.design.blueprint.roles.role import Role

PROJECT: dict[str, Role] = {
    entry.name: entry
    for entry in (
        *metadata.ROLES,
        *settings_files.ROLES,
        *delivery.ROLES,
        *readme.ROLES,
        *documentation.ROLES,
    )
}
"""Entries by kind."""
