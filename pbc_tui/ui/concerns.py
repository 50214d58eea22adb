"""The critic's review as the screens show it: bars, and concerns that know their decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.text import bar, hanging, lines, span

if TYPE_CHECKING:
    from pbc_tui.design.critic import Review

FULL = 25
"""The best total (SPEC 3)."""


@dataclass(frozen=True)
class Concern:
    """One point that the critic takes off, and the key of the decision at fault."""

    rule: str
    title: str
    dimension: str
    points: int
    evidence: str
    reason: str
    remedy: str
    decision: str


def concerns_of(review: Review) -> list[Concern]:
    """All concerns of a review, the weightiest first."""
    found = [
        Concern(
            rule=deduction.rule,
            title=deduction.title,
            dimension=str(dimension.name),
            points=deduction.points,
            evidence=deduction.evidence,
            reason=deduction.reason,
            remedy=deduction.remedy,
            decision=deduction.decision,
        )
        for dimension in review.dimensions
        for deduction in dimension.deductions
    ]
    return sorted(found, key=lambda concern: -concern.points)


def colour_of(total: int) -> str:
    """The colour of a total; the words beside it say the same."""
    if total >= 20:
        return "$success"
    return "$accent" if total >= 15 else "$warning" if total >= 10 else "$error"


def score_lines(review: Review, before: Review | None = None, width: int = 5) -> list[Content]:
    """Total and five bars, each with what the last change moved."""
    moved = _moved(review.total, before.total if before else review.total)
    rows = [
        Content.assemble(
            (f"{review.total}", f"bold {colour_of(review.total)}"),
            (f"/{FULL}  ", "$dim"),
            (str(review.assessment), "bold"),
            moved,
        )
    ]
    earlier = {str(d.name): d.score for d in before.dimensions} if before else {}
    for dimension in review.dimensions:
        name = str(dimension.name)
        rows.append(
            Content.assemble(
                f"{name:<16} ",
                bar(dimension.score, 5, width, colour_of(dimension.score * 5)),
                (f"  {dimension.score}", "bold"),
                _moved(dimension.score, earlier.get(name, dimension.score)),
            )
        )
    return rows


NONE = "note: none"
"""The id of the row that says that there is no concern."""


def concern_rows(review: Review, width: int) -> list[tuple[str, Content]]:
    """The rows of a list of concerns; one that says so when there is none."""
    found = concerns_of(review)
    if not found:
        return [(NONE, Content.styled("Nothing to object to.", "$dim"))]
    return [(concern.rule, concern_row(concern, width)) for concern in found]


def words_of_concerns(review: Review) -> dict[str, str]:
    """What is looked in for each, by its rule: rows are wrapped and cut."""
    return {each.rule: f"{each.title} {each.remedy} {each.rule}" for each in concerns_of(review)}


def concern_of(review: Review, rule: str) -> Concern | None:
    """The concern that a rule raised, which is the id of its row; None when there is none."""
    return next((concern for concern in concerns_of(review) if concern.rule == rule), None)


def counted(number: int, word: str, plural: str = "") -> str:
    """``1 concern``, ``2 concerns``, ``no concern``; ``plural`` is for words that take no s."""
    return f"{number or 'no'} {(plural or word + 's') if number > 1 else word}"


def concern_row(concern: Concern, width: int = 60) -> Content:
    """A concern: what it is, and below it what would give the points back."""
    lead = Content.assemble((f"-{concern.points} ", "bold $warning"))
    return lines(
        [
            hanging(lead, concern.title, width),
            hanging("   ", concern.remedy, width, "$dim", most=3),
        ]
    )


def explanation(review: Review, concern: Concern) -> Content:
    """A concern in full: rule, evidence, consequence, and what each other answer would score."""
    from pbc_tui.design.critic import clarify

    rows: list[Content] = []
    for title, words in (
        ("What", concern.title),
        ("Rule", f"{concern.rule}: -{concern.points} {concern.dimension}"),
        ("Evidence", concern.evidence),
        ("Why it matters", concern.reason),
        ("What gives it back", concern.remedy),
    ):
        rows += [Content.styled(title, "bold $accent"), span(words, "", 2000), Content("")]
    clarified = clarify(review, concern.rule)
    rows += [Content.styled("The decision", "bold $accent"), span(clarified.question, "", 400)]
    for entry in clarified.alternatives:
        mark = ("● ", "$dim") if entry.current else ("✓ ", "$success")
        if not entry.current and not entry.resolves:
            mark = ("○ ", "$dim")
        rows.append(
            Content.assemble(
                "  ",
                mark,
                span(entry.words, "bold" if entry.resolves else "", 60),
                f"  {entry.total}/{FULL}",
                _moved(entry.total, entry.total - entry.delta),
                ("  as it is now" if entry.current else "", "$dim"),
            )
        )
    return lines(rows)


def _moved(now: int, before: int) -> Content:
    if now == before:
        return Content("")
    sign, colour = ("▲", "$success") if now > before else ("▼", "$error")
    return Content.assemble("  ", (f"{sign} {now - before:+d}", f"bold {colour}"))
