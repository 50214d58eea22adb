"""What a case is, and how its changes are written: the answers of one part of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """A base design and changes of it. ``near`` changes the same design without firing the rule.

    ``added`` and ``removed`` are paths of the structure; ``near_added`` are paths that do no harm.
    """

    base: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    near: Mapping[str, Any] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    near_added: tuple[str, ...] = ()
    bare: bool = False


def intake(**answers: Any) -> dict[str, Any]:
    return {f"intake.{key}": value for key, value in answers.items()}


def architecture(**answers: Any) -> dict[str, Any]:
    return {f"architecture.{key}": value for key, value in answers.items()}


def project(**answers: Any) -> dict[str, Any]:
    return {f"project.{key}": value for key, value in answers.items()}


def features(**answers: Any) -> dict[str, Any]:
    return {f"features.{key}": value for key, value in answers.items()}


NO_TESTS = architecture(testing="none")
