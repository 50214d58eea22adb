"""Intake answers that contradict each other: purpose, users, maturity, lifespan."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Mending, Repair, Rule, to
from pbc_tui.design.gates import Gate

_MATURITY = "intake.maturity"
_LIFESPAN = "intake.lifespan"
_PURPOSE = "intake.purpose"
_USERS = "intake.users"


def _long_term(design: Design) -> bool:
    return design.intake.maturity is o.Maturity.LONG_TERM


def _prototype(design: Design) -> bool:
    return design.intake.maturity is o.Maturity.PROTOTYPE


def _weeks(design: Design) -> bool:
    return design.intake.lifespan is o.Lifespan.WEEKS


def _years(design: Design) -> bool:
    return design.intake.lifespan is o.Lifespan.YEARS


def _with_users(*added: o.Users) -> Repair:
    return Repair(_USERS, tuple(user for user in o.Users if user in added))


def _users_and(added: o.Users) -> Mending:
    def mend(design: Design) -> Repair | None:
        # Who has it for personal use alone must say first whether anybody else is there.
        return None if design.personal else _with_users(*design.users, added)

    return mend


def _internal_service(design: Design) -> Repair | None:
    """An internal service, unless its API was declared public."""
    if design.features.api_purpose is o.ApiPurpose.EXTERNAL:
        return None
    return Repair(_PURPOSE, o.Purpose.INTERNAL_SERVICE)


def _without_personal(design: Design) -> Repair | None:
    others = design.users - {o.Users.PERSONAL}
    people = others & {o.Users.EXTERNAL, o.Users.INTERNAL_TEAM}
    return _with_users(*others) if people else None


def _reachable_from_outside(design: Design) -> bool:
    outside = {o.Users.EXTERNAL, o.Users.SYSTEMS, o.Users.DEVELOPERS}
    return bool(design.users & outside)


RULES = (
    Rule(
        id="long-term-for-weeks",
        title="long-term maintenance promised for weeks",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision=_LIFESPAN,
        holds=lambda design: _long_term(design) and _weeks(design),
        evidence=(_MATURITY, _LIFESPAN),
        reason="A deprecation policy needs releases to deprecate in; both answers cannot be true.",
        remedy="Let it live for several years, or lower the maturity.",
        repair=to(_LIFESPAN, o.Lifespan.YEARS),
    ),
    Rule(
        id="upkeep-without-a-future",
        title="upkeep is built in for a thing that ends in weeks",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.INTAKE,
        decision=_LIFESPAN,
        holds=lambda design: _long_term(design) and _weeks(design),
        evidence=(_MATURITY, _LIFESPAN),
        reason="Most of the effort would go into a maintenance that never happens.",
        remedy="Let it live for several years, or lower the maturity.",
        repair=to(_LIFESPAN, o.Lifespan.YEARS),
    ),
    Rule(
        id="long-term-for-months",
        title="long-term maintenance promised for less than a year",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision=_LIFESPAN,
        holds=lambda design: _long_term(design) and design.intake.lifespan is o.Lifespan.MONTHS,
        evidence=(_MATURITY, _LIFESPAN),
        reason="Semantic versions and deprecations pay only over years.",
        remedy="Let it live for several years, or promise production quality instead.",
        repair=to(_LIFESPAN, o.Lifespan.YEARS),
    ),
    Rule(
        id="production-for-weeks",
        title="production quality for a life of weeks",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_LIFESPAN,
        holds=lambda design: design.intake.maturity is o.Maturity.PRODUCTION and _weeks(design),
        evidence=(_MATURITY, _LIFESPAN),
        reason="Full tests, CI and documents hardly pay before it is gone; or it will stay longer.",
        remedy="Let it live for months to a year, or call it a prototype.",
        repair=to(_LIFESPAN, o.Lifespan.MONTHS),
    ),
    Rule(
        id="prototype-for-years",
        title="a prototype that is to live for years",
        dimension=Dimension.MAINTAINABILITY,
        points=2,
        since=Gate.INTAKE,
        decision=_LIFESPAN,
        holds=lambda design: _prototype(design) and _years(design),
        evidence=(_MATURITY, _LIFESPAN),
        reason="Few tests and informal documents become the burden of those who keep it for years.",
        remedy="Raise the maturity, or plan to throw it away within a year.",
        repair=to(_LIFESPAN, o.Lifespan.MONTHS),
    ),
    Rule(
        id="prototype-with-a-future",
        title="quality and lifespan speak of different things",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision=_LIFESPAN,
        holds=lambda design: _prototype(design) and _years(design),
        evidence=(_MATURITY, _LIFESPAN),
        reason="It is not clear whether this is to be kept or to be thrown away.",
        remedy="Raise the maturity, or plan to throw it away within a year.",
        repair=to(_LIFESPAN, o.Lifespan.MONTHS),
    ),
    Rule(
        id="experiment-under-promise",
        title="a research prototype that promises production quality",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision=_MATURITY,
        holds=lambda design: design.intake.purpose is o.Purpose.PROTOTYPE and design.promise,
        evidence=(_PURPOSE, _MATURITY),
        reason="An experiment is there to be wrong; a production promise forbids it.",
        remedy="Call the maturity prototype, or choose the kind of backend that it will really be.",
    ),
    Rule(
        id="experiment-hardened",
        title="an experiment is hardened before its answer is known",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_MATURITY,
        holds=lambda design: design.intake.purpose is o.Purpose.PROTOTYPE and design.promise,
        evidence=(_PURPOSE, _MATURITY),
        reason="What is hardened first is kept, whether or not the experiment succeeded.",
        remedy="Call the maturity prototype, or choose the kind of backend that it will really be.",
    ),
    Rule(
        id="experiment-for-years",
        title="an experiment planned for years",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision=_LIFESPAN,
        holds=lambda design: design.intake.purpose is o.Purpose.PROTOTYPE and _years(design),
        evidence=(_PURPOSE, _LIFESPAN),
        reason="An experiment has an end: its result. Years of it are a product without the name.",
        remedy="Set an end within a year, or choose the kind of backend that it will really be.",
        repair=to(_LIFESPAN, o.Lifespan.MONTHS),
    ),
    Rule(
        id="prototype-for-customers",
        title="a prototype is given to customers",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.INTAKE,
        decision=_MATURITY,
        holds=lambda design: _prototype(design) and o.Users.EXTERNAL in design.users,
        evidence=(_MATURITY, _USERS),
        reason="Customers meet its gaps first, and whatever they rely on can no longer change.",
        remedy="Raise the maturity to production-ready, or keep it inside until then.",
    ),
    Rule(
        id="library-without-developers",
        title="a library that no developer imports",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision=_USERS,
        holds=lambda design: (
            design.library and bool(design.users) and o.Users.DEVELOPERS not in design.users
        ),
        evidence=(_PURPOSE, _USERS),
        reason=(
            "Whoever imports it defines its interface; without them nobody can say what is public."
        ),
        remedy="Add the developers who import it, or choose another purpose.",
        repair=_users_and(o.Users.DEVELOPERS),
    ),
    Rule(
        id="interface-for-nobody",
        title="the interface has no user who would hold it stable",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.INTAKE,
        decision=_USERS,
        holds=lambda design: (
            design.library and bool(design.users) and o.Users.DEVELOPERS not in design.users
        ),
        evidence=(_PURPOSE, _USERS),
        reason="Extension points are made for those who extend; a library without them has none.",
        remedy="Add the developers who import it, or choose another purpose.",
        repair=_users_and(o.Users.DEVELOPERS),
    ),
    Rule(
        id="public-api-without-clients",
        title="an API for external clients that has none",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision=_USERS,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.API_SERVICE
            and bool(design.users)
            and not _reachable_from_outside(design)
        ),
        evidence=(_PURPOSE, _USERS),
        reason="Versioning, authentication and limits are made for outsiders who are not there.",
        remedy="Name the external users or systems, or make it an internal service.",
        repair=_internal_service,
    ),
    Rule(
        id="internal-service-for-outsiders",
        title="an internal service that outsiders use",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision=_PURPOSE,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.INTERNAL_SERVICE and o.Users.EXTERNAL in design.users
        ),
        evidence=(_PURPOSE, _USERS),
        reason="An internal interface changes at will; outsiders need one that does not.",
        remedy="Make it an API service for external clients, or leave the external users out.",
    ),
    Rule(
        id="service-for-one",
        title="a service that only one person uses",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_PURPOSE,
        holds=lambda design: design.service and design.personal,
        evidence=(_PURPOSE, _USERS),
        reason="A server, its deployment and its watching cost more than a command would.",
        remedy="Make it a command-line tool, or name who else uses it.",
    ),
    Rule(
        id="only-for-developers",
        title="it is only imported, but it is no library",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision=_USERS,
        holds=lambda design: (
            (design.tool or design.service) and design.users == {o.Users.DEVELOPERS}
        ),
        evidence=(_PURPOSE, _USERS),
        reason="Those who import a package need a library's interface, not a command or a server.",
        remedy="Make it a library, or name those who run it.",
    ),
    Rule(
        id="personal-and-others",
        title='"personal use only" beside other users',
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision=_USERS,
        holds=lambda design: o.Users.PERSONAL in design.users and len(design.users) > 1,
        evidence=(_USERS,),
        reason="Only one of both is true, and documents and care depend on which.",
        remedy='Take "personal use only" out, or the others.',
        repair=_without_personal,
    ),
    Rule(
        id="policy-for-oneself",
        title="a deprecation policy for oneself",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_MATURITY,
        holds=lambda design: _long_term(design) and design.personal,
        evidence=(_MATURITY, _USERS),
        reason="Semantic versions and deprecations protect others; here nobody else is.",
        remedy="Promise production quality, which has no such policy, or name the other users.",
        repair=lambda design: None if _weeks(design) else Repair(_MATURITY, o.Maturity.PRODUCTION),
    ),
)
