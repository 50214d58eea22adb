"""A coding agent that nobody drives: a process of its own that reads ``.pbc/current.md``.

    python foreign_agent.py ROOT SCRIPT LOG

``SCRIPT`` is JSON: for each path what to write, one entry for each time that it is asked for, as
``[manner, content]``: "atomic", "streamed", "in place", or "halting after N": N characters, and the
rest when these have been judged. What was written is noted in ``LOG``, one JSON object a line.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from time import monotonic, sleep

LOOK_EVERY = 0.02
"""Seconds between two looks at a file, as agents that poll do."""
PIECES = 10
STREAMING = 0.5
"""Seconds over which a file is streamed."""


def main(root: Path, script: dict[str, list[tuple[str, str]]], log: Path) -> None:
    """Write what is asked for, until everything is written."""
    asked = root / ".pbc" / "current.md"
    seen = None
    while any(script.values()):
        look = _look(asked)
        if look is None or look == seen:
            sleep(LOOK_EVERY)
            continue
        seen = look
        text = asked.read_text(encoding="utf-8")
        task = re.search(r"ATOMIC TASK: (TASK-\d+)", text)
        target = re.search(r"^- Path: `([^`]+)`", text, re.MULTILINE)
        if task is None or target is None or not script.get(target[1]):
            continue
        manner, content = script[target[1]].pop(0)
        pause = _write(root, target[1], manner, content, root / f".pbc/feedback/{task[1]}.md")
        with log.open("a", encoding="utf-8") as notes:
            print(json.dumps({"path": target[1], "manner": manner, "pause": pause}), file=notes)


def _look(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def _write(root: Path, path: str, manner: str, content: str, feedback: Path) -> float:
    """Write a file in some manner; returns the longest pause in it, in seconds."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if manner == "atomic":
        part = target.with_name(f".{target.name}.part")
        part.write_text(content, encoding="utf-8")
        os.replace(part, target)
    elif manner == "streamed":
        size = -(-len(content) // PIECES)
        pieces = [content[start : start + size] for start in range(0, len(content), size)]
        return _stream(target, pieces)
    elif manner.startswith("halting after "):
        first = int(manner.rpartition(" ")[2])
        earlier = _look(feedback)
        target.write_text(content[:first], encoding="utf-8")
        while _look(feedback) == earlier:
            sleep(LOOK_EVERY)
        with target.open("a", encoding="utf-8") as file:
            file.write(content[first:])
    else:
        target.write_text(content, encoding="utf-8")
    return 0.0


def _stream(target: Path, pieces: list[str]) -> float:
    longest = 0.0
    with target.open("w", encoding="utf-8") as file:
        last = monotonic()
        for piece in pieces:
            file.write(piece)
            file.flush()
            now = monotonic()
            longest = max(longest, now - last)
            last = now
            sleep(STREAMING / PIECES)
    return longest


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8")), Path(sys.argv[3]))
