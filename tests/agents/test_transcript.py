"""What agents say: told in words, safe to show, bounded however much it is."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.agents.transcript import (
    LONGEST_ENTRY,
    MOST_A_PAUSE,
    MOST_ENTRIES,
    Kind,
    Output,
    Transcript,
    told,
)

CLAUDE = [
    {"type": "system", "subtype": "init", "session_id": "b-1", "tools": ["Write"]},
    {
        "type": "assistant",
        "message": {
            "content": [
                {"type": "text", "text": "I write it."},
                {"type": "tool_use", "name": "Write", "input": {"file_path": "/r/a.py"}},
            ]
        },
        "session_id": "b-1",
    },
    {"type": "result", "subtype": "success", "result": "Done.", "session_id": "b-1"},
]
CODEX = [
    {"type": "thread.started", "thread_id": "b-1"},
    {"type": "item.completed", "item": {"type": "reasoning", "text": "Thinking."}},
    {"type": "item.completed", "item": {"type": "agent_message", "text": "I write it."}},
    {"type": "item.completed", "item": {"type": "command_execution", "command": "cat a.py"}},
]
OPENCODE = [
    {"type": "text", "sessionID": "b-1", "part": {"type": "text", "text": "I write it."}},
    {
        "type": "tool_use",
        "sessionID": "b-1",
        "part": {"type": "tool", "tool": "write", "state": {"input": {"filePath": "/r/a.py"}}},
    },
]
GEMINI = [
    {"type": "init", "session_id": "b-1"},
    {"type": "message", "role": "assistant", "content": "I write it.", "delta": True},
    {"type": "tool_use", "tool_name": "write_file", "parameters": {"file_path": "/r/a.py"}},
]


@pytest.mark.parametrize(
    ("events", "key", "tool"),
    [
        (CLAUDE, "session_id", "Write /r/a.py"),
        (CODEX, "thread_id", "cat a.py"),
        (OPENCODE, "sessionID", "write /r/a.py"),
        (GEMINI, "session_id", "write_file /r/a.py"),
    ],
)
async def test_the_output_of_each_agent_is_told_in_words(
    events: list[dict[str, Any]], key: str, tool: str
) -> None:
    transcript = Transcript()
    output = Output(transcript, key)
    content = b"".join(json.dumps(event).encode() + b"\n" for event in events)
    for start in range(0, len(content), 7):
        output.feed(content[start : start + 7])
    output.end()
    assert output.session == "b-1"
    found = {(entry.kind, entry.text) for entry in transcript.entries}
    assert (Kind.SAID, "I write it.") in found
    assert (Kind.TOOL, tool) in found


async def test_what_is_said_is_safe_to_show_and_the_last_line_is_known() -> None:
    transcript = Transcript()
    output = Output(transcript)
    output.feed("one\n\x1b[2J\x1b]0;title\x07two \u202e three\n".encode() + b"\xff torn")
    output.end()
    text = "\n".join(entry.text for entry in transcript.entries)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "two" in text
    assert transcript.last_words == "\ufffd torn"


async def test_a_flood_is_bounded_counted_and_told_seldom() -> None:
    tellings = []
    told = asyncio.Event()

    def tell() -> None:
        tellings.append(1)
        told.set()

    transcript = Transcript(tell)
    output = Output(transcript)
    for _ in range(50):
        output.feed(b"x" * 65_000 + b"\n" + b"short\n" * 3_000)
    shown = sum(len(entry.text) for entry in transcript.entries)
    assert shown <= MOST_A_PAUSE
    assert len(transcript.entries) <= MOST_ENTRIES
    assert all(len(entry.text) <= LONGEST_ENTRY for entry in transcript.entries)
    assert transcript.dropped > 1_000_000
    await told.wait()
    assert len(tellings) == 1
    transcript.add(Kind.SAID, "after the flood")
    assert transcript.last_words == "after the flood"


async def test_pieces_of_one_saying_are_one_entry_and_a_plan_moves_on() -> None:
    transcript = Transcript()
    for piece in ("I ", "write ", "it."):
        transcript.go_on(Kind.SAID, piece)
    transcript.replace(Kind.PLAN, "· one")
    transcript.add(Kind.SAID, "working")
    transcript.replace(Kind.PLAN, "✓ one")
    assert [entry.text for entry in transcript.entries] == ["I write it.", "✓ one", "working"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@given(event=st.dictionaries(st.sampled_from(["type", "part", "content", "tool", "input"]), JSON))
def test_no_event_breaks_the_telling(event: dict[str, Any]) -> None:
    for kind, words in told(event):
        assert isinstance(kind, Kind)
        assert isinstance(words, str)
