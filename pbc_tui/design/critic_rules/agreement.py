"""Features, decisions and structure must agree (SPEC 3: checkpoint 2)."""

from __future__ import annotations

from collections.abc import Callable

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import TREE, Repair, Rule, listed, to
from pbc_tui.design.gates import Gate

_UNDECIDED = "A choice without a place in the structure is built somewhere, or not at all."
_UNASKED = "What nobody chose is generated, tested and kept all the same."


def _there(design: Design) -> bool:
    return not design.facts.empty


def _lacks(
    identifier: str,
    title: str,
    key: str,
    chosen: Callable[[Design], bool],
    names: tuple[str, ...],
    remedy: str,
    points: int = 1,
) -> Rule:
    """A feature that was chosen and has no directory, nor leave to add it."""
    return Rule(
        id=identifier,
        title=title,
        dimension=Dimension.COMPLETENESS,
        points=points,
        since=Gate.FEATURES,
        decision=TREE,
        holds=lambda design: (
            _there(design)
            and chosen(design)
            and not design.features.add_missing
            and not design.facts.has_directory(*names)
        ),
        evidence=(key, "features.add_missing"),
        found=lambda _: f"the structure has no {names[0]}/",
        reason=_UNDECIDED,
        remedy=remedy,
    )


def _unasked(
    identifier: str,
    title: str,
    key: str,
    refused: Callable[[Design], bool],
    names: tuple[str, ...],
    remedy: str,
) -> Rule:
    """A directory that is there though its feature was refused."""
    return Rule(
        id=identifier,
        title=title,
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.FEATURES,
        decision=TREE,
        holds=lambda design: refused(design) and design.facts.has_directory(*names),
        evidence=(key,),
        found=lambda design: listed(
            tuple(path for path in design.facts.directories if path.rpartition("/")[2] in names)
        ),
        reason=_UNASKED,
        remedy=remedy,
    )


def _guided(
    identifier: str,
    title: str,
    key: str,
    feature: str,
    holds: Callable[[Design], bool],
    remedy: str,
    repair: Callable[[Design], Repair | None],
) -> Rule:
    """A guided answer that a feature gate contradicts."""
    return Rule(
        id=identifier,
        title=title,
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.FEATURES,
        decision=feature,
        holds=holds,
        evidence=(key, feature),
        reason="Two answers to the same question; the files follow one, the documents the other.",
        remedy=remedy,
        repair=repair,
    )


def _wrong_docs_tool(design: Design) -> str:
    match design.features.docs_site:
        case o.DocsSite.SPHINX:
            return listed(design.facts.named("mkdocs.yml", "mkdocs.yaml"))
        case o.DocsSite.MKDOCS:
            return listed(tuple(path for path in design.facts.files if path == "docs/conf.py"))
        case _:
            return ""


def _homeless(design: Design) -> tuple[str, ...]:
    """The decisions whose module is not there; a library may take its settings as arguments."""
    facts, architecture = design.facts, design.architecture
    if facts.empty or design.library or not (design.promise or design.lasting):
        return ()
    found = []
    if architecture.configuration is not None and not facts.has_module(
        "config", "configuration", "settings", "conf"
    ):
        found.append("configuration")
    if architecture.errors in (o.Errors.EXCEPTIONS, o.Errors.MIXED) and not facts.has_module(
        "exceptions", "errors", "error", "exc"
    ):
        found.append("exceptions")
    if architecture.errors is o.Errors.RESULTS and not facts.has_module("results", "result"):
        found.append("results")
    return tuple(found)


_WEB = ("web", "templates", "static", "frontend", "ui", "admin", "pages")

