"""Whether the non-goals draw a boundary, and whether the other answers keep to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Repair, Rule, listed, to
from pbc_tui.design.critic_rules.words import about, content_words, contradicts, stems
from pbc_tui.design.gates import Gate

_EMPTY = re.compile(
    r"\s*(?:none|nothing|n/?a|no|nil|null|tbd|todo|unknown|anything|everything"
    r"|to be (?:defined|determined)|not (?:known|decided|sure|applicable)(?: yet)?"
    r"|no(?:ne)? (?:so far|yet|non-goals)|[-.?]+)\.?\s*",
    re.IGNORECASE,
)

_API = stems("rest graphql api web http https network service server endpoint")
_PUBLIC = stems("public external open")
_WEB_UI = stems(
    "web ui user interface html page frontend front end admin gui graphical website dashboard"
)
_DEMO = stems("demo demonstration example tutorial sample code")
_DOCS = stems("documentation docs doc site website manual")
_ASYNC = stems("async asyncio asynchronous concurrency concurrent coroutine parallel event loop")
_CONTAINERS = stems("container containers docker kubernetes image containerised containerized")
_CLOUD = stems("cloud aws azure gcp hosted saas platform")
_CUSTOMERS = stems(
    "external user users customer customers public third party parties end client clients"
)
_PRODUCTION = stems("production ready prod real use grade environment")

_PURPOSES: dict[o.Purpose, frozenset[str]] = {
    o.Purpose.API_SERVICE: stems(
        "rest graphql api web http service server public endpoint network"
    ),
    o.Purpose.INTERNAL_SERVICE: stems("internal background service server daemon microservice api"),
    o.Purpose.LIBRARY: stems("reusable general library importable package sdk python"),
    o.Purpose.PROTOTYPE: stems("research prototype experiment proof concept throwaway"),
    o.Purpose.CLI_TOOL: stems(
        "command line commandline cli tool batch processing script program terminal"
    ),
}


def _about(
    topic: frozenset[str], besides: frozenset[str] = frozenset()
) -> Callable[[Design], tuple[str, ...]]:
    """The lines that speak of the topic, and of nothing else than what may stand beside it."""
    return lambda design: tuple(
        line
        for line in design.non_goals
        if about(line, topic | besides) and content_words(line) & topic
    )


def _against_purpose(design: Design) -> tuple[str, ...]:
    purpose = design.intake.purpose
    return _about(_PURPOSES[purpose])(design) if purpose else ()


def _against_description(design: Design) -> tuple[str, ...]:
    return tuple(line for line in design.non_goals if contradicts(line, design.description))


def _empty_lines(design: Design) -> tuple[str, ...]:
    return tuple(
        line for line in design.non_goals if _EMPTY.fullmatch(line) or not content_words(line)
    )


def excludes_asyncio(design: Design) -> bool:
    """Whether the non-goals say that nothing is asynchronous."""
    return bool(_about(_ASYNC)(design))


def excludes_examples(design: Design) -> bool:
    """Whether the non-goals say that there are no examples."""
    return bool(_about(_DEMO)(design))


def excludes_documentation(design: Design) -> bool:
    """Whether the non-goals say that there is no documentation site."""
    return bool(_about(_DOCS)(design))


def _excluded(
    identifier: str,
    title: str,
    topic: frozenset[str],
    key: str,
    chosen: Callable[[Design], bool],
    remedy: str,
    repair: Callable[[Design], Repair | None],
    since: Gate = Gate.INTAKE,
    besides: frozenset[str] = frozenset(),
) -> Rule:
    lines = _about(topic, besides)
    return Rule(
        id=identifier,
        title=title,
        dimension=Dimension.CLARITY,
        points=2,
        since=since,
        decision=key,
        holds=lambda design: chosen(design) and bool(lines(design)),
        evidence=(key,),
        found=lambda design: f"intake.non_goals: {listed(lines(design))}",
        reason="A boundary that the design itself crosses is no boundary; readers trust neither.",
        remedy=remedy,
        repair=repair,
    )


RULES = (
    Rule(
        id="non-goals-empty",
        title="the non-goals exclude nothing",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision="intake.non_goals",
        holds=lambda design: (
            bool(design.non_goals) and len(_empty_lines(design)) == len(design.non_goals)
        ),
        evidence=("intake.non_goals",),
        reason="Without a boundary every wish is in scope, and the design cannot refuse one.",
        remedy="Name at least one thing that people might expect and that it will not do.",
    ),
    Rule(
        id="scope-unbounded",
        title="nothing bounds what will be added",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.INTAKE,
        decision="intake.non_goals",
        holds=lambda design: (
            bool(design.non_goals) and len(_empty_lines(design)) == len(design.non_goals)
        ),
        evidence=("intake.non_goals",),
        reason="Extension points are placed where growth is wanted; here it is wanted everywhere.",
        remedy="Name the directions in which it must not grow.",
    ),
    Rule(
        id="non-goal-against-description",
        title="the description does what a non-goal excludes",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision="intake.non_goals",
        holds=lambda design: bool(_against_description(design)),
        evidence=("intake.description",),
        found=lambda design: f"intake.non_goals: {listed(_against_description(design))}",
        reason="Goal and boundary contradict each other, so no file can satisfy both.",
        remedy="Take the line out of the non-goals, or the claim out of the description.",
    ),
    Rule(
        id="non-goal-against-purpose",
        title="a non-goal excludes the very purpose",
        dimension=Dimension.CLARITY,
        points=3,
        since=Gate.INTAKE,
        decision="intake.non_goals",
        holds=lambda design: bool(_against_purpose(design)),
        evidence=("intake.purpose",),
        found=lambda design: f"intake.non_goals: {listed(_against_purpose(design))}",
        reason="The structure follows the purpose, which the non-goals forbid.",
        remedy="Take the line out of the non-goals, or choose another purpose.",
    ),
    Rule(
        id="goals-cancel-out",
        title="goal and boundary cancel each other",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.INTAKE,
        decision="intake.non_goals",
        holds=lambda design: bool(_against_purpose(design) or _against_description(design)),
        evidence=("intake.description", "intake.purpose", "intake.non_goals"),
        reason="A contradictory design is built twice: once by each of its readings.",
        remedy="Decide which of the two is meant, and write only that one down.",
    ),
    _excluded(
        "non-goal-against-concurrency",
        "a non-goal excludes the concurrency model",
        _ASYNC,
        "intake.concurrency",
        lambda design: (
            design.intake.settled_concurrency in (o.Concurrency.ASYNC, o.Concurrency.MIXED)
        ),
        "Choose the synchronous model, or take the line out of the non-goals.",
        to("intake.concurrency", o.Concurrency.SYNC),
    ),
    _excluded(
        "non-goal-against-containers",
        "a non-goal excludes the containers that it is deployed in",
        _CONTAINERS,
        "intake.deployment",
        lambda design: design.intake.deployment is o.Deployment.CONTAINERS,
        "Choose another deployment, or take the line out of the non-goals.",
        lambda _: None,
    ),
    _excluded(
        "non-goal-against-cloud",
        "a non-goal excludes the cloud that it is deployed to",
        _CLOUD,
        "intake.deployment",
        lambda design: design.intake.deployment is o.Deployment.CLOUD,
        "Choose containers, or take the line out of the non-goals.",
        lambda design: (
            None if design.library else Repair("intake.deployment", o.Deployment.CONTAINERS)
        ),
    ),
    _excluded(
        "non-goal-against-users",
        "a non-goal excludes the users whom it is for",
        _CUSTOMERS,
        "intake.users",
        lambda design: o.Users.EXTERNAL in design.users,
        "Take the external users out of the users, or the line out of the non-goals.",
        lambda _: None,
    ),
    _excluded(
        "non-goal-against-maturity",
        "a non-goal excludes the promised maturity",
        _PRODUCTION,
        "intake.maturity",
        lambda design: design.promise,
        "Lower the maturity to prototype, or take the line out of the non-goals.",
        lambda _: None,
    ),
    _excluded(
        "non-goal-against-api",
        "a non-goal excludes the API that was chosen",
        _API,
        "features.api",
        lambda design: design.features.has_api,
        "Answer the API gate with no, or take the line out of the non-goals.",
        lambda design: (
            None
            if design.service or design.features.web_ui is o.WebUi.SPA
            else Repair("features.api", o.Api.NO)
        ),
        Gate.FEATURES,
    ),
    _excluded(
        "non-goal-against-public-api",
        "a non-goal excludes that the API is public",
        _PUBLIC,
        "features.api_purpose",
        lambda design: design.features.api_purpose is o.ApiPurpose.EXTERNAL,
        "Make the API internal, or take the line out of the non-goals.",
        lambda _: None,
        Gate.FEATURES,
        besides=_API,
    ),
    _excluded(
        "non-goal-against-web-ui",
        "a non-goal excludes the web UI that was chosen",
        _WEB_UI,
        "features.web_ui",
        lambda design: design.features.has_web_ui,
        "Answer the web UI gate with no, or take the line out of the non-goals.",
        to("features.web_ui", o.WebUi.NO),
        Gate.FEATURES,
    ),
    _excluded(
        "non-goal-against-demo",
        "a non-goal excludes the demo code that was chosen",
        _DEMO,
        "features.demo",
        lambda design: design.features.has_demo,
        "Answer the demo gate with no, or take the line out of the non-goals.",
        to("features.demo", o.Demo.NO),
        Gate.FEATURES,
    ),
    _excluded(
        "non-goal-against-docs",
        "a non-goal excludes the documentation site that was chosen",
        _DOCS,
        "features.docs_site",
        lambda design: design.features.has_docs_site,
        "Answer the documentation gate with no, or take the line out of the non-goals.",
        to("features.docs_site", o.DocsSite.NO),
        Gate.FEATURES,
    ),
)
