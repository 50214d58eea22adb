"""What kind of text a file holds, by its name alone."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath


class Kind(StrEnum):
    """The kinds of files that have a parser of their own; everything else is TEXT."""

    PYTHON = "Python"
    TOML = "TOML"
    YAML = "YAML"
    JSON = "JSON"
    MARKDOWN = "Markdown"
    DOCKERFILE = "Dockerfile"
    TEXT = "text"


_BY_SUFFIX = {
    ".py": Kind.PYTHON,
    ".pyi": Kind.PYTHON,
    ".toml": Kind.TOML,
    ".yml": Kind.YAML,
    ".yaml": Kind.YAML,
    ".cff": Kind.YAML,
    ".json": Kind.JSON,
    ".jsonc": Kind.JSON,
    ".ipynb": Kind.JSON,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".dockerfile": Kind.DOCKERFILE,
}
_BY_NAME = {
    "uv.lock": Kind.TOML,
    "poetry.lock": Kind.TOML,
    "pdm.lock": Kind.TOML,
    "dockerfile": Kind.DOCKERFILE,
    "containerfile": Kind.DOCKERFILE,
}


def kind_of(path: str) -> Kind:
    """The kind of the file at a path inside the repository."""
    pure = PurePosixPath(path)
    name = pure.name.lower()
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name.startswith(("dockerfile.", "containerfile.")):
        return Kind.DOCKERFILE
    return _BY_SUFFIX.get(pure.suffix.lower(), Kind.TEXT)


def is_test(path: str) -> bool:
    """Whether a path belongs to the tests: it lies under ``tests``, or is named as pytest asks."""
    pure = PurePosixPath(path)
    under_tests = any(part in ("tests", "test") for part in pure.parts[:-1])
    return under_tests or holds_tests(path) or pure.name == "conftest.py"


def holds_tests(path: str) -> bool:
    """Whether pytest collects the file by its name (``test_*.py`` and ``*_test.py``)."""
    pure = PurePosixPath(path)
    named = pure.name.startswith("test_") or pure.stem.endswith("_test")
    return pure.suffix == ".py" and named
