"""What stays between one verdict and the next: the warm servers, begun and ended together."""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from pbc_tui.checks.kinds import kind_of
from pbc_tui.checks.readers import Reader, own_reader
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.testing.running import Ran, Words
from pbc_tui.checks.warm.client import NotWarm, OwnProcess, WarmServer
from pbc_tui.checks.warm.warm_tests import WarmTests
from pbc_tui.design.specification import Specification
from pbc_tui.workspace.process import as_input, scrubbed_environment
from pbc_tui.workspace.scratch import new_directory

_TOOLS = "from pbc_tui.checks.warm.tools import main; main()"
_SAMPLES = {
    "src/app/mod.py": '"""A module."""\n\n\ndef f(x: int) -> int:\n    """Do."""\n    return x\n',
    "pyproject.toml": '[project]\nname = "a"\n',
    "a.yaml": "a: 1\n",
    "a.json": "{}\n",
    "README.md": "# A\n",
    "Dockerfile": "FROM scratch\n",
    "a.txt": "a\n",
}
"""Harmless texts of ours, by which the tools are warmed up."""

MOST_TESTS = 3
"""How many repositories, or interpreters of one, have their tests warm at a time."""


class Workshop:
    """The warm servers of one project; an async context manager, or ``start`` and ``stop``."""

    def __init__(self) -> None:
        self._open = False
        self._tools: dict[Path, WarmServer] = {}
        # In the order of their last use.
        self._tests: dict[tuple[Path, Path], WarmTests] = {}
        self._farewells: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Workshop:
        self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    def start(self) -> None:
        """Begin in the background; whoever needs something before it is there goes without."""
        self._open = True
        self.tools(own_reader())

    async def stop(self) -> None:
        """End every server and all that runs in them."""
        self._open = False
        ends = [each.stop() for each in self._tools.values()]
        ends += [each.stop() for each in self._tests.values()]
        self._tools, self._tests = {}, {}
        await asyncio.gather(*ends, *self._farewells)

    def tools(self, reader: Reader) -> WarmServer | None:
        """The server of our own tools under an interpreter, begun when it is asked for first.

        None before the start and after the end.
        """
        if not self._open:
            return None
        if reader.python not in self._tools:
            self._tools[reader.python] = WarmServer("tools", _StartTools(reader))
            self._tools[reader.python].begin()
        return self._tools[reader.python]

    def tests(self, subject: Subject) -> WarmTests | None:
        """The warm tests of a repository under its interpreter, begun when asked for first.

        Those that nobody has asked for the longest are ended when there are more than
        ``MOST_TESTS``. None before the start and after the end.
        """
        if not self._open:
            return None
        python = subject.python or Path(sys.executable)
        key = (subject.root, python)
        tests = self._tests.pop(key, None) or WarmTests(subject.root, python)
        self._tests[key] = tests
        tests.begin(subject.sandbox, allow_unconfined=subject.allow_unconfined)
        self._let_go()
        return tests

    def _let_go(self) -> None:
        """End what was used longest ago, unless its tests run just now."""
        idle = [key for key, tests in self._tests.items() if not tests.running]
        # What was asked for last is about to be used.
        for key in idle[:-1][: max(len(self._tests) - MOST_TESTS, 0)]:
            farewell = asyncio.create_task(self._tests.pop(key).stop(), name="end warm tests")
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)

    @property
    def warm_tests(self) -> tuple[WarmTests, ...]:
        """What was begun so far."""
        return tuple(self._tests.values())

    async def run_tests(self, subject: Subject, words: Words) -> Ran:
        """Run the launcher in a warm pytest.

        Raises:
            NotWarm: when that cannot be done now; the tests are then to be run cold.
        """
        tests = self.tests(subject)
        if tests is None:
            raise NotWarm("the workshop is closed")
        return await tests.run(subject, words)


class _StartTools:
    """Starts the server of our own tools, outside the repository and with nothing in its sight."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def __call__(self, control: int) -> OwnProcess:
        # The server removes it in the end, also when this process is killed.
        home = new_directory("tools")
        with as_input(json.dumps(_samples()).encode()) as source:
            process = await asyncio.create_subprocess_exec(
                *map(str, self._reader.command(_TOOLS, str(control))),
                cwd=home,
                env=scrubbed_environment(home),
                stdin=source,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=(control,),
            )
        return OwnProcess(process, home)


def _samples() -> list[dict[str, Any]]:
    return [_sample(path, text) for path, text in _SAMPLES.items()]


def _sample(path: str, text: str) -> dict[str, Any]:
    python = path.endswith(".py")
    spec = Specification(
        path=path,
        contract="def f(x: int) -> int: ...\n" if python else "",
        required_tables=("project",) if path.endswith(".toml") else (),
    )
    return request(path, text.encode(), text, Path("/nowhere"), spec)


def request(
    path: str, content: bytes, text: str, root: Path, spec: Specification
) -> dict[str, Any]:
    """What the worker is asked about a file."""
    return {
        "content": base64.b64encode(content).decode("ascii"),
        "text": text,
        "kind": kind_of(path).value,
        "root": str(root),
        "spec": spec.model_dump(mode="json"),
    }
