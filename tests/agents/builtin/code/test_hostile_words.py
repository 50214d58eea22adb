"""Whatever a person writes, the Python files stay the Python files that they were."""

from __future__ import annotations

import ast

import pytest

from pbc_tui.agents.builtin import write
from pbc_tui.design.answers import Answers
from pbc_tui.design.plan.build import Plan, build_plan
from pbc_tui.design.structure import apply
from pbc_tui.design.templates import missing_for_features, propose
from tests.agents.builtin.texts import NASTY
from tests.design.blueprint.designs import SERVICE, TOOL, answers_of


def plan_with(words: str, change: dict[str, object]) -> Plan:
    answers: Answers = answers_of(change).with_value("intake.description", f"Says {words}")
    answers = answers.with_value("project.authors", (words,))
    answers = answers.with_value("intake.non_goals", (words,))
    if "features.api" in change:
        answers = answers.with_value("features.api_framework", words)
    tree = propose(answers)
    for edit in missing_for_features(answers, tree):
        tree = apply(tree, edit)
    return build_plan(answers, tree)


def bones(text: str) -> str:
    """The syntax tree without the texts in it."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


OTHER = {"features.api": "D", "features.web_ui": "A", "features.docs_site": "A"}


@pytest.mark.parametrize(
    "change",
    [{}, SERVICE, TOOL, {**SERVICE, **OTHER}],
    ids=["library", "service", "tool", "other"],
)
def test_words_change_no_code(change: dict[str, object]) -> None:
    plain, nasty = plan_with("something plain", change), plan_with(" ".join(NASTY), change)
    for task in plain.tasks:
        if task.path.endswith(".py"):
            written = write(nasty, nasty.by_path[task.path])
            assert bones(written) == bones(write(plain, task)), task.path
            assert written.encode("utf-8")


@pytest.mark.parametrize("words", NASTY)
def test_words_alone_change_no_code(words: str) -> None:
    path = "src/schema_guard/__init__.py"
    plain, nasty = plan_with("something plain", {}), plan_with(words, {})
    written = write(nasty, nasty.by_path[path])
    assert bones(written) == bones(write(plain, plain.by_path[path]))
