"""The prompt that asks an agent what it thinks of the design, by the critic's rubric (SPEC 3)."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.critic.opinion import opinion_path
from pbc_tui.design.critic_rules.dimensions import FULL_SCORE, Dimension
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree, print_tree
from pbc_tui.prompts.parts import Part, bullets, code, section
from pbc_tui.prompts.rendering import render

_STAGES = {
    Gate.INTAKE: "Intake:",
    Gate.ARCHITECTURE: "Architecture:",
    Gate.STRUCTURE: "Structure:",
    Gate.FEATURES: "Features:",
}


def render_second_opinion(answers: Answers, tree: Tree, checkpoint: int) -> str:
    """The design as it stands at a checkpoint, the rubric, and where the opinion is to be written.

    The critic's own scores are not in it: they would lead the answer.
    """
    return render(
        "second_opinion.md.j2",
        checkpoint=checkpoint,
        opinion=opinion_path(checkpoint),
        design=section(tuple(_design(answers, tree, checkpoint))),
        rubric=section(tuple(_rubric())),
        dimensions=[str(dimension) for dimension in Dimension],
    )


def _design(answers: Answers, tree: Tree, checkpoint: int) -> Iterator[Part]:
    until = Gate.CRITIC_1 if checkpoint == 1 else Gate.CRITIC_2
    for gate, title in _STAGES.items():
        if gate in until.before:
            entries = catalog.questions_of(gate, answers)
            yield from bullets(
                title,
                (
                    f"{entry.title}: {catalog.display(entry.key, answers.get(entry.key))}"
                    for entry in entries
                ),
            )
    if checkpoint == 2 and tree:
        yield from code("The tree:", print_tree(tree, root_name="."))


def _rubric() -> Iterator[Part]:
    for dimension in Dimension:
        yield from bullets(
            f"{dimension}:",
            (f"{score}: {dimension.level(score)}" for score in range(FULL_SCORE + 1)),
        )
