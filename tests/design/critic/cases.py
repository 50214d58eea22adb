"""One case for each rule: the change that makes it fire, and a near miss that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """A base design and changes of it. ``near`` changes the same design without firing the rule.

    ``added`` and ``removed`` are paths of the structure; ``near_added`` are paths that do no harm.
    """

    base: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    near: Mapping[str, Any] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    near_added: tuple[str, ...] = ()
    bare: bool = False


def _i(**answers: Any) -> dict[str, Any]:
    return {f"intake.{key}": value for key, value in answers.items()}


def _a(**answers: Any) -> dict[str, Any]:
    return {f"architecture.{key}": value for key, value in answers.items()}


def _p(**answers: Any) -> dict[str, Any]:
    return {f"project.{key}": value for key, value in answers.items()}


def _f(**answers: Any) -> dict[str, Any]:
    return {f"features.{key}": value for key, value in answers.items()}


_CONTRADICTORY = _i(
    users=["personal", "external"],
    maturity="long-term",
    lifespan="weeks",
    non_goals=["not a library"],
    description="A command-line tool that checks tables of numbers.",
)
_TWO_CONTRADICTIONS = _i(users=["personal", "external"])
_NO_TESTS = _a(testing="none")
_CROWD = tuple(f"src/schema_guard/part_{number}.py" for number in range(13))

DESCRIPTION = {
    "description-too-short": Case(
        "library",
        _i(description="Checks data."),
        _i(description="Checks data against given schemas."),
    ),
    "description-vague": Case(
        "library",
        _i(description="Does various things with structured data for developers."),
        _i(description="Does arithmetic with structured data for developers."),
    ),
    "description-repeats-name": Case(
        "library",
        _i(description="A schema guard library."),
        _i(description="A schema guard library for contracts between teams."),
    ),
    "description-crowded": Case(
        "library",
        _i(description="Reads and checks and sorts and sends and stores records."),
        _i(description="Reads and checks records of clinical trials."),
    ),
    "description-against-purpose": Case(
        "library",
        _i(description="A command-line tool that checks structured data."),
        _i(description="A library for a command-line tool that checks structured data."),
    ),
    "description-of-a-trial": Case(
        "library",
        _i(description="Proof of concept of checking structured data with schemas."),
        _i(description="Checks proofs of purchase against schemas of many shops."),
    ),
    "description-of-production": Case(
        "prototype",
        _i(description="Mission-critical filter of unwanted mail for hospitals."),
        _i(description="Filter of unwanted mail for hospitals."),
    ),
    "name-says-nothing": Case("library", _i(package_name="my_project"), _i(package_name="my_cars")),
}

NON_GOALS = {
    "non-goals-empty": Case(
        "library", _i(non_goals=["none"]), _i(non_goals=["none", "not a database"])
    ),
    "scope-unbounded": Case("library", _i(non_goals=["n/a"]), _i(non_goals=["no network access"])),
    "non-goal-against-description": Case(
        "library",
        _i(non_goals=["no checking of structured data"]),
        _i(non_goals=["no checking of pictures"]),
    ),
    "non-goal-against-purpose": Case(
        "library", _i(non_goals=["not a library"]), _i(non_goals=["not a widget library"])
    ),
    "goals-cancel-out": Case(
        "tool", _i(non_goals=["not a command-line tool"]), _i(non_goals=["not a drawing tool"])
    ),
    "non-goal-against-concurrency": Case(
        "service", _i(non_goals=["no asyncio"]), _i(non_goals=["no asyncio queues"])
    ),
    "non-goal-against-containers": Case(
        "service", _i(non_goals=["no containers"]), _i(non_goals=["no shipping containers"])
    ),
    "non-goal-against-cloud": Case(
        "service",
        _i(deployment="cloud", non_goals=["not for the cloud"]),
        _i(deployment="containers", non_goals=["not for the cloud"]),
    ),
    "non-goal-against-users": Case(
        "service", _i(non_goals=["not for external users"]), _i(non_goals=["not for minors"])
    ),
    "non-goal-against-maturity": Case(
        "library", _i(non_goals=["not for production use"]), _i(non_goals=["no production line"])
    ),
    "non-goal-against-api": Case(
        "internal", _i(non_goals=["no REST API"]), _i(non_goals=["no API keys"])
    ),
    "non-goal-against-public-api": Case(
        "service",
        {**_i(non_goals=["no public API"], purpose="internal-service")},
        {**_i(non_goals=["no public API"]), **_f(api_purpose="internal")},
    ),
    "non-goal-against-web-ui": Case(
        "internal",
        {**_i(non_goals=["no web interface"]), **_f(web_ui="templates")},
        {**_i(non_goals=["no web scraping"]), **_f(web_ui="templates")},
    ),
    "non-goal-against-demo": Case(
        "library", _i(non_goals=["no examples"]), _i(non_goals=["no examples of attacks"])
    ),
    "non-goal-against-docs": Case(
        "library",
        {**_i(non_goals=["no documentation site"]), **_f(docs_site="mkdocs")},
        _i(non_goals=["no documentation site"]),
    ),
}

INTAKE = {
    "long-term-for-weeks": Case(
        "library", _i(maturity="long-term", lifespan="weeks"), _i(maturity="long-term")
    ),
    "upkeep-without-a-future": Case(
        "service", _i(maturity="long-term", lifespan="weeks"), _i(lifespan="weeks")
    ),
    "long-term-for-months": Case(
        "library", _i(maturity="long-term", lifespan="months"), _i(lifespan="months")
    ),
    "production-for-weeks": Case("tool", _i(lifespan="weeks"), _i(lifespan="months")),
    "prototype-for-years": Case("prototype", _i(lifespan="years"), _i(lifespan="months")),
    "prototype-with-a-future": Case("library", _i(maturity="prototype"), _i(maturity="long-term")),
    "experiment-under-promise": Case("prototype", _i(maturity="production"), _i(lifespan="months")),
    "experiment-hardened": Case("prototype", _i(maturity="long-term"), _i(purpose="cli-tool")),
    "experiment-for-years": Case("prototype", _i(lifespan="years"), _i(lifespan="months")),
    "prototype-for-customers": Case(
        "prototype", _i(users=["external"]), _i(users=["internal-team"])
    ),
    "library-without-developers": Case(
        "library", _i(users=["internal-team"]), _i(users=["internal-team", "developers"])
    ),
    "interface-for-nobody": Case("library", _i(users=["external"]), _i(users=["developers"])),
    "public-api-without-clients": Case(
        "service", _i(users=["internal-team"]), _i(users=["systems"])
    ),
    "internal-service-for-outsiders": Case(
        "internal", _i(users=["external", "systems"]), _i(users=["systems"])
    ),
    "service-for-one": Case("internal", _i(users=["personal"]), _i(users=["internal-team"])),
    "only-for-developers": Case(
        "tool", _i(users=["developers"]), _i(users=["developers", "external"])
    ),
    "personal-and-others": Case("tool", _i(users=["personal", "external"]), _i(users=["personal"])),
    "policy-for-oneself": Case(
        "tool", _i(users=["personal"], maturity="long-term"), _i(users=["personal"])
    ),
    "goals-in-conflict": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
    "conventions-without-a-goal": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
    "extension-without-a-direction": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
    "assumptions-from-conflict": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
}

OPEN = {
    "open-package-name": Case("library", _i(package_name=None), _i(package_name="data_guard")),
    "open-repository-name": Case("library", _i(repository_name=None), _i(repository_name="guard")),
    "open-description": Case("library", _i(description=None)),
    "open-purpose": Case("library", _i(purpose=None)),
    "open-users": Case("library", _i(users=None)),
    "open-maturity": Case("library", _i(maturity=None)),
    "open-lifespan": Case("library", _i(lifespan=None)),
    "open-python-version": Case("library", _i(python_version=None)),
    "open-deployment": Case("library", _i(deployment=None)),
    "open-concurrency": Case("library", _i(concurrency=None), _i(concurrency="mixed")),
    "concurrency-unresolved": Case(
        "library",
        _i(concurrency="no-preference"),
        _i(concurrency="no-preference", concurrency_resolved="synchronous"),
    ),
    "open-non-goals": Case("library", _i(non_goals=None)),
    "open-dependencies": Case("library", _a(dependencies=None)),
    "open-configuration": Case("library", _a(configuration=None)),
    "open-errors": Case("library", _a(errors=None)),
    "open-logging": Case("library", _a(logging=None)),
    "open-testing": Case("library", _a(testing=None)),
    "open-conventions": Case("library", _p(licence=None), _p(url="https://example.com/guard")),
    "conventions-unstated": Case(
        "library",
        _p(
            licence=None,
            authors=None,
            version=None,
            url=None,
            line_length=None,
            docstrings=None,
            annotations=None,
            longest_file=None,
        ),
        _p(licence=None),
    ),
    "deployment-unknown": Case("library", _i(deployment="unknown"), _i(deployment="local")),
    "promise-without-a-place": Case(
        "service", _i(deployment="unknown"), _i(deployment="unknown", maturity="prototype")
    ),
    "features-unanswered": Case("library", _f(web_ui=None), _f(add_missing=None)),
    "open-api-purpose": Case("service", _f(api_purpose=None), _f(api="no", api_purpose=None)),
}

ENVIRONMENT = {
    "one-python-only": Case(
        "library", _i(python_version="==3.12.*"), _i(python_version=">=3.12,<3.14")
    ),
    "library-narrows-python": Case(
        "library", _i(python_version=">=3.14"), _i(python_version=">=3.13")
    ),
    "public-service-at-home": Case(
        "service", _i(deployment="local"), _i(deployment="local", users=["systems"])
    ),
    "library-deployed": Case("library", _i(deployment="containers"), _i(deployment="unknown")),
    "prototype-everywhere": Case(
        "prototype", _i(deployment="several"), _i(deployment="containers")
    ),
    "personal-everywhere": Case(
        "prototype", _i(deployment="several"), _i(deployment="several", users=["internal-team"])
    ),
    "mixed-concurrency-early": Case(
        "prototype", _i(concurrency="mixed"), _i(concurrency="asyncio")
    ),
    "mixed-concurrency-tool": Case("tool", _i(concurrency="mixed"), _i(concurrency="asyncio")),
}

ARCHITECTURE = {
    "unlocked-promise": Case(
        "service",
        _a(dependencies="pip-pyproject"),
        {**_a(dependencies="pip-pyproject"), **_i(purpose="library")},
    ),
    "unlocked-deployment": Case(
        "service",
        _a(dependencies="pip-pyproject"),
        {**_a(dependencies="pip-pyproject"), **_i(deployment="local")},
    ),
    "pins-by-hand": Case(
        "service",
        _a(dependencies="pip-requirements"),
        {**_a(dependencies="pip-requirements"), **_i(lifespan="months")},
    ),
    "requirements-of-a-library": Case(
        "library", _a(dependencies="pip-requirements"), _a(dependencies="pip-pyproject")
    ),
    "library-reads-files": Case("library", _a(configuration="files"), _a(configuration=None)),
    "library-imposes-settings": Case(
        "library",
        _a(configuration="pydantic-settings"),
        {**_a(configuration="pydantic-settings"), **_i(purpose="cli-tool")},
    ),
    "flat-settings-for-several": Case(
        "service",
        {**_a(configuration="environment"), **_i(deployment="several")},
        {**_a(configuration="files-and-environment"), **_i(deployment="several")},
    ),
    "secrets-in-files": Case(
        "service",
        _a(configuration="files"),
        {**_a(configuration="files"), **_i(deployment="local")},
    ),
    "two-sources-early": Case(
        "prototype",
        _a(configuration="files-and-environment"),
        {**_a(configuration="files-and-environment"), **_i(deployment="several")},
    ),
    "results-in-a-library": Case("library", _a(errors="results"), _a(errors="mixed")),
    "mixed-errors-early": Case("prototype", _a(errors="mixed"), _a(errors="results")),
    "results-under-a-framework": Case("service", _a(errors="results"), _a(errors="mixed")),
    "blind-in-production": Case(
        "service", _a(logging="minimal"), {**_a(logging="minimal"), **_i(purpose="library")}
    ),
    "blind-when-deployed": Case(
        "service", _a(logging="minimal"), {**_a(logging="minimal"), **_i(deployment="local")}
    ),
    "silent-for-years": Case(
        "library", {**_a(logging="minimal"), **_i(maturity="long-term")}, _a(logging="minimal")
    ),
    "untraceable-for-years": Case(
        "tool", {**_a(logging="minimal"), **_i(maturity="long-term")}, _i(maturity="long-term")
    ),
    "library-imposes-structlog": Case(
        "library", _a(logging="structlog"), {**_a(logging="structlog"), **_i(purpose="cli-tool")}
    ),
    "structlog-early": Case(
        "prototype",
        _a(logging="structlog"),
        {**_a(logging="structlog"), **_i(deployment="containers")},
    ),
    "promise-without-tests": Case(
        "library", _NO_TESTS, {**_NO_TESTS, **_i(maturity="prototype", lifespan="weeks")}
    ),
    "tests-promised": Case("service", _NO_TESTS, _a(testing="unit")),
    "changes-without-a-net": Case("tool", _NO_TESTS, {**_NO_TESTS, **_i(maturity="prototype")}),
    "evolution-without-a-net": Case("library", _NO_TESTS, {**_NO_TESTS, **_i(lifespan="weeks")}),
    "customers-without-tests": Case(
        "prototype", {**_NO_TESTS, **_i(users=["external"])}, _NO_TESTS
    ),
    "untested-product": Case("tool", {**_NO_TESTS, **_i(maturity="prototype")}, _NO_TESTS),
    "seams-untested": Case(
        "service", _a(testing="unit"), {**_a(testing="unit"), **_i(purpose="library")}
    ),
    "unit-tests-for-years": Case(
        "library", {**_a(testing="unit"), **_i(maturity="long-term")}, _a(testing="unit")
    ),
    "comprehensive-early": Case(
        "prototype", _a(testing="comprehensive"), _a(testing="integration")
    ),
    "suite-outlives-code": Case(
        "prototype",
        _a(testing="comprehensive"),
        {**_a(testing="comprehensive"), **_i(lifespan="months")},
    ),
    "stable-version-of-a-prototype": Case("prototype", _p(version="1.0"), _p(version="0.9")),
    "half-annotated-for-years": Case(
        "library",
        {**_p(annotations="public"), **_i(maturity="long-term")},
        _p(annotations="public"),
    ),
    "files-too-long": Case("library", _p(longest_file=1500), _p(longest_file=800)),
}

REPOSITORY = {
    "structure-empty": Case("library", bare=True),
    "parts-unknown": Case("library", bare=True),
    "places-unknown": Case("library", bare=True),
    "boundaries-unknown": Case("library", bare=True),
    "tests-unknown": Case("library", bare=True),
    "no-pyproject": Case("library", removed=("pyproject.toml",)),
    "repository-basics": Case("library", removed=("LICENSE",)),
    "nothing-runs-the-checks": Case("library", removed=("LICENSE", ".github", "README.md")),
    "secrets-in-the-repository": Case("service", added=(".env",), near_added=(".env.sample",)),
    "build-products": Case(
        "library", added=("node_modules/x.js",), near_added=("src/schema_guard/building.py",)
    ),
    "two-lists-of-dependencies": Case("library", added=("poetry.lock",), near_added=("uv.toml",)),
    "old-metadata": Case(
        "library", added=("setup.cfg",), near_added=("src/schema_guard/setup.md",)
    ),
    "crowded-root": Case(
        "library",
        added=("docs/a.md", "scripts/a.sh", "data/a.json"),
        near_added=("docs/a.md", "scripts/a.sh"),
    ),
    "package-missing": Case("library", removed=("src",)),
    "several-packages": Case(
        "library",
        added=("src/one/__init__.py", "src/two/__init__.py"),
        near_added=("src/schema_guard/one/__init__.py", "src/schema_guard/two/__init__.py"),
    ),
    "loose-modules": Case("library", added=("run.py",), near_added=("noxfile.py",)),
    "one-module-for-all": Case(
        "library",
        removed=tuple(
            f"src/schema_guard/{name}.py" for name in ("config", "exceptions", "log", "utils")
        ),
    ),
    "routes-hold-the-logic": Case("service", removed=("src/rate_desk/core",)),
    "grab-bags": Case(
        "library",
        added=("src/schema_guard/helpers.py",),
        near_added=("src/schema_guard/matching.py",),
    ),
    "flat-package": Case("library", added=_CROWD, near_added=_CROWD[:7]),
    "deep-nesting": Case(
        "library",
        added=("src/schema_guard/a/b/c/d/e/f.py",),
        near_added=("src/schema_guard/a/b/c/d/e.py",),
    ),
    "init-missing": Case(
        "library",
        added=("src/schema_guard/parts/one.py",),
        near_added=("src/schema_guard/parts/__init__.py", "src/schema_guard/parts/one.py"),
    ),
    "purposes-unstated": Case(
        "library",
        added=tuple(f"src/schema_guard/more/part_{number}.py" for number in range(7)),
        near_added=("src/schema_guard/one.py",),
    ),
    "tests-in-two-places": Case(
        "library", added=("src/schema_guard/test_core.py",), near_added=("tests/test_more.py",)
    ),
}

AGREEMENT = {
    "api-without-directory": Case("service", _f(add_missing=False), removed=("src/rate_desk/api",)),
    "web-ui-without-directory": Case(
        "internal",
        _f(web_ui="templates", add_missing=False),
        _f(web_ui="templates", add_missing=True),
        removed=("src/rate_desk/web",),
    ),
    "demo-without-examples": Case("library", _f(add_missing=None), removed=("examples",)),
    "docs-without-directory": Case(
        "library",
        _f(docs_site="mkdocs", docs_content=["how-tos"], add_missing=False),
        removed=("docs",),
    ),
    "api-unasked": Case(
        "library",
        added=("src/schema_guard/api/__init__.py", "src/schema_guard/api/routes.py"),
        near_added=("src/schema_guard/shapes/__init__.py",),
    ),
    "examples-unasked": Case("library", _f(demo="no"), added=("examples/one.py",)),
    "tests-without-files": Case("prototype", removed=("tests",)),
    "promised-tests-without-files": Case("library", removed=("tests",)),
    "tests-unasked": Case("library", _NO_TESTS, added=("tests/test_core.py",)),
    "tool-without-command": Case(
        "tool",
        removed=tuple(
            f"src/photo_names/{name}" for name in ("cli.py", "__main__.py", "main.py", "commands")
        ),
    ),
    "container-without-image": Case("service", removed=("Dockerfile",)),
    "decisions-without-a-place": Case(
        "service", removed=("src/rate_desk/config.py", "src/rate_desk/exceptions.py")
    ),
    "other-docs-tool": Case(
        "library",
        _f(docs_site="sphinx", docs_content=["how-tos"]),
        _f(docs_site="mkdocs", docs_content=["how-tos"]),
        added=("mkdocs.yml",),
    ),
    "guided-docs-refused": Case(
        "library",
        {"structure.way": "guided", "guided.docs": "mkdocs"},
        {"structure.way": "guided", "guided.docs": "none"},
    ),
    "guided-examples-refused": Case(
        "tool",
        {"structure.way": "guided", "guided.examples": "examples"},
        {"structure.way": "template", "guided.examples": "examples"},
    ),
    "guided-api-refused": Case(
        "library",
        {"structure.way": "guided", "guided.exposure": "both"},
        {"structure.way": "guided", "guided.exposure": "cli"},
    ),
}

FEATURES = {
    "service-without-api": Case("service", _f(api="no"), _f(api="flask")),
    "no-way-in": Case("service", _f(api=None), _f(api="graphql", api_framework="Strawberry")),
    "internal-service-without-api": Case("internal", _f(api="no"), _f(api="flask")),
    "library-that-serves": Case(
        "library",
        _f(api="fastapi", api_purpose="external"),
        _f(api="fastapi", api_purpose="development"),
    ),
    "two-products": Case(
        "tool",
        _f(api="fastapi", api_purpose="internal"),
        _f(api="fastapi", api_purpose="development"),
    ),
    "tool-that-serves": Case("tool", _f(api="flask", api_purpose="internal"), _f(api="no")),
    "api-purpose-against-service": Case(
        "service", _f(api_purpose="internal"), _f(api_purpose="external")
    ),
    "internal-service-in-public": Case(
        "internal", _f(api_purpose="external"), _f(api_purpose="development")
    ),
    "public-api-for-insiders": Case(
        "internal",
        {**_f(api_purpose="external"), **_i(users=["internal-team"])},
        _f(api_purpose="external"),
    ),
    "public-api-untested": Case("service", _a(testing="unit"), _a(testing="comprehensive")),
    "public-api-unwatched": Case("service", _a(logging="minimal"), _a(logging="standard")),
    "async-under-flask": Case(
        "service", _f(api="flask"), {**_f(api="flask"), **_i(concurrency="synchronous")}
    ),
    "graphql-early": Case(
        "prototype",
        _f(api="graphql", api_framework="Strawberry", api_purpose="development"),
        _f(api="fastapi", api_purpose="development"),
    ),
    "api-framework-unnamed": Case(
        "service", _f(api="other"), _f(api="other", api_framework="Litestar")
    ),
    "pages-in-a-library": Case("library", _f(web_ui="forms"), _f(web_ui="no")),
    "pages-in-a-tool": Case("tool", _f(web_ui="forms"), _f(web_ui="no")),
    "pages-for-nobody": Case(
        "internal",
        {**_f(web_ui="templates"), **_i(users=["systems"])},
        {**_f(web_ui="templates"), **_i(users=["systems", "internal-team"])},
    ),
    "second-codebase-early": Case(
        "prototype", _f(web_ui="spa", web_ui_framework="Vue"), _f(web_ui="forms")
    ),
    "second-codebase-for-few": Case(
        "internal",
        {**_f(web_ui="spa", web_ui_framework="Vue"), **_i(users=["personal"])},
        _f(web_ui="spa", web_ui_framework="Vue"),
    ),
    "spa-without-api": Case(
        "internal",
        _f(web_ui="spa", web_ui_framework="Vue", api="no"),
        _f(web_ui="spa", web_ui_framework="Vue"),
    ),
    "web-framework-unnamed": Case(
        "internal", _f(web_ui="admin"), _f(web_ui="admin", web_ui_framework="Starlette Admin")
    ),
    "two-sources-of-truth": Case(
        "service",
        _f(docs_site="mkdocs", docs_content=["api-reference"]),
        _f(docs_site="mkdocs", docs_content=["how-tos"]),
    ),
    "docs-site-of-a-throwaway": Case("prototype", _f(docs_site="sphinx"), _f(docs_site="markdown")),
    "long-term-without-docs": Case(
        "library",
        _i(maturity="long-term"),
        {**_i(maturity="long-term"), **_f(docs_site="markdown", docs_content=["how-tos"])},
    ),
    "docs-site-without-content": Case(
        "library",
        _f(docs_site="markdown", docs_content=[]),
        _f(docs_site="markdown", docs_content=["how-tos"]),
    ),
    "examples-promised": Case(
        "tool", _i(maturity="long-term"), {**_i(maturity="long-term"), **_f(demo="full")}
    ),
    "library-without-example": Case("library", _f(demo="no"), _f(demo="tutorial")),
    "demo-outweighs-code": Case("prototype", _f(demo="full"), _f(demo="minimal")),
    "tutorial-for-oneself": Case("prototype", _f(demo="tutorial"), _f(demo="full")),
    "translations-too-many": Case(
        "library",
        _f(readme_languages=["de", "fr", "es", "it", "pt"]),
        _f(readme_languages=["de", "fr", "es", "it"]),
    ),
    "translations-early": Case(
        "prototype",
        _f(readme_languages=["de"]),
        {**_f(readme_languages=["de"]), **_i(maturity="production", lifespan="months")},
    ),
    "translations-for-oneself": Case(
        "tool",
        {**_f(readme_languages=["de"]), **_i(users=["personal"])},
        _f(readme_languages=["de"]),
    ),
}

BURDEN = {
    "overbuilt-throwaway": Case(
        "prototype",
        {**_a(logging="structlog", errors="mixed"), **_i(concurrency="mixed")},
        _a(logging="structlog", errors="mixed"),
    ),
    "burden-against-lifespan": Case(
        "tool",
        {
            **_a(logging="structlog", errors="mixed", testing="comprehensive"),
            **_i(lifespan="weeks"),
        },
        _a(logging="structlog", errors="mixed", testing="comprehensive"),
    ),
    "burden-against-users": Case(
        "library",
        {
            **_i(users=["internal-team"]),
            **_f(
                api="fastapi",
                api_purpose="internal",
                web_ui="forms",
                docs_site="mkdocs",
                docs_content=["how-tos"],
            ),
        },
        {
            **_i(users=["internal-team"]),
            **_f(api="fastapi", api_purpose="internal", web_ui="forms"),
        },
    ),
    "too-many-files-early": Case(
        "prototype", added=tuple(f"src/spam_trial/trials/part_{number}.py" for number in range(40))
    ),
    "too-many-files-for-one": Case(
        "prototype", added=tuple(f"src/spam_trial/trials/part_{number}.py" for number in range(80))
    ),
}

CASES: dict[str, Case] = {
    **DESCRIPTION,
    **NON_GOALS,
    **INTAKE,
    **OPEN,
    **ENVIRONMENT,
    **ARCHITECTURE,
    **REPOSITORY,
    **AGREEMENT,
    **FEATURES,
    **BURDEN,
}
