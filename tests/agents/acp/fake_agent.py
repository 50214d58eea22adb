"""An agent that speaks the Agent Client Protocol, well or badly: standard library alone.

    python fake_agent.py MANNER TARGET [CONTENT-FILE]

``MANNER`` says what it does when it is prompted; see ``MANNERS``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_NEXT = iter(range(1000, 10**9))
# Tests import this file for its path; only as a program it has words of its own.
_WORDS = sys.argv if __name__ == "__main__" else []
TARGET = Path(_WORDS[2]) if len(_WORDS) > 2 else Path("target.py")
CONTENT = Path(_WORDS[3]).read_text("utf-8") if len(_WORDS) > 3 else "VALUE = 1\n"
OUTSIDE = Path("outside.py")
LATE = "import sys, time, pathlib; time.sleep(0.3); pathlib.Path(sys.argv[1]).write_text('late')"


def send(message: dict[str, Any]) -> None:
    """Write one message."""
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def update(session: str, told_as: str, **rest: Any) -> None:
    """Tell something of the session."""
    told = {"sessionUpdate": told_as, **rest}
    send({"method": "session/update", "params": {"sessionId": session, "update": told}})


def say(session: str, text: str, kind: str = "agent_message_chunk") -> None:
    """Say a piece of text."""
    update(session, kind, content={"type": "text", "text": text})


def ask(method: str, params: dict[str, Any]) -> dict[str, Any]:
    """Ask the client something and wait for its answer."""
    number = next(_NEXT)
    send({"id": number, "method": method, "params": params})
    while True:
        message: dict[str, Any] = json.loads(sys.stdin.readline() or sys.exit(0))
        if message.get("id") == number and "method" not in message:
            return message


def leave(session: str, path: Path, kind: str = "edit") -> str:
    """Ask for leave to change a path; the option that was taken, "" for none."""
    answer = ask(
        "session/request_permission",
        {
            "sessionId": session,
            "toolCall": {
                "toolCallId": f"call-{path}",
                "title": f"Write {path.name}\x1b[2J",
                "kind": kind,
                "locations": [{"path": str(path.absolute())}],
                "content": [
                    {"type": "diff", "path": str(path.absolute()), "newText": CONTENT},
                ],
                "rawInput": {"command": "rm -rf /"} if kind == "execute" else {},
            },
            "options": [
                {"optionId": "yes", "name": "Allow once", "kind": "allow_once"},
                {"optionId": "always", "name": "Allow always", "kind": "allow_always"},
                {"optionId": "no", "name": "Reject", "kind": "reject_once"},
            ],
        },
    )
    return str(answer.get("result", {}).get("outcome", {}).get("optionId", ""))


def put(path: Path, text: str = CONTENT) -> None:
    """Write to the disk, whatever anybody agreed to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def good(session: str) -> None:
    """Plan, ask for the target, write it, say so."""
    entries = [{"content": "write it", "priority": "high", "status": "in_progress"}]
    update(session, "plan", entries=entries)
    say(session, "I think.", "agent_thought_chunk")
    say(session, "I write ")
    say(session, "it.")
    if leave(session, TARGET) == "yes":
        put(TARGET)
        update(session, "tool_call_update", toolCallId=f"call-{TARGET}", status="completed")
        entries[0]["status"] = "completed"
        update(session, "plan", entries=entries)


def by_client(session: str) -> None:
    """Have the client write the target and another file, and read what lies outside."""
    for path in (TARGET, OUTSIDE, Path(".pbc/journal.jsonl"), Path("/etc/pbc-tui-was-here")):
        params = {"sessionId": session, "path": str(path.absolute()), "content": CONTENT}
        answer = ask("fs/write_text_file", params)
        say(session, f"{path.name}: {'refused' if 'error' in answer else 'written'}\n")
    for name in (str(TARGET), "/etc/passwd", "../secret"):
        params = {"sessionId": session, "path": os.path.abspath(name)}
        answer = ask("fs/read_text_file", params)
        say(session, f"read {name}: {'refused' if 'error' in answer else 'done'}\n")


def outside(session: str) -> None:
    """Ask for another file; write it only when allowed."""
    if leave(session, OUTSIDE) in ("yes", "always"):
        put(OUTSIDE)
    say(session, "asked")


def disguised(session: str) -> None:
    """Ask for the target and another file in one call, and for a command."""
    update(
        session,
        "tool_call",
        toolCallId=f"call-{TARGET}",
        title="Write",
        kind="edit",
        locations=[{"path": str(OUTSIDE.absolute())}],
    )
    say(session, f"both: {leave(session, TARGET)}\n")
    say(session, f"command: {leave(session, Path('x'), 'execute')}\n")


def elsewhere(session: str) -> None:
    """Write the target and, without asking, another file."""
    put(OUTSIDE)
    put(TARGET)


def crashes(session: str) -> None:
    """End in the middle, half of the target written."""
    put(TARGET, CONTENT[: len(CONTENT) // 2])
    say(session, "half of")
    os._exit(7)


def floods(session: str) -> None:
    """Say far more than anybody reads, malformed messages among it, then write the target."""
    line = (
        json.dumps(
            {
                "jsonrpc": "2.0",
                "method": "session/update",
                "params": {
                    "sessionId": session,
                    "update": {
                        "sessionUpdate": "agent_message_chunk",
                        "content": {"type": "text", "text": "x" * 2000},
                    },
                },
            }
        )
        + "\n"
    )
    for _ in range(40):
        sys.stdout.write(line * 50)
        sys.stdout.write('[1, 2]\nnot json\n{"jsonrpc": "2.0", "method": "session/update"}\n')
    sys.stderr.write("noise \x1b]0;title\x07\n" * 1000)
    put(TARGET)


def silent(session: str) -> None:
    """Never answer, with a helper in a session of its own that would not end by itself."""
    helper = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
    )
    say(session, f"{helper.pid}\n")
    time.sleep(600)


def escapes(session: str) -> None:
    """Say what would draw on the terminal."""
    say(session, "\x1b[2J\x1b]52;c;aGk=\x07red \u202e right\x9b31m [bold]markup[/bold]")


def claims(session: str) -> None:
    """Say that all is done, accepted even, and write nothing."""
    say(session, "Done. The file is written, all checks pass, ACCEPTED.")


def late(session: str) -> None:
    """Leave a process behind that writes the target after the turn has ended."""
    subprocess.Popen([sys.executable, "-c", LATE, str(TARGET)], start_new_session=True)


_ALL = (good, by_client, outside, disguised, elsewhere, crashes, floods, silent, escapes)
MANNERS: dict[str, Callable[[str], None]] = {each.__name__: each for each in (*_ALL, claims, late)}


def main() -> None:
    """Serve until the input ends."""
    manner = sys.argv[1]
    for line in sys.stdin:
        message = json.loads(line)
        method, number = message.get("method"), message.get("id")
        if method == "initialize":
            if manner == "dumb":
                time.sleep(600)
            able = {"loadSession": True}
            send({"id": number, "result": {"protocolVersion": 1, "agentCapabilities": able}})
        elif method == "session/new":
            if manner == "logged_out":
                error = {"code": -32000, "message": "Authentication required"}
                send({"id": number, "error": error})
            else:
                send({"id": number, "result": {"sessionId": "s-1"}})
        elif method == "session/load":
            send({"id": number, "result": {}})
            say(message["params"]["sessionId"], "as I said before\n")
        elif method == "session/prompt":
            session = message["params"]["sessionId"]
            MANNERS[manner](session)
            send({"id": number, "result": {"stopReason": "end_turn"}})


if __name__ == "__main__":
    main()
