"""``pbc-tui DIR`` around the application: what its end means for the process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pbc_tui.cli import main
from pbc_tui.ui import app


class _Left(Exception):
    """Stands in for the end of the process; its argument is the exit status."""


def _leave(status: int) -> None:
    raise _Left(status)


@pytest.mark.parametrize(("code", "status"), [(0, 0), (1, 1), (143, 143), (None, 0)])
def test_the_exit_status_is_that_of_the_application_also_after_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int | None, status: int
) -> None:
    """Textual returns nothing from an application that crashed, and says 1 in its return code."""

    class Crashed:
        return_code = code

        def __init__(self, root: Path, **_: object) -> None:
            assert root == tmp_path

        def run(self) -> None:
            """Show nothing."""

    monkeypatch.setattr(app, "PbcApp", Crashed)
    monkeypatch.setattr(os, "_exit", _leave)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    with pytest.raises(_Left) as left:
        main([str(tmp_path)])
    assert left.value.args == (status,)
