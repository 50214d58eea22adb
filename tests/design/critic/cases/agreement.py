"""Cases of decisions that must agree with one another: features, and the burden of all of them."""

from __future__ import annotations

from tests.design.critic.cases.case import NO_TESTS, Case, architecture, features, intake

AGREEMENT = {
    "api-without-directory": Case(
        "service", features(add_missing=False), removed=("src/rate_desk/api",)
    ),
    "web-ui-without-directory": Case(
        "internal",
        features(web_ui="templates", add_missing=False),
        features(web_ui="templates", add_missing=True),
        removed=("src/rate_desk/web",),
    ),
    "demo-without-examples": Case("library", features(add_missing=None), removed=("examples",)),
    "docs-without-directory": Case(
        "library",
        features(docs_site="mkdocs", docs_content=["how-tos"], add_missing=False),
        removed=("docs",),
    ),
    "api-unasked": Case(
        "library",
        added=("src/schema_guard/api/__init__.py", "src/schema_guard/api/routes.py"),
        near_added=("src/schema_guard/shapes/__init__.py",),
    ),
    "examples-unasked": Case("library", features(demo="no"), added=("examples/one.py",)),
    "tests-without-files": Case("prototype", removed=("tests",)),
    "promised-tests-without-files": Case("library", removed=("tests",)),
    "tests-unasked": Case("library", NO_TESTS, added=("tests/test_core.py",)),
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
        features(docs_site="sphinx", docs_content=["how-tos"]),
        features(docs_site="mkdocs", docs_content=["how-tos"]),
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
    "service-without-api": Case("service", features(api="no"), features(api="flask")),
    "no-way-in": Case(
        "service", features(api=None), features(api="graphql", api_framework="Strawberry")
    ),
    "internal-service-without-api": Case("internal", features(api="no"), features(api="flask")),
    "library-that-serves": Case(
        "library",
        features(api="fastapi", api_purpose="external"),
        features(api="fastapi", api_purpose="development"),
    ),
    "two-products": Case(
        "tool",
        features(api="fastapi", api_purpose="internal"),
        features(api="fastapi", api_purpose="development"),
    ),
    "tool-that-serves": Case(
        "tool", features(api="flask", api_purpose="internal"), features(api="no")
    ),
    "api-purpose-against-service": Case(
        "service", features(api_purpose="internal"), features(api_purpose="external")
    ),
    "internal-service-in-public": Case(
        "internal", features(api_purpose="external"), features(api_purpose="development")
    ),
    "public-api-for-insiders": Case(
        "internal",
        {**features(api_purpose="external"), **intake(users=["internal-team"])},
        features(api_purpose="external"),
    ),
    "public-api-untested": Case(
        "service", architecture(testing="unit"), architecture(testing="comprehensive")
    ),
    "public-api-unwatched": Case(
        "service", architecture(logging="minimal"), architecture(logging="standard")
    ),
    "async-under-flask": Case(
        "service",
        features(api="flask"),
        {**features(api="flask"), **intake(concurrency="synchronous")},
    ),
    "graphql-early": Case(
        "prototype",
        features(api="graphql", api_framework="Strawberry", api_purpose="development"),
        features(api="fastapi", api_purpose="development"),
    ),
    "api-framework-unnamed": Case(
        "service", features(api="other"), features(api="other", api_framework="Litestar")
    ),
    "pages-in-a-library": Case("library", features(web_ui="forms"), features(web_ui="no")),
    "pages-in-a-tool": Case("tool", features(web_ui="forms"), features(web_ui="no")),
    "pages-for-nobody": Case(
        "internal",
        {**features(web_ui="templates"), **intake(users=["systems"])},
        {**features(web_ui="templates"), **intake(users=["systems", "internal-team"])},
    ),
    "second-codebase-early": Case(
        "prototype", features(web_ui="spa", web_ui_framework="Vue"), features(web_ui="forms")
    ),
    "second-codebase-for-few": Case(
        "internal",
        {**features(web_ui="spa", web_ui_framework="Vue"), **intake(users=["personal"])},
        features(web_ui="spa", web_ui_framework="Vue"),
    ),
    "spa-without-api": Case(
        "internal",
        features(web_ui="spa", web_ui_framework="Vue", api="no"),
        features(web_ui="spa", web_ui_framework="Vue"),
    ),
    "web-framework-unnamed": Case(
        "internal",
        features(web_ui="admin"),
        features(web_ui="admin", web_ui_framework="Starlette Admin"),
    ),
    "two-sources-of-truth": Case(
        "service",
        features(docs_site="mkdocs", docs_content=["api-reference"]),
        features(docs_site="mkdocs", docs_content=["how-tos"]),
    ),
    "docs-site-of-a-throwaway": Case(
        "prototype", features(docs_site="sphinx"), features(docs_site="markdown")
    ),
    "long-term-without-docs": Case(
        "library",
        intake(maturity="long-term"),
        {
            **intake(maturity="long-term"),
            **features(docs_site="markdown", docs_content=["how-tos"]),
        },
    ),
    "docs-site-without-content": Case(
        "library",
        features(docs_site="markdown", docs_content=[]),
        features(docs_site="markdown", docs_content=["how-tos"]),
    ),
    "examples-promised": Case(
        "tool",
        intake(maturity="long-term"),
        {**intake(maturity="long-term"), **features(demo="full")},
    ),
    "library-without-example": Case("library", features(demo="no"), features(demo="tutorial")),
    "demo-outweighs-code": Case("prototype", features(demo="full"), features(demo="minimal")),
    "tutorial-for-oneself": Case("prototype", features(demo="tutorial"), features(demo="full")),
    "translations-too-many": Case(
        "library",
        features(readme_languages=["de", "fr", "es", "it", "pt"]),
        features(readme_languages=["de", "fr", "es", "it"]),
    ),
    "translations-early": Case(
        "prototype",
        features(readme_languages=["de"]),
        {**features(readme_languages=["de"]), **intake(maturity="production", lifespan="months")},
    ),
    "translations-for-oneself": Case(
        "tool",
        {**features(readme_languages=["de"]), **intake(users=["personal"])},
        features(readme_languages=["de"]),
    ),
}

BURDEN = {
    "overbuilt-throwaway": Case(
        "prototype",
        {**architecture(logging="structlog", errors="mixed"), **intake(concurrency="mixed")},
        architecture(logging="structlog", errors="mixed"),
    ),
    "burden-against-lifespan": Case(
        "tool",
        {
            **architecture(logging="structlog", errors="mixed", testing="comprehensive"),
            **intake(lifespan="weeks"),
        },
        architecture(logging="structlog", errors="mixed", testing="comprehensive"),
    ),
    "burden-against-users": Case(
        "library",
        {
            **intake(users=["internal-team"]),
            **features(
                api="fastapi",
                api_purpose="internal",
                web_ui="forms",
                docs_site="mkdocs",
                docs_content=["how-tos"],
            ),
        },
        {
            **intake(users=["internal-team"]),
            **features(api="fastapi", api_purpose="internal", web_ui="forms"),
        },
    ),
    "too-many-files-early": Case(
        "prototype", added=tuple(f"src/spam_trial/trials/part_{number}.py" for number in range(40))
    ),
    "too-many-files-for-one": Case(
        "prototype", added=tuple(f"src/spam_trial/trials/part_{number}.py" for number in range(80))
    ),
}
