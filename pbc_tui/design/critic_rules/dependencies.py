"""What manages the dependencies against the promise, the purpose and the place."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Rule, to
from pbc_tui.design.gates import Gate

_KEY = "architecture.dependencies"


def _manager(design: Design) -> o.Dependencies | None:
    return design.architecture.dependencies


RULES = (
    Rule(
        id="unlocked-promise",
        title="production promised without a lock file",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            _manager(design) is o.Dependencies.PIP_PYPROJECT
            and design.promise
            and not design.library
        ),
        evidence=("intake.maturity", _KEY),
        reason=(
            "Without a lock yesterday's build cannot be made again, so a fault cannot be found in "
            "it."
        ),
        remedy="Choose uv, Poetry or PDM, which lock.",
        repair=to(_KEY, o.Dependencies.UV),
    ),
    Rule(
        id="unlocked-deployment",
        title="images are built from unlocked dependencies",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            _manager(design) is o.Dependencies.PIP_PYPROJECT
            and design.deployed
            and not design.library
        ),
        evidence=("intake.deployment", _KEY),
        reason="Each image may hold other versions than the one that was tested.",
        remedy="Choose a manager with a lock file.",
        repair=to(_KEY, o.Dependencies.UV),
    ),
    Rule(
        id="pins-by-hand",
        title="pins kept by hand for years",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _manager(design) is o.Dependencies.PIP_REQUIREMENTS and design.lasting,
        evidence=("intake.maturity", "intake.lifespan", _KEY),
        reason=(
            "Two lists in two places drift apart, and security updates are looked up one by one."
        ),
        remedy="Choose a manager that resolves and locks: uv, Poetry or PDM.",
        repair=to(_KEY, o.Dependencies.UV),
    ),
    Rule(
        id="requirements-of-a-library",
        title="a library with requirements files",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: _manager(design) is o.Dependencies.PIP_REQUIREMENTS and design.library,
        evidence=("intake.purpose", _KEY),
        reason="Installers of a library read its metadata, not its requirements files: two truths.",
        remedy="Choose pip + pyproject.toml only, or a manager.",
        repair=to(_KEY, o.Dependencies.UV),
    ),
)
