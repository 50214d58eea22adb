"""From a task to the text of its file."""

from __future__ import annotations

import posixpath

from pbc_tui.agents.builtin.code_files import write_code_file
from pbc_tui.agents.builtin.project import write_project_file, writes_project_file
from pbc_tui.agents.builtin.refusing import Unwritable, promised_subjects, refusal
from pbc_tui.agents.builtin.shape import opening, shape_of, shape_test
from pbc_tui.design.blueprint.roles.code import CODE
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task


def write(plan: Plan, task: Task) -> str:
    """The whole text of the task's file: a pure function of the plan.

    Raises:
        Unwritable: saying in one line why there is no template for it.
    """
    if reason := refusal(plan, task):
        raise Unwritable(reason)
    if writes_project_file(task.role):
        return write_project_file(plan, task.role)
    if task.role.partition(":")[0] in CODE:
        return write_code_file(plan, task)
    if task.spec.contract.strip():
        return shape_of(task, plan.context)
    if posixpath.basename(task.path) == "__init__.py":
        return opening(task.purpose, plan.context) + "\n"
    if subjects := promised_subjects(plan, task):
        return shape_test(task, subjects, plan.context)
    raise Unwritable(f"{task.path}: the built-in agent has no template for it")
