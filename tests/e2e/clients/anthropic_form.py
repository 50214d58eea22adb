"""What the scripted model says in the form of Anthropic's Messages API, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.e2e.clients.script import Answer, number


def messages_of(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The conversation, what tools answered under the role ``tool``."""
    return [{**each, "role": "tool"} if _answers(each) else each for each in asked["messages"]]


def _answers(message: dict[str, Any]) -> bool:
    content = message["content"]
    return isinstance(content, list) and any(part["type"] == "tool_result" for part in content)


def events(answer: Answer) -> Iterator[bytes]:
    """One answer as the events of a stream."""
    usage = {"input_tokens": 1, "output_tokens": 1}
    head = {"id": f"msg_{number()}", "type": "message", "role": "assistant", "model": "m"}
    message: dict[str, Any] = {**head, "content": [], "stop_reason": None, "usage": usage}
    yield _event("message_start", message=message)
    if isinstance(answer, str):
        block: dict[str, Any] = {"type": "text", "text": ""}
        delta = {"type": "text_delta", "text": answer}
    else:
        name, given = answer
        block = {"type": "tool_use", "id": f"toolu_{number()}", "name": name, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(given)}
    yield _event("content_block_start", index=0, content_block=block)
    yield _event("content_block_delta", index=0, delta=delta)
    yield _event("content_block_stop", index=0)
    reason = "end_turn" if isinstance(answer, str) else "tool_use"
    yield _event("message_delta", delta={"stop_reason": reason}, usage=usage)
    yield _event("message_stop")


def _event(kind: str, **more: Any) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n".encode()
