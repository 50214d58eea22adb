"""What the launcher is asked to run, in the words in which it is asked."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w


@dataclass(frozen=True)
class Order:
    """What is to be run.

    ``tests`` are the test files; ``watched`` maps the files in which bodies of tests stand to their
    first lines and names, [] for all that are there; ``measured`` is the file whose coverage is
    wanted, "" for none. ``settings`` is the table of pytest in the ``pyproject.toml`` of the
    repository, ``options`` what of its ``addopts`` may count.
    """

    tests: Sequence[str]
    watched: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)
    measured: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    options: Sequence[str] = ()

    def words(self, root: Path, report: str) -> list[str | Path]:
        """The arguments of the launcher, for a repository at ``root``; see ``launcher.run``."""
        base = {
            "root": os.fspath(root),
            "settings": tomli_w.dumps({"tool": {"pytest": {"ini_options": self._settings}}}),
            "arguments": [
                "-q",
                "--no-header",
                "--tb=short",
                "-p",
                "no:cacheprovider",
                f"--rootdir={root}",
                f"--confcutdir={root}",
                *self.options,
                # What fails in a thread of a test leaves the test itself untouched.
                "-W",
                "error::pytest.PytestUnhandledThreadExceptionWarning",
            ],
        }
        request = {
            "report": report,
            "tests": [os.fspath(root / path) for path in self.tests],
            "paths": [os.fspath(root / path) for path in (*self._paths, "src", "")],
            "files": dict(self.watched),
            "measure": self.measured,
        }
        return [json.dumps(base), json.dumps(request)]

    @property
    def _paths(self) -> list[str]:
        paths = self.settings.get("pythonpath") or []
        return [str(path) for path in (paths if isinstance(paths, list) else str(paths).split())]

    @property
    def _settings(self) -> dict[str, Any]:
        # pytest itself would put these paths before the standard library, and look there for
        # plugins.
        return {key: value for key, value in self.settings.items() if key != "pythonpath"}
