"""How failures travel and what is told about them, against purpose and promise."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Rule, suggested, to
from pbc_tui.design.gates import Gate

_ERRORS = "architecture.errors"
_LOGGING = "architecture.logging"


def _minimal(design: Design) -> bool:
    return design.architecture.logging is o.Logging.MINIMAL


def _long_term(design: Design) -> bool:
    return design.intake.maturity is o.Maturity.LONG_TERM


RULES = (
    Rule(
        id="results-in-a-library",
        title="a library that answers with result objects",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_ERRORS,
        holds=lambda design: design.library and design.architecture.errors is o.Errors.RESULTS,
        evidence=("intake.purpose", _ERRORS),
        reason=(
            "Callers expect exceptions; a result that nobody unpacks is a failure that nobody sees."
        ),
        remedy="Choose exceptions with an own hierarchy.",
        repair=to(_ERRORS, o.Errors.EXCEPTIONS),
    ),
    Rule(
        id="mixed-errors-early",
        title="two ways of failing in a prototype",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_ERRORS,
        holds=lambda design: design.throwaway and design.architecture.errors is o.Errors.MIXED,
        evidence=("intake.maturity", _ERRORS),
        reason="The line between expected and exceptional is not known before the thing is tried.",
        remedy="Choose exceptions: the way that every reader knows.",
        repair=to(_ERRORS, o.Errors.EXCEPTIONS),
    ),
    Rule(
        id="results-under-a-framework",
        title="result objects behind a web framework",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision=_ERRORS,
        holds=lambda design: (
            design.features.has_api and design.architecture.errors is o.Errors.RESULTS
        ),
        evidence=("features.api", _ERRORS),
        reason=(
            "Web frameworks turn exceptions into responses; results are unpacked in every route."
        ),
        remedy="Choose exceptions, or the mixed way with results for what is expected.",
        repair=to(_ERRORS, o.Errors.EXCEPTIONS),
    ),
    Rule(
        id="blind-in-production",
        title="production-ready with minimal logging",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_LOGGING,
        holds=lambda design: _minimal(design) and design.promise and not design.library,
        evidence=("intake.maturity", _LOGGING),
        reason="When it fails where nobody watches, there is nothing to go by.",
        remedy="Choose the standard library or structlog.",
        repair=suggested(_LOGGING),
    ),
    Rule(
        id="blind-when-deployed",
        title="deployed elsewhere with minimal logging",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_LOGGING,
        holds=lambda design: (
            _minimal(design) and design.service and design.deployed and not design.throwaway
        ),
        evidence=("intake.purpose", "intake.deployment", _LOGGING),
        reason=(
            "Its logs are the only thing that leaves the container; here they say next to nothing."
        ),
        remedy="Choose structlog, whose lines machines read, or the standard library.",
        repair=to(_LOGGING, o.Logging.STANDARD),
    ),
    Rule(
        id="silent-for-years",
        title="minimal logging under a long-term promise",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_LOGGING,
        holds=lambda design: _minimal(design) and _long_term(design),
        evidence=("intake.maturity", _LOGGING),
        reason="Those who keep it for years are not those who wrote it; they need it to speak.",
        remedy="Choose the standard library or structlog.",
        repair=to(_LOGGING, o.Logging.STANDARD),
    ),
    Rule(
        id="untraceable-for-years",
        title="nothing tells how it is used over the years",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_LOGGING,
        holds=lambda design: _minimal(design) and _long_term(design),
        evidence=("intake.maturity", _LOGGING),
        reason="Deprecations need to be seen by those whom they concern, before they break.",
        remedy="Choose the standard library or structlog.",
        repair=to(_LOGGING, o.Logging.STANDARD),
    ),
    Rule(
        id="library-imposes-structlog",
        title="a library imposes structlog on its importers",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_LOGGING,
        holds=lambda design: design.library and design.architecture.logging is o.Logging.STRUCTLOG,
        evidence=("intake.purpose", _LOGGING),
        reason="The application configures logging, not the library that it imports.",
        remedy="Choose the standard library: it fits into whatever the importer has configured.",
        repair=to(_LOGGING, o.Logging.STANDARD),
    ),
    Rule(
        id="structlog-early",
        title="structured logs in a prototype",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_LOGGING,
        holds=lambda design: (
            design.throwaway
            and not design.deployed
            and not design.library
            and design.architecture.logging is o.Logging.STRUCTLOG
        ),
        evidence=("intake.maturity", "intake.deployment", _LOGGING),
        reason="Nobody collects the logs of an experiment on one machine.",
        remedy="Choose minimal logging or the standard library.",
        repair=to(_LOGGING, o.Logging.STANDARD),
    ),
)
