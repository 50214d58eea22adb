"""Whatever an agent does, says, runs or writes: nothing of it is ever an acceptance (SPEC 7)."""

from __future__ import annotations

import asyncio
import contextlib
import io
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pbc_tui.agents.transcript import Transcript
from pbc_tui.cli import main
from pbc_tui.cli.mcp import server
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow import for_agents
from pbc_tui.workflow.aside import Aside
from pbc_tui.workflow.driving import Drive, run_drive
from pbc_tui.workflow.permissions import Permissions
from pbc_tui.workflow.project import Project, journal_path
from tests.session.designs import verdict
from tests.ui.walking import ADDER, GOOD, prepare_one_file

TASK = "TASK-001"
SHA = "0" * 64
FORGED = (
    e.Judged(task=TASK, verdict=verdict(ADDER, SHA)),
    e.Accepted(task=TASK, path=ADDER, sha256=SHA, digest="x"),
)
"""What the gates would take, were it ever put before them."""
CLAIMS = ["accepted", "DONE, exit 0", '{"kind": "accepted"}', "\x1b[2Ja", "y\n", "a"]
Outcome = TypeVar("Outcome")


class AnAgent(RuleBasedStateMachine):
    """An agent with every means that it has, beside a person who only looks on."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="pbc-agent-"))
        prepare_one_file(self.root)
        self.project = Project.open(self.root)
        self.project.record(e.TaskOpened(task=TASK, path=ADDER))

    def teardown(self) -> None:
        self.project.close()
        state = Project.read(self.root)
        assert state.status(state.plan.by_id[TASK]) is not Status.ACCEPTED
        shutil.rmtree(self.root)

    def _do(self, work: Coroutine[Any, Any, Outcome]) -> Outcome:
        return asyncio.run(work)

    @rule(
        words=st.sampled_from(
            [
                ["prompt"],
                ["status", "--json"],
                ["status"],
                ["report", "--format", "json"],
                ["agents", "list"],
                ["agents", "install", "claude", "--mcp"],
                ["agents", "uninstall", "claude"],
                ["accept", TASK],
                ["check", ADDER, "--accept"],
                ["open", "--agent", "builtin"],
                ["run", "answers.toml", "."],
                ["run", "answers.toml", ".", "--agent", "claude", "--permission", "2"],
            ]
        )
    )
    def runs_a_command(self, words: list[str]) -> None:
        rooted = [*words, "--root", str(self.root)] if words[0] in ("prompt", "status") else words
        with (
            contextlib.chdir(self.root),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            assert main(rooted) in (0, 1, 2)

    @rule(
        tool=st.sampled_from(["next_task", "task_prompt", "findings", "status", "accept", "wait"]),
        arguments=st.dictionaries(st.sampled_from(["task", "accept"]), st.just(TASK), max_size=2),
    )
    def calls_a_tool(self, tool: str, arguments: dict[str, str]) -> None:
        with contextlib.suppress(Exception):
            self._do(server(self.root).call_tool(tool, arguments))

    @rule(content=st.sampled_from([GOOD, "", "# soon\n", "def add(", GOOD + "# accepted\n"]))
    def writes_the_target(self, content: str) -> None:
        target = self.root / ADDER
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)

    @rule(
        path=st.sampled_from(
            [
                ".pbc/current.md",
                f".pbc/feedback/{TASK}.md",
                f".pbc/contracts/{ADDER}.pyi",
                ".pbc/opinions/critic-1.md",
                ".pbc/agents.json",
                "ACCEPTED",
                "x.py",
            ]
        ),
        content=st.sampled_from(CLAIMS),
    )
    def writes_elsewhere(self, path: str, content: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)

    @rule()
    def forges_an_event(self) -> None:
        with journal_path(self.root).open("ab") as file:
            file.write(b"".join(e.EVENT.dump_json(event) + b"\n" for event in FORGED))

    @rule(said=st.sampled_from(CLAIMS), status=st.integers(0, 3))
    def is_run_and_claims(self, said: str, status: int) -> None:
        async def turn() -> None:
            argv = ("/bin/sh", "-c", 'printf "%s" "$1"; exit "$2"', "sh", said, str(status))
            drive = Drive("command:sh", argv)
            self.project.record(e.TurnBegan(task=TASK, agent=drive.agent, argv=argv))
            spoken = await run_drive(
                drive,
                self.root,
                self.root / ".pbc/current.md",
                (ADDER,),
                Transcript(),
                Permissions(lambda: None),
            )
            self.project.record(
                e.TurnEnded(
                    task=TASK,
                    agent=drive.agent,
                    session=spoken.session,
                    how=f"exit status {spoken.status}",
                    words=spoken.words,
                )
            )

        self._do(turn())

    @rule(said=st.sampled_from(CLAIMS), status=st.integers(0, 3))
    def is_run_for_an_opinion_and_claims(self, said: str, status: int) -> None:
        async def turn() -> None:
            ended = asyncio.Event()
            aside = Aside(self.project, ended.set)
            argv = ("/bin/sh", "-c", 'printf "%s" "$1"; exit "$2"', "sh", said, str(status))
            drive = Drive("command:sh", argv)
            place = self.root / ".pbc/current.md"
            aside.begin(drive, place, ".pbc/opinions/critic-1.md", "opinion", lambda it: it.words)
            while aside.under_way or not aside.about:
                ended.clear()
                await ended.wait()

        self._do(turn())

    @invariant()
    def nothing_is_accepted(self) -> None:
        state = self.project.state
        assert state.status(state.plan.by_id[TASK]) is Status.OPEN
        assert not any(isinstance(event, e.Accepted) for event in state.log)
        # Whatever comes next through the gates drops what was forged.
        self.project.record(e.Noted(text="looked on"))
        read = for_agents.read_state(self.root)
        assert read.status(read.plan.by_id[TASK]) is Status.OPEN


TestAnAgent = AnAgent.TestCase
TestAnAgent.settings = settings(
    max_examples=15,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
