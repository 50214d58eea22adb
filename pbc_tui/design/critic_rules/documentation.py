"""Demo code, documentation site and README languages against promise, users and lifespan."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.non_goals import excludes_documentation, excludes_examples
from pbc_tui.design.critic_rules.rule import Repair, Rule, to
from pbc_tui.design.gates import Gate

_DOCS = "features.docs_site"
_CONTENT = "features.docs_content"
_DEMO = "features.demo"
_LANGUAGES = "features.readme_languages"

MOST_LANGUAGES = 4
"""More translations than this are seldom kept in step."""


def _languages(design: Design) -> tuple[str, ...]:
    return design.features.readme_languages or ()


def _short_lived(design: Design) -> bool:
    return design.throwaway or design.intake.lifespan is o.Lifespan.WEEKS


def _reference_twice(design: Design) -> bool:
    """Whether the site repeats the API's own documentation, or does not say that it does not."""
    content = design.features.docs_content
    return (
        design.features.has_api
        and design.features.has_docs_site
        and (not content or o.DocsContent.API_REFERENCE in content)
    )


def _content_without_reference(design: Design) -> Repair:
    kept = tuple(
        part
        for part in design.features.docs_content or ()
        if part is not o.DocsContent.API_REFERENCE
    )
    return Repair(_CONTENT, kept or (o.DocsContent.HOW_TOS,))


def _no_site(design: Design) -> Repair | None:
    """No site, unless the guided answers have put one into the structure."""
    if design.guided.docs not in (None, o.GuidedDocs.NONE):
        return None
    return Repair(_DOCS, o.DocsSite.NO)


def _plain_pages(design: Design) -> Repair | None:
    """Markdown pages, where nothing else has to change for them."""
    ready = design.features.add_missing or design.facts.has_directory("docs")
    return Repair(_DOCS, o.DocsSite.MARKDOWN) if ready and not design.features.has_api else None


RULES = (
    Rule(
        id="two-sources-of-truth",
        title="API docs and a docs site are both on",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision=_CONTENT,
        holds=_reference_twice,
        evidence=("features.api", _DOCS, _CONTENT),
        reason=(
            "The API describes itself; a second reference drifts away from it with every change."
        ),
        remedy=(
            "Name one source of truth: leave the reference to the API, write how-tos for the site."
        ),
        repair=_content_without_reference,
    ),
    Rule(
        id="docs-site-of-a-throwaway",
        title="a documentation site for something short-lived",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_DOCS,
        holds=lambda design: (
            _short_lived(design)
            and design.intake.maturity is not o.Maturity.LONG_TERM
            and design.features.docs_site in (o.DocsSite.SPHINX, o.DocsSite.MKDOCS)
        ),
        evidence=("intake.maturity", "intake.lifespan", _DOCS),
        reason="The site has a build of its own and is finished when the thing is gone.",
        remedy="Answer with no: the README is enough.",
        repair=_no_site,
    ),
    Rule(
        id="long-term-without-docs",
        title="long-term maintained without documentation",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision=_DOCS,
        holds=lambda design: (
            design.intake.maturity is o.Maturity.LONG_TERM
            and not design.personal
            and not design.features.has_docs_site
            and not excludes_documentation(design)
        ),
        evidence=("intake.maturity", _DOCS),
        reason="A deprecation policy and its versions need a place where users read them.",
        remedy="Choose Markdown at least, MkDocs or Sphinx for a site.",
        repair=_plain_pages,
    ),
    Rule(
        id="docs-site-without-content",
        title="a documentation site without content",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision=_CONTENT,
        holds=lambda design: design.features.has_docs_site and not design.features.docs_content,
        evidence=(_DOCS, _CONTENT),
        reason="An index page alone says no more than the README.",
        remedy="Choose what it holds: reference, how-tos, architecture, contributing.",
        repair=to(_CONTENT, (o.DocsContent.HOW_TOS,)),
    ),
    Rule(
        id="examples-promised",
        title="full examples are promised, the demo gate says no",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision=_DEMO,
        holds=lambda design: (
            design.intake.maturity is o.Maturity.LONG_TERM
            and not design.features.has_demo
            and not excludes_examples(design)
        ),
        evidence=("intake.maturity", _DEMO),
        reason="Full examples are part of what long-term maintained means here.",
        remedy="Choose demo code that covers every feature.",
        repair=to(_DEMO, o.Demo.FULL),
    ),
    Rule(
        id="library-without-example",
        title="a library without an example",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.FEATURES,
        decision=_DEMO,
        holds=lambda design: (
            design.library
            and design.intake.maturity is o.Maturity.PRODUCTION
            and not design.features.has_demo
            and not excludes_examples(design)
        ),
        evidence=("intake.purpose", "intake.maturity", _DEMO),
        reason="Importing developers begin with something to copy; without it they guess.",
        remedy="Choose a minimal quick start.",
        repair=to(_DEMO, o.Demo.MINIMAL),
    ),
    Rule(
        id="demo-outweighs-code",
        title="demo code for every feature of something short-lived",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_DEMO,
        holds=lambda design: (
            _short_lived(design)
            and design.intake.maturity is not o.Maturity.LONG_TERM
            and design.features.demo in (o.Demo.FULL, o.Demo.TUTORIAL)
        ),
        evidence=("intake.maturity", "intake.lifespan", _DEMO),
        reason="Each example follows every change of what it shows, and all of it ends soon.",
        remedy="Choose a minimal quick start.",
        repair=to(_DEMO, o.Demo.MINIMAL),
    ),
    Rule(
        id="tutorial-for-oneself",
        title="a tutorial for oneself",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.FEATURES,
        decision=_DEMO,
        holds=lambda design: design.personal and design.features.demo is o.Demo.TUTORIAL,
        evidence=("intake.users", _DEMO),
        reason="A tutorial teaches others; the only user has written it.",
        remedy="Choose a minimal quick start.",
        repair=to(_DEMO, o.Demo.MINIMAL),
    ),
    Rule(
        id="translations-too-many",
        title="more translations than are kept in step",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision=_LANGUAGES,
        holds=lambda design: len(_languages(design)) > MOST_LANGUAGES,
        evidence=(_LANGUAGES,),
        reason="Every change of the README is a change in each language.",
        remedy=f"Keep {MOST_LANGUAGES} languages at most: those of most readers.",
        repair=lambda design: Repair(_LANGUAGES, _languages(design)[:1]),
    ),
    Rule(
        id="translations-early",
        title="translated documents of something short-lived",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision=_LANGUAGES,
        holds=lambda design: bool(_languages(design)) and _short_lived(design),
        evidence=("intake.maturity", "intake.lifespan", _LANGUAGES),
        reason="It changes every day, and each change makes each translation wrong.",
        remedy="Leave the languages empty.",
        repair=to(_LANGUAGES, ()),
    ),
    Rule(
        id="translations-for-oneself",
        title="translated documents for one person",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.FEATURES,
        decision=_LANGUAGES,
        holds=lambda design: bool(_languages(design)) and design.personal,
        evidence=("intake.users", _LANGUAGES),
        reason="The only reader needs one language.",
        remedy="Leave the languages empty.",
        repair=to(_LANGUAGES, ()),
    ),
)
