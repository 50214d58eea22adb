"""How two choices act on each other, as data: what follows from both together (SPEC 2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers


@dataclass(frozen=True, slots=True)
class Effect:
    """A consequence where ``holds`` is true; ``keys`` are the choices that bring it about."""

    keys: tuple[str, ...]
    holds: Callable[[Answers], bool]
    sentence: str


def _asynchronous(answers: Answers) -> bool:
    return answers.intake.settled_concurrency is o.Concurrency.ASYNC


def _tested(answers: Answers) -> bool:
    return answers.architecture.testing not in (None, o.Testing.NONE)


def _in_containers(answers: Answers) -> bool:
    return answers.intake.deployment in (
        o.Deployment.CONTAINERS,
        o.Deployment.CLOUD,
        o.Deployment.SEVERAL,
    )


def _locked(answers: Answers) -> bool:
    return answers.architecture.dependencies in (
        o.Dependencies.UV,
        o.Dependencies.POETRY,
        o.Dependencies.PDM,
    )


EFFECTS = (
    Effect(
        ("intake.concurrency", "architecture.testing"),
        lambda answers: _asynchronous(answers) and _tested(answers),
        "Public functions are asynchronous, so their tests are asynchronous as well.",
    ),
    Effect(
        ("intake.concurrency", "architecture.testing"),
        lambda answers: (
            answers.intake.settled_concurrency is o.Concurrency.MIXED and _tested(answers)
        ),
        "The core is synchronous and its edge asynchronous; each is tested in its own way.",
    ),
    Effect(
        ("architecture.dependencies", "intake.deployment"),
        lambda answers: _locked(answers) and _in_containers(answers),
        "Images are built from the lock file, so each holds the versions that were tested.",
    ),
    Effect(
        ("architecture.dependencies", "intake.purpose"),
        lambda answers: _locked(answers) and answers.intake.purpose is o.Purpose.LIBRARY,
        "The lock file serves those who develop the library; importers get the bounded ranges.",
    ),
    Effect(
        ("architecture.configuration", "intake.deployment"),
        lambda answers: (
            answers.architecture.configuration is o.Configuration.FILES_AND_ENVIRONMENT
            and answers.intake.deployment is o.Deployment.SEVERAL
        ),
        "Each environment has a settings file in the repository; secrets stay out of all of them.",
    ),
    Effect(
        ("architecture.configuration", "architecture.testing"),
        lambda answers: (
            answers.architecture.configuration is o.Configuration.PYDANTIC_SETTINGS
            and _tested(answers)
        ),
        "Settings are read in one class; os.environ is prohibited elsewhere.",
    ),
    Effect(
        ("architecture.errors", "architecture.logging"),
        lambda answers: (
            answers.architecture.errors in (o.Errors.RESULTS, o.Errors.MIXED)
            and answers.architecture.logging in (o.Logging.STANDARD, o.Logging.STRUCTLOG)
        ),
        "Expected failures are values and not logged; only exceptional ones reach the log.",
    ),
    Effect(
        ("architecture.testing", "intake.maturity"),
        lambda answers: (
            answers.architecture.testing is o.Testing.COMPREHENSIVE
            and answers.intake.maturity in (o.Maturity.PRODUCTION, o.Maturity.LONG_TERM)
        ),
        "The coverage threshold is enforced in CI, so a change without tests does not pass.",
    ),
    Effect(
        ("intake.python_version", "project.annotations"),
        lambda answers: (
            (answers.intake.python_version or "").startswith(">=3.10")
            and answers.project.annotations is o.Annotations.ALL
        ),
        "Annotations keep to what Python 3.10 offers, on every newer version as well.",
    ),
)
