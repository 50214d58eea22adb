"""What a prompt knows about a kind of file before it knows the project."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from pbc_tui.design.plan.task import Task


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    All sentences are format strings over ``path``, ``name``, ``module``, ``repository``,
    ``package``, ``python`` (the target version), ``specifier``, ``manager``, ``lock`` (the command
    that locks), ``run`` (what stands before a tool) and ``python_command``. ``algorithms`` to
    ``security`` are what holds for every file of the kind and are used where the file's own brief
    is silent; ``code`` says that it is Python; ``whole`` that the file must agree with the whole
    repository, so that its prompt lists all files; ``empty`` that it holds not a single byte.
    """

    name: str
    takes: Callable[[Task], bool]
    language: str
    conventions: tuple[str, ...]
    interface: str
    read_by: str
    output: tuple[str, ...]
    trial: str
    example: str
    algorithms: tuple[str, ...] = ()
    edge_cases: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    performance: tuple[str, ...] = ()
    security: tuple[str, ...] = ()
    code: bool = False
    whole: bool = False
    empty: bool = False


def named(*names: str) -> Callable[[Task], bool]:
    """A condition: the file's name is one of these, whatever its case."""
    wanted = frozenset(name.lower() for name in names)
    return lambda task: posixpath.basename(task.path).lower() in wanted


def ending(*endings: str) -> Callable[[Task], bool]:
    """A condition: the file's name ends in one of these, whatever its case."""
    wanted = tuple(each.lower() for each in endings)
    return lambda task: task.path.lower().endswith(wanted)


def beginning(*beginnings: str) -> Callable[[Task], bool]:
    """A condition: the file's name begins with one of these, whatever its case."""
    wanted = tuple(each.lower() for each in beginnings)
    return lambda task: posixpath.basename(task.path).lower().startswith(wanted)
