"""The terminal itself: what it shows, sends, answers, and says when something does not come."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.e2e.keys import sequence
from tests.e2e.terminal import ScreenError, Terminal

PYTHON = [sys.executable, "-I", "-c"]
HERE = Path(__file__).parent
APP = [sys.executable, str(HERE / "small_app.py")]


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal(columns=80, rows=24) as terminal:
        yield terminal


@pytest.fixture
def app(terminal: Terminal) -> Terminal:
    terminal.start(APP, cwd=HERE)
    terminal.wait_for("ready")
    return terminal


def test_typing_reaches_the_application(app: Terminal) -> None:
    app.type("hello wörld")
    app.wait_for("typed <hello wörld>")
    app.press("backspace", "backspace", "home", "delete")
    app.wait_for("typed <ello wör>")


def test_every_kind_of_key_arrives_by_its_name(app: Terminal) -> None:
    for key in (
        *("enter", "tab", "shift+tab", "escape", "up", "down", "home", "end", "pageup", "pagedown"),
        *("f1", "f5", "f12", "insert", "delete", "space", "ctrl+a", "ctrl+up", "shift+left"),
        *("alt+enter", "ctrl+enter", "x"),
    ):
        app.press(key)
        app.wait_for(f"key={key};")


def test_escape_before_another_key_stays_itself(app: Terminal) -> None:
    app.press("escape", "a")
    app.wait_for("typed <a>")


def test_paste_arrives_in_one_piece(app: Terminal) -> None:
    app.paste("x" * 3000 + "END")
    app.wait_for("typed <3003 ... xxEND>")


def test_the_mouse_clicks(app: Terminal) -> None:
    app.click_on("press me")
    app.wait_for("pressed")


def test_the_size_can_change(app: Terminal) -> None:
    app.wait_for("80 by 24")
    app.resize(100, 30)
    app.wait_for("100 by 30")


def test_queries_are_answered_and_leave_nothing_on_the_screen(app: Terminal) -> None:
    app.wait_for("80 by 24")
    assert b"\x1b[?2026$p" in app.transcript
    lines = [line.strip() for line in app.text.splitlines()]
    assert lines[0] == "ready"
    assert "key=" not in app.text


def test_its_exit_status_is_known(app: Terminal) -> None:
    assert app.exit_status is None
    app.press("ctrl+s")
    app.wait_for("saved")
    app.press("ctrl+x")
    assert app.wait_for_end() == 7
    assert app.exit_status == 7


def test_it_can_be_killed(app: Terminal) -> None:
    app.kill()
    assert app.exit_status == -9


def test_its_screen_can_be_read_after_it_was_closed(app: Terminal) -> None:
    app.close()
    app.close()
    assert "ready" in app.text
    assert b"ready" in app.transcript


def test_a_program_that_ends_meanwhile_is_said_with_its_screen(app: Terminal) -> None:
    app.press("f8")
    with pytest.raises(ScreenError, match=r"'never': the program ended with status 3") as failure:
        app.wait_for("never")
    assert "type here" in str(failure.value)


def test_what_does_not_come_is_said_with_the_screen(app: Terminal) -> None:
    begun = monotonic()
    with pytest.raises(ScreenError, match=r"'never': not within 0\.2 s") as failure:
        app.wait_for("never", seconds=0.2)
    assert monotonic() - begun < 5
    assert "│ready" in str(failure.value).replace(" ", "")


def test_the_last_words_of_a_plain_program_are_read(terminal: Terminal, tmp_path: Path) -> None:
    code = "import os; print(os.environ['WORD'], os.get_terminal_size().columns, os.getcwd())"
    terminal.start([*PYTHON, code], environment={"WORD": "plain"}, cwd=tmp_path)
    assert terminal.wait_for_end() == 0
    assert "plain 80" in terminal.text
    assert tmp_path.name in terminal.text.replace("\n", "")


def test_what_a_terminal_is_asked_it_answers(terminal: Terminal, tmp_path: Path) -> None:
    code = """
import os, sys, tty
tty.setraw(0)
for query, end in zip(("[c", "[6n", "[5n", "[?2026$p", "]11;?\\x07"), "cRny\\\\"):
    os.write(1, b"\\x1b" + query.encode())
    answer = ""
    while not answer.endswith(end):
        answer += os.read(0, 1).decode()
    os.write(1, repr(answer).encode() + b"\\r\\n")
"""
    terminal.start([*PYTHON, code], cwd=tmp_path)
    assert terminal.wait_for_end() == 0
    assert [line for line in terminal.text.splitlines() if line] == [
        r"'\x1b[?62;22c'",
        r"'\x1b[2;1R'",
        r"'\x1b[0n'",
        r"'\x1b[?2026;2$y'",
        r"'\x1b]11;rgb:0000/0000/0000\x1b\\'",
    ]


@pytest.mark.parametrize("key", ["hyper+a", "nokey", ""])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"is no (key|modifier)"):
        sequence(key)


def test_a_frame_is_shown_as_a_whole(terminal: Terminal) -> None:
    code = r"""
import sys
print("\x1b[?2026hfirst half", end="", flush=True)
sys.stdin.readline()
print(", second half\x1b[?2026l", flush=True)
sys.stdin.readline()
"""
    terminal.start([*PYTHON, code], cwd=HERE)
    terminal.wait_for(lambda _: b"first half" in terminal.transcript)
    assert "first half" not in terminal.text
    terminal.press("enter")
    assert "first half" in terminal.wait_for("second half")


def test_the_last_frame_is_shown_even_if_it_never_ends(terminal: Terminal) -> None:
    terminal.start([*PYTHON, r"print('\x1b[?2026hlast words')"], cwd=HERE)
    assert terminal.wait_for_end() == 0
    assert "last words" in terminal.text
