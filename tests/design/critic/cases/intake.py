"""Cases of the eleven questions: description, non-goals, and what does not go together."""

from __future__ import annotations

from tests.design.critic.cases.case import Case, architecture, features, intake, project

_CONTRADICTORY = intake(
    users=["personal", "external"],
    maturity="long-term",
    lifespan="weeks",
    non_goals=["not a library"],
    description="A command-line tool that checks tables of numbers.",
)
_TWO_CONTRADICTIONS = intake(users=["personal", "external"])

DESCRIPTION = {
    "description-too-short": Case(
        "library",
        intake(description="Checks data."),
        intake(description="Checks data against given schemas."),
    ),
    "description-vague": Case(
        "library",
        intake(description="Does various things with structured data for developers."),
        intake(description="Does arithmetic with structured data for developers."),
    ),
    "description-repeats-name": Case(
        "library",
        intake(description="A schema guard library."),
        intake(description="A schema guard library for contracts between teams."),
    ),
    "description-crowded": Case(
        "library",
        intake(description="Reads and checks and sorts and sends and stores records."),
        intake(description="Reads and checks records of clinical trials."),
    ),
    "description-against-purpose": Case(
        "library",
        intake(description="A command-line tool that checks structured data."),
        intake(description="A library for a command-line tool that checks structured data."),
    ),
    "description-of-a-trial": Case(
        "library",
        intake(description="Proof of concept of checking structured data with schemas."),
        intake(description="Checks proofs of purchase against schemas of many shops."),
    ),
    "description-of-production": Case(
        "prototype",
        intake(description="Mission-critical filter of unwanted mail for hospitals."),
        intake(description="Filter of unwanted mail for hospitals."),
    ),
    "name-says-nothing": Case(
        "library", intake(package_name="my_project"), intake(package_name="my_cars")
    ),
}

NON_GOALS = {
    "non-goals-empty": Case(
        "library", intake(non_goals=["none"]), intake(non_goals=["none", "not a database"])
    ),
    "scope-unbounded": Case(
        "library", intake(non_goals=["n/a"]), intake(non_goals=["no network access"])
    ),
    "non-goal-against-description": Case(
        "library",
        intake(non_goals=["no checking of structured data"]),
        intake(non_goals=["no checking of pictures"]),
    ),
    "non-goal-against-purpose": Case(
        "library", intake(non_goals=["not a library"]), intake(non_goals=["not a widget library"])
    ),
    "goals-cancel-out": Case(
        "tool",
        intake(non_goals=["not a command-line tool"]),
        intake(non_goals=["not a drawing tool"]),
    ),
    "non-goal-against-concurrency": Case(
        "service", intake(non_goals=["no asyncio"]), intake(non_goals=["no asyncio queues"])
    ),
    "non-goal-against-containers": Case(
        "service", intake(non_goals=["no containers"]), intake(non_goals=["no shipping containers"])
    ),
    "non-goal-against-cloud": Case(
        "service",
        intake(deployment="cloud", non_goals=["not for the cloud"]),
        intake(deployment="containers", non_goals=["not for the cloud"]),
    ),
    "non-goal-against-users": Case(
        "service",
        intake(non_goals=["not for external users"]),
        intake(non_goals=["not for minors"]),
    ),
    "non-goal-against-maturity": Case(
        "library",
        intake(non_goals=["not for production use"]),
        intake(non_goals=["no production line"]),
    ),
    "non-goal-against-api": Case(
        "internal", intake(non_goals=["no REST API"]), intake(non_goals=["no API keys"])
    ),
    "non-goal-against-public-api": Case(
        "service",
        {**intake(non_goals=["no public API"], purpose="internal-service")},
        {**intake(non_goals=["no public API"]), **features(api_purpose="internal")},
    ),
    "non-goal-against-web-ui": Case(
        "internal",
        {**intake(non_goals=["no web interface"]), **features(web_ui="templates")},
        {**intake(non_goals=["no web scraping"]), **features(web_ui="templates")},
    ),
    "non-goal-against-demo": Case(
        "library", intake(non_goals=["no examples"]), intake(non_goals=["no examples of attacks"])
    ),
    "non-goal-against-docs": Case(
        "library",
        {**intake(non_goals=["no documentation site"]), **features(docs_site="mkdocs")},
        intake(non_goals=["no documentation site"]),
    ),
}

