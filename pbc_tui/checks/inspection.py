"""One file under inspection: its bytes, the tools that look at it, and the worker that reads it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import os
import shutil
import sys
import sysconfig
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pbc_tui.checks import strict_rules
from pbc_tui.checks.answers import Answers, ToolFailure
from pbc_tui.checks.kinds import Kind, kind_of
from pbc_tui.checks.programs import WORKER, PythonProgram
from pbc_tui.checks.readers import Reader, reader_for
from pbc_tui.checks.source import Source
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.testing.running import Ran, Words, run_cold
from pbc_tui.checks.warm.client import NotWarm
from pbc_tui.checks.warm.workshop import Workshop, request
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.process import Finished, run, scrubbed_environment

_T = TypeVar("_T")

TOOL_SECONDS = 20.0
"""How long one tool may take (SPEC 8)."""
SLOTS = max(os.cpu_count() or 1, 2)
"""How many subprocesses run side by side, one for each processor."""


@dataclass
class Inspection:
    """What the six checks share while they look at one file.

    ``scratch`` is an empty directory outside the repository: the tools' home, working directory and
    place for temporary files. ``source`` is what was read; the file on disk is not read again.
    ``workshop`` holds warm processes; without it every tool is started anew, and with ``fresh`` the
    tests are. ``tests_begun`` says that the tests run.
    """

    subject: Subject
    source: Source
    scratch: Path
    workshop: Workshop | None = None
    fresh: bool = False
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SLOTS))
    tests_begun: asyncio.Event = field(default_factory=asyncio.Event)
    _answers: Answers = field(default_factory=Answers)
    _reading: asyncio.Task[None] | None = None
    _strict: asyncio.Task[list[Mapping[str, Any]]] | None = None

    @property
    def path(self) -> str:
        """The file's path inside the repository."""
        return self.subject.spec.path

    @property
    def kind(self) -> Kind:
        """What kind of text the file holds."""
        return kind_of(self.path)

    async def tool(
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        stdin: bytes = b"",
        statuses: frozenset[int] = frozenset({0, 1}),
        seconds: float = TOOL_SECONDS,
        on_output: Callable[[bytes], None] | None = None,
    ) -> Finished:
        """Run one tool on the text, outside the repository, with nothing of the person's in sight.

        Raises:
            ToolFailure: when it cannot start, takes too long, or ends with a status that it does
                not document for work done.
        """
        try:
            async with self.slots:
                finished = await run(
                    argv,
                    cwd=self.scratch,
                    env=scrubbed_environment(self.scratch),
                    seconds=seconds,
                    stdin=stdin,
                    on_output=on_output,
                )
        except OSError as error:
            raise ToolFailure(f"{name} cannot be started: {error.strerror or error}") from error
        return _done(name, finished, statuses, seconds)

    async def python_tool(
        self,
        program: PythonProgram,
        *arguments: str,
        stdin: bytes = b"",
        statuses: frozenset[int] = frozenset({0, 1}),
        on_output: Callable[[bytes], None] | None = None,
    ) -> Finished:
        """Run a tool that is written in Python, forked from a warm process where there is one.

        Raises:
            ToolFailure: as ``tool`` does.
        """
        reader = await self.reader()
        server = self.workshop.tools(reader) if self.workshop is not None else None
        if server is not None:
            with contextlib.suppress(NotWarm):
                async with self.slots:
                    finished = await server.run(
                        [program.name, *arguments],
                        cwd=self.scratch,
                        env=scrubbed_environment(self.scratch),
                        seconds=TOOL_SECONDS,
                        stdin=stdin,
                        on_output=on_output,
                    )
                return _done(program.name, finished, statuses, TOOL_SECONDS)
        command = reader.command(program.code, *arguments)
        return await self.tool(
            program.name, command, stdin=stdin, statuses=statuses, on_output=on_output
        )

    async def ruff(
        self,
        *arguments: str,
        settings: Path | None = None,
        statuses: frozenset[int] = frozenset({0, 1}),
    ) -> Finished:
        """Run ruff on the text that was read; no configuration but ``settings`` reaches it."""
        configured = "--isolated" if settings is None else f"--config={settings}"
        command = [ruff_program(), *arguments, configured, "--no-cache"]
        return await self.tool(
            "ruff",
            [*command, "--stdin-filename", self._neutral_name(), "-"],
            stdin=self.source.text.encode("utf-8", "replace"),
            statuses=statuses,
        )

    def begin_strict_lint(self) -> None:
        """Start what ``strict_lint`` waits for, before anything else takes the processor."""
        if self._strict is None:
            self._strict = asyncio.create_task(self._lint_strictly())

    async def strict_lint(self) -> list[Mapping[str, Any]]:
        """What ruff finds by the rules that no comment switches off; all who ask share one run.

        Raises:
            ToolFailure: as ``tool`` does.
        """
        self.begin_strict_lint()
        assert self._strict is not None
        return await asyncio.shield(self._strict)

    async def _lint_strictly(self) -> list[Mapping[str, Any]]:
        finished = await self.ruff(
            "check",
            "--quiet",
            "--output-format=json",
            "--ignore-noqa",
            f"--target-version={target_version(self.subject.spec.python)}",
            f"--select={strict_rules.SELECTED}",
        )
        return diagnostics(finished)

    async def run_tests(self, words: Words) -> Ran:
        """Run the launcher, forked from a warm process where there is one.

        Raises:
            NotAllowed: as ``run_cold`` does.
            ToolFailure: as ``run_cold`` does.
        """
        self.tests_begun.set()
        if self.workshop is not None and not self.fresh:
            # All wait for them in the end, so they wait for nobody, and keep a processor.
            taken = asyncio.create_task(self.slots.acquire())
            try:
                with contextlib.suppress(NotWarm):
                    return await self.workshop.run_tests(self.subject, words)
            finally:
                if taken.done():
                    self.slots.release()
                taken.cancel()
        async with self.slots:
            return await run_cold(self.subject, words)

    async def analysis(self, part: str) -> Any:
        """One part of what the worker read from the text; all parts come from one process.

        Raises:
            ToolFailure: when the worker did not get to this part.
        """
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        return await self._answers.part(part)

    async def reader(self) -> Reader:
        """The interpreter that reads the file."""
        python = self.kind is Kind.PYTHON
        target = self.subject.spec.python if python else "3.0"
        return await reader_for(target, self.subject.python)

    async def close(self) -> None:
        """End what nobody waits for any more."""
        under_way = [task for task in (self._reading, self._strict) if task is not None]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _read(self) -> None:
        subject = self.subject
        root = subject.root.absolute()
        asked = request(self.path, self.source.content, self.source.text, root, subject.spec)
        asked |= {"packages": subject.packages, "whole": subject.whole}
        reason = "the reading of the file was broken off"
        try:
            finished = await self.python_tool(
                WORKER,
                stdin=json.dumps(asked).encode(),
                statuses=frozenset(range(-64, 256)),
                on_output=self._answers.feed,
            )
            # Once more as a whole: what was written to the other stream may have split a line.
            self._answers.feed(b"\n" + finished.stdout + b"\n")
            reason = f"the reading of the file {ending(finished.status)}{_last_words(finished)}"
        except ToolFailure as failure:
            reason = f"the reading of the file failed: {failure}"
        finally:
            self._answers.end(reason)

    def _neutral_name(self) -> str:
        # Only the name matters to ruff's rules; a path inside the scratch directory finds no
        # configuration and shows nothing of this machine.
        return os.fspath(self.scratch / self.path)


