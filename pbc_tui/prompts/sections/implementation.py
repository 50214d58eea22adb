"""IMPLEMENTATION REQUIREMENTS: algorithms, edge cases, errors, performance, security (SPEC 7)."""

from __future__ import annotations

from collections.abc import Sequence

from pbc_tui.design import options as o
from pbc_tui.prompts import derived
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, bullets

_SETTINGS = {
    o.Configuration.ENVIRONMENT: "from environment variables",
    o.Configuration.FILES: "from a TOML file",
    o.Configuration.PYDANTIC_SETTINGS: "through Pydantic Settings",
    o.Configuration.FILES_AND_ENVIRONMENT: "from a TOML file, secrets from the environment",
}


def parts(assignment: Assignment) -> Sequence[Part]:
    """What the brief says; where it is silent, what the contract and the kind of file say."""
    brief, kind = assignment.task.brief, assignment.kind
    code = kind.code
    contract = "" if assignment.is_test else assignment.task.spec.contract
    return (
        *bullets(
            "Algorithms:",
            brief.algorithms
            or (code and tuple(derived.algorithms(contract)))
            or assignment.fill(kind.algorithms)
            or (f"Does what its purpose says and no more: {assignment.task.purpose}",),
        ),
        *bullets(
            "Edge cases:",
            brief.edge_cases
            or (code and tuple(derived.edge_cases(_tried(assignment))))
            or assignment.fill(kind.edge_cases)
            or (f"Importing `{assignment.module}` twice or in any order changes nothing.",),
        ),
        *bullets(
            "Errors:",
            brief.errors
            or assignment.fill(kind.errors)
            or (code and tuple(derived.errors(assignment)))
            or (f"Nothing in `{assignment.task.path}` hides a failure.",),
        ),
        *bullets(
            "Performance:",
            brief.performance
            or (
                *(derived.performance(contract) if code else ()),
                *assignment.fill(kind.performance),
            ),
        ),
        *bullets(
            "Security:",
            brief.security
            or (code and tuple(derived.security(contract)))
            or assignment.fill(kind.security)
            or (f"`{assignment.task.path}` holds no secret and trusts no text from outside.",),
        ),
        *bullets("Patterns of this project:", _patterns(assignment) if code else ()),
    )


def _tried(assignment: Assignment) -> str:
    """The contract whose edges matter: the file's own; for a test those of what it tries."""
    if not assignment.is_test:
        return assignment.task.spec.contract
    return "\n".join(need.spec.contract for need in assignment.needs if not need.is_test)


def _patterns(assignment: Assignment) -> Sequence[str]:
    context = assignment.context
    found: list[str] = []
    if context.has("config") and context.path("config") != assignment.task.path:
        source = _SETTINGS[context.configuration]
        found.append(f"Settings come {source}, by `{context.module('config')}` alone.")
    if assignment.is_test:
        return tuple(found)
    match context.logging:
        case o.Logging.STRUCTLOG:
            found.append(
                "Log through `structlog.wrap_logger(logging.getLogger(__name__))`, values as "
                "keywords: nothing is heard until logging is configured."
            )
        case _:
            found.append("Log through `logging.getLogger(__name__)`, values as arguments.")
    match context.concurrency:
        case o.Concurrency.SYNC:
            found.append("Synchronous: plain functions, no event loop.")
        case o.Concurrency.ASYNC:
            found.append("Asynchronous: what waits is `async`; nothing blocks the event loop.")
        case _:
            found.append("Mixed: a synchronous core; only the edge towards callers is `async`.")
    return tuple(found)
