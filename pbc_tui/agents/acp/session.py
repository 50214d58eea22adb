"""One turn of an agent that speaks the protocol, from its start to the end of its process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from acp import PROTOCOL_VERSION, Client, RequestError, text_block
from acp.client import ClientSideConnection
from acp.schema import (
    ClientCapabilities,
    FileSystemCapabilities,
    Implementation,
    InitializeResponse,
)
from pydantic import ValidationError

from pbc_tui import __version__
from pbc_tui.agents.acp.client import TurnClient
from pbc_tui.agents.acp.transport import PacedTransport
from pbc_tui.agents.command import LONGEST_TURN, CommandFailed, Spoken, too_long
from pbc_tui.agents.permission import Ask
from pbc_tui.agents.transcript import Kind, Output, Transcript
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.kept import start_kept
from pbc_tui.workspace.process import capturing

STARTING = 180.0
"""Seconds until an agent has answered for the first time; some are downloaded first."""
_AUTHENTICATION = -32000

# The package reports foreign messages that it cannot read to the root logger, which would write
# them to the terminal as they are.
logging.getLogger().addHandler(logging.NullHandler())


async def speak(
    argv: Sequence[str],
    root: Path,
    instruction: str,
    targets: tuple[str, ...],
    transcript: Transcript,
    ask: Ask,
    *,
    session: str = "",
    seconds: float = LONGEST_TURN,
    starting: float = STARTING,
) -> Spoken:
    """Give an agent one instruction and serve it until its turn ends.

    ``session`` is an earlier one that goes on where the agent can do that. When it returns, or is
    cancelled, nothing that the agent started is left.

    Raises:
        CommandFailed: when it cannot be started, does not keep to the protocol, breaks, or takes
            too long.
    """
    told = Output(transcript)
    async with capturing(0, told.feed) as errors:
        try:
            kept = await start_kept(
                argv,
                cwd=root,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors.writer,
            )
        except OSError as error:
            raise CommandFailed(f"{argv[0]}: {error.strerror or error}") from error
        finally:
            errors.close_writer()
        reader, writer = kept.process.stdout, kept.process.stdin
        assert reader is not None
        assert writer is not None
        client = TurnClient(root, targets, transcript, ask)
        connection = ClientSideConnection(
            cast(Client, client), PacedTransport(reader, writer, transcript)
        )
        try:
            async with asyncio.timeout(seconds):
                return await _turn(connection, root, instruction, transcript, session, starting)
        except TimeoutError:
            raise CommandFailed(too_long(seconds)) from None
        except RequestError as error:
            raise CommandFailed(_words(error)) from error
        except ValidationError as error:
            raise CommandFailed(f"it does not keep to the protocol: {_first(error)}") from error
        except ConnectionError:
            raise CommandFailed("the agent ended in the middle of its turn") from None
        finally:
            await kept.stop()
            with suppress(Exception):
                await connection.close()


async def _turn(
    connection: ClientSideConnection,
    root: Path,
    instruction: str,
    transcript: Transcript,
    session: str,
    starting: float,
) -> Spoken:
    try:
        async with asyncio.timeout(starting):
            agent = await connection.initialize(
                protocol_version=PROTOCOL_VERSION,
                # They read the disk themselves; those that would let us read take a file that is
                # not there yet for one that cannot be written.
                client_capabilities=ClientCapabilities(
                    fs=FileSystemCapabilities(read_text_file=False, write_text_file=True)
                ),
                client_info=Implementation(name="pbc-tui", version=__version__),
            )
            session = await _session(connection, agent, root, session, transcript)
    except TimeoutError:
        raise CommandFailed(f"it did not answer within {starting:.0f} s") from None
    answer = await connection.prompt(session_id=session, prompt=[text_block(instruction)])
    transcript.add(Kind.NOTE, f"its turn ended: {answer.stop_reason}")
    return Spoken(transcript.last_words, session)


async def _session(
    connection: ClientSideConnection,
    agent: InitializeResponse,
    root: Path,
    earlier: str,
    transcript: Transcript,
) -> str:
    """The session of this turn: the earlier one where it can go on, a new one otherwise."""
    capabilities = agent.agent_capabilities
    if earlier and capabilities is not None:
        able = capabilities.session_capabilities
        resumes = able is not None and able.resume is not None
        try:
            if resumes:
                await connection.resume_session(earlier, str(root), mcp_servers=[])
            elif capabilities.load_session:
                await connection.load_session(str(root), earlier, mcp_servers=[])
        except RequestError as error:
            transcript.add(Kind.NOTE, f"a new session begins: {_words(error)}")
        else:
            if resumes or capabilities.load_session:
                transcript.add(Kind.NOTE, "the earlier session goes on")
                return earlier
    return (await connection.new_session(cwd=str(root), mcp_servers=[])).session_id


def _words(error: RequestError) -> str:
    details = error.data.get("details", "") if isinstance(error.data, dict) else error.data or ""
    said = single_line(f"{error} {details}".strip(), 300)
    if error.code == _AUTHENTICATION:
        return f"the agent is not logged in: run it once in a terminal of its own ({said})"
    return f"the agent refused: {said}"


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return single_line(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", 200)
