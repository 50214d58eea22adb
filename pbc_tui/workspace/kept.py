"""Running long jobs of others so that they end with us, even where we are killed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pbc_tui.workspace import keeper
from pbc_tui.workspace.process import Finished, run


async def run_kept(
    argv: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    seconds: float,
    on_output: Callable[[bytes], None] | None = None,
) -> Finished:
    """``process.run`` for what may take minutes: no program outlives this process.

    Raises:
        OSError: when the program cannot be started.
    """
    words = [_found(os.fspath(argv[0])), *(os.fspath(part) for part in argv[1:])]
    if sys.platform == "win32":
        return await run(words, cwd=cwd, env=env, seconds=seconds, on_output=on_output)
    # The end that we hold closes when we end, in whatever way.
    lifeline, held = os.pipe()
    try:
        own = [sys.executable, "-I", "-S", keeper.__file__, str(lifeline)]
        return await run(
            [*own, *words],
            cwd=cwd,
            env=env,
            seconds=seconds,
            pass_fds=(lifeline,),
            on_output=on_output,
        )
    finally:
        os.close(lifeline)
        os.close(held)


def _found(program: str) -> str:
    place = shutil.which(program)
    if place is None:
        raise FileNotFoundError(2, os.strerror(2), program)
    return os.path.abspath(place)