def _done(name: str, finished: Finished, statuses: frozenset[int], seconds: float) -> Finished:
    """What a tool did, if it did its work.

    Raises:
        ToolFailure: when it took too long, or ended with a status that is none of ``statuses``.
    """
    if finished.timed_out:
        raise ToolFailure(f"{name} took longer than {seconds:g} s")
    if finished.status not in statuses:
        raise ToolFailure(f"{name} {ending(finished.status)}{_last_words(finished)}")
    return finished


def ending(status: int) -> str:
    """How a process ended, in words."""
    if status >= 0:
        return f"ended with status {status}"
    import signal

    try:
        return f"was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"was ended by signal {-status}"


async def settled(answer: Awaitable[_T]) -> _T | ToolFailure:
    """The answer of a tool, or its failure as a value, so that others can be heard as well."""
    try:
        return await answer
    except ToolFailure as failure:
        return failure


@functools.cache
def ruff_program() -> str:
    """The ruff that came with this installation, by absolute path.

    Raises:
        ToolFailure: when there is none.
    """
    beside = Path(sys.executable).parent
    scripts = Path(sysconfig.get_path("scripts"))
    for directory in (beside, scripts):
        if found := shutil.which("ruff", path=os.fspath(directory)):
            return found
    try:
        from ruff import find_ruff_bin  # type: ignore[import-untyped]

        return str(find_ruff_bin())
    except (ImportError, FileNotFoundError):
        raise ToolFailure("ruff is not installed beside pbc-tui") from None


def target_version(python: str) -> str:
    """A version as ruff writes it: "3.11" becomes "py311"."""
    return "py" + python.replace(".", "")


def diagnostics(finished: Finished) -> list[Mapping[str, Any]]:
    """The findings that ruff printed as JSON.

    Raises:
        ToolFailure: when it printed something else.
    """
    try:
        rows = json.loads(finished.stdout)
    except ValueError as error:
        raise ToolFailure(f"ruff printed no JSON: {error}") from error
    if not isinstance(rows, list):
        raise ToolFailure("ruff printed no list of findings")
    return rows


def _last_words(finished: Finished) -> str:
    lines = finished.stderr.decode("utf-8", "replace").strip().splitlines()
    return f": {single_line(lines[-1])}" if lines else ""
