"""A task in words: what it is, what it needs, what it is judged by."""

from __future__ import annotations

from textual.content import Content

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task
from pbc_tui.ui.text import clean, lines, span

LONGEST_LINE = 400
"""Characters of a line of code that are shown."""


def task_details(plan: Plan, task: Task, writes: str) -> Content:
    """All that the plan knows about a task; ``writes`` is the key that writes its contract."""
    spec = task.spec
    needs = [f"{need} {plan.by_id[need].path}" for need in task.depends if need in plan.by_id]
    rows = [
        span(task.purpose, "bold", 600),
        Content(""),
        _fact("effort", task.effort.value),
        _fact("phase", task.phase.name.lower()),
        _fact("needs", ", ".join(needs) or "nothing"),
        _fact(
            "needed by", ", ".join(other.path for other in plan.dependents(task.id)) or "nothing"
        ),
        *(
            [_fact("group", ", ".join(each.path for each in group))]
            if (group := plan.group_of(task.id))
            else []
        ),
        _fact("tests", ", ".join(spec.tests) or spec.tests_skipped or "none"),
        _fact("may import", _imports(task)),
    ]
    if spec.imports.prohibited:
        rows.append(_fact("prohibited", ", ".join(spec.imports.prohibited)))
    rows += [_fact("constraint", sentence) for sentence in task.constraints]
    rows.append(Content(""))
    if spec.contract.strip():
        rows += [Content.styled("Contract", "bold $accent"), code(spec.contract), Content("")]
    elif task.needs_contract:
        rows.append(Content.styled(f"No contract yet: {writes} writes one", "$error"))
    return lines(rows)


def code(text: str, language: str = "python") -> Content:
    """Code in colours."""
    from textual.highlight import highlight

    from pbc_tui.design.plain_text import sanitize

    return highlight(cut(sanitize(text).expandtabs(4)), language=language)


def cut(text: str) -> str:
    """The text with every line cut where nobody reads on."""
    rows = text.split("\n")
    return "\n".join(row if len(row) <= LONGEST_LINE else f"{row[:LONGEST_LINE]} …" for row in rows)


def _imports(task: Task) -> str:
    if not task.path.endswith((".py", ".pyi")):
        return "does not apply"
    rules = task.spec.imports
    standard = (
        "the standard library" if rules.stdlib == "any" else ", ".join(rules.stdlib) or "no stdlib"
    )
    return ", ".join([standard, *rules.third_party, *rules.local])


def _fact(name: str, words: str) -> Content:
    return Content.assemble((f"{name:<11}", "$dim"), clean(words))