RULES = (
    _lacks(
        "api-without-directory",
        "an API was chosen, but there is no api/",
        "features.api",
        lambda design: design.features.has_api,
        ("api", "apis", "routes", "routers", "server", "endpoints", "graphql"),
        "Add api/ to the package, or answer the API gate with no.",
        points=2,
    ),
    _lacks(
        "web-ui-without-directory",
        "a web UI was chosen, but there is no place for its pages",
        "features.web_ui",
        lambda design: design.features.has_web_ui,
        _WEB,
        "Add web/ to the package, or answer the web UI gate with no.",
    ),
    _lacks(
        "demo-without-examples",
        "demo code was asked for, but there is no examples/",
        "features.demo",
        lambda design: design.features.has_demo,
        ("examples", "example", "demo", "demos", "tutorial", "tutorials"),
        "Add examples/, or answer the demo gate with no.",
    ),
    _lacks(
        "docs-without-directory",
        "a documentation site was chosen, but there is no docs/",
        "features.docs_site",
        lambda design: design.features.has_docs_site,
        ("docs", "doc", "documentation"),
        "Add docs/, or answer the documentation gate with no.",
    ),
    _unasked(
        "api-unasked",
        "an api/ that the API gate refused",
        "features.api",
        lambda design: design.features.api is o.Api.NO,
        ("api",),
        "Choose a framework at the API gate, or delete api/.",
    ),
    _unasked(
        "examples-unasked",
        "an examples/ that the demo gate refused",
        "features.demo",
        lambda design: design.features.demo is o.Demo.NO,
        ("examples",),
        "Choose demo code, or delete examples/.",
    ),
    Rule(
        id="tests-without-files",
        title="tests were chosen, but the structure has none",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            _there(design)
            and design.architecture.testing not in (None, o.Testing.NONE)
            and not design.facts.tests
        ),
        evidence=("architecture.testing",),
        found=lambda _: "the structure has no test_*.py",
        reason="What is not in the structure gets no task, so no test would be written.",
        remedy="Add tests/ with a test file for each module.",
    ),
    Rule(
        id="promised-tests-without-files",
        title="production is promised on tests that have no file",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            _there(design)
            and design.promise
            and design.architecture.testing not in (None, o.Testing.NONE)
            and not design.facts.tests
        ),
        evidence=("intake.maturity", "architecture.testing"),
        found=lambda _: "the structure has no test_*.py",
        reason="The promise rests on tests that nobody would write, and reads as if it were kept.",
        remedy="Add tests/ with a test file for each module.",
    ),
    Rule(
        id="tests-unasked",
        title="test files, though testing is none",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.STRUCTURE,
        decision="architecture.testing",
        holds=lambda design: (
            design.architecture.testing is o.Testing.NONE and bool(design.facts.tests)
        ),
        evidence=("architecture.testing",),
        found=lambda design: listed(design.facts.tests),
        reason="The files would be written and never run.",
        remedy="Choose unit tests, or delete the test files.",
        repair=to("architecture.testing", o.Testing.UNIT),
    ),
    Rule(
        id="tool-without-command",
        title="a command-line tool without its command",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            _there(design)
            and design.tool
            and not design.facts.has_module("cli", "__main__", "main", "commands", "console", "app")
        ),
        evidence=("intake.purpose",),
        found=lambda _: "the structure has no cli.py, __main__.py or commands/",
        reason="Nothing says what is run, and how its arguments are read.",
        remedy="Add cli.py to the package.",
    ),
    Rule(
        id="container-without-image",
        title="deployed in containers without a Dockerfile",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            _there(design)
            and design.intake.deployment is o.Deployment.CONTAINERS
            and not any(
                name.startswith(("dockerfile", "containerfile")) for name in design.facts.names
            )
        ),
        evidence=("intake.deployment",),
        found=lambda _: "the structure has no Dockerfile",
        reason="How the image is made would be decided by whoever builds the first one.",
        remedy="Add a Dockerfile.",
    ),
    Rule(
        id="decisions-without-a-place",
        title="decisions of stage 1 without a module",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: len(_homeless(design)) > 1,
        evidence=("architecture.configuration", "architecture.errors"),
        found=lambda design: "no module for: " + listed(_homeless(design)),
        reason="A decision without a module is taken anew in each file.",
        remedy="Add the modules, for instance config.py and exceptions.py.",
    ),
    Rule(
        id="other-docs-tool",
        title="the structure is set up for another documentation tool",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.FEATURES,
        decision="features.docs_site",
        holds=lambda design: bool(_wrong_docs_tool(design)),
        evidence=("features.docs_site",),
        found=_wrong_docs_tool,
        reason="One of the two set-ups is never run, and nobody knows which.",
        remedy="Choose the tool whose file is there, or delete that file.",
    ),
    _guided(
        "guided-docs-refused",
        "documentation in the structure, none in the features",
        "guided.docs",
        "features.docs_site",
        lambda design: (
            design.answers.structure.way is o.StructureWay.GUIDED
            and design.guided.docs not in (None, o.GuidedDocs.NONE)
            and design.features.docs_site is o.DocsSite.NO
        ),
        "Choose the documentation site as in the guided answers.",
        lambda _: None,
    ),
    _guided(
        "guided-examples-refused",
        "examples in the structure, none in the features",
        "guided.examples",
        "features.demo",
        lambda design: (
            design.answers.structure.way is o.StructureWay.GUIDED
            and design.guided.examples not in (None, o.GuidedExamples.NONE)
            and not design.facts.has_directory("examples")
            and design.features.demo is o.Demo.NO
        ),
        "Choose demo code as in the guided answers.",
        lambda _: None,
    ),
    _guided(
        "guided-api-refused",
        "an API in the structure, none in the features",
        "guided.exposure",
        "features.api",
        lambda design: (
            design.answers.structure.way is o.StructureWay.GUIDED
            and design.guided.exposure in (o.Exposure.API, o.Exposure.BOTH)
            and not design.facts.has_directory("api")
            and design.features.api is o.Api.NO
        ),
        "Choose a framework at the API gate.",
        lambda _: None,
    ),
)
