"""Python range, deployment and concurrency against the purpose and the promise."""

from __future__ import annotations

from functools import lru_cache

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Repair, Rule, listed, to
from pbc_tui.design.gates import Gate
from pbc_tui.design.python_versions import FIRST_MINOR, LAST_MINOR, python_versions

_PYTHON = "intake.python_version"
_DEPLOYMENT = "intake.deployment"
_CONCURRENCY = "intake.concurrency"


@lru_cache(maxsize=64)
def _admitted(specifier: str) -> tuple[str, ...]:
    return python_versions(specifier)


def _pythons(design: Design) -> tuple[str, ...]:
    text = design.intake.python_version
    return _admitted(text) if text else ()


def _pinned_below_newest(design: Design) -> bool:
    """Whether one single version is admitted, and newer ones are shut out."""
    admitted = _pythons(design)
    return len(admitted) == 1 and admitted[0] != f"3.{LAST_MINOR}"


def _opened_upwards(design: Design) -> Repair:
    return Repair(_PYTHON, f">={_pythons(design)[0]}")


def _home(design: Design) -> Repair:
    return Repair(_DEPLOYMENT, o.Deployment.LOCAL)


RULES = (
    Rule(
        id="one-python-only",
        title="one single Python version for years",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.INTAKE,
        decision=_PYTHON,
        holds=lambda design: design.lasting and _pinned_below_newest(design),
        evidence=(_PYTHON, "intake.lifespan", "intake.maturity"),
        found=lambda design: f"admits {listed(_pythons(design))}",
        reason=(
            "Each Python version is supported for five years at most; the range shuts out the next."
        ),
        remedy="Give a minimum without an upper end.",
        repair=_opened_upwards,
    ),
    Rule(
        id="library-narrows-python",
        title="a library for the newest Python alone",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.INTAKE,
        decision=_PYTHON,
        holds=lambda design: (
            design.library
            and design.users != {o.Users.PERSONAL}
            and _pythons(design) == (f"3.{LAST_MINOR}",)
        ),
        evidence=("intake.purpose", _PYTHON),
        reason="Whoever imports it must have the same Python; most have an older one.",
        remedy=f"Admit older versions as well, from 3.{FIRST_MINOR} on.",
        repair=to(_PYTHON, ">=3.11"),
    ),
    Rule(
        id="public-service-at-home",
        title="external users, but it runs only locally",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision=_DEPLOYMENT,
        holds=lambda design: (
            design.intake.purpose is o.Purpose.API_SERVICE
            and o.Users.EXTERNAL in design.users
            and design.intake.deployment is o.Deployment.LOCAL
            and design.promise
        ),
        evidence=("intake.purpose", "intake.users", _DEPLOYMENT),
        reason="Nobody outside can reach it, so either the users or the place is wrong.",
        remedy="Choose containers or a cloud platform, or leave the external users out.",
    ),
    Rule(
        id="library-deployed",
        title="a library is deployed like a service",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_DEPLOYMENT,
        holds=lambda design: design.library and design.deployed,
        evidence=("intake.purpose", _DEPLOYMENT),
        reason=(
            "A library runs where its importer runs; images and settings per place lead nowhere."
        ),
        remedy="Choose local only: it is installed, not deployed.",
        repair=_home,
    ),
    Rule(
        id="prototype-everywhere",
        title="a prototype for several environments",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_DEPLOYMENT,
        holds=lambda design: design.throwaway and design.intake.deployment is o.Deployment.SEVERAL,
        evidence=("intake.maturity", "intake.lifespan", _DEPLOYMENT),
        reason="Settings per environment are upkeep for a thing that is to answer one question.",
        remedy="Run it in one place: local, or one container.",
    ),
    Rule(
        id="personal-everywhere",
        title="several environments for one person",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_DEPLOYMENT,
        holds=lambda design: design.personal and design.intake.deployment is o.Deployment.SEVERAL,
        evidence=("intake.users", _DEPLOYMENT),
        reason="Each environment has to be kept in step by the only person who uses any of them.",
        remedy="Run it in one place: local, or one container.",
    ),
    Rule(
        id="mixed-concurrency-early",
        title="two concurrency models in a prototype",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.INTAKE,
        decision=_CONCURRENCY,
        holds=lambda design: (
            design.throwaway and design.intake.settled_concurrency is o.Concurrency.MIXED
        ),
        evidence=("intake.maturity", _CONCURRENCY),
        reason="A boundary between two models has to be guarded before anything works.",
        remedy="Choose one model: synchronous is the shorter way.",
        repair=to(_CONCURRENCY, o.Concurrency.SYNC),
    ),
    Rule(
        id="mixed-concurrency-tool",
        title="two concurrency models in a command-line tool",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.INTAKE,
        decision=_CONCURRENCY,
        holds=lambda design: (
            design.tool and design.intake.settled_concurrency is o.Concurrency.MIXED
        ),
        evidence=("intake.purpose", _CONCURRENCY),
        reason="A command runs from start to end; an async edge has nobody on its other side.",
        remedy="Choose one model: asyncio where it mostly waits, else synchronous.",
        repair=to(_CONCURRENCY, o.Concurrency.SYNC),
    ),
)
