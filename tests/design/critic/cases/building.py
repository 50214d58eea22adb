"""Cases of what is decided about environment, architecture and repository."""

from __future__ import annotations

from tests.design.critic.cases.case import NO_TESTS, Case, architecture, intake, project

_CROWD = tuple(f"src/schema_guard/part_{number}.py" for number in range(13))

ENVIRONMENT = {
    "one-python-only": Case(
        "library", intake(python_version="==3.12.*"), intake(python_version=">=3.12,<3.14")
    ),
    "library-narrows-python": Case(
        "library", intake(python_version=">=3.14"), intake(python_version=">=3.13")
    ),
    "public-service-at-home": Case(
        "service", intake(deployment="local"), intake(deployment="local", users=["systems"])
    ),
    "library-deployed": Case(
        "library", intake(deployment="containers"), intake(deployment="unknown")
    ),
    "prototype-everywhere": Case(
        "prototype", intake(deployment="several"), intake(deployment="containers")
    ),
    "personal-everywhere": Case(
        "prototype",
        intake(deployment="several"),
        intake(deployment="several", users=["internal-team"]),
    ),
    "mixed-concurrency-early": Case(
        "prototype", intake(concurrency="mixed"), intake(concurrency="asyncio")
    ),
    "mixed-concurrency-tool": Case(
        "tool", intake(concurrency="mixed"), intake(concurrency="asyncio")
    ),
}

ARCHITECTURE = {
    "unlocked-promise": Case(
        "service",
        architecture(dependencies="pip-pyproject"),
        {**architecture(dependencies="pip-pyproject"), **intake(purpose="library")},
    ),
    "unlocked-deployment": Case(
        "service",
        architecture(dependencies="pip-pyproject"),
        {**architecture(dependencies="pip-pyproject"), **intake(deployment="local")},
    ),
    "pins-by-hand": Case(
        "service",
        architecture(dependencies="pip-requirements"),
        {**architecture(dependencies="pip-requirements"), **intake(lifespan="months")},
    ),
    "requirements-of-a-library": Case(
        "library",
        architecture(dependencies="pip-requirements"),
        architecture(dependencies="pip-pyproject"),
    ),
    "library-reads-files": Case(
        "library", architecture(configuration="files"), architecture(configuration=None)
    ),
    "library-imposes-settings": Case(
        "library",
        architecture(configuration="pydantic-settings"),
        {**architecture(configuration="pydantic-settings"), **intake(purpose="cli-tool")},
    ),
    "flat-settings-for-several": Case(
        "service",
        {**architecture(configuration="environment"), **intake(deployment="several")},
        {**architecture(configuration="files-and-environment"), **intake(deployment="several")},
    ),
    "secrets-in-files": Case(
        "service",
        architecture(configuration="files"),
        {**architecture(configuration="files"), **intake(deployment="local")},
    ),
    "two-sources-early": Case(
        "prototype",
        architecture(configuration="files-and-environment"),
        {**architecture(configuration="files-and-environment"), **intake(deployment="several")},
    ),
    "results-in-a-library": Case(
        "library", architecture(errors="results"), architecture(errors="mixed")
    ),
    "mixed-errors-early": Case(
        "prototype", architecture(errors="mixed"), architecture(errors="results")
    ),
    "results-under-a-framework": Case(
        "service", architecture(errors="results"), architecture(errors="mixed")
    ),
    "blind-in-production": Case(
        "service",
        architecture(logging="minimal"),
        {**architecture(logging="minimal"), **intake(purpose="library")},
    ),
    "blind-when-deployed": Case(
        "service",
        architecture(logging="minimal"),
        {**architecture(logging="minimal"), **intake(deployment="local")},
    ),
    "silent-for-years": Case(
        "library",
        {**architecture(logging="minimal"), **intake(maturity="long-term")},
        architecture(logging="minimal"),
    ),
    "untraceable-for-years": Case(
        "tool",
        {**architecture(logging="minimal"), **intake(maturity="long-term")},
        intake(maturity="long-term"),
    ),
    "library-imposes-structlog": Case(
        "library",
        architecture(logging="structlog"),
        {**architecture(logging="structlog"), **intake(purpose="cli-tool")},
    ),
    "structlog-early": Case(
        "prototype",
        architecture(logging="structlog"),
        {**architecture(logging="structlog"), **intake(deployment="containers")},
    ),
    "promise-without-tests": Case(
        "library", NO_TESTS, {**NO_TESTS, **intake(maturity="prototype", lifespan="weeks")}
    ),
    "tests-promised": Case("service", NO_TESTS, architecture(testing="unit")),
    "changes-without-a-net": Case("tool", NO_TESTS, {**NO_TESTS, **intake(maturity="prototype")}),
    "evolution-without-a-net": Case("library", NO_TESTS, {**NO_TESTS, **intake(lifespan="weeks")}),
    "customers-without-tests": Case(
        "prototype", {**NO_TESTS, **intake(users=["external"])}, NO_TESTS
    ),
    "untested-product": Case("tool", {**NO_TESTS, **intake(maturity="prototype")}, NO_TESTS),
    "seams-untested": Case(
        "service",
        architecture(testing="unit"),
        {**architecture(testing="unit"), **intake(purpose="library")},
    ),
    "unit-tests-for-years": Case(
        "library",
        {**architecture(testing="unit"), **intake(maturity="long-term")},
        architecture(testing="unit"),
    ),
    "comprehensive-early": Case(
        "prototype", architecture(testing="comprehensive"), architecture(testing="integration")
    ),
    "suite-outlives-code": Case(
        "prototype",
        architecture(testing="comprehensive"),
        {**architecture(testing="comprehensive"), **intake(lifespan="months")},
    ),
    "stable-version-of-a-prototype": Case(
        "prototype", project(version="1.0"), project(version="0.9")
    ),
    "half-annotated-for-years": Case(
        "library",
        {**project(annotations="public"), **intake(maturity="long-term")},
        project(annotations="public"),
    ),
    "files-too-long": Case("library", project(longest_file=1500), project(longest_file=800)),
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
