"""A model behind the APIs that agents speak, on loopback, that says what a script tells it.

They are OpenAI's chat completions and responses, Anthropic's messages, and Gemini's.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.e2e.clients import anthropic_form, responses_form
from tests.e2e.clients.script import Answer, Script, number


@dataclass
class Model:
    """The server: where it is, and what it was asked."""

    origin: str
    requests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where OpenAI's API begins."""
        return f"{self.origin}/v1"


@contextmanager
def serving(script: Script) -> Iterator[Model]:
    """Serve until left."""
    model = Model("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("application/json", b'{"object": "list", "data": []}')

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", "0"))
            asked = json.loads(self.rfile.read(size))
            model.requests.append(asked)
            if "contents" in asked:
                self._answer_as_gemini(asked)
                return
            for path, form in (("/messages", anthropic_form), ("/responses", responses_form)):
                if self.path.partition("?")[0].endswith(path):
                    said = script(form.messages_of(asked)) if asked.get("tools") else "A title"
                    self._answer("text/event-stream", b"".join(form.events(said)))
                    return
            answer = script(asked["messages"]) if asked.get("tools") else "A title"
            if asked.get("stream"):
                self._answer("text/event-stream", b"".join(_events(answer)))
            else:
                message = {"role": "assistant", **_message(answer)}
                choice = {"index": 0, "message": message, "finish_reason": _reason(answer)}
                body = {"id": "1", "object": "chat.completion", "model": "m", "choices": [choice]}
                self._answer("application/json", json.dumps(body).encode())

        def _answer_as_gemini(self, asked: dict[str, Any]) -> None:
            answer = script(_messages(asked["contents"])) if asked.get("tools") else "A title"
            body = json.dumps(_gemini(answer)).encode()
            if ":stream" in self.path:
                self._answer("text/event-stream", b"data: " + body + b"\r\n\r\n")
            else:
                self._answer("application/json", body)

        def _answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _message(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, str):
        return {"content": answer}
    name, arguments = answer
    function = {
        "type": "function",
        "function": {"name": name, "arguments": json.dumps(arguments)},
    }
    return {
        "content": None,
        "tool_calls": [{"index": 0, "id": f"call_{number()}", **function}],
    }


def _reason(answer: Answer) -> str:
    return "stop" if isinstance(answer, str) else "tool_calls"


def _events(answer: Answer) -> Iterator[bytes]:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    for delta, reason in (({"role": "assistant", **_message(answer)}, None), ({}, _reason(answer))):
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        yield b"data: " + json.dumps({**head, "choices": [choice]}).encode() + b"\n\n"
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    yield b"data: " + json.dumps({**head, "choices": [], "usage": usage}).encode() + b"\n\n"
    yield b"data: [DONE]\n\n"


def _messages(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A conversation of Gemini's, what tools answered under the role ``tool``."""
    return [
        {**each, "role": "tool"}
        if any("functionResponse" in part for part in each["parts"])
        else each
        for each in contents
    ]


def _gemini(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, str):
        part: dict[str, Any] = {"text": answer}
    else:
        part = {"functionCall": {"name": answer[0], "args": answer[1]}}
    content = {"role": "model", "parts": [part]}
    return {
        "candidates": [{"content": content, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
    }
