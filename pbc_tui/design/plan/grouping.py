"""Groups of small files that belong together: one prompt and one hand-over for several (SPEC 5)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence

from pbc_tui.design.blueprint.brief import Effort, Phase
from pbc_tui.design.plan.task import Task

OFFERED_ABOVE = 30
"""Tasks beyond which a plan offers groups."""
LARGEST = 5
"""Files of one group at most: as many as one can still look through."""
_MOST_POINTS = 8
"""Effort of one group at most: that of one complex file."""


class GroupError(ValueError):
    """A group that cannot be handed over at once; the message names the task concerned."""


def propose_groups(tasks: Sequence[Task]) -> tuple[tuple[str, ...], ...]:
    """Groups of paths by rule, in the order of the plan.

    Files are taken together that are trivial or simple, of one phase, in one directory or below the
    same one at the top, and need nothing but each other and what comes before all of them.
    """
    by_id = {task.id: task for task in tasks}
    place = {task.id: number for number, task in enumerate(tasks)}
    groups: list[list[Task]] = []
    for task in tasks:
        if task.effort not in (Effort.TRIVIAL, Effort.SIMPLE) or task.phase is Phase.LOCK:
            continue
        if task.needs_contract:
            continue
        for group in reversed(groups):
            if _belongs(task, group) and not _fault([*group, task], by_id, place):
                group.append(task)
                break
        else:
            groups.append([task])
    return tuple(tuple(task.path for task in group) for group in groups if len(group) > 1)


def check_groups(tasks: Sequence[Task], groups: Iterable[Sequence[str]]) -> None:
    """Refuse groups that cannot be handed over at once.

    Raises:
        GroupError: naming the first task that is at fault.
    """
    by_path = {task.path: task for task in tasks}
    by_id = {task.id: task for task in tasks}
    place = {task.id: number for number, task in enumerate(tasks)}
    seen: set[str] = set()
    for group in groups:
        if not 1 < len(group) <= LARGEST:
            raise GroupError(f"a group has 2 to {LARGEST} files, not {len(group)}")
        for path in group:
            if path not in by_path:
                raise GroupError(f"{path} has no task")
            if path in seen:
                raise GroupError(f"{path} is in two groups")
            if by_path[path].written_by_manager:
                raise GroupError(f"{path} is written by the manager itself")
            seen.add(path)
        if fault := _fault([by_path[path] for path in group], by_id, place):
            raise GroupError(fault)


def lawful_groups(
    tasks: Sequence[Task], groups: Iterable[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """The groups, by task ids in the plan's order, that still hold in a plan that has changed."""
    place = {task.path: number for number, task in enumerate(tasks)}
    by_path = {task.path: task for task in tasks}
    kept: list[tuple[str, ...]] = []
    for group in groups:
        present = sorted((path for path in group if path in place), key=place.__getitem__)
        try:
            check_groups(tasks, [present])
        except GroupError:
            continue
        kept.append(tuple(by_path[path].id for path in present))
    return tuple(kept)


def _belongs(task: Task, group: Sequence[Task]) -> bool:
    first = group[0]
    points = sum(each.effort.points for each in group) + task.effort.points
    return (
        task.phase is first.phase
        and len(group) < LARGEST
        and points <= _MOST_POINTS
        and _home(task.path) == _home(first.path)
    )


def _home(path: str) -> str:
    """The directory that files must share; those around the package need share the top only."""
    directory = posixpath.dirname(path)
    return directory if directory.startswith(("src/", "tests/")) else directory.partition("/")[0]


def _fault(group: Sequence[Task], by_id: Mapping[str, Task], place: Mapping[str, int]) -> str:
    """Why these cannot be begun together: one of them waits for a task behind the first."""
    inside = {task.id for task in group}
    first = min(place[task.id] for task in group)
    for task in group:
        for need in task.depends:
            if need in by_id and need not in inside and place[need] > first:
                return f"{task.path} needs {by_id[need].path}, which comes later than the group"
    return ""
