"""The Python versions that a specifier admits (question 8; PEP 440)."""

from __future__ import annotations

import re

FIRST_MINOR = 10
"""The oldest minor version that a new backend can be written for."""
LAST_MINOR = 14
"""The newest released minor version that the templates and checks know."""
_TOO_OLD = ("2.7", *(f"3.{minor}" for minor in range(FIRST_MINOR)))


def read_python_version(text: str) -> str:
    """Turn "3.11", "3.11+", "3.11 and up" or a PEP 440 specifier into a specifier with a minimum.

    Raises:
        ValueError: saying what would be right.
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    plain = text.strip()
    if bare := re.fullmatch(r"(3\.\d{1,2})\s*(\+|and up|or later)?", plain):
        plain = f">={bare.group(1)}"
    try:
        specifier = SpecifierSet(plain)
    except InvalidSpecifier:
        raise ValueError(
            f'{text!r} is no version specifier; write ">=3.11" or ">=3.10,<3.14"'
        ) from None
    if not any(part.operator in (">=", ">", "~=", "==") for part in specifier):
        raise ValueError(f'{text!r} has no minimum; write ">=3.11" or ">=3.10,<3.14"')
    if not python_versions(plain):
        raise ValueError(
            f"{text!r} admits no Python from 3.{FIRST_MINOR} to 3.{LAST_MINOR}; "
            'write ">=3.11" or ">=3.10,<3.14"'
        )
    if too_old := next((old for old in _TOO_OLD if specifier.contains(old)), ""):
        raise ValueError(
            f"{text!r} admits Python {too_old}, which is too old; "
            f'begin at 3.{FIRST_MINOR} or later, for instance ">=3.11"'
        )
    return ",".join(sorted((str(part) for part in specifier), key=_lower_bound_first))


def python_versions(specifier: str) -> tuple[str, ...]:
    """The minor versions ("3.11", ...) that a valid specifier admits, oldest first."""
    from packaging.specifiers import SpecifierSet

    admitted = SpecifierSet(specifier)
    return tuple(
        f"3.{minor}"
        for minor in range(FIRST_MINOR, LAST_MINOR + 1)
        if any(admitted.contains(f"3.{minor}.{micro}") for micro in (0, 5, 99))
    )


def minimum_python(specifier: str | None) -> str:
    """The oldest minor version that a specifier admits; the oldest known while it is open."""
    versions = python_versions(specifier) if specifier else ()
    return versions[0] if versions else f"3.{FIRST_MINOR}"


def _lower_bound_first(part: str) -> tuple[bool, str]:
    return (not part.startswith((">", "~", "=")), part)
