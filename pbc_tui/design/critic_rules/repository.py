"""What a repository needs around its code, and what does not belong into it."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import TREE, Rule, listed
from pbc_tui.design.critic_rules.tree_facts import TreeFacts, base_name
from pbc_tui.design.gates import Gate

_SECRET_NAMES = frozenset(
    [".env", ".env.local", ".env.production", "secrets.toml", "secrets.yaml", "secrets.yml",
     "secrets.json", "secrets.py", "credentials.json", "id_rsa", "id_ed25519", ".netrc", ".pypirc"]
)  # fmt: skip
_SECRET_ENDINGS = (".pem", ".key", ".p12", ".pfx")
_PRODUCTS = frozenset(
    ["__pycache__", "node_modules", ".venv", "venv", "env", "dist", "build", ".mypy_cache",
     ".pytest_cache", ".ruff_cache", "htmlcov", "site-packages"]
)  # fmt: skip
_LOCKS = {
    o.Dependencies.UV: "uv.lock",
    o.Dependencies.POETRY: "poetry.lock",
    o.Dependencies.PDM: "pdm.lock",
}
_LISTS = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-test.txt",
    "pipfile",
    "pipfile.lock",
)
_OLD_METADATA = ("setup.py", "setup.cfg")


def _there(design: Design) -> bool:
    return not design.facts.empty


def _missing_basics(design: Design) -> tuple[str, ...]:
    facts = design.facts
    wanted = {
        "README": _at_root(facts, "readme"),
        ".gitignore": ".gitignore" in facts.root_names,
        "LICENSE": _at_root(facts, "licen", "copying"),
    }
    if design.promise:
        wanted["a CI workflow"] = facts.runs_checks
        if design.library:
            wanted["py.typed"] = "py.typed" in facts.names
    if design.intake.maturity is o.Maturity.LONG_TERM:
        wanted["a changelog"] = _at_root(facts, "changelog", "changes", "history", "news")
    return tuple(name for name, present in wanted.items() if not present)


def _at_root(facts: TreeFacts, *beginnings: str) -> bool:
    return any(name.startswith(beginnings) for name in facts.root_names)


def _secrets(design: Design) -> tuple[str, ...]:
    return tuple(
        path
        for path in design.facts.files
        if base_name(path).lower() in _SECRET_NAMES or path.lower().endswith(_SECRET_ENDINGS)
    )


def _products(design: Design) -> tuple[str, ...]:
    return tuple(
        path
        for path in design.facts.directories
        if base_name(path).lower() in _PRODUCTS or path.endswith(".egg-info")
    )


def _foreign_lists(design: Design) -> tuple[str, ...]:
    manager = design.architecture.dependencies
    if manager is None:
        return ()
    own = _LOCKS.get(manager)
    foreign = [name for name in _LOCKS.values() if name != own]
    if manager is not o.Dependencies.PIP_REQUIREMENTS:
        foreign += _LISTS
    return design.facts.named(*foreign)


_REMEDY_OF_EMPTY = "Choose a template, answer the guided questions, or give a tree of your own."


def _of_empty(identifier: str, dimension: Dimension, points: int, title: str, reason: str) -> Rule:
    """What a design without a structure lacks: it is no better than the poorest structure."""
    return Rule(
        id=identifier,
        title=title,
        dimension=dimension,
        points=points,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: design.facts.empty,
        evidence=(TREE,),
        reason=reason,
        remedy=_REMEDY_OF_EMPTY,
    )


RULES = (
    _of_empty(
        "structure-empty",
        Dimension.COMPLETENESS,
        3,
        "there is no structure yet",
        "The structure governs all generation; without it there is nothing to plan.",
    ),
    _of_empty(
        "parts-unknown",
        Dimension.EXTENSIBILITY,
        3,
        "the parts are not known",
        "Where something can be added depends on where the parts meet.",
    ),
    _of_empty(
        "places-unknown",
        Dimension.CLARITY,
        2,
        "nothing has a place",
        "Nobody can tell from the design where the code of a feature will stand.",
    ),
    _of_empty(
        "boundaries-unknown",
        Dimension.MAINTAINABILITY,
        2,
        "nothing bounds what a file holds",
        "What is written without boundaries is mixed, and costly to take apart later.",
    ),
    _of_empty(
        "tests-unknown",
        Dimension.RISK,
        2,
        "no test has a place",
        "Whether anything will be tested cannot be seen before there is a structure.",
    ),
    Rule(
        id="no-pyproject",
        title="there is no pyproject.toml",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: _there(design) and "pyproject.toml" not in design.facts.files,
        evidence=("architecture.dependencies",),
        found=lambda _: "the structure has no pyproject.toml at its root",
        reason="Metadata, dependencies and the settings of every tool stand in it (PEP 621).",
        remedy="Add pyproject.toml at the root.",
    ),
    Rule(
        id="repository-basics",
        title="a file that every such repository has is missing",
        dimension=Dimension.COMPLETENESS,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: _there(design) and bool(_missing_basics(design)),
        evidence=("intake.maturity",),
        found=lambda design: "missing: " + ", ".join(_missing_basics(design)),
        reason="Those who find it expect it; what the maturity promises is otherwise not there.",
        remedy="Add what is missing.",
    ),
    Rule(
        id="nothing-runs-the-checks",
        title="production-ready without a CI workflow",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: _there(design) and design.promise and len(_missing_basics(design)) > 2,
        evidence=("intake.maturity",),
        found=lambda design: "missing: " + ", ".join(_missing_basics(design)),
        reason="A repository that lacks most of its surroundings is kept by hand, so by nobody.",
        remedy="Add README, licence, .gitignore and a CI workflow.",
    ),
    Rule(
        id="secrets-in-the-repository",
        title="files for secrets in the repository",
        dimension=Dimension.RISK,
        points=3,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: bool(_secrets(design)),
        found=lambda design: listed(_secrets(design)),
        reason="What is committed once is public for ever; secrets come from the environment.",
        remedy="Delete them from the structure; name the variables in .env.example.",
    ),
    Rule(
        id="build-products",
        title="products of tools in the repository",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: bool(_products(design)),
        found=lambda design: listed(_products(design)),
        reason="They are made anew on each machine; committed, they are wrong on all but one.",
        remedy="Delete them from the structure and name them in .gitignore.",
    ),
    Rule(
        id="two-lists-of-dependencies",
        title="dependency files of another manager",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: bool(_foreign_lists(design)),
        evidence=("architecture.dependencies",),
        found=lambda design: listed(_foreign_lists(design)),
        reason="Two lists of the same dependencies drift apart.",
        remedy="Keep the files of the chosen manager alone.",
    ),
    Rule(
        id="old-metadata",
        title="metadata in two places",
        dimension=Dimension.MAINTAINABILITY,
        points=1,
        since=Gate.STRUCTURE,
        decision=TREE,
        holds=lambda design: (
            "pyproject.toml" in design.facts.files
            and any(name in design.facts.files for name in _OLD_METADATA)
        ),
        found=lambda design: listed(
            tuple(name for name in _OLD_METADATA if name in design.facts.files)
        ),
        reason="The build reads one of them, people edit the other.",
        remedy="Keep pyproject.toml alone (PEP 621).",
    ),
)
