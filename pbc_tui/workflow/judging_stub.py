"""What there is to say about a contract while it is written: its fault, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.contract import ContractError, parse_contract
from pbc_tui.design.plan.needs import is_package_file
from pbc_tui.design.plan.task import Task
from pbc_tui.workflow.offered_names import Hint, OfferedNames, Unresolved

LONGEST = 64_000
"""Characters of a stub in which names are looked for; longer ones are only read."""


@dataclass(frozen=True)
class Judgement:
    """``fault`` is why the text is no contract ("" when it is one).

    ``hints`` are imports that would help, ``unresolved`` what nobody offers.
    """

    fault: str = ""
    hints: tuple[Hint, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


def judge_stub(names: OfferedNames, task: Task, text: str) -> Judgement:
    """Judge the text of a contract for the file of ``task``; a blank text asks for nothing."""
    # A keystroke later every name that anybody offers is asked for.
    _ = names.project.offers
    if not text.strip():
        return Judgement()
    try:
        parse_contract(text, module_name(task.path), is_package=is_package_file(task.path))
    except ContractError as error:
        return Judgement(fault=str(error))
    if len(text) > LONGEST:
        return Judgement()
    hints = tuple(hint for hint in names.hints(task, text) if hint.statement)
    offered = {hint.name for hint in hints}
    unresolved = names.unresolved_in(task, text)
    return Judgement("", hints, tuple(each for each in unresolved if each.name not in offered))
