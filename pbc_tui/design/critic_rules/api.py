"""The API gate against purpose, users, promise and the other decisions."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Repair, Rule, suggested, to
from pbc_tui.design.gates import Gate

_API = "features.api"
_PURPOSE = "features.api_purpose"


def _without_api(design: Design) -> bool:
    return not design.features.has_api


def _for_others(design: Design) -> bool:
    """Whether an API was chosen that is more than a means for development."""
    return design.features.has_api and design.features.api_purpose is not o.ApiPurpose.DEVELOPMENT


def _external(design: Design) -> bool:
    return design.features.has_api and design.features.api_purpose is o.ApiPurpose.EXTERNAL


def _no_api(design: Design) -> Repair | None:
    """Without its API a single-page application would have nothing to call."""
    return None if design.features.web_ui is o.WebUi.SPA else Repair(_API, o.Api.NO)


def _public(design: Design) -> bool:
    """Whether outsiders call it: by the gate's answer, or by the very purpose."""
    return design.features.has_api and (
        _external(design) or design.intake.purpose is o.Purpose.API_SERVICE
    )


def _tests_of_a_service(design: Design) -> Repair:
    long_term = design.intake.maturity is o.Maturity.LONG_TERM
    deep = o.Testing.COMPREHENSIVE if long_term else o.Testing.INTEGRATION
    return Repair("architecture.testing", deep)


RULES = (
    Rule(
        id="service-without-api",
        title="an API service without an API layer",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.API_SERVICE and _without_api(design)
        ),
        evidence=("intake.purpose", _API),
        reason="The purpose is an API for external clients; without a layer there is none.",
        remedy="Choose a framework at the API gate, or another purpose.",
    ),
    Rule(
        id="no-way-in",
        title="nothing separates the service from its clients",
        dimension=Dimension.EXTENSIBILITY,
        points=2,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.API_SERVICE and _without_api(design)
        ),
        evidence=("intake.purpose", _API),
        reason="Clients would be tied to the core, so every change of it is a change for them.",
        remedy="Choose a framework at the API gate, or another purpose.",
    ),
    Rule(
        id="internal-service-without-api",
        title="an internal service without an API layer",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.INTERNAL_SERVICE and _without_api(design)
        ),
        evidence=("intake.purpose", _API),
        reason="How other systems reach it is not said; each would find a way of its own.",
        remedy=(
            "Choose an API layer, or say in the description what feeds it (a queue, a schedule)."
        ),
    ),
    Rule(
        id="library-that-serves",
        title="a library that runs a server",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: design.library and _for_others(design),
        evidence=("intake.purpose", _API, _PURPOSE),
        reason="Importers get a web framework and its faults with it; two products in one package.",
        remedy="Answer the API gate with no, and serve from a package of its own.",
        repair=_no_api,
    ),
    Rule(
        id="two-products",
        title="an API beside the product that was named",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: (design.library or design.tool) and _for_others(design),
        evidence=("intake.purpose", _API, _PURPOSE),
        reason="It is not clear which of the two interfaces is the product and which may change.",
        remedy="Answer the API gate with no, or choose a service as purpose.",
        repair=_no_api,
    ),
    Rule(
        id="tool-that-serves",
        title="a command-line tool that runs a server",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: design.tool and _for_others(design),
        evidence=("intake.purpose", _API, _PURPOSE),
        reason="A server has other failures, users and secrets than a command that ends.",
        remedy="Answer the API gate with no, or choose a service as purpose.",
        repair=_no_api,
    ),
    Rule(
        id="api-purpose-against-service",
        title="an API service whose API is not for its clients",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.FEATURES,
        decision=_PURPOSE,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.API_SERVICE
            and design.features.has_api
            and design.features.api_purpose in (o.ApiPurpose.INTERNAL, o.ApiPurpose.DEVELOPMENT)
        ),
        evidence=("intake.purpose", _PURPOSE),
        reason=(
            "The purpose says external clients, the gate says otherwise; access follows from it."
        ),
        remedy="Make the API external, or choose an internal service as purpose.",
        repair=to(_PURPOSE, o.ApiPurpose.EXTERNAL),
    ),
    Rule(
        id="internal-service-in-public",
        title="an internal service with a public API",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.FEATURES,
        decision=_PURPOSE,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.INTERNAL_SERVICE and _external(design)
        ),
        evidence=("intake.purpose", _PURPOSE),
        reason="What is internal is neither hardened nor kept stable for the public.",
        remedy="Make the API internal, or choose an API service as purpose.",
        repair=to(_PURPOSE, o.ApiPurpose.INTERNAL),
    ),
    Rule(
        id="public-api-for-insiders",
        title="a public API without outside users",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_PURPOSE,
        holds=lambda design: (
            _external(design)
            and design.intake.purpose is not o.Purpose.API_SERVICE
            and bool(design.users)
            and not design.users & {o.Users.EXTERNAL, o.Users.SYSTEMS, o.Users.DEVELOPERS}
        ),
        evidence=("intake.users", _PURPOSE),
        reason="A public surface is a surface for attacks; here nobody outside needs it.",
        remedy="Make the API internal, or name the outside users.",
    ),
    Rule(
        id="public-api-untested",
        title="a public API whose endpoints are not tried",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision="architecture.testing",
        holds=lambda design: (
            _public(design)
            and design.promise
            and design.architecture.testing in (o.Testing.NONE, o.Testing.UNIT)
        ),
        evidence=("intake.purpose", _PURPOSE, "architecture.testing"),
        reason="What outsiders call is only tried by integration tests.",
        remedy="Choose unit + integration.",
        repair=_tests_of_a_service,
    ),
    Rule(
        id="public-api-unwatched",
        title="a public API with minimal logging",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision="architecture.logging",
        holds=lambda design: (
            _public(design) and design.promise and design.architecture.logging is o.Logging.MINIMAL
        ),
        evidence=("intake.purpose", _PURPOSE, "architecture.logging"),
        reason="Misuse and failures come from outside, and nothing would record them.",
        remedy="Choose structlog or the standard library.",
        repair=to("architecture.logging", o.Logging.STANDARD),
    ),
    Rule(
        id="async-under-flask",
        title="asyncio under Flask",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: (
            design.features.api is o.Api.FLASK
            and design.intake.settled_concurrency is o.Concurrency.ASYNC
        ),
        evidence=("intake.concurrency", "intake.concurrency_resolved", _API),
        reason=(
            "Flask serves by WSGI: each request starts an event loop of its own and waits for it."
        ),
        remedy="Choose FastAPI, or the synchronous model.",
        repair=to(_API, o.Api.FASTAPI),
    ),
    Rule(
        id="graphql-early",
        title="GraphQL for a prototype",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_API,
        holds=lambda design: design.throwaway and design.features.api is o.Api.GRAPHQL,
        evidence=("intake.maturity", _API),
        reason=(
            "A schema with resolvers is made for many clients with many needs; here is one "
            "question."
        ),
        remedy="Choose FastAPI: a few routes answer it.",
        repair=to(_API, o.Api.FASTAPI),
    ),
    Rule(
        id="api-framework-unnamed",
        title="the API framework is not named",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision="features.api_framework",
        holds=lambda design: (
            design.features.api in (o.Api.GRAPHQL, o.Api.OTHER)
            and not design.features.api_framework
        ),
        evidence=(_API, "features.api_framework"),
        reason="Dependencies, application factory and tests follow from the framework.",
        remedy="Name it: Strawberry or Graphene for GraphQL, else the framework's name.",
        repair=suggested("features.api_framework"),
    ),
)
