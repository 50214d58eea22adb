"""Stage 1: five decisions; each option says when it fits, what it costs, what it changes."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.catalog import readers as r
from pbc_tui.design.catalog import suggestions as s
from pbc_tui.design.catalog.question import Choice, Kind, Question
from pbc_tui.design.gates import Gate

QUESTIONS = (
    Question(
        "architecture.dependencies",
        Gate.ARCHITECTURE,
        "Dependencies",
        "What manages the dependencies?",
        Kind.ONE,
        r.one_of(o.Dependencies),
        (
            Choice(
                o.Dependencies.UV,
                "uv",
                fits="new projects; quick, one tool for Python, locks and runs",
                costs="one more tool to install; young",
                changes="uv.lock, CI by setup-uv, `uv run pytest`",
            ),
            Choice(
                o.Dependencies.POETRY,
                "Poetry",
                fits="teams that know it; publishing to an index",
                costs="slower resolution; own commands to learn",
                changes="poetry.lock, poetry-core as build system, `poetry install`",
            ),
            Choice(
                o.Dependencies.PDM,
                "PDM",
                fits="standards first, with lock files and scripts",
                costs="smaller community",
                changes="pdm.lock, pdm-backend as build system, `pdm install`",
            ),
            Choice(
                o.Dependencies.PIP_REQUIREMENTS,
                "pip + requirements.txt + venv",
                fits="plain deployments; nothing to install but Python",
                costs="pins are kept by hand, in two places",
                changes="requirements.txt, requirements-dev.txt",
            ),
            Choice(
                o.Dependencies.PIP_PYPROJECT,
                "pip + pyproject.toml only",
                fits="libraries; the fewest files",
                costs="no lock: builds are not repeatable to the byte",
                changes='`pip install -e ".[dev]"`',
            ),
        ),
        suggest=s.dependencies,
    ),
    Question(
        "architecture.configuration",
        Gate.ARCHITECTURE,
        "Configuration",
        "Where do the settings come from?",
        Kind.ONE,
        r.one_of(o.Configuration),
        (
            Choice(
                o.Configuration.ENVIRONMENT,
                "Environment variables",
                fits="libraries, containers, few settings",
                costs="everything is text; no structure",
                changes="config.py reads os.environ once; .env.example",
            ),
            Choice(
                o.Configuration.FILES,
                "YAML/TOML files",
                fits="structured settings that people edit and review",
                costs="secrets must not stand in them",
                changes="config.py reads a TOML file; config.example.toml",
            ),
            Choice(
                o.Configuration.PYDANTIC_SETTINGS,
                "Pydantic Settings",
                fits="services with typed, validated settings",
                costs="a dependency; os.environ is then prohibited elsewhere",
                changes="config.py with a BaseSettings class; .env.example",
            ),
            Choice(
                o.Configuration.FILES_AND_ENVIRONMENT,
                "Files for structure, environment for secrets",
                fits="several environments with secrets",
                costs="two sources and an order between them",
                changes="config.py merges both; config.example.toml and .env.example",
            ),
        ),
        suggest=s.configuration,
    ),
    Question(
        "architecture.errors",
        Gate.ARCHITECTURE,
        "Errors",
        "How do failures travel?",
        Kind.ONE,
        r.one_of(o.Errors),
        (
            Choice(
                o.Errors.EXCEPTIONS,
                "Exceptions with an own hierarchy",
                fits="libraries and services; familiar, one base to catch",
                costs="what a function raises is not in its signature",
                changes="exceptions.py; tests assert the hierarchy",
            ),
            Choice(
                o.Errors.RESULTS,
                "Result objects",
                fits="pipelines where failures are ordinary values",
                costs="explicit; every call unpacks",
                changes="results.py with Ok and Err; tests assert both",
            ),
            Choice(
                o.Errors.MIXED,
                "Mixed: exceptions for the exceptional, results for the expected",
                fits="a domain with expected refusals and rare breakdowns",
                costs="two ways to learn and a line to draw",
                changes="exceptions.py and results.py",
            ),
        ),
        suggest=s.errors,
    ),
    Question(
        "architecture.logging",
        Gate.ARCHITECTURE,
        "Logging",
        "How does it tell what it does?",
        Kind.ONE,
        r.one_of(o.Logging),
        (
            Choice(
                o.Logging.STANDARD,
                "Standard library",
                fits="libraries and most services",
                costs="lines of text, structured only by convention",
                changes="log.py configures the logging module",
            ),
            Choice(
                o.Logging.STRUCTLOG,
                "structlog",
                fits="services whose logs machines read",
                costs="a dependency",
                changes="log.py configures structlog, tested",
            ),
            Choice(
                o.Logging.MINIMAL,
                "Minimal",
                fits="prototypes and small tools",
                costs="little to go by when it fails elsewhere",
                changes="module loggers only, no set-up module",
            ),
        ),
        suggest=s.logging,
    ),
    Question(
        "architecture.testing",
        Gate.ARCHITECTURE,
        "Testing",
        "How deep do the tests go?",
        Kind.ONE,
        r.one_of(o.Testing),
        (
            Choice(
                o.Testing.NONE,
                "None (prototypes only)",
                fits="experiments that are thrown away",
                costs="nothing shows that it works",
                changes="no tests directory",
            ),
            Choice(
                o.Testing.UNIT,
                "Unit",
                fits="libraries with few parts",
                costs="the seams between parts are not tried",
                changes="tests/test_*.py",
            ),
            Choice(
                o.Testing.INTEGRATION,
                "Unit + integration",
                fits="most backends",
                costs="some slower tests",
                changes="tests/unit and tests/integration",
            ),
            Choice(
                o.Testing.COMPREHENSIVE,
                "Comprehensive: unit, integration, end-to-end, coverage threshold",
                fits="long-lived or public backends",
                costs="the most tests to keep",
                changes="tests/unit, tests/integration, tests/e2e, a coverage threshold",
            ),
        ),
        suggest=s.testing,
    ),
)
