"""How deep the tests go against what was promised."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Repair, Rule, to
from pbc_tui.design.gates import Gate

_KEY = "architecture.testing"


def _none(design: Design) -> bool:
    return design.architecture.testing is o.Testing.NONE


def _unit(design: Design) -> bool:
    return design.architecture.testing is o.Testing.UNIT


def _long_term(design: Design) -> bool:
    return design.intake.maturity is o.Maturity.LONG_TERM


def _tests_that_fit(design: Design) -> Repair:
    if _long_term(design):
        return Repair(_KEY, o.Testing.COMPREHENSIVE)
    return Repair(_KEY, o.Testing.INTEGRATION if design.promise else o.Testing.UNIT)


RULES = (
    Rule(
        id="promise-without-tests",
        title="production-ready without automated tests",
        dimension=Dimension.RISK,
        points=3,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _none(design) and design.promise,
        evidence=("intake.maturity", _KEY),
        reason="Nothing shows that it works, so every release is tried out by its users.",
        remedy="Choose unit + integration, or the comprehensive suite for the long term.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="tests-promised",
        title="the maturity promises full tests, the decision says none",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _none(design) and design.promise,
        evidence=("intake.maturity", _KEY),
        reason=(
            "Full tests are part of what production-ready means here; a promised part is missing."
        ),
        remedy="Choose unit + integration, or the comprehensive suite for the long term.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="changes-without-a-net",
        title="changes over months or years without a net",
        dimension=Dimension.MAINTAINABILITY,
        points=2,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _none(design) and (design.promise or design.lasting),
        evidence=("intake.maturity", "intake.lifespan", _KEY),
        reason="Without tests each change is a risk, so it is put off until nobody dares any.",
        remedy="Choose tests as deep as the promise: unit + integration or more.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="evolution-without-a-net",
        title="a long life without anything that protects behaviour",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _none(design) and design.lasting,
        evidence=("intake.maturity", "intake.lifespan", _KEY),
        reason="Extending means changing what works; only tests tell whether it still does.",
        remedy="Choose tests as deep as the promise: unit + integration or more.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="customers-without-tests",
        title="untested code in front of customers",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            _none(design) and not design.promise and o.Users.EXTERNAL in design.users
        ),
        evidence=("intake.users", _KEY),
        reason="Customers find every fault that a small suite would have found.",
        remedy="Choose unit tests at least.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="untested-product",
        title="no tests, though it is no experiment",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            _none(design)
            and not design.promise
            and design.intake.purpose not in (None, o.Purpose.PROTOTYPE)
            and design.intake.lifespan in (o.Lifespan.MONTHS, o.Lifespan.YEARS)
        ),
        evidence=("intake.purpose", "intake.lifespan", _KEY),
        reason="No tests is an answer for experiments that are thrown away within weeks.",
        remedy="Choose unit tests: a few keep it honest.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="seams-untested",
        title="a production service whose parts are only tried alone",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _unit(design) and design.promise and design.service,
        evidence=("intake.purpose", "intake.maturity", _KEY),
        reason=(
            "A service fails at its seams: routes, settings, storage; unit tests leave them out."
        ),
        remedy="Choose unit + integration.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="unit-tests-for-years",
        title="unit tests alone under a long-term promise",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _unit(design) and _long_term(design),
        evidence=("intake.maturity", _KEY),
        reason="Years of changes move the parts against each other, which unit tests do not see.",
        remedy="Choose the comprehensive suite, or unit + integration at least.",
        repair=_tests_that_fit,
    ),
    Rule(
        id="comprehensive-early",
        title="a comprehensive suite for a prototype",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            design.throwaway and design.architecture.testing is o.Testing.COMPREHENSIVE
        ),
        evidence=("intake.maturity", "intake.lifespan", _KEY),
        reason="End-to-end tests and a threshold hold still what is meant to be changed every day.",
        remedy="Choose unit tests.",
        repair=to(_KEY, o.Testing.UNIT),
    ),
    Rule(
        id="suite-outlives-code",
        title="more tests to keep than code to live",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            design.architecture.testing is o.Testing.COMPREHENSIVE
            and design.intake.lifespan is o.Lifespan.WEEKS
            and not _long_term(design)
        ),
        evidence=("intake.lifespan", _KEY),
        reason="Three kinds of tests are the most that can be kept, and it ends within weeks.",
        remedy="Choose unit, or unit + integration.",
        repair=lambda design: Repair(
            _KEY, o.Testing.INTEGRATION if design.promise else o.Testing.UNIT
        ),
    ),
)
