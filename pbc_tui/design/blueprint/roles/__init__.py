"""All kinds of files that the application can describe by itself (SPEC 5)."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles.code import CODE
from pbc_tui.design.blueprint.roles.project import PROJECT
from pbc_tui.design.blueprint.roles.role import Role

__all__ = ["ROLES", "brief_of"]

ROLES: dict[str, Role] = {**CODE, **PROJECT}
"""Role entries by kind; a role "component:parser" is found under "component"."""


def brief_of(role: str, context: Context) -> Brief:
    """Everything that is known of a file in this role, for this design.

    Raises:
        KeyError: for a kind that no table has.
    """
    kind, _, parameter = role.partition(":")
    return ROLES[kind].brief(context, parameter)
