"""Stage 0: the eleven questions (SPEC 1)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog import readers as r
from pbc_tui.design.catalog import suggestions as s
from pbc_tui.design.catalog.question import Choice, Kind, Question
from pbc_tui.design.gates import Gate
from pbc_tui.design.python_versions import read_python_version


def _no_preference(answers: Answers) -> bool:
    return answers.intake.concurrency is o.Concurrency.NO_PREFERENCE


def _read_resolved(value: object) -> o.Concurrency:
    resolved = r.one_of(o.Concurrency)(value)
    if resolved is o.Concurrency.NO_PREFERENCE:
        raise ValueError("the recommendation must be settled: A, B or C")
    return resolved


def _read_specifier(value: object) -> str:
    return read_python_version(r.read_text(value))


_CONCURRENCY = (
    Choice(
        o.Concurrency.SYNC,
        "Synchronous",
        fits="work done one step after the other, libraries, command-line tools",
        costs="waits while it waits for others",
        changes="plain functions everywhere",
    ),
    Choice(
        o.Concurrency.ASYNC,
        "asyncio",
        fits="many connections that mostly wait: services, clients",
        costs="every caller must be async too",
        changes="async functions, async tests",
    ),
    Choice(
        o.Concurrency.MIXED,
        "Mixed",
        fits="an async edge around a synchronous core",
        costs="two ways to learn, a boundary to guard",
        changes="a synchronous core, async wrappers at the edge, both tested",
    ),
)

QUESTIONS = (
    Question(
        "intake.package_name",
        Gate.INTAKE,
        "Package name",
        "How is the package imported?",
        Kind.TEXT,
        r.read_package_name,
        number=1,
        example="schema_guard",
    ),
    Question(
        "intake.repository_name",
        Gate.INTAKE,
        "Repository name",
        "What is the repository called?",
        Kind.TEXT,
        r.read_repository_name,
        number=2,
        suggest=s.repository_name,
        example="schema-guard",
    ),
    Question(
        "intake.description",
        Gate.INTAKE,
        "Description",
        "What does it accomplish, in one sentence?",
        Kind.TEXT,
        r.read_sentence,
        number=3,
        example="Checks structured data against user-defined schemas.",
    ),
    Question(
        "intake.purpose",
        Gate.INTAKE,
        "Purpose",
        "What kind of backend is it?",
        Kind.ONE,
        r.one_of(o.Purpose),
        (
            Choice(o.Purpose.API_SERVICE, "REST/GraphQL API service for external clients"),
            Choice(o.Purpose.INTERNAL_SERVICE, "Internal service for other systems"),
            Choice(o.Purpose.LIBRARY, "Reusable library or framework"),
            Choice(o.Purpose.PROTOTYPE, "Research prototype or experiment"),
            Choice(o.Purpose.CLI_TOOL, "Command-line tool or batch processing"),
        ),
        number=4,
    ),
    Question(
        "intake.users",
        Gate.INTAKE,
        "Users",
        "Who uses it? One or more.",
        Kind.SEVERAL,
        r.several_of(o.Users),
        (
            Choice(o.Users.EXTERNAL, "External users or customers"),
            Choice(o.Users.INTERNAL_TEAM, "Internal team"),
            Choice(o.Users.DEVELOPERS, "Developers who import the package"),
            Choice(o.Users.SYSTEMS, "Automated systems"),
            Choice(o.Users.PERSONAL, "Personal use only"),
        ),
        number=5,
    ),
    Question(
        "intake.maturity",
        Gate.INTAKE,
        "Maturity",
        "How far is it to be carried?",
        Kind.ONE,
        r.one_of(o.Maturity),
        (
            Choice(o.Maturity.PROTOTYPE, "Prototype", costs="few tests, informal docs"),
            Choice(
                o.Maturity.PRODUCTION,
                "Production-ready",
                changes="full tests, CI, documentation, error handling",
            ),
            Choice(
                o.Maturity.LONG_TERM,
                "Long-term maintained",
                changes="the same, plus deprecation policy, semantic versions, full examples",
            ),
        ),
        number=6,
    ),
    Question(
        "intake.lifespan",
        Gate.INTAKE,
        "Lifespan",
        "How long is it to live?",
        Kind.ONE,
        r.one_of(o.Lifespan),
        (
            Choice(o.Lifespan.WEEKS, "Weeks to months"),
            Choice(o.Lifespan.MONTHS, "Months to a year"),
            Choice(o.Lifespan.YEARS, "Several years"),
        ),
        number=7,
    ),
    Question(
        "intake.python_version",
        Gate.INTAKE,
        "Python version",
        "Which Python: a minimum, or a range?",
        Kind.TEXT,
        _read_specifier,
        number=8,
        suggest=s.python_version,
        example=">=3.11",
    ),
    Question(
        "intake.deployment",
        Gate.INTAKE,
        "Deployment",
        "Where does it run?",
        Kind.ONE,
        r.one_of(o.Deployment),
        (
            Choice(o.Deployment.LOCAL, "Local only"),
            Choice(o.Deployment.CONTAINERS, "Containers", changes="Dockerfile, .dockerignore"),
            Choice(o.Deployment.CLOUD, "Cloud platform", changes="Dockerfile, deployment notes"),
            Choice(
                o.Deployment.SEVERAL,
                "Several environments",
                changes="Dockerfile, settings, logs and error details per environment",
            ),
            Choice(o.Deployment.UNKNOWN, "Not yet known"),
        ),
        number=9,
    ),
    Question(
        "intake.concurrency",
        Gate.INTAKE,
        "Concurrency",
        "Synchronous, or asyncio?",
        Kind.ONE,
        r.one_of(o.Concurrency),
        (
            *_CONCURRENCY,
            Choice(o.Concurrency.NO_PREFERENCE, "No preference: recommend one"),
        ),
        number=10,
    ),
    Question(
        "intake.concurrency_resolved",
        Gate.INTAKE,
        "Concurrency, settled",
        "No preference becomes a decision: which model is it?",
        Kind.ONE,
        _read_resolved,
        _CONCURRENCY,
        number=10,
        asked=_no_preference,
        suggest=s.concurrency,
    ),
    Question(
        "intake.non_goals",
        Gate.INTAKE,
        "Non-goals",
        "What is it explicitly NOT for? One line each.",
        Kind.LINES,
        r.read_lines,
        number=11,
        example="not a web framework",
    ),
)
