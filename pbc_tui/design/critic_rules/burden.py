"""Too much for what it is: over-engineering and upkeep against maturity, lifespan and users."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import TREE, Rule, listed
from pbc_tui.design.gates import Gate

MOST_FILES_OF_A_THROWAWAY = 40
MOST_FILES_FOR_ONE = 80
MOST_HEAVY_CHOICES = 3
"""A throwaway with this many choices that cost upkeep is built for another life."""
MOST_SURFACES = 3
"""More interfaces than this cannot be kept in step by those who keep the rest."""


def heavy_choices(design: Design) -> tuple[str, ...]:
    """The choices that cost upkeep beyond what a small thing repays."""
    architecture, features = design.architecture, design.features
    weighed = {
        "several environments": design.intake.deployment is o.Deployment.SEVERAL,
        "two concurrency models": design.intake.settled_concurrency is o.Concurrency.MIXED,
        "two sources of settings": (
            architecture.configuration is o.Configuration.FILES_AND_ENVIRONMENT
            and not design.deployed
            and not design.library
        ),
        "two ways of failing": architecture.errors is o.Errors.MIXED,
        "structlog": architecture.logging is o.Logging.STRUCTLOG,
        "a comprehensive suite": architecture.testing is o.Testing.COMPREHENSIVE,
        "GraphQL": features.api is o.Api.GRAPHQL,
        "a single-page application": features.web_ui is o.WebUi.SPA,
        "an admin framework": features.web_ui is o.WebUi.ADMIN,
        "demo code for everything": features.demo is o.Demo.FULL,
        "a documentation site": features.docs_site in (o.DocsSite.SPHINX, o.DocsSite.MKDOCS),
        "translations": bool(features.readme_languages),
    }
    return tuple(name for name, chosen in weighed.items() if chosen)


def _surfaces(design: Design) -> tuple[str, ...]:
    features = design.features
    offered = {
        "an importable package": design.library,
        "a command line": design.tool,
        "an API": features.has_api,
        "web pages": features.has_web_ui,
        "a documentation site": features.has_docs_site,
        "translations": bool(features.readme_languages),
    }
    return tuple(name for name, there in offered.items() if there)


def _small_circle(design: Design) -> bool:
    return bool(design.users) and design.users <= {o.Users.PERSONAL, o.Users.INTERNAL_TEAM}


RULES = (
    Rule(
        id="overbuilt-throwaway",
        title="a throwaway with the equipment of a product",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.ARCHITECTURE,
        decision="intake.maturity",
        holds=lambda design: design.throwaway and len(heavy_choices(design)) >= MOST_HEAVY_CHOICES,
        evidence=("intake.maturity", "intake.lifespan"),
        found=lambda design: f"chosen: {listed(heavy_choices(design), 12)}",
        reason="Premature structure costs the time that the experiment was to save.",
        remedy="Take the simplest option of each, or raise maturity and lifespan.",
    ),
    Rule(
        id="burden-against-lifespan",
        title="more upkeep than its life repays",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision="intake.lifespan",
        holds=lambda design: (
            design.intake.lifespan is o.Lifespan.WEEKS
            and design.intake.maturity is not o.Maturity.LONG_TERM
            and len(heavy_choices(design)) >= MOST_HEAVY_CHOICES
        ),
        evidence=("intake.lifespan",),
        found=lambda design: f"chosen: {listed(heavy_choices(design), 12)}",
        reason="Each of these is set up, learned and kept, and all of it ends within weeks.",
        remedy="Take the simplest option of each, or let it live longer.",
    ),
    Rule(
        id="burden-against-users",
        title="more interfaces than a small circle needs",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision="intake.users",
        holds=lambda design: _small_circle(design) and len(_surfaces(design)) > MOST_SURFACES,
        evidence=("intake.users",),
        found=lambda design: f"offered: {listed(_surfaces(design), 8)}",
        reason="Every interface is kept by the few who also use it.",
        remedy="Answer the gates that the circle does not need with no.",
    ),
    Rule(
        id="too-many-files-early",
        title="many files for a prototype",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            design.throwaway and len(design.facts.files) > MOST_FILES_OF_A_THROWAWAY
        ),
        evidence=("intake.maturity", "intake.lifespan"),
        found=lambda design: f"{len(design.facts.files)} files",
        reason="The structure answers questions that the experiment has not asked yet.",
        remedy="Begin with a few modules; split them when they grow.",
    ),
    Rule(
        id="too-many-files-for-one",
        title="more files than one person keeps",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: design.personal and len(design.facts.files) > MOST_FILES_FOR_ONE,
        evidence=("intake.users",),
        found=lambda design: f"{len(design.facts.files)} files",
        reason="The only user is the only maintainer of all of them.",
        remedy="Merge small modules, and leave out what is not used.",
    ),
)
