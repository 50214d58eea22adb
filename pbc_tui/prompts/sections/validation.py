"""VALIDATION CRITERIA FOR SUCCESS: the six checks as they judge this file (SPEC 7, 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.derived import contract_of, routines, top_level
from pbc_tui.prompts.parts import Part, bullets, names


def parts(assignment: Assignment) -> Sequence[Part]:
    """One line for each check, and how to see them all."""
    path = assignment.task.path
    return (
        *bullets(
            "Six checks judge the file as soon as it is on disk; all must pass:",
            _checks(assignment),
        ),
        f"See the verdict with `pbc-tui check {path}`.",
    )


def _checks(assignment: Assignment) -> Iterator[str]:
    task, spec, kind = assignment.task, assignment.task.spec, assignment.kind
    target = f"Python {spec.python}" if kind.code else kind.name
    yield f"syntax: `{task.path}` parses as {target}."
    yield f"contract: {_contract(assignment)}"
    if kind.code:
        allowed = names(spec.imports.third_party, "no third-party package")
        yield (
            f"imports: only the standard library, `{assignment.context.package}` and {allowed}; "
            f"prohibited: {names(spec.imports.prohibited)}."
        )
    else:
        yield f"imports: does not apply, a {kind.name} imports nothing."
    yield f"style: {_style(assignment)}"
    yield f"tests: {_tests(assignment)}"
    yield "security: no secret, and for code nothing that bandit or the rules above report."


def _contract(assignment: Assignment) -> str:
    spec = assignment.task.spec
    if spec.contract.strip():
        contract = contract_of(spec.contract)
        wanted = dict.fromkeys((*top_level(contract), *(each.name for each in routines(contract))))
        return f"each of these exists as the contract writes it: {names(wanted)}."
    if spec.required_tables:
        return f"these tables exist: {names(spec.required_tables)}."
    return f"none is set for `{spec.path}`; the check is skipped with that reason."


def _style(assignment: Assignment) -> str:
    style = assignment.task.spec.style
    forbidden = f"; none of: {', '.join(style.forbid)}" if style.forbid else ""
    if not assignment.kind.code:
        return f"as HARD CONSTRAINTS says{forbidden}."
    limit = f", at most {style.max_lines} lines" if style.max_lines else ""
    docs = f", {style.docstrings} docstrings" if style.docstrings != "none" else ""
    return (
        f"`ruff check --select {','.join(style.select)} --line-length {style.line_length}` and "
        f"`ruff format --check` report nothing{limit}{docs}{forbidden}."
    )


def _tests(assignment: Assignment) -> str:
    spec = assignment.task.spec
    if spec.tests_skipped:
        return f"skipped: {spec.tests_skipped}."
    if not spec.tests:
        return f"skipped: no test file is associated with `{spec.path}`."
    return f"`pytest {' '.join(spec.tests)}` passes in the project's environment in 60 seconds."
