"""Copying: which program is asked, what the terminal is asked instead, and the file in any case."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.agents.clipboard import copy_text, is_remote, osc52

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are scripts")
FILE = Path("prompt.md")


def program(directory: Path, name: str, body: str) -> dict[str, str]:
    """A program of this name that is the only one found; returns the environment for it."""
    path = directory / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return {"PATH": f"{directory}{os.pathsep}{os.defpath}", "OUT": str(directory / "out")}


@given(st.text())
def test_the_sequence_carries_the_text(text: str) -> None:
    sequence = osc52(text)
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\a")
    decoded = base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\a"))
    assert decoded == text.encode("utf-8", "replace")


def test_a_text_too_long_for_a_terminal_gives_no_sequence() -> None:
    assert osc52("x" * 100_000) == ""


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_a_terminal_over_ssh_is_remote(name: str) -> None:
    assert is_remote({name: "x"})
    assert not is_remote({"TERM": "xterm"})


@pytest.mark.parametrize(
    ("name", "display"),
    [
        ("pbcopy", ""),
        ("wl-copy", "WAYLAND_DISPLAY"),
        ("xclip", "DISPLAY"),
        ("xsel", "DISPLAY"),
    ],
)
async def test_the_native_clipboard_comes_first(tmp_path: Path, name: str, display: str) -> None:
    environment = program(tmp_path, name, 'cat > "$OUT"')
    if display:
        unasked = await copy_text("text ü", FILE, environment)
        assert unasked.by == ""
        environment[display] = ":0"
    copied = await copy_text("text ü", FILE, environment)
    assert (copied.by, copied.sequence, copied.path) == (name, "", FILE)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "text ü"
    assert name in copied.message
    assert str(FILE) in copied.message


async def test_windows_clipboard_gets_its_own_encoding(tmp_path: Path) -> None:
    environment = program(tmp_path, "clip.exe", 'cat > "$OUT"')
    assert (await copy_text("ü", FILE, environment)).by == "clip.exe"
    assert (tmp_path / "out").read_bytes() == "ü".encode("utf-16-le")


async def test_over_ssh_the_terminal_is_asked(tmp_path: Path) -> None:
    environment = program(tmp_path, "pbcopy", 'cat > "$OUT"') | {"SSH_TTY": "/dev/pts/0"}
    copied = await copy_text("text", FILE, environment)
    assert (copied.by, copied.sequence) == ("", osc52("text"))
    assert not (tmp_path / "out").exists()
    assert str(FILE) in copied.message


async def test_a_program_that_fails_is_passed_over(tmp_path: Path) -> None:
    environment = program(tmp_path, "pbcopy", "exit 1")
    copied = await copy_text("text", FILE, environment)
    assert (copied.by, copied.sequence) == ("", osc52("text"))


async def test_a_program_that_stays_behind_to_hold_the_clipboard_lives(tmp_path: Path) -> None:
    holder = 'cat > "$OUT.tmp"; (read line < "$OUT.go"; mv "$OUT.tmp" "$OUT"; echo > "$OUT.done") &'
    environment = program(tmp_path, "pbcopy", holder)
    os.mkfifo(tmp_path / "out.go")
    os.mkfifo(tmp_path / "out.done")
    assert (await copy_text("text", FILE, environment)).by == "pbcopy"
    (tmp_path / "out.go").write_text("go\n")
    (tmp_path / "out.done").read_text()
    assert (tmp_path / "out").read_text() == "text"


async def test_without_any_clipboard_the_file_is_named(tmp_path: Path) -> None:
    copied = await copy_text("x" * 100_000, FILE, {"PATH": str(tmp_path)})
    assert (copied.by, copied.sequence) == ("", "")
    assert copied.message == f"no clipboard was found; the text is in {FILE}"
