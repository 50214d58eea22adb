"""Roles of the files that are not Python code (SPEC 9)."""

from __future__ import annotations

from pbc_tui.design.blueprint.roles.role import Role

PROJECT: dict[str, Role] = {}
