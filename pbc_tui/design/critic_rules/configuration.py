"""Where settings come from against the purpose, the place and the promise."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Rule, suggested, to
from pbc_tui.design.gates import Gate

_KEY = "architecture.configuration"
_WITH_FILES = (o.Configuration.FILES, o.Configuration.FILES_AND_ENVIRONMENT)


def _source(design: Design) -> o.Configuration | None:
    return design.architecture.configuration


RULES = (
    Rule(
        id="library-reads-files",
        title="a library reads settings files of its own",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: design.library and _source(design) in _WITH_FILES,
        evidence=("intake.purpose", _KEY),
        reason=(
            "The importing program does not know of the file: a hidden input, from the wrong place."
        ),
        remedy="Choose environment variables, and let callers pass settings as arguments.",
        repair=to(_KEY, o.Configuration.ENVIRONMENT),
    ),
    Rule(
        id="library-imposes-settings",
        title="a library imposes a settings framework on its importers",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            design.library and _source(design) is o.Configuration.PYDANTIC_SETTINGS
        ),
        evidence=("intake.purpose", _KEY),
        reason=(
            "Every importer gets the dependency and its version range, whether or not it fits "
            "theirs."
        ),
        remedy="Choose environment variables, and let callers pass settings as arguments.",
        repair=to(_KEY, o.Configuration.ENVIRONMENT),
    ),
    Rule(
        id="flat-settings-for-several",
        title="several environments told apart by plain variables",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            design.intake.deployment is o.Deployment.SEVERAL
            and not design.library
            and _source(design) is o.Configuration.ENVIRONMENT
        ),
        evidence=("intake.deployment", _KEY),
        reason="Everything is text without structure, and each new environment repeats all of it.",
        remedy="Choose files for structure and environment for secrets.",
        repair=suggested(_KEY),
    ),
    Rule(
        id="secrets-in-files",
        title="settings files are the only place for secrets",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            _source(design) is o.Configuration.FILES and design.deployed and not design.library
        ),
        evidence=("intake.deployment", _KEY),
        reason="Secrets must not stand in files that are built into images or committed.",
        remedy="Choose files for structure and environment for secrets.",
        repair=to(_KEY, o.Configuration.FILES_AND_ENVIRONMENT),
    ),
    Rule(
        id="two-sources-early",
        title="two sources of settings in a prototype",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.ARCHITECTURE,
        decision=_KEY,
        holds=lambda design: (
            _source(design) is o.Configuration.FILES_AND_ENVIRONMENT
            and design.throwaway
            and not design.deployed
            and not design.library
        ),
        evidence=("intake.maturity", "intake.deployment", _KEY),
        reason="An order between two sources is a thing to learn for a few settings in one place.",
        remedy="Choose environment variables: one source is enough here.",
        repair=to(_KEY, o.Configuration.ENVIRONMENT),
    ),
)
