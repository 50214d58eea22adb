"""What an agent does with a tool, as far as it tells: title, kind, paths, differences."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from acp.schema import FileEditToolCallContent

from pbc_tui.design.plain_text import single_line

MOST_CALLS = 500
_MOST_LINES = 600


@dataclass(slots=True)
class ToolCall:
    """One call, put together from what was told of it; paths are absolute."""

    title: str = ""
    kind: str = ""
    status: str = ""
    paths: list[str] = field(default_factory=list)
    diffs: list[FileEditToolCallContent] = field(default_factory=list)
    shown: str = ""

    def take(self, update: Any) -> list[FileEditToolCallContent]:
        """Take what an update tells; the differences that it brings."""
        self.title = update.title or self.title
        self.kind = update.kind or self.kind
        self.status = update.status or self.status
        for location in update.locations or ():
            if location.path not in self.paths:
                self.paths.append(location.path)
        new = [each for each in update.content or () if isinstance(each, FileEditToolCallContent)]
        self.diffs += new
        return new

    @property
    def touched(self) -> list[str]:
        """Every path that is known of the call."""
        return [*self.paths, *(diff.path for diff in self.diffs if diff.path not in self.paths)]

    def words(self, root: Path, *, status: bool = True) -> str:
        """The call on one line."""
        paths = ", ".join(relative(path, root) or path for path in self.touched[:5])
        parts = [self.kind or "tool", self.title, f"({paths})" if paths else ""]
        parts += [self.status] if status else []
        return single_line(" ".join(part for part in parts if part), 400)


class ToolCalls:
    """The calls of a turn, by the id that the agent gives them."""

    def __init__(self) -> None:
        self._calls: dict[str, ToolCall] = {}

    def of(self, identifier: str) -> ToolCall:
        """The call of this id, a new one if there is none; the oldest goes when they are many."""
        if identifier not in self._calls and len(self._calls) >= MOST_CALLS:
            del self._calls[next(iter(self._calls))]
        return self._calls.setdefault(identifier, ToolCall())

    def begin(self, identifier: str) -> ToolCall:
        """The call of this id, a new one also where an earlier one of the same id has ended."""
        if self.of(identifier).status in ("completed", "failed"):
            del self._calls[identifier]
        return self.of(identifier)


def relative(path: str, root: Path) -> str:
    """A path as the repository names it; "" when it lies outside."""
    for base in (str(root), os.path.realpath(root)):
        normal = os.path.normpath(os.path.join(base, path))
        if normal.startswith(base.rstrip(os.sep) + os.sep):
            return os.path.relpath(normal, base).replace(os.sep, "/")
    return ""


def unified(path: str, old: str | None, new: str) -> str:
    """What would be written, as a unified diff; one sentence where it is too long for that."""
    before, after = (old or "").splitlines(), new.splitlines()
    name = single_line(path)
    if len(before) + len(after) > _MOST_LINES:
        return f"{name}: {len(before)} lines before, {len(after)} then; not compared line by line"
    rows = difflib.unified_diff(
        before, after, f"a/{name}" if old is not None else "/dev/null", f"b/{name}", lineterm=""
    )
    return "\n".join(rows)
