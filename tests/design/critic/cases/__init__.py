"""One case for each rule: the change that makes it fire, and a near miss that does not."""

from __future__ import annotations

from tests.design.critic.cases.agreement import AGREEMENT, BURDEN, FEATURES
from tests.design.critic.cases.building import ARCHITECTURE, ENVIRONMENT, REPOSITORY
from tests.design.critic.cases.case import Case
from tests.design.critic.cases.intake import DESCRIPTION, INTAKE, NON_GOALS, OPEN

__all__ = ["CASES", "Case"]

CASES: dict[str, Case] = {
    **DESCRIPTION,
    **NON_GOALS,
    **INTAKE,
    **OPEN,
    **ENVIRONMENT,
    **ARCHITECTURE,
    **REPOSITORY,
    **AGREEMENT,
    **FEATURES,
    **BURDEN,
}
