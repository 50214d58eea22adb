"""A copy of the repository for untrusted code, outside of it and cheap to keep up to date."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from fnmatch import translate
from pathlib import Path
from typing import Any, Self

from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.sandbox.inside import copier
from pbc_tui.workspace.scratch import new_directory

LARGEST = 16_000_000
"""The largest file, in bytes, that is copied."""
MOST_BYTES = 256_000_000
"""How many bytes are copied in all."""
MOST_FILES = 20_000
"""How many files are copied in all."""

_LONGEST_ANSWER = 64_000_000
_CLOSE_SECONDS = 2.0
_INSIDE = Path(copier.__file__).parent


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What bringing the copy up to date did; paths are relative, with ``/`` between parts.

    ``left_out`` maps what has no place in the copy to the reason, in words.
    """

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)


class Copy:
    """A copy without version control, our own files, environments and what else is ignored.

    ``path`` is the copy; ``place`` is the directory that holds it, in which room for a run (home,
    temporary files) can be made. A process of its own copies, so nothing here blocks; it removes
    ``place`` in the end, also when this process is killed.
    """

    def __init__(self, root: Path, ignore: Ignore | None = None) -> None:
        self.root = root
        self._ignore = ignore or Ignore(admitted=())
        self.place = Path()
        self.path = Path()
        self._process: asyncio.subprocess.Process | None = None
        self._asked = 0
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Make room for the copy.

        Raises:
            OSError: when there is none to be had.
        """
        self.place = new_directory("copy")
        self.path = self.place / "repository"
        self.path.mkdir()
        try:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", "-B", "-c", copier.START),
                *(os.fspath(_INSIDE), os.fspath(self.place)),
                cwd="/",
                env={},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
                limit=_LONGEST_ANSWER,
            )
            self._say(json.dumps(self._order()))
        except BaseException:
            for directory in (self.path, self.place):
                directory.rmdir()
            raise

    async def refresh(self) -> Refreshed:
        """Make the copy equal to the repository as it is now; unchanged files stay.

        Raises:
            OSError: when it cannot be copied.
        """
        async with self._turn:
            self._asked += 1
            self._say(str(self._asked))
            while True:
                answer = await self._answer()
                # An earlier question whose asker did not wait for the answer.
                if answer["number"] == self._asked:
                    break
        if failure := answer.get("failure"):
            raise OSError(0, f"the repository cannot be copied: {failure}", str(self.root))
        return Refreshed(
            tuple(answer["changed"]), tuple(answer["removed"]), dict(answer["left_out"])
        )

    async def close(self) -> None:
        """Remove the copy with everything beside it."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(process.wait()), _CLOSE_SECONDS)

    def _order(self) -> dict[str, Any]:
        passing = "|".join(translate(each) for each in self._ignore.files)
        return {
            "root": os.fspath(self.root.absolute()),
            "copy": os.fspath(self.path),
            "ignored": sorted(self._ignore.directories),
            "admitted": self._ignore.admitted,
            "passing": passing or r"(?!)",
            "largest": LARGEST,
            "most_bytes": MOST_BYTES,
            "most_files": MOST_FILES,
        }

    def _say(self, line: str) -> None:
        if self._process is None:
            raise OSError(0, "the copy is closed", str(self.root))
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode("utf-8", "surrogateescape") + b"\n")

    async def _answer(self) -> Any:
        assert self._process is not None
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise OSError(0, "the copier ended before it was done", str(self.root))
        return json.loads(line)
