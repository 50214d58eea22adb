"""Questions that are still open: each is a silent assumption that somebody else would make."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.catalog import QUESTIONS
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.non_goals import excludes_asyncio
from pbc_tui.design.critic_rules.rule import Mending, Repair, Rule, suggested
from pbc_tui.design.gates import Gate

_CONVENTIONS = tuple(key for key in QUESTIONS if key.startswith("project."))


def _open(
    key: str, dimension: Dimension, points: int, reason: str, repair: Mending | None = None
) -> Rule:
    question = QUESTIONS[key]
    return Rule(
        id=f"open-{key.partition('.')[2].replace('_', '-')}",
        title=f"{question.title} is open",
        dimension=dimension,
        points=points,
        since=question.gate,
        decision=key,
        holds=lambda design: design.answers.get(key) is None and question.asked(design.answers),
        evidence=(key,),
        reason=reason,
        remedy=f"Answer it: {question.text}",
        repair=repair or suggested(key),
    )


def _open_conventions(design: Design) -> tuple[str, ...]:
    return tuple(key for key in _CONVENTIONS if design.answers.get(key) is None)


def _unresolved(design: Design) -> bool:
    intake = design.intake
    return intake.concurrency is o.Concurrency.NO_PREFERENCE and intake.concurrency_resolved is None


def _a_manager(design: Design) -> Repair | None:
    """What the catalog suggests; one that locks where production is promised."""
    key = "architecture.dependencies"
    if design.promise:
        return Repair(key, o.Dependencies.UV)
    return suggested(key)(design)


def _recommended_model(design: Design) -> Repair | None:
    """What the catalog recommends; synchronous under Flask, or where the non-goals ask for it."""
    key = "intake.concurrency_resolved"
    if design.features.api is o.Api.FLASK or excludes_asyncio(design):
        return Repair(key, o.Concurrency.SYNC)
    return suggested(key)(design)


def _at_home(design: Design) -> Repair | None:
    """Local only, unless it is a service, for which only the person can tell."""
    return None if design.service else Repair("intake.deployment", o.Deployment.LOCAL)


RULES = (
    _open(
        "intake.package_name",
        Dimension.COMPLETENESS,
        1,
        "Every import, path and document is named after the package.",
    ),
    _open(
        "intake.repository_name",
        Dimension.COMPLETENESS,
        1,
        "The clone command, the badges and the metadata need it.",
    ),
    _open(
        "intake.description",
        Dimension.CLARITY,
        3,
        "Nobody can judge a design whose goal is not stated.",
    ),
    _open(
        "intake.purpose",
        Dimension.EXTENSIBILITY,
        3,
        "The kind of backend decides where it will be extended; without it every change is a "
        "guess.",
    ),
    _open(
        "intake.users",
        Dimension.CLARITY,
        2,
        "Whom it serves decides what is public, what is documented and what may change.",
    ),
    _open(
        "intake.maturity",
        Dimension.RISK,
        2,
        "Without a promised quality nothing says whether the rest is too much or too little.",
    ),
    _open(
        "intake.lifespan",
        Dimension.MAINTAINABILITY,
        1,
        "How long it lives decides how much upkeep is worth its price.",
    ),
    _open(
        "intake.python_version",
        Dimension.COMPLETENESS,
        1,
        "Syntax, dependencies and the test matrix depend on it.",
    ),
    _open(
        "intake.deployment",
        Dimension.COMPLETENESS,
        1,
        "Where it runs decides how it is configured, packaged and watched.",
    ),
    _open(
        "intake.concurrency",
        Dimension.COMPLETENESS,
        1,
        "Synchronous or asynchronous shapes every signature; changing it later touches all of "
        "them.",
    ),
    Rule(
        id="concurrency-unresolved",
        title='"no preference" on concurrency is not resolved',
        dimension=Dimension.COMPLETENESS,
        points=2,
        since=Gate.INTAKE,
        decision="intake.concurrency_resolved",
        holds=_unresolved,
        evidence=("intake.concurrency", "intake.concurrency_resolved"),
        reason="Synchronous or asynchronous shapes every signature, so somebody would assume one.",
        remedy="Confirm the recommended model, or choose another one.",
        repair=_recommended_model,
    ),
    _open(
        "intake.non_goals",
        Dimension.CLARITY,
        2,
        "Without a boundary every wish is in scope.",
    ),
    _open(
        "architecture.dependencies",
        Dimension.MAINTAINABILITY,
        2,
        "Installing, locking, CI and every document follow from the manager.",
        _a_manager,
    ),
    _open(
        "architecture.configuration",
        Dimension.EXTENSIBILITY,
        1,
        "Settings read in many places are the hardest thing to gather again.",
    ),
    _open(
        "architecture.errors",
        Dimension.EXTENSIBILITY,
        1,
        "How failures travel is part of every interface; a second way would grow beside the first.",
    ),
    _open(
        "architecture.logging",
        Dimension.MAINTAINABILITY,
        1,
        "Without an agreed way each module tells its story differently.",
    ),
    _open(
        "architecture.testing",
        Dimension.RISK,
        3,
        "Without a decision there will be no tests, and nothing shows that it works.",
    ),
    Rule(
        id="open-conventions",
        title="project conventions are open",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision="project.licence",
        holds=lambda design: bool(_open_conventions(design)),
        found=lambda design: "open: " + ", ".join(_open_conventions(design)),
        reason=(
            "Licence, authors, version and style stand in every file, and nobody may assume them."
        ),
        remedy="Confirm the suggested conventions, or give your own.",
    ),
    Rule(
        id="conventions-unstated",
        title="no project convention is stated",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.ARCHITECTURE,
        decision="project.licence",
        holds=lambda design: len(_open_conventions(design)) == len(_CONVENTIONS),
        found=lambda design: "open: " + ", ".join(_open_conventions(design)),
        reason=(
            "Without a licence nobody may use the code; without a version nobody can refer to it."
        ),
        remedy="Confirm the suggested conventions, or give your own.",
    ),
    Rule(
        id="deployment-unknown",
        title="where it runs is not known yet",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.INTAKE,
        decision="intake.deployment",
        holds=lambda design: design.intake.deployment is o.Deployment.UNKNOWN,
        evidence=("intake.deployment",),
        reason=(
            "Configuration, secrets and logging are chosen for a place; this one is assumed later."
        ),
        remedy=(
            "Say where it runs first: local only is an answer as well; services choose containers."
        ),
        repair=_at_home,
    ),
    Rule(
        id="promise-without-a-place",
        title="production quality promised for an unknown place",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision="intake.deployment",
        holds=lambda design: (
            design.intake.deployment is o.Deployment.UNKNOWN
            and design.promise
            and not design.library
        ),
        evidence=("intake.maturity", "intake.deployment"),
        reason="Nobody can promise that it works in production before production has a place.",
        remedy="Choose where it runs: containers keep the most ways open for a service.",
        repair=_at_home,
    ),
    Rule(
        id="features-unanswered",
        title="feature gates without an answer",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision="features.api",
        holds=lambda design: bool(unanswered_gates(design)),
        found=lambda design: (
            "count as NO: " + ", ".join(QUESTIONS[key].title for key in unanswered_gates(design))
        ),
        at=lambda design: unanswered_gates(design)[0],
        reason="An unanswered gate counts as NO: that is an assumption, not a decision.",
        remedy="Answer each of the five gates with a plain yes or no.",
    ),
    _open(
        "features.api_purpose",
        Dimension.COMPLETENESS,
        1,
        "Whom the API is for decides authentication, versioning and documentation.",
    ),
)


def unanswered_gates(design: Design) -> tuple[str, ...]:
    """The keys of the five feature gates that have no answer, in their order."""
    return tuple(
        question.key
        for question in QUESTIONS.values()
        if question.gate is Gate.FEATURES
        and question.number
        and design.answers.get(question.key) is None
    )
