"""Text to the clipboard: the system's own when the terminal is local, OSC 52 over SSH.

Neither can be relied on, so the answer always names the file that holds the same text.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 2.0
_LONGEST_SEQUENCE = 74_994
"""Characters of base64 that terminals are known to take in one OSC 52 (xterm, tmux)."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a text went.

    ``by`` is the program that took it, "" when none did; ``sequence`` is what to write to the
    terminal instead, "" when that is not needed or the text is too long for it; ``path`` is the
    file that holds the text in any case.
    """

    by: str
    sequence: str
    path: Path

    @property
    def message(self) -> str:
        """What happened, in one line for the person."""
        if self.by:
            return f"copied ({self.by}); also in {self.path}"
        if self.sequence:
            return f"sent to the terminal's clipboard; also in {self.path}"
        return f"no clipboard was found; the text is in {self.path}"


@dataclass(frozen=True, slots=True)
class _Program:
    argv: tuple[str, ...]
    needs: str = ""
    encoding: str = "utf-8"


_PROGRAMS = (
    _Program(("pbcopy",)),
    _Program(("wl-copy",), needs="WAYLAND_DISPLAY"),
    _Program(("xclip", "-selection", "clipboard"), needs="DISPLAY"),
    _Program(("xsel", "--clipboard", "--input"), needs="DISPLAY"),
    _Program(("termux-clipboard-set",)),
    _Program(("clip.exe",), encoding="utf-16-le"),
    _Program(("clip",), needs="SYSTEMROOT", encoding="utf-16-le"),
)


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is on another machine than this program."""
    return any(name in environment for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def osc52(text: str) -> str:
    """The escape sequence that asks a terminal to take ``text``; "" when it is too long."""
    encoded = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    return f"\x1b]52;c;{encoded}\a" if len(encoded) <= _LONGEST_SEQUENCE else ""


async def copy_text(text: str, path: Path, environment: Mapping[str, str] | None = None) -> Copied:
    """Put ``text`` on the clipboard; ``path`` is the file that holds it as well.

    Writing ``Copied.sequence`` to the terminal is up to whoever owns the terminal.
    """
    environment = os.environ if environment is None else environment
    by = "" if is_remote(environment) else await _copy_natively(text, environment)
    return Copied(by=by, sequence="" if by else osc52(text), path=path)


async def _copy_natively(text: str, environment: Mapping[str, str]) -> str:
    for program in _PROGRAMS:
        if program.needs and not environment.get(program.needs):
            continue
        found = shutil.which(program.argv[0], path=environment.get("PATH"))
        if found and await _feed(
            (found, *program.argv[1:]), text.encode(program.encoding, "replace"), environment
        ):
            return program.argv[0]
    return ""


async def _feed(argv: tuple[str, ...], content: bytes, environment: Mapping[str, str]) -> bool:
    # These programs leave a process of theirs behind that holds the clipboard: it has to live on.
    try:
        process = await asyncio.create_subprocess_exec(
            *argv,
            env=dict(environment),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(_SECONDS):
            await process.communicate(content)
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    return process.returncode == 0
