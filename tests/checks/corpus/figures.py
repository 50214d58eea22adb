"""Counting: per check how many defects were caught, and how many alarms were false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pbc_tui.design.verdict import CheckName
from tests.checks.corpus.case import Sort, stands
from tests.checks.corpus.running import Outcome

LEAST_CAUGHT = dict.fromkeys(CheckName, 1.0) | {CheckName.SECURITY: 0.95}
"""The least share of the defects of each check that must be caught."""
MOST_FALSE_ALARMS = 0.02
"""The greatest share of good files, and of checks that must stand, that may alarm."""


@dataclass(frozen=True)
class Row:
    """The figures of one check over good and bad cases.

    ``about`` are the bad cases whose one defect this check is for, ``missed`` those of them that it
    did not find; ``consequences`` are the other files in which it must fail, ``overlooked`` those
    where it did not. ``standing`` are the files in which it must stand, ``alarms`` those where it
    did not, or gave another reason to stand than expected.
    """

    name: CheckName
    about: int
    missed: tuple[str, ...]
    consequences: int
    overlooked: tuple[str, ...]
    standing: int
    alarms: tuple[str, ...]

    @property
    def caught(self) -> float:
        """The share of its own defects that it found."""
        return 1 - len(self.missed) / self.about if self.about else 1.0

    @property
    def false_alarms(self) -> float:
        """The share of files without a defect of its kind in which it alarmed."""
        return len(self.alarms) / self.standing if self.standing else 0.0


def rows(outcomes: Iterable[Outcome]) -> tuple[Row, ...]:
    """The figures of each check."""
    judged = [outcome for outcome in outcomes if outcome.case.sort is not Sort.HOSTILE]
    return tuple(_row(name, judged) for name in CheckName)


def good_files_that_alarm(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The good files in which any check gave another result than it must."""
    return tuple(o.case.name for o in outcomes if o.case.sort is Sort.GOOD and o.differing)


def hostile_faults(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The hostile cases that harmed something, hung, or got another verdict than they must."""
    return tuple(
        o.case.name
        for o in outcomes
        if o.case.sort is Sort.HOSTILE and (o.harm or o.verdict is None or o.differing)
    )


def table(outcomes: Sequence[Outcome]) -> str:
    """The figures as a text, and under them the account of everything that differs."""
    counts = {sort: sum(o.case.sort is sort for o in outcomes) for sort in Sort}
    lines = [
        f"{len(outcomes)} cases: " + ", ".join(f"{n} {sort}" for sort, n in counts.items()),
        "",
        f"{'check':<9} {'defects':>7} {'caught':>7} {'':>6}  {'follows':>7} {'caught':>6}"
        f"  {'no defect':>9} {'alarms':>6} {'':>5}",
    ]
    lines += [
        f"{row.name:<9} {row.about:>7} {row.about - len(row.missed):>7} {row.caught:>6.1%}"
        f"  {row.consequences:>7} {row.consequences - len(row.overlooked):>6}"
        f"  {row.standing:>9} {len(row.alarms):>6} {row.false_alarms:>5.1%}"
        for row in rows(outcomes)
    ]
    alarming = good_files_that_alarm(outcomes)
    share = len(alarming) / counts[Sort.GOOD] if counts[Sort.GOOD] else 0.0
    lines += [
        "",
        f"good files with a false alarm: {len(alarming)} of {counts[Sort.GOOD]} ({share:.1%})",
        f"hostile cases that harm, hang or mislead: {len(hostile_faults(outcomes))} "
        f"of {counts[Sort.HOSTILE]}",
    ]
    if no_more := [o.case.name for o in outcomes if o.case.known.keys() - set(o.differing)]:
        lines += ["", "in known.toml, and right by now:", *(f"  {name}" for name in no_more)]
    differing = [o for o in outcomes if o.differing or o.harm]
    if differing:
        lines += ["", "what differs:", *(o.account() for o in differing)]
    return "\n".join(lines)


def _row(name: CheckName, judged: list[Outcome]) -> Row:
    about = [o for o in judged if o.case.about is name]
    others = [o for o in judged if o.case.about is not name]
    must_stand = [o for o in others if stands(o.case.expected[name])]
    follows = [o for o in others if not stands(o.case.expected[name])]
    return Row(
        name=name,
        about=len(about),
        missed=_differing(about, name),
        consequences=len(follows),
        overlooked=_differing(follows, name),
        standing=len(must_stand),
        alarms=_differing(must_stand, name),
    )


def _differing(outcomes: list[Outcome], name: CheckName) -> tuple[str, ...]:
    return tuple(o.case.name for o in outcomes if not o.as_expected(name))
