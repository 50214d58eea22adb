"""CONTEXT: role, problem solved, relation to the rest (SPEC 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, bullets

_INTAKE = ("purpose", "users", "maturity", "lifespan", "deployment")
_CONVENTIONS = ("licence", "authors", "version", "url")
_PHASES = (
    "infrastructure that everything else stands on",
    "foundation of the package",
    "core of the package",
    "test",
    "optional part",
    "example",
    "documentation",
    "lock file",
)


def parts(assignment: Assignment) -> Sequence[Part]:
    """The project, the role of the file in it, and the decisions that bear on it."""
    context, task = assignment.context, assignment.task
    answers = context.answers
    project = [
        f"`{context.repository}` with the package `{context.package}`: {context.description}",
        *(
            f"{catalog.question(f'intake.{name}').title}: {assignment.words(f'intake.{name}')}."
            for name in _INTAKE
        ),
    ]
    decisions = [
        f"{entry.title}: {catalog.display(entry.key, answers.get(entry.key))}."
        for entry in catalog.questions_of(Gate.ARCHITECTURE, answers)
        if entry.key.startswith("architecture.")
    ]
    if not assignment.kind.code:
        decisions += [
            f"{catalog.question(f'project.{name}').title}: {assignment.words(f'project.{name}')}."
            for name in _CONVENTIONS
        ]
        decisions += list(_features(assignment))
    place = [each.id for each in assignment.plan.tasks].index(task.id) + 1
    role = task.role or "a file of the person's own"
    found: list[Part] = [
        *bullets("The project:", project),
        *bullets(
            "Role of this file:",
            (
                f"{role.replace(':', ': ')}; {_PHASES[task.phase]}.",
                f"Problem solved: {task.brief.problem or task.purpose}",
                f"Relation to the rest: task {place} of {len(assignment.plan.tasks)}. "
                f"{_relation(assignment)}",
            ),
        ),
        *bullets("Decisions that this file follows:", decisions),
    ]
    if assignment.kind.whole:
        found += bullets(
            "All files of the repository, with which it must agree:", _files(assignment)
        )
    return found


def _relation(assignment: Assignment) -> str:
    needs = ", ".join(f"`{task.path}` ({task.id})" for task in assignment.needs)
    users = ", ".join(f"`{task.path}` ({task.id})" for task in assignment.users)
    first = f"It builds on {needs}." if needs else "It builds on no other file of the plan."
    second = f"On it build {users}." if users else "No other file of the plan builds on it."
    return f"{first} {second}"


def _features(assignment: Assignment) -> Iterator[str]:
    answers = assignment.context.answers
    for entry in catalog.questions_of(Gate.FEATURES, answers):
        value = answers.get(entry.key)
        # What was answered NO leaves no trace (SPEC 4.4).
        if value in (None, (), False) or str(value) == "no" or entry.key.endswith("add_missing"):
            continue
        yield f"{entry.title}: {catalog.display(entry.key, value)}."


def _files(assignment: Assignment) -> Iterator[str]:
    for path in assignment.context.files:
        task = assignment.plan.by_path.get(path)
        yield f"`{path}`: {task.purpose}" if task else f"`{path}`"
