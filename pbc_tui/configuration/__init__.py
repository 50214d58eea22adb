"""What a person may set for themselves, whatever the project: looks, keys, notifications.

The settings of a project stand in its own ``pyproject.toml`` (:mod:`pbc_tui.design.own_settings`).
"""
