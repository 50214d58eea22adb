"""Our side of the protocol: what the agent tells is shown, what it asks for is the person's word.

A write to the target is allowed by rule; everything else is asked about. What it writes without
asking the watcher sees all the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from acp import RequestError
from acp.schema import (
    AgentMessageChunk,
    AgentPlanUpdate,
    AgentThoughtChunk,
    AllowedOutcome,
    DeniedOutcome,
    FileEditToolCallContent,
    PermissionOption,
    RequestPermissionResponse,
    ToolCallProgress,
    ToolCallStart,
    ToolCallUpdate,
    WriteTextFileResponse,
)

from pbc_tui.agents.acp.tool_calls import ToolCalls, relative, unified
from pbc_tui.agents.permission import Ask, Permission
from pbc_tui.agents.transcript import Kind, Transcript
from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.workspace.files import WorkspaceError, confined, read, write_atomically

LARGEST = 2_000_000
"""Bytes of a file that is written for the agent, or shown beside what it would write."""

_OURS = (".pbc", ".git")
_WRITE, _REFUSE = "write", "refuse"


class TurnClient:
    """Serves one turn; ``targets`` are the files of the task, relative to the root."""

    def __init__(
        self, root: Path, targets: tuple[str, ...], transcript: Transcript, ask: Ask
    ) -> None:
        self._root = root
        self._targets = targets
        self._transcript = transcript
        self._ask = ask
        self._calls = ToolCalls()

    def on_connect(self, conn: Any) -> None:
        """Nothing is needed of the connection."""

    async def session_update(self, session_id: str, update: Any, **_: Any) -> None:
        """Show what the agent says, plans and does."""
        match update:
            case AgentMessageChunk():
                self._transcript.go_on(Kind.SAID, getattr(update.content, "text", ""))
            case AgentThoughtChunk():
                self._transcript.go_on(Kind.THOUGHT, getattr(update.content, "text", ""))
            case AgentPlanUpdate():
                marks = {"completed": "✓", "in_progress": "›"}
                rows = (f"{marks.get(each.status, '·')} {each.content}" for each in update.entries)
                self._transcript.replace(Kind.PLAN, "\n".join(rows))
            case ToolCallStart() | ToolCallProgress():
                self._take_call(update)

    async def request_permission(
        self, session_id: str, tool_call: ToolCallUpdate, options: list[PermissionOption], **_: Any
    ) -> RequestPermissionResponse:
        """Allow a write to the target; put everything else before the person."""
        call = self._calls.of(tool_call.tool_call_id)
        call.take(tool_call)
        words = call.words(self._root, status=False)
        once = next((each for each in options if each.kind == "allow_once"), None)
        if once is not None and call.kind == "edit" and self._all_targets(call.touched):
            self._transcript.add(Kind.ASKED, f"{words}: allowed, it is the target")
            return _chosen(once.option_id)
        taken = await self._ask(
            Permission(
                title=words or "the agent asks for leave",
                details=_details(tool_call),
                options=tuple(
                    (each.option_id, single_line(each.name, 80) or each.kind) for each in options
                ),
                refusal=next((o.option_id for o in options if o.kind.startswith("reject")), ""),
                diff="\n".join(self._unified(diff) for diff in call.diffs[-3:]),
            )
        )
        name = next((each.name for each in options if each.option_id == taken), "")
        self._transcript.add(Kind.ASKED, f"{words}: {name or 'no answer'}")
        return _chosen(taken) if name else RequestPermissionResponse(outcome=_cancelled())

    async def write_text_file(
        self, session_id: str, path: str, content: str, **_: Any
    ) -> WriteTextFileResponse:
        """Write the target; any other file only at the person's word.

        Raises:
            RequestError: when it lies outside, belongs to version control or to us, or is refused.
        """
        name = self._inside(path)
        encoded = content.encode("utf-8", "replace")
        if len(encoded) > LARGEST:
            raise RequestError.invalid_params({"details": f"{name}: is too long"})
        if name not in self._targets:
            if name.split("/")[0] in _OURS:
                raise RequestError.invalid_params({"details": f"{name}: is nobody's to write"})
            await self._must_be_allowed(name, content)
        try:
            write_atomically(self._root, name, encoded)
        except WorkspaceError as error:
            raise RequestError.invalid_params({"details": str(error)}) from None
        self._transcript.add(Kind.TOOL, f"wrote {name}")
        return WriteTextFileResponse()

    async def _must_be_allowed(self, name: str, content: str) -> None:
        try:
            old: str | None = read(self._root, name, LARGEST).decode("utf-8", "replace")
        except WorkspaceError:
            old = None
        taken = await self._ask(
            Permission(
                title=single_line(f"write {name}, outside the task", 300),
                details="",
                options=((_WRITE, "write it this once"), (_REFUSE, "refuse")),
                refusal=_REFUSE,
                diff=unified(name, old, content),
            )
        )
        self._transcript.add(Kind.ASKED, f"write {name}: {taken or 'no answer'}")
        if taken != _WRITE:
            raise RequestError.invalid_params({"details": f"{name}: the person refused the write"})

    def _take_call(self, update: Any) -> None:
        began = isinstance(update, ToolCallStart)
        call = (self._calls.begin if began else self._calls.of)(update.tool_call_id)
        diffs = call.take(update)
        words = call.words(self._root)
        if words != call.shown:
            call.shown = words
            self._transcript.add(Kind.TOOL, words)
        for diff in diffs:
            self._transcript.add(Kind.DIFF, self._unified(diff))

    def _unified(self, diff: FileEditToolCallContent) -> str:
        name = relative(diff.path, self._root) or diff.path
        return unified(name, diff.old_text, diff.new_text)

    def _all_targets(self, paths: list[str]) -> bool:
        names = [relative(path, self._root) for path in paths]
        return bool(names) and all(name in self._targets and self._is_plain(name) for name in names)

    def _is_plain(self, name: str) -> bool:
        try:
            confined(self._root, name)
        except WorkspaceError:
            return False
        return True

    def _inside(self, path: str) -> str:
        name = relative(path, self._root)
        if not name or not self._is_plain(name):
            raise RequestError.invalid_params({"details": "outside the repository"})
        return name


def _details(call: ToolCallUpdate) -> str:
    """What the agent says that it would do, in full as far as that can be read."""
    raw = call.raw_input
    command = raw.get("command") if isinstance(raw, dict) else None
    if isinstance(command, list):
        command = " ".join(map(str, command))
    return sanitize(str(command if command is not None else raw or ""))[:2_000]


def _chosen(option: str) -> RequestPermissionResponse:
    return RequestPermissionResponse(outcome=AllowedOutcome(outcome="selected", option_id=option))


def _cancelled() -> DeniedOutcome:
    return DeniedOutcome(outcome="cancelled")
