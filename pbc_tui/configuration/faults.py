"""What is said of a setting that cannot count."""

from __future__ import annotations


class ConfigurationError(ValueError):
    """One line that says where, what, and what would be right."""
