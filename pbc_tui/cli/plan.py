"""``pbc-tui plan``: the tasks of a design, without a session."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from pbc_tui.cli import DONE, NEEDS_REVISION
from pbc_tui.cli.inputs import read_design
from pbc_tui.cli.narration import complain, say, say_json
from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.build import PlanChanges, build_plan
from pbc_tui.design.plan.critical_path import critical_path
from pbc_tui.design.plan.order import PlanError
from pbc_tui.workflow.offered_names import OfferedNames


def show_plan(answers: Path, as_json: bool) -> int:
    """Print the plan; 1 where a code file has no contract.

    A name in a contract that nobody offers is a warning: it changes no exit status.

    Raises:
        click.UsageError: when the design is too incomplete to plan, naming the key, or has a cycle.
    """
    design = read_design(answers)
    for gate in (Gate.INTAKE, Gate.ARCHITECTURE):
        if missing := catalog.open_questions(gate, design.settled):
            raise click.UsageError(f"{answers}: {missing[0].key}: the plan needs this answer")
    try:
        plan = build_plan(design.settled, design.tree, PlanChanges(contracts=design.contracts))
    except PlanError as error:
        raise click.UsageError(f"{answers}: {error}") from None
    chain = [task.id for task in critical_path(plan)]
    unresolved = OfferedNames(plan).unresolved()
    if as_json:
        say_json(
            {
                "tasks": [task.public() for task in plan.tasks],
                "critical_path": chain,
                "unresolved": [asdict(fault) for fault in unresolved],
            }
        )
    else:
        width = max((len(task.path) for task in plan.tasks), default=0)
        for task in plan.tasks:
            needs = f"  needs {', '.join(task.depends)}" if task.depends else ""
            say(f"{task.id}  {task.path:<{width}}  {task.effort.value:<8}{needs}")
        say(f"critical path: {' -> '.join(chain) or 'none'}")
    for fault in unresolved:
        complain(f"warning: contract of {fault.words}")
    for task in plan.without_contract:
        complain(f"{task.path}: has no contract; give it one under [contracts]")
    return NEEDS_REVISION if plan.without_contract else DONE
