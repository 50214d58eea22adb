"""The contract of a file from code that is there already (SPEC 5)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.checks.source import Refused as Unreadable
from pbc_tui.checks.source import read_source
from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.contract import ContractError
from pbc_tui.design.contract.from_source import stub_from_source
from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.design.plan.needs import is_package_file
from pbc_tui.design.plan.task import Task
from pbc_tui.workflow.refused import Refused


def existing_contract(root: Path, task: Task, place: str) -> str:
    """The public interface of the Python file at ``place``, as stub text for the file of ``task``.

    ``place`` is relative to the repository, or any file that the person names. Nothing is run.

    Raises:
        Refused: when it cannot be read, is no Python, or has nothing public.
    """
    file = (root / Path(place.strip()).expanduser()).absolute()
    shown = single_line(place)
    if not place.strip():
        raise Refused("name a Python file")
    try:
        source = read_source(file.parent, file.name, python=True)
    except Unreadable as error:
        raise Refused(f"{shown}: {error}") from error
    if source.fault:
        raise Refused(f"{shown} {source.fault}")
    python = tuple(int(part) for part in task.spec.python.split("."))
    try:
        stub = stub_from_source(
            source.text,
            module_name(task.path),
            is_package=is_package_file(task.path),
            python=(python[0], python[1]),
        )
    except ContractError as error:
        raise Refused(f"{shown}: {error}") from error
    if not stub.strip():
        raise Refused(f"{shown}: has nothing public")
    return sanitize(stub)