INTAKE = {
    "long-term-for-weeks": Case(
        "library", intake(maturity="long-term", lifespan="weeks"), intake(maturity="long-term")
    ),
    "upkeep-without-a-future": Case(
        "service", intake(maturity="long-term", lifespan="weeks"), intake(lifespan="weeks")
    ),
    "long-term-for-months": Case(
        "library", intake(maturity="long-term", lifespan="months"), intake(lifespan="months")
    ),
    "production-for-weeks": Case("tool", intake(lifespan="weeks"), intake(lifespan="months")),
    "prototype-for-years": Case("prototype", intake(lifespan="years"), intake(lifespan="months")),
    "prototype-with-a-future": Case(
        "library", intake(maturity="prototype"), intake(maturity="long-term")
    ),
    "experiment-under-promise": Case(
        "prototype", intake(maturity="production"), intake(lifespan="months")
    ),
    "experiment-hardened": Case(
        "prototype", intake(maturity="long-term"), intake(purpose="cli-tool")
    ),
    "experiment-for-years": Case("prototype", intake(lifespan="years"), intake(lifespan="months")),
    "prototype-for-customers": Case(
        "prototype", intake(users=["external"]), intake(users=["internal-team"])
    ),
    "library-without-developers": Case(
        "library", intake(users=["internal-team"]), intake(users=["internal-team", "developers"])
    ),
    "interface-for-nobody": Case(
        "library", intake(users=["external"]), intake(users=["developers"])
    ),
    "public-api-without-clients": Case(
        "service", intake(users=["internal-team"]), intake(users=["systems"])
    ),
    "internal-service-for-outsiders": Case(
        "internal", intake(users=["external", "systems"]), intake(users=["systems"])
    ),
    "service-for-one": Case(
        "internal", intake(users=["personal"]), intake(users=["internal-team"])
    ),
    "only-for-developers": Case(
        "tool", intake(users=["developers"]), intake(users=["developers", "external"])
    ),
    "personal-and-others": Case(
        "tool", intake(users=["personal", "external"]), intake(users=["personal"])
    ),
    "policy-for-oneself": Case(
        "tool", intake(users=["personal"], maturity="long-term"), intake(users=["personal"])
    ),
    "goals-in-conflict": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
    "conventions-without-a-goal": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
    "extension-without-a-direction": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
    "assumptions-from-conflict": Case("library", _CONTRADICTORY, _TWO_CONTRADICTIONS),
}

OPEN = {
    "open-package-name": Case(
        "library", intake(package_name=None), intake(package_name="data_guard")
    ),
    "open-repository-name": Case(
        "library", intake(repository_name=None), intake(repository_name="guard")
    ),
    "open-description": Case("library", intake(description=None)),
    "open-purpose": Case("library", intake(purpose=None)),
    "open-users": Case("library", intake(users=None)),
    "open-maturity": Case("library", intake(maturity=None)),
    "open-lifespan": Case("library", intake(lifespan=None)),
    "open-python-version": Case("library", intake(python_version=None)),
    "open-deployment": Case("library", intake(deployment=None)),
    "open-concurrency": Case("library", intake(concurrency=None), intake(concurrency="mixed")),
    "concurrency-unresolved": Case(
        "library",
        intake(concurrency="no-preference"),
        intake(concurrency="no-preference", concurrency_resolved="synchronous"),
    ),
    "open-non-goals": Case("library", intake(non_goals=None)),
    "open-dependencies": Case("library", architecture(dependencies=None)),
    "open-configuration": Case("library", architecture(configuration=None)),
    "open-errors": Case("library", architecture(errors=None)),
    "open-logging": Case("library", architecture(logging=None)),
    "open-testing": Case("library", architecture(testing=None)),
    "open-conventions": Case(
        "library", project(licence=None), project(url="https://example.com/guard")
    ),
    "conventions-unstated": Case(
        "library",
        project(
            licence=None,
            authors=None,
            version=None,
            url=None,
            line_length=None,
            docstrings=None,
            annotations=None,
            longest_file=None,
        ),
        project(licence=None),
    ),
    "deployment-unknown": Case("library", intake(deployment="unknown"), intake(deployment="local")),
    "promise-without-a-place": Case(
        "service", intake(deployment="unknown"), intake(deployment="unknown", maturity="prototype")
    ),
    "features-unanswered": Case("library", features(web_ui=None), features(add_missing=None)),
    "open-api-purpose": Case(
        "service", features(api_purpose=None), features(api="no", api_purpose=None)
    ),
}
