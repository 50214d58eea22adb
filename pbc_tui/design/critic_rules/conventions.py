"""The project conventions against what was promised."""

from __future__ import annotations

import re

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Rule, to
from pbc_tui.design.gates import Gate

LONGEST_SITTING = 800
"""More lines than this in one file are not read in one sitting."""


def _stable(design: Design) -> bool:
    return bool(re.match(r"(?:\d+!)?[1-9]", design.project.version or ""))


RULES = (
    Rule(
        id="stable-version-of-a-prototype",
        title="a prototype that begins with a stable version",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision="project.version",
        holds=lambda design: design.intake.maturity is o.Maturity.PROTOTYPE and _stable(design),
        evidence=("intake.maturity", "project.version"),
        reason="Version 1 and above says that the interface is stable (semantic versioning).",
        remedy="Begin with 0.1.0.",
        repair=to("project.version", "0.1.0"),
    ),
    Rule(
        id="half-annotated-for-years",
        title="half-annotated code under a long-term promise",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision="project.annotations",
        holds=lambda design: (
            design.intake.maturity is o.Maturity.LONG_TERM
            and design.project.annotations is o.Annotations.PUBLIC
        ),
        evidence=("intake.maturity", "project.annotations"),
        reason="A type checker cannot follow a value through functions without annotations.",
        remedy="Annotate all functions.",
        repair=to("project.annotations", o.Annotations.ALL),
    ),
    Rule(
        id="files-too-long",
        title="files longer than one sitting can read",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision="project.longest_file",
        holds=lambda design: (
            (design.project.longest_file or 0) > LONGEST_SITTING
            and (design.promise or design.lasting)
        ),
        evidence=("intake.maturity", "intake.lifespan", "project.longest_file"),
        reason="Long files gather several reasons to change, and merges collide in them.",
        remedy="Set the longest file to about 400 lines.",
        repair=to("project.longest_file", 400),
    ),
)
