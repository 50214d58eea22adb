"""All questions of stages 0 to 3 as data; adding one is adding an entry (SPEC 1, 2, 4)."""

from __future__ import annotations

import difflib
from typing import Any

from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog import architecture, conventions, features, intake, structure
from pbc_tui.design.catalog.question import AnswerError, Choice, Kind, Question, Suggestion
from pbc_tui.design.gates import Gate
from pbc_tui.design.options import Option

__all__ = [
    "QUESTIONS",
    "AnswerError",
    "Choice",
    "Kind",
    "Question",
    "Suggestion",
    "answer",
    "display",
    "open_questions",
    "plain",
    "question",
    "questions_of",
]

QUESTIONS: dict[str, Question] = {
    entry.key: entry
    for entry in (
        *intake.QUESTIONS,
        *architecture.QUESTIONS,
        *conventions.QUESTIONS,
        *structure.QUESTIONS,
        *features.QUESTIONS,
    )
}


def question(key: str) -> Question:
    """The question with this key.

    Raises:
        AnswerError: for an unknown key, with the nearest one.
    """
    if key in QUESTIONS:
        return QUESTIONS[key]
    near = difflib.get_close_matches(key, QUESTIONS, n=1)
    raise AnswerError(key, "unknown key" + (f"; did you mean {near[0]}?" if near else ""))


def questions_of(gate: Gate, answers: Answers) -> tuple[Question, ...]:
    """The questions that stand before a gate, as far as they apply to these answers."""
    return tuple(
        entry for entry in QUESTIONS.values() if entry.gate is gate and entry.asked(answers)
    )


def open_questions(gate: Gate, answers: Answers) -> tuple[Question, ...]:
    """The required questions of a gate that have no answer yet."""
    return tuple(
        entry
        for entry in questions_of(gate, answers)
        if entry.required and answers.get(entry.key) is None
    )


def answer(answers: Answers, key: str, value: Any) -> Answers:
    """The answers with a plain value (letter, name, text, list) read and set; None opens it again.

    Raises:
        AnswerError: naming the key and what would be right.
    """
    entry = question(key)
    return answers.with_value(key, None if value is None else entry.parse(value))


def plain(value: Any) -> Any:
    """A typed answer as plain JSON or TOML value, which ``answer`` reads back to the same."""
    if isinstance(value, Option):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def display(key: str, value: Any) -> str:
    """A typed answer in words, as summaries and the report show it."""
    if value is None:
        return "open"
    if value == "" or value == ():
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(display(key, item) for item in value)
    if isinstance(value, Option):
        return question(key).choice(value).title
    return str(value)
