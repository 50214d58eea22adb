"""Building the plan from the design, as a pure function: the same design gives the same plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pbc_tui.design.answers import Answers
from pbc_tui.design.blueprint.brief import Brief
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles import ROLES, brief_of
from pbc_tui.design.contract import outline
from pbc_tui.design.plan.grouping import lawful_groups
from pbc_tui.design.plan.needs import needs_of
from pbc_tui.design.plan.order import PlanError, misplaced, topological_order
from pbc_tui.design.plan.own_files import (
    is_test_file,
    needs_contract,
    own_brief,
    tests_of,
)
from pbc_tui.design.plan.specify import allowing, specify
from pbc_tui.design.plan.task import Task, task_id
from pbc_tui.design.structure import Tree
from pbc_tui.design.templates import decision_role


@dataclass(frozen=True)
class PlanChanges:
    """What the person changed in the plan, beyond the design itself.

    ``contracts`` maps paths to stub text; ``removed`` holds paths that get no task; ``order`` is
    the person's own order of paths, () for the one that follows from the design; ``ids`` maps paths
    to the ids that they have had, so that a task keeps its name when the plan is built again;
    ``constraints`` maps paths to sentences added to the hard constraints of a task, ``allowed`` to
    modules or distributions that the person lets it import. ``added`` maps the paths of files that
    the plan has beside the structure to their purposes; ``groups`` holds the paths of files that
    are handed over together.
    """

    contracts: Mapping[str, str] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    constraints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """All tasks in the order in which they are carried out.

    ``groups`` holds the ids of tasks that are handed over together (SPEC 5), each in this order.
    """

    tasks: tuple[Task, ...]
    context: Context
    groups: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Task]:
        """The tasks by their ids."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def by_path(self) -> dict[str, Task]:
        """The tasks by their paths."""
        return {task.path: task for task in self.tasks}

    @property
    def without_contract(self) -> tuple[Task, ...]:
        """The code files that cannot be generated before they have a contract."""
        return tuple(task for task in self.tasks if task.needs_contract)

    def group_of(self, identifier: str) -> tuple[Task, ...]:
        """The tasks of the group that a task is in, itself too; () when it is in none."""
        group = next((group for group in self.groups if identifier in group), ())
        return tuple(self.by_id[member] for member in group)

    def dependents(self, identifier: str) -> tuple[Task, ...]:
        """The tasks that need this one directly."""
        return tuple(task for task in self.tasks if identifier in task.depends)


def layout_of(answers: Answers, tree: Tree) -> dict[str, str]:
    """Which role lies at which path: what a template gave, else what the path itself says."""
    layout: dict[str, str] = {}
    for path, node in tree.walk():
        if node.is_directory:
            continue
        role = node.role or decision_role(path, answers)
        if role and role.partition(":")[0] in ROLES:
            layout.setdefault(role, path)
    return layout


def build_plan(answers: Answers, tree: Tree, changes: PlanChanges | None = None) -> Plan:
    """The plan of a complete design.

    Raises:
        PlanError: for a cycle, an impossible order, or a contract for a path that is not there.
        ValueError: when an answer that the plan needs is still open.
    """
    changes = changes or PlanChanges()
    files = tree.files()
    if strange := next((path for path in changes.contracts if path not in set(files)), None):
        raise PlanError(f"contracts: {strange} is not a file of the structure")
    layout = layout_of(answers, tree)
    context = Context(answers=answers, layout=layout, files=files)
    roles = {path: role for role, path in layout.items()}
    paths = [path for path in files if path not in changes.removed]
    briefs = {path: _brief(path, roles.get(path, ""), tree, changes, context) for path in paths}
    texts = {path: changes.contracts.get(path, brief.contract) for path, brief in briefs.items()}
    needs = needs_of(briefs, texts, layout, context)
    order = _ordered(paths, needs, briefs, changes.order)
    ids = _number(order, changes.ids)
    tasks = tuple(
        _task(path, roles.get(path, ""), briefs, texts, needs[path], ids, tree, changes, context)
        for path in order
    )
    return Plan(tasks, context, lawful_groups(tasks, changes.groups))


def check_order(plan: Plan, order: tuple[str, ...]) -> None:
    """Refuse an order of paths that puts a task before one that it needs.

    Raises:
        PlanError: naming both.
    """
    needs = {
        task.path: frozenset(plan.by_id[need].path for need in task.depends) for task in plan.tasks
    }
    if set(order) != set(needs):
        raise PlanError("an order names every task once")
    if fault := misplaced(order, needs):
        raise PlanError(f"{fault[0]} needs {fault[1]}, so it cannot come before it")


def _brief(path: str, role: str, tree: Tree, changes: PlanChanges, context: Context) -> Brief:
    if role:
        return brief_of(role, context)
    node = tree.get(path)
    return own_brief(path, node.purpose, changes.contracts.get(path, ""), context)


def _ordered(
    paths: list[str],
    needs: Mapping[str, frozenset[str]],
    briefs: Mapping[str, Brief],
    wanted: tuple[str, ...],
) -> tuple[str, ...]:
    own_place = {path: place for place, path in enumerate(wanted)}
    rank = {
        path: (own_place.get(path, -1) if wanted else int(briefs[path].phase), place)
        for place, path in enumerate(paths)
    }
    if wanted:
        # A file that joined after the person's order was given takes the place of its phase.
        for place, path in enumerate(paths):
            if path not in own_place:
                rank[path] = (len(wanted) + int(briefs[path].phase), place)
    return topological_order(paths, needs, rank)


def _number(order: tuple[str, ...], known: Mapping[str, str]) -> dict[str, str]:
    ids = {path: known[path] for path in order if path in known}
    used = [int(identifier.rpartition("-")[2]) for identifier in known.values()]
    number = max(used, default=0)
    for path in order:
        if path not in ids:
            number += 1
            ids[path] = task_id(number)
    return ids


def _task(
    path: str,
    role: str,
    briefs: Mapping[str, Brief],
    texts: Mapping[str, str],
    needs: frozenset[str],
    ids: Mapping[str, str],
    tree: Tree,
    changes: PlanChanges,
    context: Context,
) -> Task:
    brief, contract = briefs[path], texts[path]
    tests = tuple(context.layout[test] for test in brief.tests if test in context.layout)
    if not tests and not is_test_file(path):
        tests = tests_of(path, context.files)
    spec = specify(path, role, brief, contract, tests, context)
    if allowed := changes.allowed.get(path):
        spec = allowing(spec, allowed)
    return Task(
        id=ids[path],
        path=path,
        role=role,
        purpose=tree.get(path).purpose or brief.purpose,
        brief=brief,
        spec=spec,
        depends=tuple(sorted(ids[need] for need in needs)),
        constraints=changes.constraints.get(path, ()),
        relies_on=tuple((need, outline(texts[need])) for need in sorted(needs) if texts[need]),
        needs_contract=not role and not contract.strip() and needs_contract(path),
    )
