"""Commands of stages 0 to 3: answers, the structure, the gates and both critic checkpoints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pbc_tui.design import catalog
from pbc_tui.design.critic import Review, review, review_live
from pbc_tui.design.gates import Gate
from pbc_tui.design.options import StructureWay
from pbc_tui.design.structure import Edit, Replace, Tree
from pbc_tui.design.templates import propose, proposed
from pbc_tui.session import events as e
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.going_back import gate_of
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused, refusing

_WAY = "structure.way"


def answer(project: Project, key: str, value: Any) -> None:
    """Answer a question with a plain value (letter, name, text, list); None opens it again.

    Raises:
        Refused: for an unknown key, a value that cannot be taken, or a gate that is confirmed.
    """
    with refusing():
        changed = catalog.answer(project.state.answers, key, value)
    typed = changed.get(key)
    if typed != project.state.answers.get(key):
        project.record(e.Answered(key=key, value=catalog.plain(typed)))


def keep_drafts(project: Project, texts: Mapping[str, str]) -> None:
    """Keep what was typed and cannot be taken yet, by the name of its place; "" forgets it."""
    project.record(*(e.Drafted(key=key, text=text) for key, text in texts.items()))


def edit(project: Project, change: Edit) -> None:
    """Change the structure by one edit; entries made by hand before any way in make it an own one.

    Raises:
        Refused: with the edit's own words, or when the structure is approved already.
    """
    emptied = isinstance(change, Replace) and not change.tree
    chosen = project.state.answers.structure.way is not None
    _edit(project, change, None if chosen or emptied else StructureWay.OWN)


def _edit(project: Project, change: Edit, way: StructureWay | None) -> None:
    begun: list[e.Event] = []
    if way not in (None, project.state.answers.structure.way):
        begun.append(e.Answered(key=_WAY, value=catalog.plain(way)))
    project.record(*begun, e.TreeEdited(edit=change))


def undo(project: Project) -> None:
    """Take the last edit of the structure back."""
    project.record(e.TreeUndone())


def redo(project: Project) -> None:
    """Make the edit again that was taken back last."""
    project.record(e.TreeRedone())


def proposal(project: Project, way: StructureWay | None = None) -> Tree:
    """What a way in, else the chosen one, proposes; the empty tree for an own structure.

    Raises:
        Refused: while no way is chosen or an answer that it needs is open.
    """
    answers = project.state.answers
    if way is not None:
        answers = answers.with_value(_WAY, way)
    if answers.structure.way is None:
        raise Refused("structure.way: choose a way in first")
    try:
        return proposed(answers)
    except ValueError as error:
        raise Refused(str(error)) from error


def adopt(project: Project, tree: Tree, way: StructureWay | None = None) -> None:
    """Make ``tree`` the structure that is being edited; the earlier one can be undone to.

    The way in that led to it is recorded together with it, or not at all.

    Raises:
        Refused: when the structure is approved already.
    """
    if tree == project.state.tree:
        # Nothing changes, so nothing is there to be taken back.
        if way is not None:
            answer(project, _WAY, catalog.plain(way))
    elif way is None:
        edit(project, Replace.of(tree))
    else:
        _edit(project, Replace.of(tree), way)


def live_review(project: Project) -> Review:
    """The critic's view of the answers as they are now (SPEC 3: live in stages 1-3)."""
    state = project.state
    return review_live(state.answers, state.full_tree, state.gate or Gate.PLAN)


def checkpoint_review(project: Project, checkpoint: Literal[1, 2]) -> Review:
    """The critic's view at one checkpoint."""
    return review(project.state.answers, project.state.full_tree, checkpoint)


def confirm(project: Project, gate: Gate, *, reason: str = "") -> None:
    """Confirm a gate, explicitly. At a checkpoint the score is taken and judged (SPEC 3).

    Raises:
        Refused: naming what is open.
    """
    if gate is Gate.PLAN and not project.state.refusal(gate):
        _must_be_writable(project)
    if not gate.checkpoint:
        project.record(e.Confirmed(gate=gate, reason=reason))
        return
    verdict = checkpoint_review(project, 1 if gate is Gate.CRITIC_1 else 2)
    project.record(
        e.Confirmed(gate=gate, reason=reason, total=verdict.total, review=verdict.public())
    )


def _must_be_writable(project: Project) -> None:
    if refusals := plan_desk.agent_refusals(project):
        raise Refused(f"plan: the built-in agent cannot write: {'; '.join(refusals)}")


def clarify(project: Project, checkpoint: Literal[1, 2], rule: str) -> None:
    """Record that the person had one concern explained."""
    total = checkpoint_review(project, checkpoint).total
    project.record(
        e.CriticAnswered(checkpoint=checkpoint, choice="clarify", total=total, rule=rule)
    )


def revise(project: Project, checkpoint: Literal[1, 2], key: str, rule: str = "") -> Gate:
    """Choose to revise: the gate of the decision at fault opens again. Returns that gate.

    Raises:
        Refused: for a key that belongs to no decision.
    """
    gate = gate_of(key)
    total = checkpoint_review(project, checkpoint).total
    happened: list[e.Event] = [
        e.CriticAnswered(checkpoint=checkpoint, choice="revise", total=total, rule=rule)
    ]
    if gate in project.state.confirmed:
        happened.append(e.Reopened(gate=gate, reason=f"revising {key} for critic-{checkpoint}"))
    project.record(*happened)
    return gate


def template(project: Project) -> Tree:
    """What the structure can be compared with: the guided proposal, else the purpose's template.

    Raises:
        Refused: while an answer that it needs is open.
    """
    answers = project.state.answers
    try:
        if answers.structure.way is StructureWay.GUIDED:
            return proposed(answers)
        return propose(answers.before_features)
    except ValueError as error:
        raise Refused(str(error)) from error


def accept_suggestions(project: Project, keys: Iterable[str]) -> None:
    """Choose what is suggested for each of these questions, as the person asked explicitly."""
    for key in keys:
        if suggestion := catalog.question(key).suggestion(project.state.answers):
            answer(project, key, catalog.plain(suggestion.value))
