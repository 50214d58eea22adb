"""The environment of the corpus's repositories: pytest and what their files import, no plugins.

The development environment has pytest plugins whose loading takes longer than all that is judged;
an environment of its own is also what a generated project has.
"""

from __future__ import annotations

from pathlib import Path

from tests.checks.lean import environment_with

_PACKAGES = (
    "pytest",
    "_pytest",
    "py",
    "pluggy",
    "iniconfig",
    "packaging",
    "pygments",
    "click",
    "pydantic",
    "pydantic_core",
    "annotated_types",
    "typing_extensions",
    "typing_inspection",
)


def make_environment(place: Path) -> Path:
    """Make the environment below ``place``, which must not exist, and return its interpreter."""
    return environment_with(place, _PACKAGES)
