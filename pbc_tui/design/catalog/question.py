"""What a question is: its key, its words, its kind, its options, its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pbc_tui.design.answers import Answers
from pbc_tui.design.gates import Gate
from pbc_tui.design.options import Option


class Kind(StrEnum):
    """How a question is answered, hence how it is drawn and read."""

    TEXT = "text"
    ONE = "one"
    SEVERAL = "several"
    LINES = "lines"
    NUMBER = "number"
    YES_NO = "yes-no"


class AnswerError(ValueError):
    """An answer that cannot be taken; the message names the key and what would be right."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")
        self.key = key
        self.message = message


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as a person reads it: what it is, when it fits, what it costs, what it changes."""

    option: Option
    title: str
    fits: str = ""
    costs: str = ""
    changes: str = ""

    @property
    def letter(self) -> str:
        """The letter that chooses it; "" for "no"."""
        return self.option.letter


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that the application would choose, and why. It counts only once chosen (SPEC 0)."""

    value: Any
    reason: str


def always(_: Answers) -> bool:
    """The condition of a question that is asked in every case."""
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the workflow.

    ``read`` turns a plain value (from a form or an answers file) into the typed one and raises
    ValueError with one clear line. ``asked`` says whether the question applies to these answers;
    ``required`` whether it must be answered before its gate can be confirmed.
    """

    key: str
    gate: Gate
    title: str
    text: str
    kind: Kind
    read: Callable[[Any], Any]
    choices: tuple[Choice, ...] = ()
    number: int = 0
    required: bool = True
    asked: Callable[[Answers], bool] = always
    suggest: Callable[[Answers], Suggestion | None] | None = None
    example: str = ""

    def parse(self, value: Any) -> Any:
        """The typed answer for a plain value.

        Raises:
            AnswerError: naming the key and what would be right.
        """
        try:
            return self.read(value)
        except ValueError as error:
            raise AnswerError(self.key, str(error)) from None

    def suggestion(self, answers: Answers) -> Suggestion | None:
        """What would be suggested for these answers, or None."""
        return self.suggest(answers) if self.suggest else None

    def choice(self, option: Option) -> Choice:
        """The entry that describes one option."""
        return next(choice for choice in self.choices if choice.option is option)
