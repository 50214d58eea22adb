"""The warm server of the tools that are written in Python (``checks/programs.py``).

It runs under pbc-tui's interpreter, or under another one that must read a newer Python; never under
anything that the repository has a part in. It reads nothing hostile itself: its children do.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
import sys
from collections.abc import Callable
from typing import Any

from pbc_tui.checks.analysis import worker
from pbc_tui.checks.programs import PROGRAMS
from pbc_tui.checks.warm.forking import Forker, serve


def main() -> None:
    """Serve the control socket whose descriptor is the argument.

    On standard input come requests about harmless texts, by which the worker is warmed up. The
    directory in which it was started is its own and is removed in the end.
    """
    home = os.getcwd()
    control = socket.socket(fileno=int(sys.argv[1]))
    samples = json.load(sys.stdin)
    serve(
        control,
        lambda: _warm_up(samples),
        lambda: Forker(control, _program, ahead=len(PROGRAMS), limit=worker.limit),
    )
    shutil.rmtree(home, ignore_errors=True)


def _warm_up(samples: list[dict[str, Any]]) -> None:
    """Import what the tools need by letting them work on the samples."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for sample in samples:
            worker.answer(worker.request_from(sample), lambda _: None)
        for program in PROGRAMS.values():
            program.load()


def _program(base: str, wait: Callable[[], None]) -> None:
    wait()
    PROGRAMS[sys.argv[0]].load()()
