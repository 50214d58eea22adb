"""What happens while the project is designed and planned (SPEC 1 to 5)."""

from __future__ import annotations

from typing import Any, Literal

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Edit
from pbc_tui.session.events.base import HasHappened


class Answered(HasHappened):
    """A question was answered; ``value`` is plain (letter, name, text, list), None opens it."""

    kind: Literal["answered"] = "answered"
    key: str
    value: Any


class Drafted(HasHappened):
    """Something was typed that cannot be taken yet; "" says that it is no longer needed."""

    kind: Literal["drafted"] = "drafted"
    key: str
    text: str


class TreeEdited(HasHappened):
    """The structure was changed by one edit."""

    kind: Literal["tree-edited"] = "tree-edited"
    edit: Edit


class TreeUndone(HasHappened):
    """The last edit of the structure was taken back."""

    kind: Literal["tree-undone"] = "tree-undone"


class TreeRedone(HasHappened):
    """The edit that was taken back last was made again."""

    kind: Literal["tree-redone"] = "tree-redone"


class Confirmed(HasHappened):
    """A gate was confirmed. At a checkpoint, ``total`` is the score and ``reason`` the person's."""

    kind: Literal["confirmed"] = "confirmed"
    gate: Gate
    total: int | None = None
    reason: str = ""
    review: dict[str, Any] | None = None
    acknowledged: tuple[str, ...] = ()


class Reopened(HasHappened):
    """A gate was opened again, and with it all that stand after it (SPEC 4.6)."""

    kind: Literal["reopened"] = "reopened"
    gate: Gate
    reason: str = ""


class ReopeningUndone(HasHappened):
    """The last reopening was taken back: the design is again as it was confirmed before it."""

    kind: Literal["reopening-undone"] = "reopening-undone"


class ContractSet(HasHappened):
    """A file was given a contract; "" takes it away."""

    kind: Literal["contract-set"] = "contract-set"
    path: str
    text: str
    source: Literal["person", "agent", "answers", "existing-code"] = "person"


class ProposalRefused(HasHappened):
    """A contract that an agent proposed was not approved; ``digest`` is that of its text."""

    kind: Literal["proposal-refused"] = "proposal-refused"
    path: str
    digest: str
    reason: str = ""


class TaskRemoved(HasHappened):
    """A file of the structure gets no task; ``dependents`` names what needed it."""

    kind: Literal["task-removed"] = "task-removed"
    path: str
    dependents: tuple[str, ...] = ()


class TaskRestored(HasHappened):
    """A file that had been left out of the plan gets its task again."""

    kind: Literal["task-restored"] = "task-restored"
    path: str


class TaskAdded(HasHappened):
    """A file that the structure lacks joins the plan, with its purpose."""

    kind: Literal["task-added"] = "task-added"
    path: str
    purpose: str


class TasksGrouped(HasHappened):
    """The files of each group, by path, are handed over together; () takes all groups away."""

    kind: Literal["tasks-grouped"] = "tasks-grouped"
    groups: tuple[tuple[str, ...], ...]


class TasksReordered(HasHappened):
    """The person gave the plan another order, with a reason."""

    kind: Literal["tasks-reordered"] = "tasks-reordered"
    order: tuple[str, ...]
    reason: str


class ConstraintsChanged(HasHappened):
    """The person changed what a task demands: further sentences, further allowed imports."""

    kind: Literal["constraints-changed"] = "constraints-changed"
    path: str
    constraints: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    reason: str = ""
