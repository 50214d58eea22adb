"""How the code lies: packages, modules, nesting, and the coupling that it invites."""

from __future__ import annotations

from collections import Counter

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import TREE, Rule, listed
from pbc_tui.design.critic_rules.tree_facts import base_name, parent_of
from pbc_tui.design.critic_rules.words import word_set
from pbc_tui.design.gates import Gate

MOST_TOP_LEVEL_SMALL = 5
"""A library, tool or prototype with more visible directories at its root is hard to enter."""
MOST_TOP_LEVEL = 8
MOST_SIDE_BY_SIDE = 12
"""More modules than this in one directory want to be grouped."""
DEEPEST_CODE = 4
"""More levels than this below the package make imports long and places arbitrary."""

_GRAB_BAGS = word_set(
    "utils util helpers helper common misc shared stuff tools lib base general functions"
)
_API_NAMES = word_set("api apis routes routers server endpoints graphql views")
_INFRASTRUCTURE = word_set(
    "config configuration settings exceptions errors results log logging_config __main__ main app"
    " cli constants types version schemas models utils dependencies"
)


def _crowded_root(design: Design) -> bool:
    small = design.library or design.tool or design.intake.purpose is o.Purpose.PROTOTYPE
    return len(design.facts.top_level) > (MOST_TOP_LEVEL_SMALL if small else MOST_TOP_LEVEL)


def _grab_bags(design: Design) -> tuple[str, ...]:
    facts = design.facts
    modules = (path for path in facts.code if base_name(path).removesuffix(".py") in _GRAB_BAGS)
    packages = (
        path
        for path in facts.directories
        if base_name(path) in _GRAB_BAGS
        and any(module.startswith(f"{path}/") for module in facts.modules)
    )
    return (*modules, *packages)


def _flat(design: Design) -> tuple[str, ...]:
    counted = Counter(parent_of(path) for path in design.facts.code)
    return tuple(path for path, number in counted.items() if number > MOST_SIDE_BY_SIDE)


def _deep(design: Design) -> tuple[str, ...]:
    return tuple(
        path
        for path in design.facts.code
        if path.removeprefix("src/").count("/") - 1 > DEEPEST_CODE
    )


def _routes_alone(design: Design) -> bool:
    """Whether there is an API and nothing beside it that could hold the logic."""
    code = design.facts.code
    inside = [path for path in code if _API_NAMES & set(_names(path))]
    elsewhere = [
        path
        for path in code
        if not _API_NAMES & set(_names(path)) and _names(path)[-1] not in _INFRASTRUCTURE
    ]
    return bool(inside) and not elsewhere


def _names(path: str) -> list[str]:
    return path.removesuffix(".py").split("/")


def _purposeless(design: Design) -> tuple[str, ...]:
    purposes = design.facts.purposes
    return tuple(path for path in design.facts.code if not purposes[path].strip())


def _scattered_tests(design: Design) -> tuple[str, ...]:
    apart = [path for path in design.facts.tests if path.split("/")[0] in ("tests", "test")]
    beside = tuple(path for path in design.facts.tests if path not in set(apart))
    return beside if apart else ()


