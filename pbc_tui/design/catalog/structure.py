"""Stage 2: the three ways in, and the six guided questions (SPEC 4.1)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog import readers as r
from pbc_tui.design.catalog.question import Choice, Kind, Question
from pbc_tui.design.gates import Gate


def _guided(answers: Answers) -> bool:
    return answers.structure.way is o.StructureWay.GUIDED


QUESTIONS = (
    Question(
        "structure.way",
        Gate.STRUCTURE,
        "Way in",
        "How do you want to begin?",
        Kind.ONE,
        r.one_of(o.StructureWay),
        (
            Choice(o.StructureWay.OWN, "Own structure", fits="you have a tree: paste, type, read"),
            Choice(o.StructureWay.GUIDED, "Guided", fits="six questions, then a proposal"),
            Choice(o.StructureWay.TEMPLATE, "Template", fits="what backends of this kind have"),
        ),
    ),
    Question(
        "guided.components",
        Gate.STRUCTURE,
        "Components",
        "Which separate components are there? One name a line; empty: one core.",
        Kind.LINES,
        r.read_components,
        number=1,
        required=False,
        asked=_guided,
        example="parser",
    ),
    Question(
        "guided.exposure",
        Gate.STRUCTURE,
        "Exposure",
        "What does the outside see?",
        Kind.ONE,
        r.one_of(o.Exposure),
        (
            Choice(o.Exposure.API, "An API"),
            Choice(o.Exposure.CLI, "A command line"),
            Choice(o.Exposure.BOTH, "Both"),
            Choice(o.Exposure.NEITHER, "Neither: it is imported"),
        ),
        number=2,
        asked=_guided,
    ),
    Question(
        "guided.extra_dirs",
        Gate.STRUCTURE,
        "Directories",
        "Which further directories does it need?",
        Kind.SEVERAL,
        r.several_of(o.ExtraDirectory, least=0),
        (
            Choice(o.ExtraDirectory.CONFIG, "Configuration files"),
            Choice(o.ExtraDirectory.DATA, "Data"),
            Choice(o.ExtraDirectory.SCHEMAS, "Schemas"),
        ),
        number=3,
        required=False,
        asked=_guided,
    ),
    Question(
        "guided.examples",
        Gate.STRUCTURE,
        "Examples",
        "Does it have examples or tutorials?",
        Kind.ONE,
        r.one_of(o.GuidedExamples),
        (
            Choice(o.GuidedExamples.NONE, "None"),
            Choice(o.GuidedExamples.EXAMPLES, "Examples"),
            Choice(o.GuidedExamples.TUTORIALS, "Tutorials"),
        ),
        number=4,
        asked=_guided,
    ),
    Question(
        "guided.tests",
        Gate.STRUCTURE,
        "Tests",
        "Where are the tests?",
        Kind.ONE,
        r.one_of(o.GuidedTests),
        (
            Choice(o.GuidedTests.APART, "Apart, in tests/"),
            Choice(o.GuidedTests.BESIDE, "Beside the code"),
        ),
        number=5,
        asked=_guided,
    ),
    Question(
        "guided.docs",
        Gate.STRUCTURE,
        "Documentation",
        "What is the documentation written with?",
        Kind.ONE,
        r.one_of(o.GuidedDocs),
        (
            Choice(o.GuidedDocs.NONE, "None beyond the README"),
            Choice(o.GuidedDocs.MARKDOWN, "Markdown"),
            Choice(o.GuidedDocs.SPHINX, "Sphinx"),
            Choice(o.GuidedDocs.MKDOCS, "MkDocs"),
        ),
        number=6,
        asked=_guided,
    ),
)
