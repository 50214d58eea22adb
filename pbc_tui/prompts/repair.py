"""Repair prompts and feedback: the original task, what failed, the person's words (SPEC 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pbc_tui.design.advice import ADVICE, Advice, Symptom, repeated_findings
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task
from pbc_tui.design.verdict import Verdict
from pbc_tui.prompts.excerpt import excerpt
from pbc_tui.prompts.failures import (
    advice_of,
    failing,
    failure_parts,
    finding_sentence,
    lines_of,
)
from pbc_tui.prompts.parts import Part, Quote, bullets, code, section
from pbc_tui.prompts.rendering import render
from pbc_tui.prompts.sub_prompt import render_prompt

Kind = Literal["modification", "regeneration"]


def render_repair(
    plan: Plan,
    task: Task,
    *,
    kind: Kind,
    request: str = "",
    verdicts: Sequence[Verdict] = (),
    content: str = "",
    accepted: Mapping[str, str] | None = None,
    attempt: int = 0,
) -> str:
    """The prompt after a file was sent back, the ``attempt``-th one (0: one for each verdict).

    ``verdicts`` holds all verdicts on the file, oldest first; ``content`` is the file as it is
    now, of which a modification shows the relevant part. A finding that stood in the verdict before
    as well is said so, with the advice of SPEC 11.
    """
    last = verdicts[-1] if verdicts else None
    repeated = repeated_findings(last, verdicts[:-1]) if last else ()
    values = {
        "task": task,
        "attempt": attempt or len(verdicts) + 1,
        "request": section(_request(request)) if request.strip() or kind == "modification" else "",
        "failures": section(_failures(verdicts, kind)),
        "repeated": section(bullets("", (finding_sentence(each) for each in repeated))),
        "advice": section(bullets("", _advice(last, bool(repeated)))),
        "original": render_prompt(plan, task, accepted=accepted),
    }
    if kind == "modification":
        lines = lines_of(last) if last else ()
        shown = code(f"`{task.path}` as it is now:", excerpt(content, lines))
        values["excerpt"] = section(shown or (f"`{task.path}` is empty or not there.",))
    return render(f"{kind}.md.j2", **values)


def render_feedback(task: Task, verdict: Verdict, *, repair: str = "", request: str = "") -> str:
    """The verdict in words for ``.pbc/feedback``, with the repair prompt once there is one.

    Where that is too long, the person's ``request`` stands alone.
    """
    return render(
        "feedback.md.j2",
        task=task,
        verdict=verdict,
        failures=section(failure_parts(verdict)),
        repair=repair,
        request=section(_request(request)) if request.strip() else "",
    )


def render_request(request: str) -> str:
    """What the person asks for, alone, in words that can forge no heading."""
    return section(_request(request))


def _request(request: str) -> Sequence[Part]:
    if request.strip():
        return (Quote("In the person's own words:", request.strip()),)
    return ("Mend what failed, and nothing else.",)


def _failures(verdicts: Sequence[Verdict], kind: Kind) -> Sequence[Part]:
    if not verdicts:
        return ("The file has not been judged yet.",)
    if kind == "modification":
        return failure_parts(verdicts[-1])
    # A new attempt learns from all earlier ones; the newest comes first, repetitions go.
    found: list[Part] = []
    for verdict in reversed(verdicts):
        if failing(verdict):
            found += [part for part in failure_parts(verdict) if part not in found]
    return found or failure_parts(verdicts[-1])


def _advice(verdict: Verdict | None, repeated: bool) -> Sequence[str]:
    if verdict is None:
        return ()
    found: list[Advice] = list(advice_of(failing(verdict)))
    if repeated:
        found.insert(0, ADVICE[Symptom.CONSTRAINTS_IGNORED])
    return [f"{each.title}. Usual cause: {each.cause} {each.to_agent}" for each in found]
