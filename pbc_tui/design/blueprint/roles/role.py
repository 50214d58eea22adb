"""What a role is: a kind of file, and how its brief follows from the design."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pbc_tui.design.blueprint.brief import Brief
from pbc_tui.design.blueprint.context import Context


@dataclass(frozen=True, slots=True)
class Role:
    """One kind of file.

    ``name`` is the part before the colon; ``brief`` gets the context and what follows the colon
    ("parser" of ``component:parser``, "" where there is no colon).
    """

    name: str
    brief: Callable[[Context, str], Brief]