RULES = (
    Rule(
        id="crowded-root",
        title="too many top-level directories for what it is",
        dimension=Dimension.MAINTAINABILITY,
        points=2,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=_crowded_root,
        evidence=("intake.purpose",),
        found=lambda design: (
            f"{len(design.facts.top_level)} at the top: {listed(design.facts.top_level, 8)}"
        ),
        reason="A reader must learn every directory before finding the one that matters.",
        remedy=f"Keep {MOST_TOP_LEVEL_SMALL} or fewer; move parts of the code below src/.",
    ),
    Rule(
        id="package-missing",
        title="the package itself is not in the structure",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            not design.facts.empty
            and design.intake.package_name is not None
            and not design.facts.has_package(design.intake.package_name)
        ),
        evidence=("intake.package_name",),
        found=lambda design: f"no src/{design.intake.package_name}/ with code",
        reason="Imports, documents and metadata name a package that does not exist.",
        remedy="Put the code below src/<package>/, or correct the package name.",
    ),
    Rule(
        id="several-packages",
        title="more than one package at the top",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: len(design.facts.packages) > 2,
        found=lambda design: listed(design.facts.packages),
        reason="Each claims a name in every environment, and which one is the product is unsaid.",
        remedy="Gather them as sub-packages of the one that is named.",
    ),
    Rule(
        id="loose-modules",
        title="modules lie loose at the root",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            len(design.facts.root_code) > 1
            or (bool(design.facts.root_code) and bool(design.facts.packages))
        ),
        found=lambda design: listed(design.facts.root_code),
        reason="They are importable only from one working directory, and are not installed.",
        remedy="Move them into the package.",
    ),
    Rule(
        id="one-module-for-all",
        title="everything in one module",
        dimension=Dimension.EXTENSIBILITY,
        points=2,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            not design.facts.empty
            and (design.promise or design.lasting)
            and len(design.facts.code) <= 1
        ),
        evidence=("intake.maturity", "intake.lifespan"),
        found=lambda design: f"modules: {listed(design.facts.code) or 'none'}",
        reason="Without parts there is no place to extend; every change touches the whole.",
        remedy="Give each responsibility a module.",
    ),
    Rule(
        id="routes-hold-the-logic",
        title="an API with nothing behind it",
        dimension=Dimension.EXTENSIBILITY,
        points=2,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=_routes_alone,
        found=lambda design: f"modules: {listed(design.facts.code)}",
        reason="The logic ends up in the routes, tied to the framework and out of reach of others.",
        remedy="Add a core, for instance core/service.py, and let the routes call it.",
    ),
    Rule(
        id="grab-bags",
        title="several modules for whatever fits nowhere",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: len(_grab_bags(design)) > 1,
        found=lambda design: listed(_grab_bags(design)),
        reason="Everything imports them and they import everything: the coupling starts there.",
        remedy="Name modules after what they do; keep one of these at most.",
    ),
    Rule(
        id="flat-package",
        title="many modules side by side",
        dimension=Dimension.EXTENSIBILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: bool(_flat(design)),
        found=lambda design: f"over {MOST_SIDE_BY_SIDE} in {listed(_flat(design))}",
        reason="Without boundaries between them each may use each, and soon does.",
        remedy="Group them in sub-packages by responsibility.",
    ),
    Rule(
        id="deep-nesting",
        title="code nested too deep",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: bool(_deep(design)),
        found=lambda design: listed(_deep(design), 2),
        reason="Long imports hide what depends on what, and files are hard to find again.",
        remedy=f"Keep {DEEPEST_CODE} levels or fewer below the package.",
    ),
    Rule(
        id="init-missing",
        title="packages without __init__.py",
        dimension=Dimension.RISK,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: bool(design.facts.without_init),
        found=lambda design: listed(design.facts.without_init),
        reason="They become namespace packages by accident: tools skip them, imports surprise.",
        remedy="Add __init__.py to each; the structure's hints do it on your word.",
    ),
    Rule(
        id="purposes-unstated",
        title="most modules have no stated purpose",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: 2 * len(_purposeless(design)) > max(len(design.facts.code), 1),
        found=lambda design: f"without a purpose: {listed(_purposeless(design))}",
        reason="A file without a stated responsibility gathers several.",
        remedy="Write one sentence for each file.",
    ),
    Rule(
        id="tests-in-two-places",
        title="tests both apart and beside the code",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: bool(_scattered_tests(design)),
        found=lambda design: listed(_scattered_tests(design)),
        reason="Nobody knows where the next test belongs, and some are shipped to importers.",
        remedy="Keep them all in tests/, or all beside the code.",
    ),
)
