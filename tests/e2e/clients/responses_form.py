"""What the scripted model says in the form of OpenAI's Responses API, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.e2e.clients.script import Answer, number


def messages_of(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The conversation, what tools answered under the role ``tool``."""
    return [
        {**each, "role": "tool"} if str(each["type"]).endswith("_call_output") else each
        for each in asked["input"]
        if each["type"] != "function_call"
    ]


def events(answer: Answer) -> Iterator[bytes]:
    """One answer as the events of a stream."""
    response = {"id": f"resp_{number()}", "object": "response", "model": "m"}
    yield _event("response.created", response={**response, "status": "in_progress"})
    if isinstance(answer, str):
        part = {"type": "output_text", "text": answer, "annotations": []}
        item: dict[str, Any] = {"type": "message", "role": "assistant", "content": [part]}
    else:
        name, given = answer
        item = {"type": "function_call", "name": name, "arguments": json.dumps(given)}
        item["call_id"] = f"call_{number()}"
    item = {"id": f"item_{number()}", "status": "completed", **item}
    yield _event("response.output_item.done", output_index=0, item=item)
    usage = {
        "input_tokens": 1,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": 1,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 2,
    }
    done = {**response, "status": "completed", "output": [item], "usage": usage}
    yield _event("response.completed", response=done)


def _event(kind: str, **more: Any) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n".encode()
