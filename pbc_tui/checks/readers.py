"""Which interpreter reads a file: pbc-tui's own, or a newer one where the target version is newer.

``ast`` knows only the syntax of its own version. Where a project is written for a later Python than
the one that runs pbc-tui, the worker and bandit run under the project's interpreter, or under one
that is found on this machine; always isolated, with nothing of the project's in sight.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.workspace.interpreters import find_interpreter

_found: dict[str, Path | None] = {}


@dataclass(frozen=True, slots=True)
class Reader:
    """An interpreter that reads; ``fits`` says whether it knows the target version's syntax."""

    python: Path
    own: bool
    fits: bool

    def command(self, code: str, *arguments: str | Path) -> list[str | Path]:
        """The command line that runs some code isolated, with our own packages in reach."""
        # A foreign interpreter must not load what its environment hooks into every start.
        options = ["-I", "-X", "utf8", *([] if self.own else ["-S"])]
        start = f"import sys; sys.path.extend(sys.argv.pop(1).split({os.pathsep!r})); {code}"
        return [self.python, *options, "-c", start, os.pathsep.join(_places()), *arguments]


def own_reader() -> Reader:
    """The interpreter that runs pbc-tui itself."""
    return Reader(Path(sys.executable), own=True, fits=True)


async def reader_for(target: str, project: Path | None) -> Reader:
    """The interpreter that reads files of a target version ("3.12").

    ``project`` is the interpreter of the project's environment, which admits that version.
    """
    if sys.version_info >= _parts(target):
        return own_reader()
    if project is not None:
        return Reader(project, own=False, fits=True)
    if target not in _found:
        found = await find_interpreter(f">={target}")
        _found[target] = found[0] if found else None
    other = _found[target]
    if other is None:
        return Reader(Path(sys.executable), own=True, fits=False)
    return Reader(other, own=False, fits=True)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _places() -> Sequence[str]:
    import pbc_tui

    here = os.fspath(Path(pbc_tui.__file__).parent.parent)
    return list(dict.fromkeys([here, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]))
