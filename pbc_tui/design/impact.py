"""What reopening a decision touches, said before it takes effect (SPEC 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog import Kind, Question
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.additions import whole_tree
from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.structure import Tree

TREE = "structure.tree"
"""The decision that the tree as a whole is."""
CONTRACT = "contract:"
"""Begins the decision that a contract is, before the path of its file."""


@dataclass(frozen=True)
class Standing:
    """Where a project stands, as plain values.

    ``tree`` is the approved structure without what features add. ``accepted`` maps the path of each
    accepted file to the digest of the specification that it was accepted for.
    """

    answers: Answers
    tree: Tree
    changes: PlanChanges = field(default_factory=PlanChanges)
    confirmed: tuple[Gate, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan of this design; None while it cannot be built."""
        for gate in (Gate.INTAKE, Gate.ARCHITECTURE):
            if catalog.open_questions(gate, self.answers):
                return None
        tree, _ = whole_tree(self.answers, self.tree, self.changes.added)
        contracts = {path: text for path, text in self.changes.contracts.items() if path in tree}
        try:
            return build_plan(self.answers, tree, replace(self.changes, contracts=contracts))
        except (PlanError, ValueError):
            return None

    @cached_property
    def digests(self) -> dict[str, str]:
        """Path to digest of every task; empty while there is no plan."""
        return {task.path: task.digest for task in self.plan.tasks} if self.plan else {}


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change touches. All paths are in the order of the plan.

    ``gate`` is the one that is reopened, ``reopened`` all confirmations to be given again.
    ``stale`` are accepted files to be generated again, ``stays`` those that keep their acceptance,
    ``dropped`` those that lose their task; every one of them stays on disk. ``certain`` is False
    where the new answer is not known yet: the paths are then what some other answer would touch,
    and ``by_decision`` says which decision touches what.
    """

    gate: Gate
    reopened: tuple[Gate, ...]
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    certain: bool = True
    by_decision: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def gate_of(key: str) -> Gate:
    """The gate before which a decision stands: that of a question, of the tree, of a contract.

    Raises:
        catalog.AnswerError: for an unknown key.
    """
    if key.startswith(CONTRACT):
        return Gate.PLAN
    return Gate.STRUCTURE if key == TREE else catalog.question(key).gate


def impact_of_change(
    standing: Standing, answers: Answers, tree: Tree | None = None, *, gate: Gate
) -> Impact:
    """What changes when these answers, and this tree, take the place of those in force.

    ``gate`` is the one that is reopened for it.
    """
    after = replace(standing, answers=answers, tree=standing.tree if tree is None else tree)
    return _compared(standing, after.digests, gate)


def impact_of_decision(standing: Standing, key: str) -> Impact:
    """What any other answer to one decision would touch.

    Raises:
        catalog.AnswerError: for an unknown key.
    """
    gate = gate_of(key)
    if gate is Gate.PLAN:
        return _of_contract(standing, key)
    # Whatever is answered on the way to the tree, the tree that comes of it is not known yet.
    return _possible(standing, () if gate is Gate.STRUCTURE else (key,), gate)


def impact_of_gate(standing: Standing, gate: Gate) -> Impact:
    """What any other answer to any decision of a gate would touch.

    The structure is open to every change: see ``impact_of_change`` for that of known edits.
    """
    keys = tuple(
        question.key
        for question in catalog.questions_of(gate, standing.answers)
        if gate is not Gate.STRUCTURE
    )
    return _possible(standing, keys, gate)


def sentences(impact: Impact, most: int = 6) -> tuple[tuple[str, str], ...]:
    """The impact as pairs of title and words, for the question whether it may take effect.

    At most so many paths are named where there are several.
    """
    may = "" if impact.certain else "may "
    found = [
        ("To be confirmed again", ", ".join(gate.words for gate in impact.reopened) or "nothing"),
        (f"Tasks that {may}change", _counted(impact.changed, most)),
    ]
    if impact.added:
        found.append((f"Tasks that {may}join", _counted(impact.added, most)))
    if impact.removed:
        found.append((f"Tasks that {may}go", _counted(impact.removed, most)))
    found.append((f"Accepted files that {may}become stale", _counted(impact.stale, most)))
    if impact.dropped:
        found.append((f"Accepted files that {may}lose their task", _counted(impact.dropped, most)))
    found.append(("Accepted files that stay", _counted(impact.stays, most)))
    if not impact.certain and not impact.by_decision and impact.gate in _DEPENDS:
        found.append(("Depends on", _DEPENDS[impact.gate]))
    return tuple(found)


def _reopened(standing: Standing, gate: Gate) -> tuple[Gate, ...]:
    return tuple(entry for entry in (gate, *gate.after) if entry in standing.confirmed)


def _compared(standing: Standing, after: Mapping[str, str], gate: Gate) -> Impact:
    before, accepted = standing.digests, standing.accepted
    return Impact(
        gate=gate,
        reopened=_reopened(standing, gate),
        changed=tuple(path for path in before if path in after and after[path] != before[path]),
        added=tuple(path for path in after if path not in before),
        removed=tuple(path for path in before if path not in after),
        stale=tuple(path for path in accepted if path in after and after[path] != accepted[path]),
        stays=tuple(path for path in accepted if after.get(path) == accepted[path]),
        dropped=tuple(path for path in accepted if path not in after),
    )


def _of_contract(standing: Standing, key: str) -> Impact:
    """What another contract of a file touches, by the sample of one function more."""
    path = key.removeprefix(CONTRACT)
    text = standing.changes.contracts.get(path, "")
    contracts = {**standing.changes.contracts, path: f"{text}\n\n\ndef one_more() -> None: ...\n"}
    after = replace(standing, changes=replace(standing.changes, contracts=contracts))
    found = _compared(standing, after.digests, Gate.PLAN)
    return replace(found, certain=False, by_decision={key: found.changed})


def _possible(standing: Standing, keys: tuple[str, ...], gate: Gate) -> Impact:
    by_decision: dict[str, tuple[str, ...]] = {}
    added: dict[str, None] = {}
    removed: dict[str, None] = {}
    stale: set[str] = set()
    for key in keys:
        touched: set[str] = set()
        for answers in _alternatives(standing.answers, key):
            after = replace(standing, answers=answers).digests
            if not after:
                continue
            one = _compared(standing, after, gate)
            touched.update(one.changed, one.added, one.removed)
            added.update(dict.fromkeys(one.added))
            removed.update(dict.fromkeys(one.removed))
            stale.update(one.stale)
        order = (*standing.digests, *added)
        by_decision[key] = tuple(path for path in order if path in touched)
    every = {path for paths in by_decision.values() for path in paths}
    outdated = {
        path for path, digest in standing.accepted.items() if standing.digests.get(path) != digest
    }
    lost = {path for path in standing.accepted if path in removed}
    return Impact(
        gate=gate,
        reopened=_reopened(standing, gate),
        changed=tuple(path for path in standing.digests if path in every and path not in removed),
        added=tuple(added),
        removed=tuple(removed),
        stale=tuple(path for path in standing.accepted if path in stale | outdated),
        stays=tuple(path for path in standing.accepted if path not in stale | outdated | lost),
        dropped=tuple(path for path in standing.accepted if path in lost),
        certain=False,
        by_decision=by_decision,
    )


def _alternatives(answers: Answers, key: str) -> Iterator[Answers]:
    """The answers with each other answer to one question: every option, or a sample of a text."""
    question = catalog.question(key)
    current = answers.get(key)
    for value in _values(question, current):
        if value != current:
            yield answers.with_value(key, value)


def _values(question: Question, current: Any) -> Iterator[Any]:
    match question.kind:
        case Kind.ONE:
            yield from (choice.option for choice in question.choices)
        case Kind.SEVERAL:
            for choice in question.choices:
                wanted = set(current or ()) ^ {choice.option}
                yield tuple(entry.option for entry in question.choices if entry.option in wanted)
        case Kind.YES_NO:
            yield not current
        case Kind.NUMBER:
            yield (current or 100) - 1
        case Kind.TEXT:
            yield _OTHER_TEXTS.get(question.key, f"{current or 'x'}_2")
        case Kind.LINES:
            yield (*(current or ()), _OTHER_LINES.get(question.key, "another line"))


_DEPENDS = {
    Gate.STRUCTURE: (
        "what you add, move, rename or delete: those files and the files that use them change"
    ),
    Gate.PLAN: "which tasks you remove, and which contracts you change",
}
_OTHER_TEXTS = {
    "intake.python_version": ">=3.13",
    "project.version": "0.0.1",
    "project.url": "https://example.com/other",
}
_OTHER_LINES = {"features.readme_languages": "eo"}


def _counted(paths: tuple[str, ...], most: int) -> str:
    if not paths:
        return "none"
    shown = ", ".join(paths[:most])
    more = f" and {len(paths) - most} more" if len(paths) > most else ""
    return f"{len(paths)}: {shown}{more}"
