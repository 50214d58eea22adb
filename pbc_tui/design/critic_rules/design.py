"""The design as the rules see it: answers, structure, and what follows from both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers, Architecture, Features, Guided, Intake, Project
from pbc_tui.design.critic_rules.tree_facts import TreeFacts
from pbc_tui.design.structure import Tree

SERVICES = (o.Purpose.API_SERVICE, o.Purpose.INTERNAL_SERVICE)
"""The purposes that run as a server."""
PROMISES = (o.Maturity.PRODUCTION, o.Maturity.LONG_TERM)
"""The maturities that promise full tests, CI, documentation and error handling (question 6)."""
DEPLOYED = (o.Deployment.CONTAINERS, o.Deployment.CLOUD, o.Deployment.SEVERAL)
"""The deployments that leave the developer's own machine."""


@dataclass(frozen=True)
class Design:
    """Answers and structure, complete or not. An open answer makes the questions below false."""

    answers: Answers
    tree: Tree

    @property
    def intake(self) -> Intake:
        """Stage 0."""
        return self.answers.intake

    @property
    def architecture(self) -> Architecture:
        """The five decisions of stage 1."""
        return self.answers.architecture

    @property
    def project(self) -> Project:
        """The conventions of stage 1."""
        return self.answers.project

    @property
    def guided(self) -> Guided:
        """The six answers of the guided way."""
        return self.answers.guided

    @property
    def features(self) -> Features:
        """Stage 3."""
        return self.answers.features

    @cached_property
    def facts(self) -> TreeFacts:
        """The structure, seen as lists."""
        return TreeFacts.of(self.tree)

    @cached_property
    def promise(self) -> bool:
        """Whether production quality was promised."""
        return self.intake.maturity in PROMISES

    @cached_property
    def lasting(self) -> bool:
        """Whether it is to be kept for years, by maturity or by lifespan."""
        return (
            self.intake.maturity is o.Maturity.LONG_TERM or self.intake.lifespan is o.Lifespan.YEARS
        )

    @cached_property
    def throwaway(self) -> bool:
        """Whether it is a prototype, or lives for weeks, and nothing more was promised."""
        if self.promise:
            return False
        return (
            self.intake.maturity is o.Maturity.PROTOTYPE or self.intake.lifespan is o.Lifespan.WEEKS
        )

    @property
    def library(self) -> bool:
        """Whether it is imported by others."""
        return self.intake.purpose is o.Purpose.LIBRARY

    @property
    def tool(self) -> bool:
        """Whether it is run from a command line."""
        return self.intake.purpose is o.Purpose.CLI_TOOL

    @property
    def service(self) -> bool:
        """Whether it runs as a server."""
        return self.intake.purpose in SERVICES

    @property
    def deployed(self) -> bool:
        """Whether it runs elsewhere than on the developer's machine."""
        return self.intake.deployment in DEPLOYED

    @property
    def users(self) -> frozenset[o.Users]:
        """Who uses it; empty while that is open."""
        return frozenset(self.intake.users or ())

    @property
    def personal(self) -> bool:
        """Whether one person alone uses it."""
        return self.users == {o.Users.PERSONAL}

    @property
    def description(self) -> str:
        """The one sentence; "" while it is open."""
        return self.intake.description or ""

    @property
    def non_goals(self) -> tuple[str, ...]:
        """What it is not for; empty while that is open."""
        return self.intake.non_goals or ()
