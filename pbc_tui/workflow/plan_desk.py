"""Commands of the plan gate: contracts, tasks and their order, who writes the files (SPEC 5)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.contract import ContractError, parse_contract
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.additions import add
from pbc_tui.design.plan.grouping import propose_groups
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.plan.splitting import split
from pbc_tui.design.structure import EditError
from pbc_tui.session import events as e
from pbc_tui.workflow.agents import BUILT_IN, known_agent
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused, refusing

Source = Literal["person", "agent", "answers", "existing-code"]


def set_contract(project: Project, path: str, text: str, source: Source = "person") -> None:
    """Give a file its contract, in stub syntax; "" takes it away.

    Raises:
        Refused: naming the line at fault, the path that the structure lacks, or the files that
            would need each other.
    """
    if text.strip():
        try:
            parse_contract(text)
        except ContractError as error:
            raise Refused(f"contract of {path}: {error}") from error
    event = e.ContractSet(path=path, text=text, source=source)
    with refusing():
        changed = project.state.apply(event)
    if changed.gate in (Gate.PLAN, None):
        try:
            _ = changed.plan
        except PlanError as error:
            hint = "; what only annotations need can stand under `if TYPE_CHECKING:`"
            raise Refused(f"contract of {path}: {error}{hint}") from error
    project.record(event)


def remove_task(project: Project, path: str) -> tuple[str, ...]:
    """Leave a file out of the plan; returns the paths of the tasks that needed it."""
    with refusing():
        plan = project.state.plan
        task = plan.by_path.get(path)
        dependents = tuple(each.path for each in plan.dependents(task.id)) if task else ()
    project.record(e.TaskRemoved(path=path, dependents=dependents))
    return dependents


def add_task(project: Project, path: str, purpose: str) -> None:
    """Let a file join the plan that the structure lacks (SPEC 5, C).

    Raises:
        Refused: when no file can be there, or nothing is said about what it is for.
    """
    project.record(e.TaskAdded(path=path.strip(), purpose=purpose.strip()))


def path_fault(project: Project, path: str) -> str:
    """Why no file can join the plan at this path; "" when one can."""
    try:
        add(project.state.full_tree, path.strip(), "")
    except EditError as error:
        return str(error)
    return ""


def proposed_groups(project: Project) -> tuple[tuple[str, ...], ...]:
    """Groups of small files that belong together, by path (SPEC 5)."""
    with refusing():
        return propose_groups(project.state.plan.tasks)


def group_tasks(project: Project, groups: tuple[tuple[str, ...], ...]) -> None:
    """Hand the files of each group over together; () takes all groups away.

    Raises:
        Refused: when a group cannot be handed over at once, naming the task.
    """
    project.record(e.TasksGrouped(groups=groups))


def split_task(project: Project, path: str, names: Collection[str], new: str) -> None:
    """Move definitions of a file's contract to a file of their own, which joins the plan.

    What moved is imported where it stood, so that whoever uses it need not change.

    Raises:
        Refused: when the contract cannot be divided so, or no file can be at ``new``.
    """
    state = project.state
    with refusing():
        task = state.plan.by_path.get(path)
    if task is None:
        raise Refused(f"{path}: has no task")
    if not new.endswith(".py"):
        raise Refused(f"{new}: a Python file is wanted, with the ending .py")
    with refusing():
        parts = split(task.spec.contract, names, module_name(new))
    moved = ", ".join(names)
    purpose = f"Holds {moved}, which {path} offers as well."
    project.record(
        e.TaskAdded(path=new, purpose=purpose),
        e.ContractSet(path=new, text=parts.moves),
        e.ContractSet(path=path, text=parts.stays),
    )


def restore_task(project: Project, path: str) -> None:
    """Put a file that was left out into the plan again."""
    project.record(e.TaskRestored(path=path))


def reorder(project: Project, order: tuple[str, ...], reason: str) -> None:
    """Carry the tasks out in another order of paths, with the person's reason.

    Raises:
        Refused: when a dependency would break, naming it, or when there is no reason.
    """
    project.record(e.TasksReordered(order=order, reason=reason.strip()))


def move_task(project: Project, path: str, step: int, reason: str) -> None:
    """Carry a task out earlier (negative) or later by some places.

    Raises:
        Refused: when a dependency would break, naming it.
    """
    reorder(project, _moved(project, path, step), reason)


def move_fault(project: Project, path: str, step: int) -> str:
    """Why ``move_task`` would refuse, without recording anything; "" when it would not."""
    try:
        order = _moved(project, path, step)
        with refusing():
            moved = project.state.apply(e.TasksReordered(order=order, reason="none yet"))
            _ = moved.plan
    except Refused as refusal:
        return str(refusal)
    if order == tuple(task.path for task in project.state.plan.tasks):
        return f"{path} is the {'last' if step > 0 else 'first'} task already"
    return ""


def _moved(project: Project, path: str, step: int) -> tuple[str, ...]:
    """The order of paths in which one comes some places later, or earlier."""
    with refusing():
        order = [task.path for task in project.state.plan.tasks]
    if path not in order:
        raise Refused(f"{path}: has no task")
    place = order.index(path)
    target = min(max(place + step, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    return tuple(order)


def change_constraints(
    project: Project,
    path: str,
    constraints: tuple[str, ...],
    allowed: tuple[str, ...] = (),
    reason: str = "",
) -> None:
    """Add sentences to a task's hard constraints, and imports that it may use (SPEC 6)."""
    project.record(
        e.ConstraintsChanged(path=path, constraints=constraints, allowed=allowed, reason=reason)
    )


def choose_agent(project: Project, agent: str) -> None:
    """Choose who writes the files.

    Raises:
        Refused: for an agent that nobody knows, with the nearest one.
    """
    project.record(e.AgentChosen(agent=known_agent(agent)))


def agent_refusals(project: Project) -> tuple[str, ...]:
    """What the chosen agent cannot write, one line each; () when it takes the whole plan."""
    if project.state.agent != BUILT_IN:
        return ()
    from pbc_tui.agents import builtin

    with refusing():
        return builtin.refusals(project.state.plan)
