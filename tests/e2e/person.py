"""A person at the keyboard of the application, who looks at the screen before each key."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.e2e import processes
from tests.e2e.terminal import LONGEST, Terminal

FOCUS = "▎"
"""What stands before the question that has the focus."""


class Person:
    """Someone who opens the application on ``root`` and works in it by keys alone.

    ``program`` is what the interpreter runs: the application, or one in which it is altered.
    """

    def __init__(
        self,
        root: Path,
        environment: Mapping[str, str],
        *,
        columns: int = 130,
        rows: int = 46,
        options: Sequence[str] = (),
        program: Sequence[str] = ("-m", "pbc_tui"),
    ) -> None:
        self.root = root
        self.terminal = Terminal(columns=columns, rows=rows)
        self._size = (columns, rows)
        self._environment = environment
        self._options = options
        self._program = program
        self._terminals: list[Terminal] = []

    def open(self) -> None:
        """Start the program, in a new terminal each time, and look at its first screen."""
        if self._terminals:
            columns, rows = self._size
            self.terminal = Terminal(columns=columns, rows=rows)
        self._terminals.append(self.terminal)
        self.terminal.start(
            [sys.executable, *self._program, os.fspath(self.root), *self._options],
            cwd=self.root.parent,
            environment=self._environment,
        )
        self.sees("directory  ")

    def begins(self) -> None:
        """Open the application and begin, or go on where the project stands."""
        self.open()
        self.press("enter")

    def press(self, *keys: str) -> None:
        """Press keys at once."""
        self.terminal.press(*keys)

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.terminal.type(text)

    def sees(self, *texts: str, seconds: float = LONGEST) -> str:
        """Wait until all these texts are on the screen together; returns the screen."""
        return self.terminal.wait_for(
            lambda screen: all(text in screen for text in texts), seconds=seconds
        )

    def sees_like(self, pattern: str, *, seconds: float = LONGEST) -> str:
        """Wait until a regular expression is found on the screen; returns the screen."""
        compiled = re.compile(pattern)
        return self.terminal.wait_for(
            lambda screen: compiled.search(screen) is not None, seconds=seconds
        )

    def sees_no_longer(self, text: str, *, seconds: float = LONGEST) -> str:
        """Wait until a text has left the screen; returns the screen."""
        return self.terminal.wait_for(lambda screen: text not in screen, seconds=seconds)

    def is_told(self, text: str) -> str:
        """Wait until a notice says this, on however many lines; returns the screen."""
        return self.terminal.wait_for(lambda screen: text in _notices(screen))

    # Questions

    def is_at(self, question: str, mark: str = ".") -> str:
        """Wait until the focus is on a question, by its title, with this mark beside it."""
        return self.sees_like(rf"{FOCUS}{mark} +(\d+ +)?{re.escape(question)}")

    def answers(self, question: str, text: str) -> None:
        """Type an answer and see that it is taken."""
        self.is_at(question)
        self.type(text)
        self.is_at(question, "✓")

    def chooses(self, question: str, *letters: str) -> None:
        """Choose one option by its letter, or several, and see that each is marked."""
        self.is_at(question)
        for letter in letters:
            self.press(letter)
            self.sees_like(rf"[●■] {letter}  " if letter == "n" else rf"[●■] {letter.upper()}  ")
        self.is_at(question, "✓")

    def goes_on(self) -> None:
        """Go to the next question."""
        self.press("tab")

    # What most stages have

    def confirms(self, title: str) -> None:
        """Ask for the summary of the stage, read its title, and confirm all of it."""
        self.press("ctrl+s")
        self.sees(title)
        self.press("y")

    def arrives(self, stage: str) -> str:
        """Wait until the rail shows that this stage is the present one."""
        return self.sees(f"● {stage}")

    # Stage 4

    def sees_verdict(self, overall: str, *, at: str, seconds: float = LONGEST) -> str:
        """Wait until the verdict on an open file is shown, together with ``at``; the screen."""
        judged = re.compile(rf" {re.escape(overall)} (?!.*accepted)")
        return self.terminal.wait_for(
            lambda screen: at in screen and judged.search(screen) is not None, seconds=seconds
        )

    def runs_the_agent(self, *shown: str) -> str:
        """Have the agent's program run for the open task, after seeing ``shown``; the screen."""
        self.press("x")
        screen = self.terminal.wait_for(
            lambda screen: all(words in _flat(screen) for words in ("1 run it", *shown))
        )
        self.press("1")
        return screen

    # The end

    def quits(self) -> int:
        """Close the application; returns its exit status."""
        self.press("ctrl+q")
        return self.terminal.wait_for_end(seconds=LONGEST)

    def leaves(self) -> None:
        """End whatever still runs; no program that was opened may have shown a traceback."""
        for terminal in self._terminals:
            if terminal.exit_status is None:
                with processes.children_ended(terminal.pid):
                    terminal.close()
            terminal.close()
        for terminal in self._terminals:
            assert b"Traceback" not in terminal.transcript, terminal.text


def _flat(screen: str) -> str:
    """What is in the frames of a screen, on whatever lines it stands."""
    return " ".join(screen.replace("│", " ").split())


def _notices(screen: str) -> str:
    """What the notices in the corner say, each line after its bar, as one line."""
    rows = [row.partition("▌")[2].strip(" │─╮╯") for row in screen.splitlines() if "▌" in row]
    return " ".join(row for row in rows if row)
