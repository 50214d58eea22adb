"""The rules of the critic as data, by topic; adding one is adding an entry (SPEC 3)."""

from __future__ import annotations

from pbc_tui.design.critic_rules import (
    agreement,
    api,
    burden,
    configuration,
    contradictions,
    conventions,
    dependencies,
    description,
    documentation,
    environment,
    errors_and_logging,
    intake_conflicts,
    layout,
    non_goals,
    open_answers,
    repository,
    testing,
    web_ui,
)
from pbc_tui.design.critic_rules.rule import Rule

__all__ = ["RULES", "Rule"]

RULES: tuple[Rule, ...] = (
    *description.RULES,
    *non_goals.RULES,
    *intake_conflicts.RULES,
    *contradictions.RULES,
    *open_answers.RULES,
    *environment.RULES,
    *dependencies.RULES,
    *configuration.RULES,
    *errors_and_logging.RULES,
    *testing.RULES,
    *conventions.RULES,
    *repository.RULES,
    *layout.RULES,
    *agreement.RULES,
    *api.RULES,
    *web_ui.RULES,
    *documentation.RULES,
    *burden.RULES,
)
