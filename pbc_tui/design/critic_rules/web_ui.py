"""The web UI gate against purpose, users and lifespan (SPEC 4.4 advises no)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Rule, to
from pbc_tui.design.gates import Gate

_KEY = "features.web_ui"
_MACHINES_AND_IMPORTERS = frozenset([o.Users.SYSTEMS, o.Users.DEVELOPERS])
_NO = to(_KEY, o.WebUi.NO)


RULES = (
    Rule(
        id="pages-in-a-library",
        title="a library with web pages",
        dimension=Dimension.RISK,
        points=2,
        since=Gate.FEATURES,
        decision=_KEY,
        holds=lambda design: design.library and design.features.has_web_ui,
        evidence=("intake.purpose", _KEY),
        reason="Nobody sits in front of a library; importers carry pages that they never see.",
        remedy="Answer the web UI gate with no.",
        repair=_NO,
    ),
    Rule(
        id="pages-in-a-tool",
        title="a command-line tool with web pages",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_KEY,
        holds=lambda design: design.tool and design.features.has_web_ui,
        evidence=("intake.purpose", _KEY),
        reason="Two ways to use it are two interfaces to keep in step.",
        remedy="Answer the web UI gate with no.",
        repair=_NO,
    ),
    Rule(
        id="pages-for-nobody",
        title="pages, but no people among the users",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_KEY,
        holds=lambda design: (
            design.features.has_web_ui
            and bool(design.users)
            and design.users <= _MACHINES_AND_IMPORTERS
        ),
        evidence=("intake.users", _KEY),
        reason="Systems and importing developers look at no page; what nobody sees decays unseen.",
        remedy="Answer the web UI gate with no.",
        repair=_NO,
    ),
    Rule(
        id="second-codebase-early",
        title="a single-page application for a prototype",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_KEY,
        holds=lambda design: design.throwaway and design.features.web_ui is o.WebUi.SPA,
        evidence=("intake.maturity", "intake.lifespan", _KEY),
        reason="A second language with a second build, before the first has shown anything.",
        remedy="Choose server-rendered pages or plain forms.",
        repair=to(_KEY, o.WebUi.TEMPLATES),
    ),
    Rule(
        id="second-codebase-for-few",
        title="a single-page application for one person or a few weeks",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision=_KEY,
        holds=lambda design: (
            design.features.web_ui is o.WebUi.SPA
            and (design.personal or design.intake.lifespan is o.Lifespan.WEEKS)
        ),
        evidence=("intake.users", "intake.lifespan", _KEY),
        reason="Its packages need updates every week, which one user or a few weeks do not repay.",
        remedy="Choose server-rendered pages or plain forms.",
        repair=to(_KEY, o.WebUi.TEMPLATES),
    ),
    Rule(
        id="spa-without-api",
        title="a single-page application without an API",
        dimension=Dimension.COMPLETENESS,
        points=2,
        since=Gate.FEATURES,
        decision="features.api",
        holds=lambda design: design.features.web_ui is o.WebUi.SPA and not design.features.has_api,
        evidence=("features.api", _KEY),
        reason="The application runs in the browser and has nothing that it could call.",
        remedy="Choose an API layer, or server-rendered pages.",
    ),
    Rule(
        id="web-framework-unnamed",
        title="the web framework is not named",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision="features.web_ui_framework",
        holds=lambda design: (
            design.features.web_ui in (o.WebUi.SPA, o.WebUi.ADMIN)
            and not design.features.web_ui_framework
        ),
        evidence=(_KEY, "features.web_ui_framework"),
        reason="Build, dependencies and directories follow from the framework.",
        remedy="Name it, for instance React, Vue or the admin framework.",
    ),
)
