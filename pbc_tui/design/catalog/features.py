"""Stage 3: five feature gates, each an explicit yes or no, and their follow-ups (SPEC 4.4)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog import readers as r
from pbc_tui.design.catalog.question import Choice, Kind, Question
from pbc_tui.design.gates import Gate


def _has_api(answers: Answers) -> bool:
    return answers.features.has_api


def _names_framework(answers: Answers) -> bool:
    return answers.features.api in (o.Api.GRAPHQL, o.Api.OTHER)


def _names_web_framework(answers: Answers) -> bool:
    return answers.features.web_ui in (o.WebUi.SPA, o.WebUi.ADMIN)


def _has_docs(answers: Answers) -> bool:
    return answers.features.has_docs_site


_NO = "Leaves no trace in the plan"

QUESTIONS = (
    Question(
        "features.api",
        Gate.FEATURES,
        "API layer",
        "Does it offer an API over the network?",
        Kind.ONE,
        r.one_of(o.Api),
        (
            Choice(o.Api.NO, "No", changes=_NO),
            Choice(o.Api.FASTAPI, "FastAPI with OpenAPI", changes="api/, OpenAPI, a test client"),
            Choice(o.Api.FLASK, "Flask", changes="api/ with a Flask application factory"),
            Choice(o.Api.GRAPHQL, "GraphQL (Strawberry or Graphene)", changes="api/ with a schema"),
            Choice(o.Api.OTHER, "Other, which you name", changes="api/"),
        ),
        number=1,
        required=False,
    ),
    Question(
        "features.api_purpose",
        Gate.FEATURES,
        "API purpose",
        "For whom is the API?",
        Kind.ONE,
        r.one_of(o.ApiPurpose),
        (
            Choice(
                o.ApiPurpose.EXTERNAL,
                "External, public",
                changes="security headers in every answer",
            ),
            Choice(o.ApiPurpose.INTERNAL, "Internal"),
            Choice(
                o.ApiPurpose.DEVELOPMENT,
                "Development and tests only",
                changes="answers for local hosts alone",
            ),
        ),
        asked=_has_api,
    ),
    Question(
        "features.api_framework",
        Gate.FEATURES,
        "API framework",
        "Which framework? For GraphQL: Strawberry or Graphene.",
        Kind.TEXT,
        r.read_text,
        asked=_names_framework,
    ),
    Question(
        "features.web_ui",
        Gate.FEATURES,
        "Web UI or admin",
        "Does it show pages to people? Advice: no, unless people sit in front of this application.",
        Kind.ONE,
        r.one_of(o.WebUi),
        (
            Choice(o.WebUi.NO, "No", changes=_NO),
            Choice(o.WebUi.TEMPLATES, "Server-rendered Jinja2"),
            Choice(o.WebUi.SPA, "React/Vue single-page application"),
            Choice(o.WebUi.FORMS, "Plain HTML forms"),
            Choice(o.WebUi.ADMIN, "Admin framework"),
        ),
        number=2,
        required=False,
    ),
    Question(
        "features.web_ui_framework",
        Gate.FEATURES,
        "Web framework",
        "Which framework?",
        Kind.TEXT,
        r.read_text,
        asked=_names_web_framework,
    ),
    Question(
        "features.demo",
        Gate.FEATURES,
        "Demo code",
        "Does it come with demonstration code?",
        Kind.ONE,
        r.one_of(o.Demo),
        (
            Choice(o.Demo.NO, "No", changes=_NO),
            Choice(o.Demo.MINIMAL, "A minimal quick start", changes="examples/basic_usage.py"),
            Choice(o.Demo.TUTORIAL, "Tutorial style", changes="numbered steps in examples/"),
            Choice(o.Demo.FULL, "Covers every feature", changes="one example per feature"),
        ),
        number=3,
        required=False,
    ),
    Question(
        "features.docs_site",
        Gate.FEATURES,
        "Documentation site",
        "Does it have a documentation site?",
        Kind.ONE,
        r.one_of(o.DocsSite),
        (
            Choice(o.DocsSite.NO, "No", changes=_NO),
            Choice(o.DocsSite.SPHINX, "Sphinx", changes="docs/conf.py, docs/index.md"),
            Choice(o.DocsSite.MKDOCS, "MkDocs", changes="mkdocs.yml, docs/index.md"),
            Choice(o.DocsSite.MARKDOWN, "Markdown only", changes="docs/index.md"),
        ),
        number=4,
        required=False,
    ),
    Question(
        "features.docs_content",
        Gate.FEATURES,
        "Documentation content",
        "What does the documentation hold? Several may apply.",
        Kind.SEVERAL,
        r.several_of(o.DocsContent, least=0),
        (
            Choice(o.DocsContent.API_REFERENCE, "API reference"),
            Choice(o.DocsContent.HOW_TOS, "How-tos"),
            Choice(o.DocsContent.ARCHITECTURE, "Architecture"),
            Choice(o.DocsContent.CONTRIBUTING, "Contributing"),
        ),
        required=False,
        asked=_has_docs,
    ),
    Question(
        "features.readme_languages",
        Gate.FEATURES,
        "More README languages",
        'In which further languages is the README written? Codes such as "de ja"; empty: none.',
        Kind.LINES,
        r.read_languages,
        number=5,
        required=False,
        example="de ja",
    ),
    Question(
        "features.add_missing",
        Gate.FEATURES,
        "Add what is missing",
        "A chosen feature needs directories that the structure lacks. Add them?",
        Kind.YES_NO,
        r.read_yes_no,
        required=False,
    ),
)
