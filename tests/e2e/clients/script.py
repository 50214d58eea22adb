"""What a scripted model does with a task: it has the prompt read, the file written, and stops."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from typing import Any

Call = tuple[str, dict[str, Any]]
Answer = Call | str
Script = Callable[[list[dict[str, Any]]], Answer]
"""From the messages so far to the next tool call, or to the last words."""

LAST_WORDS = "The file is written."

_NUMBERS = itertools.count(1)


def number() -> int:
    """A number that no other answer has."""
    return next(_NUMBERS)


def reads_and_writes(read: Callable[[str], Call], write: Call) -> Script:
    """Make the call that ``read`` makes of the path of the task's prompt, then ``write``, and stop.

    Whatever is asked, the path is that which the conversation names.
    """

    def script(messages: list[dict[str, Any]]) -> Answer:
        asked = json.dumps(messages)
        done = sum(message.get("role") == "tool" for message in messages)
        if done == 0:
            prompt = re.search(r"/[^\s\"\\]+/\.pbc/prompts/TASK-\d+\.md", asked)
            return read(prompt[0] if prompt else ".pbc/current.md")
        if done == 1:
            # The prompt was read, so its words are in the conversation.
            assert "ATOMIC TASK" in asked, asked[-600:]
            return write
        return LAST_WORDS

    return script


def writes(
    path: str,
    content: str,
    *,
    read: str = "read",
    write: str = "write",
    file: str = "filePath",
    text: str = "content",
) -> Script:
    """By the tools ``read`` and ``write``.

    ``file`` is what both tools call the path, ``text`` what the second calls the content.
    """
    return reads_and_writes(
        lambda prompt: (read, {file: prompt}), (write, {file: path, text: content})
    )
