"""The rows of the matrix: every two options of different questions meet in one of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from allpairspy import AllPairs  # type: ignore[import-untyped]

FACTORS: dict[str, tuple[str, ...]] = {
    "architecture.dependencies": ("uv", "poetry", "pdm", "pip-requirements", "pip-pyproject"),
    "features.api": ("no", "fastapi", "flask", "strawberry", "graphene", "falcon"),
    "intake.purpose": ("api-service", "internal-service", "library", "prototype", "cli-tool"),
    "features.web_ui": ("no", "templates", "react", "vue", "forms", "admin"),
    "intake.deployment": ("local", "containers", "cloud", "several", "unknown"),
    "structure.way": ("template", "api", "cli", "both", "neither"),
    "architecture.configuration": (
        "environment",
        "files",
        "pydantic-settings",
        "files-and-environment",
    ),
    "architecture.testing": ("comprehensive", "integration", "unit", "none"),
    "intake.concurrency": ("synchronous", "asyncio", "mixed", "no-preference"),
    "features.demo": ("minimal", "tutorial", "full", "no"),
    "features.docs_site": ("no", "sphinx", "mkdocs", "markdown"),
    "project.licence": ("MIT", "BSD-3-Clause", "Apache-2.0", "Proprietary"),
    "architecture.errors": ("exceptions", "results", "mixed"),
    "architecture.logging": ("standard", "structlog", "minimal"),
    "intake.maturity": ("production", "long-term", "prototype"),
    "intake.lifespan": ("years", "months", "weeks"),
    "project.docstrings": ("google", "numpy", "rest"),
    "project.line_length": ("88", "72", "100"),
    "features.docs_content": ("all", "reference", "none"),
    "features.readme_languages": ("none", "de ja", "zh es fr pt ko"),
    "intake.python_version": (">=3.11", ">=3.10", ">=3.11,<3.12"),
    "project.annotations": ("all", "public"),
}
"""The questions and their options; a framework that has to be named stands for its option."""

_NAMED: dict[str, dict[str, dict[str, Any]]] = {
    "features.api": {
        "strawberry": {"features.api": "graphql", "features.api_framework": "Strawberry"},
        "graphene": {"features.api": "graphql", "features.api_framework": "Graphene"},
        "falcon": {"features.api": "other", "features.api_framework": "Falcon"},
    },
    "features.web_ui": {
        "react": {"features.web_ui": "spa", "features.web_ui_framework": "React"},
        "vue": {"features.web_ui": "spa", "features.web_ui_framework": "Vue"},
        "admin": {"features.web_ui": "admin", "features.web_ui_framework": "starlette-admin"},
    },
    "features.docs_content": {
        "all": {
            "features.docs_content": ["api-reference", "how-tos", "architecture", "contributing"]
        },
        "reference": {"features.docs_content": ["api-reference"]},
        "none": {"features.docs_content": []},
    },
    "features.readme_languages": {
        "none": {"features.readme_languages": []},
        "de ja": {"features.readme_languages": ["de", "ja"]},
        "zh es fr pt ko": {"features.readme_languages": ["zh", "es", "fr", "pt", "ko"]},
    },
    "intake.concurrency": {
        "no-preference": {
            "intake.concurrency": "no-preference",
            "intake.concurrency_resolved": "synchronous",
        },
    },
}
_GATES = ("intake", "architecture", "critic-1", "structure", "features", "critic-2", "plan")
_DOCS = {"sphinx": "sphinx", "mkdocs": "mkdocs", "markdown": "markdown", "no": "none"}
_WSGI = ("flask", "falcon")
Row = dict[str, str]


@cache
def rows() -> tuple[Row, ...]:
    """All rows.

    No tests at all go with a prototype alone: the critic closes every other way. Admin pages are
    those of an ASGI framework; where one would let Python 3.10 in, which they refuse, it asks for
    3.11 instead.
    """
    names = list(FACTORS)

    def sensible(values: list[str]) -> bool:
        row = dict(zip(names, values, strict=False))
        untested = row.get("architecture.testing") == "none"
        if untested and row.get("intake.maturity", "prototype") != "prototype":
            return False
        return row.get("features.web_ui") != "admin" or row["features.api"] not in _WSGI

    found = AllPairs(list(FACTORS.values()), filter_func=sensible)
    return tuple(_for_python(dict(zip(names, values, strict=True))) for values in found)


def _for_python(row: Row) -> Row:
    old = row["features.web_ui"] == "admin" and row["intake.python_version"] == ">=3.10"
    return row | {"intake.python_version": ">=3.11"} if old else row


def cheap() -> tuple[Row, ...]:
    """Rows that take less than a minute: installed by uv, without tests, images and npm."""
    chosen = {
        "architecture.dependencies": ("uv",),
        "architecture.testing": ("none",),
        "features.web_ui": ("no", "templates", "forms"),
        "intake.deployment": ("local", "unknown"),
    }
    return tuple(row for row in rows() if all(row[key] in chosen[key] for key in chosen))


def answers_file(row: Row) -> dict[str, Any]:
    """The answers file of a row, as the tables of its TOML (SPEC 12)."""
    way = row["structure.way"]
    file: dict[str, Any] = {
        "intake": {
            "package_name": "orders",
            "repository_name": "orders-backend",
            "description": "Keeps orders and the rules they obey.",
            "users": ["developers", "systems"],
            "non_goals": ["not a payment provider", "not a shop"],
        },
        "architecture": {},
        "project": {"authors": ["Ada <ada@example.com>"], "version": "0.1.0"},
        "structure": {"way": "template", "tree": ""},
        "features": {"add_missing": True},
        "confirm": {
            "gates": list(_GATES),
            "accept": "acceptable",
            "reasons": {"critic-1": "a row of the matrix", "critic-2": "a row of the matrix"},
        },
    }
    if way != "template":
        file["structure"] = {
            "way": "guided",
            "guided": {
                "components": ["parser"],
                "exposure": way,
                "extra_dirs": ["config", "data"],
                "examples": "none",
                "tests": "apart",
                "docs": _DOCS[row["features.docs_site"]],
            },
        }
    for key, option in row.items():
        for name, value in _NAMED.get(key, {}).get(option, {key: option}).items():
            table, _, entry = name.partition(".")
            if name != "structure.way":
                file[table][entry] = int(option) if key == "project.line_length" else value
    _leave_out(file)
    return file


def _leave_out(file: dict[str, Any]) -> None:
    """Take away what is only asked where the question before it is answered with yes.

    For whom an API is follows from where it runs, so that both kinds are built into images.
    """
    features = file["features"]
    if features["api"] != "no":
        public = file["intake"]["deployment"] in ("cloud", "several")
        features["api_purpose"] = "external" if public else "internal"
    if features["docs_site"] == "no":
        features.pop("docs_content")
