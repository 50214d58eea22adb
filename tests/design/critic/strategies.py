"""Random designs, complete or not, coherent or not."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog import QUESTIONS, Kind, Question, answer
from pbc_tui.design.structure import Tree
from tests.design.critic.designs import BASES, answers_of, own_tree, tree_of

_TEXTS: dict[str, tuple[Any, ...]] = {
    "intake.package_name": ("schema_guard", "my_project", "rate_desk"),
    "intake.repository_name": ("schema-guard", "rates"),
    "intake.description": (
        "Checks structured data against user-defined schemas.",
        "Does stuff.",
        "A command-line tool that renames photo files.",
        "A prototype of a REST API for exchange rates.",
    ),
    "intake.python_version": (">=3.11", "==3.12.*", ">=3.14", ">=3.10,<3.13"),
    "intake.non_goals": (
        ["none"],
        ["not a web framework"],
        ["not a library", "no API"],
        ["no asyncio", "no containers", "no examples"],
        ["not for production", "no customers"],
    ),
    "project.authors": (["Ada Lovelace"],),
    "project.version": ("0.1.0", "1.0"),
    "project.url": ("", "https://example.com/guard"),
    "project.line_length": (88, 100),
    "project.longest_file": (400, 1200),
    "guided.components": ([], ["parser", "rules"]),
    "features.api_framework": ("Strawberry",),
    "features.web_ui_framework": ("Vue",),
    "features.readme_languages": ([], ["de"], ["de", "fr", "es", "it", "pt"]),
    "features.add_missing": (True, False),
}


def _values(question: Question) -> st.SearchStrategy[Any]:
    options = [choice.option.value for choice in question.choices]
    if question.kind is Kind.ONE:
        if question.key == "intake.concurrency_resolved":
            options = [option for option in options if option != "no-preference"]
        return st.sampled_from(options)
    if question.kind is Kind.SEVERAL:
        return st.lists(st.sampled_from(options), min_size=1, max_size=3, unique=True)
    return st.sampled_from(_TEXTS[question.key])


@st.composite
def designs(draw: st.DrawFn, *, complete: bool = False) -> tuple[Answers, Tree]:
    """Answers, some of them open unless ``complete``, and a structure that may not fit them."""
    answers = Answers()
    for key, question in QUESTIONS.items():
        value = draw(_values(question) if complete else st.none() | _values(question))
        answers = answer(answers, key, value)
    return answers, draw(st.sampled_from(_TREES))


_TREES: tuple[Tree, ...] = (
    Tree(),
    own_tree("main.py", "README.md"),
    own_tree("pyproject.toml", "src/schema_guard/__init__.py", "src/schema_guard/core.py", ".env"),
    *(tree_of(answers_of(base)) for base in BASES.values()),
)
