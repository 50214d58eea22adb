"""What an agent says while it works: sanitized, bounded, for the eyes of the person alone.

Nothing in it decides anything (SPEC 7).
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pbc_tui.design.plain_text import sanitize, single_line

MOST_ENTRIES = 1_000
LONGEST_ENTRY = 8_000
"""Characters of one entry; the rest of it is not shown."""
PAUSE = 0.1
"""Seconds between two tellings of what came."""
MOST_A_PAUSE = 100_000
"""Characters that are taken between two tellings; what floods in beyond is counted."""

_LONGEST_LINE = 4_000


class Kind(StrEnum):
    """What an entry is."""

    COMMAND = "command"
    SAID = "said"
    THOUGHT = "thought"
    TOOL = "tool"
    PLAN = "plan"
    DIFF = "diff"
    ASKED = "asked"
    NOTE = "note"


@dataclass(slots=True)
class Entry:
    """One thing that was said or done, as text that is safe to show."""

    kind: Kind
    text: str


class Transcript:
    """The newest entries of a turn; ``changed`` is told of them, at most every ``PAUSE`` seconds.

    ``dropped`` counts the characters that came faster than anybody could read.
    """

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        self.entries: deque[Entry] = deque(maxlen=MOST_ENTRIES)
        self.dropped = 0
        self._changed = changed
        self._room = MOST_A_PAUSE
        self._telling: asyncio.TimerHandle | None = None

    def add(self, kind: Kind, text: str) -> None:
        """Take one entry."""
        if text.strip() and self._fits(text):
            self.entries.append(Entry(kind, sanitize(text[:LONGEST_ENTRY]).strip("\n")))

    def go_on(self, kind: Kind, text: str) -> None:
        """Take a piece of what is being said, which belongs to the entry before."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.kind is not kind or len(last.text) + len(text) > LONGEST_ENTRY:
            if text and self._fits(text):
                self.entries.append(Entry(kind, sanitize(text[:LONGEST_ENTRY])))
        elif self._fits(text):
            last.text += sanitize(text)

    def replace(self, kind: Kind, text: str) -> None:
        """Take an entry in place of the last one of this kind, as a plan that has moved on."""
        for entry in reversed(self.entries):
            if entry.kind is kind:
                if self._fits(text):
                    entry.text = sanitize(text[:LONGEST_ENTRY])
                return
        self.add(kind, text)

    @property
    def last_words(self) -> str:
        """The last line that was said, on one line; "" when nothing was."""
        for entry in reversed(self.entries):
            if entry.kind is Kind.SAID:
                return single_line(entry.text.strip().rpartition("\n")[2])
        return ""

    def _fits(self, text: str) -> bool:
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(PAUSE, self._tell)
        if len(text) > self._room:
            self.dropped += len(text)
            return False
        self._room -= len(text)
        return True

    def _tell(self) -> None:
        self._telling, self._room = None, MOST_A_PAUSE
        self._changed()


class Output:
    """The output of a command line, line by line, into a transcript.

    Lines that are JSON objects are told in words. ``session`` is what they name under ``key``.
    """

    def __init__(self, transcript: Transcript, key: str = "") -> None:
        self._transcript = transcript
        self._key = key
        self._pending = b""
        self.session = ""

    def feed(self, content: bytes) -> None:
        """Take bytes as they come."""
        *whole, self._pending = (self._pending + content).split(b"\n")
        for line in whole:
            self._line(line)
        if len(self._pending) > _LONGEST_LINE and not self._pending.startswith(b"{"):
            self._line(self._pending)
            self._pending = b""
        elif len(self._pending) > 100 * _LONGEST_LINE:
            self._transcript.dropped += len(self._pending)
            self._pending = b""

    def end(self) -> None:
        """Take what is left without the end of its line."""
        self._line(self._pending)
        self._pending = b""

    def _line(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace").rstrip("\r")
        if text.startswith("{"):
            try:
                event = json.loads(text)
            except (ValueError, RecursionError):
                event = None
            if isinstance(event, dict):
                if self._key and not self.session:
                    self.session = _session(event, self._key)
                for kind, words in told(event):
                    self._transcript.add(kind, words)
                return
        self._transcript.add(Kind.SAID, text)


_TEXTS = ("text", "content", "result", "message", "error", "delta", "output_text")
_INSIDE = ("message", "part", "item", "content", "error", "data")
_NAMES = ("tool", "tool_name", "name", "command")
_PATHS = ("path", "file_path", "filePath", "file", "command", "cmd")


def told(event: dict[str, Any]) -> Iterator[tuple[Kind, str]]:
    """What an event of an agent's JSON output tells: its texts, and the tools that it used.

    The shapes differ, and new ones come; what is not known is left out.
    """
    yield from _told(event, 0)


def _told(event: dict[str, Any], depth: int) -> Iterator[tuple[Kind, str]]:
    if depth > 4:
        return
    kind = str(event.get("type", ""))
    if "tool" in kind or "command" in kind or "file_change" in kind:
        name = next((str(event[key]) for key in _NAMES if isinstance(event.get(key), str)), "")
        inside = [event.get(key) for key in ("input", "parameters", "state", "args", "part")]
        if name:
            yield Kind.TOOL, single_line(f"{name} {_aim(inside)}".strip())
            return
    for key in _TEXTS:
        if isinstance(event.get(key), str):
            thought = "think" in kind or "reason" in kind
            yield (Kind.THOUGHT if thought else Kind.SAID), event[key]
            break
    for key in _INSIDE:
        value = event.get(key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _told(each, depth + 1)


def _aim(inside: list[Any]) -> str:
    """The file or the command that a tool was used on, "" where none is named."""
    waiting = [each for each in inside if isinstance(each, dict)]
    for found in waiting:
        for key in _PATHS:
            if isinstance(found.get(key), str):
                return str(found[key])
        waiting += [each for each in found.values() if isinstance(each, dict)][:4]
        if len(waiting) > 20:
            break
    return ""


def _session(event: dict[str, Any], key: str) -> str:
    for each in (event, *(value for value in event.values() if isinstance(value, dict))):
        value = each.get(key)
        if isinstance(value, str) and value.replace("-", "").replace("_", "").isalnum():
            return value[:200]
    return ""
