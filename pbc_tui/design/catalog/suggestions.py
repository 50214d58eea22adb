"""What the application would choose, and why. A suggestion is never an answer (SPEC 0, rule 2)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog.question import Suggestion


def repository_name(answers: Answers) -> Suggestion | None:
    """The package name with hyphens."""
    if name := answers.intake.package_name:
        return Suggestion(name.replace("_", "-"), "hyphens for underscores")
    return None


def python_version(_: Answers) -> Suggestion | None:
    """A minimum that most systems have."""
    return Suggestion(">=3.11", "supported for years to come")


def concurrency(answers: Answers) -> Suggestion | None:
    """A concrete recommendation for "no preference" (SPEC 1)."""
    match answers.intake.purpose:
        case o.Purpose.API_SERVICE | o.Purpose.INTERNAL_SERVICE:
            return Suggestion(
                o.Concurrency.ASYNC, "a service mostly waits for its clients and for other systems"
            )
        case None:
            return None
        case _:
            return Suggestion(
                o.Concurrency.SYNC, "plain functions are the easiest to call, to test and to read"
            )


def dependencies(answers: Answers) -> Suggestion | None:
    """A manager with a lock file, unless the thing is short-lived."""
    if answers.intake.lifespan is o.Lifespan.WEEKS:
        return Suggestion(
            o.Dependencies.PIP_PYPROJECT, "for a few weeks the fewest files are the best"
        )
    return Suggestion(o.Dependencies.UV, "one quick tool that locks, installs and runs")


def configuration(answers: Answers) -> Suggestion | None:
    """By purpose and deployment."""
    intake = answers.intake
    if intake.deployment is o.Deployment.SEVERAL:
        return Suggestion(
            o.Configuration.FILES_AND_ENVIRONMENT,
            "several environments differ in structure, and secrets stay out of files",
        )
    if intake.purpose in (o.Purpose.API_SERVICE, o.Purpose.INTERNAL_SERVICE):
        return Suggestion(
            o.Configuration.PYDANTIC_SETTINGS, "a service fails early on a setting that is wrong"
        )
    if intake.purpose is None:
        return None
    return Suggestion(
        o.Configuration.ENVIRONMENT, "few settings, no dependency, nothing to deploy beside it"
    )


def errors(answers: Answers) -> Suggestion | None:
    """Exceptions, since callers expect them."""
    if answers.intake.purpose is o.Purpose.LIBRARY:
        return Suggestion(o.Errors.EXCEPTIONS, "a library's callers expect exceptions")
    return Suggestion(o.Errors.EXCEPTIONS, "the way that every Python developer knows")


def logging(answers: Answers) -> Suggestion | None:
    """By purpose and maturity."""
    intake = answers.intake
    if intake.maturity is o.Maturity.PROTOTYPE:
        return Suggestion(o.Logging.MINIMAL, "a prototype is watched by the one who wrote it")
    if intake.purpose in (o.Purpose.API_SERVICE, o.Purpose.INTERNAL_SERVICE):
        return Suggestion(o.Logging.STRUCTLOG, "the logs of a service are read by machines")
    return Suggestion(o.Logging.STANDARD, "it fits into whatever the caller has configured")


def testing(answers: Answers) -> Suggestion | None:
    """By maturity."""
    match answers.intake.maturity:
        case o.Maturity.PROTOTYPE:
            return Suggestion(o.Testing.UNIT, "a few tests keep an experiment honest")
        case o.Maturity.LONG_TERM:
            return Suggestion(
                o.Testing.COMPREHENSIVE, "years of changes need a net that catches all of them"
            )
        case o.Maturity.PRODUCTION:
            return Suggestion(
                o.Testing.INTEGRATION, "production needs the parts tried together as well"
            )
        case _:
            return None


def licence(answers: Answers) -> Suggestion | None:
    """MIT (SPEC 2)."""
    return Suggestion(o.Licence.MIT, "short, permissive, known to everyone")


def authors(answers: Answers) -> Suggestion | None:
    """The project's own authors, until a name is given."""
    name = answers.intake.repository_name or answers.intake.package_name
    return Suggestion((f"The {name} authors",), "until you give a name") if name else None


def version(_: Answers) -> Suggestion | None:
    """0.1.0 (SPEC 2)."""
    return Suggestion("0.1.0", "the usual first version before the interface is stable")


def url(_: Answers) -> Suggestion | None:
    """Empty: no badge and no link uses it (SPEC 2)."""
    return Suggestion("", "empty until the repository has a home")


def line_length(_: Answers) -> Suggestion | None:
    """88 (SPEC 2)."""
    return Suggestion(88, "what ruff and Black use")


def docstrings(_: Answers) -> Suggestion | None:
    """Google style, the most widely read."""
    return Suggestion(o.DocstringStyle.GOOGLE, "readable as plain text")


def annotation_policy(_: Answers) -> Suggestion | None:
    """All functions."""
    return Suggestion(o.Annotations.ALL, "a type checker can then check everything")


def longest_file(_: Answers) -> Suggestion | None:
    """400 lines."""
    return Suggestion(400, "about what one sitting can read")
