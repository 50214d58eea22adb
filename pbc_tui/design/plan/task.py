"""A task: one file to be written, with everything that judges and explains it (SPEC 5)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.specification import INTERNAL, Specification


@dataclass(frozen=True)
class Task:
    """One file of the plan. ``depends`` holds task ids, ``constraints`` the person's own
    additions to the hard constraints. ``relies_on`` pairs the path of each file that it needs with
    the interface that this one is contracted to have.

    ``needs_contract`` says that the file is code, that nothing gives it a contract, and that it
    cannot be generated before one is there.
    """

    id: str
    path: str
    role: str
    purpose: str
    brief: Brief
    spec: Specification
    depends: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    relies_on: tuple[tuple[str, str], ...] = ()
    needs_contract: bool = False

    @property
    def effort(self) -> Effort:
        """How much work the file is."""
        return self.brief.effort

    @property
    def phase(self) -> Phase:
        """Where in the order files of its kind stand."""
        return self.brief.phase

    @property
    def is_test(self) -> bool:
        """Whether the file is a test."""
        return self.brief.phase is Phase.TEST

    @property
    def written_by_manager(self) -> bool:
        """Whether the dependency manager writes the file itself (its lock file)."""
        return self.brief.phase is Phase.LOCK

    @cached_property
    def digest(self) -> str:
        """What an acceptance rests on: when it changes, an accepted file has become stale.

        The contracts of the files that it uses are part of it: it was written against them.
        """
        content: dict[str, Any] = {
            "role": self.role,
            "spec": self.spec.model_dump(exclude={"planned", "promised"}),
            "brief": asdict(self.brief),
            "constraints": self.constraints,
            "relies_on": self.relies_on,
        }
        text = json.dumps(content, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def public(self) -> dict[str, Any]:
        """The shape that ``plan --json`` prints."""
        return {
            "id": self.id,
            "path": self.path,
            "purpose": self.purpose,
            "dependencies": list(self.depends),
            "effort": self.effort.value,
            "contract": self.spec.contract,
            "contract_missing": self.needs_contract,
            "validation": self.spec.model_dump(
                mode="json", exclude={"path", "contract", *INTERNAL}
            ),
        }


def task_id(number: int) -> str:
    """The id of the n-th task: ``TASK-001``."""
    return f"TASK-{number:03d}"
