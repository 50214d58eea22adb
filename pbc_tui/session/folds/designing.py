"""Answers, structure, gates, contracts and plan (SPEC 1 to 5): what each event does to them."""

from __future__ import annotations

from dataclasses import replace

from pbc_tui.design import catalog
from pbc_tui.design.critic import LEAST_TOTAL, REASON_BELOW
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.build import check_order
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.structure import EditError, apply
from pbc_tui.session import events as e
from pbc_tui.session.folds.guards import Folds, close_task, must_be_open, specified_anew
from pbc_tui.session.state import GateClosed, State


def _answered(state: State, event: e.Answered) -> State:
    entry = catalog.question(event.key)
    must_be_open(state, entry.gate, event.key)
    return replace(state, answers=catalog.answer(state.answers, event.key, event.value))


def _drafted(state: State, event: e.Drafted) -> State:
    drafts = {key: text for key, text in state.drafts.items() if key != event.key}
    if event.text:
        drafts[event.key] = event.text
    return replace(state, drafts=drafts)


def _tree_edited(state: State, event: e.TreeEdited) -> State:
    must_be_open(state, Gate.STRUCTURE, "the structure")
    try:
        tree = apply(state.tree, event.edit)
    except EditError as error:
        raise GateClosed(str(error)) from None
    return replace(state, tree=tree, done=(*state.done, state.tree.bare()), undone=())


def _tree_undone(state: State, _: e.TreeUndone) -> State:
    must_be_open(state, Gate.STRUCTURE, "the structure")
    if not state.done:
        raise GateClosed("there is nothing to undo")
    return replace(
        state, tree=state.done[-1], done=state.done[:-1], undone=(*state.undone, state.tree.bare())
    )


def _tree_redone(state: State, _: e.TreeRedone) -> State:
    must_be_open(state, Gate.STRUCTURE, "the structure")
    if not state.undone:
        raise GateClosed("there is nothing to redo")
    return replace(
        state,
        tree=state.undone[-1],
        undone=state.undone[:-1],
        done=(*state.done, state.tree.bare()),
    )


def _confirmed(state: State, event: e.Confirmed) -> State:
    if refusal := state.refusal(event.gate):
        raise GateClosed(refusal)
    if event.gate.checkpoint:
        total = event.total
        if total is None or total < LEAST_TOTAL:
            raise GateClosed(
                f"{event.gate.value}: a total of {total} is under {LEAST_TOTAL} and must be revised"
            )
        if total < REASON_BELOW and not event.reason.strip():
            raise GateClosed(
                f"{event.gate.value}: a total of {total} needs a written reason to proceed"
            )
    changed = replace(state, confirmed=(*state.confirmed, event.gate))
    if event.gate.checkpoint:
        changed = replace(changed, reviews={**state.reviews, event.gate: event})
    if event.gate is Gate.PLAN:
        ids = {**state.changes.ids, **{task.path: task.id for task in state.plan.tasks}}
        changed = replace(changed, changes=replace(state.changes, ids=ids))
    return changed


def _reopened(state: State, event: e.Reopened) -> State:
    if event.gate not in state.confirmed:
        raise GateClosed(f"{event.gate.value}: is open already")
    kept = tuple(gate for gate in state.confirmed if gate in event.gate.before)
    return replace(close_task(state), confirmed=kept)


def _contract_set(state: State, event: e.ContractSet) -> State:
    if event.path not in state.full_tree:
        raise GateClosed(f"contracts: {event.path} is not a file of the structure")
    contracts = {path: text for path, text in state.changes.contracts.items() if path != event.path}
    sources = dict(state.contract_sources)
    sources.pop(event.path, None)
    if event.text.strip():
        contracts[event.path] = event.text
        sources[event.path] = event.source
    if state.building:
        state = specified_anew(state, event.path)
    return replace(
        state, changes=replace(state.changes, contracts=contracts), contract_sources=sources
    )


def _task_removed(state: State, event: e.TaskRemoved) -> State:
    must_be_open(state, Gate.PLAN, "the plan")
    if event.path not in state.plan.by_path:
        raise GateClosed(f"plan: {event.path} has no task")
    removed = state.changes.removed | {event.path}
    return replace(state, changes=replace(state.changes, removed=removed))


def _task_restored(state: State, event: e.TaskRestored) -> State:
    must_be_open(state, Gate.PLAN, "the plan")
    if event.path not in state.changes.removed:
        raise GateClosed(f"plan: {event.path} was not removed")
    return replace(
        state, changes=replace(state.changes, removed=state.changes.removed - {event.path})
    )


def _tasks_reordered(state: State, event: e.TasksReordered) -> State:
    must_be_open(state, Gate.PLAN, "the plan")
    if not event.reason.strip():
        raise GateClosed("plan: another order needs a reason")
    try:
        check_order(state.plan, event.order)
    except PlanError as error:
        raise GateClosed(f"plan: {error}") from None
    return replace(state, changes=replace(state.changes, order=event.order))


def _constraints_changed(state: State, event: e.ConstraintsChanged) -> State:
    if state.building:
        state = specified_anew(state, event.path)
    constraints = {**state.changes.constraints, event.path: event.constraints}
    allowed = {**state.changes.allowed, event.path: event.allowed}
    return replace(state, changes=replace(state.changes, constraints=constraints, allowed=allowed))


FOLDS: Folds = {
    e.Answered: _answered,
    e.Drafted: _drafted,
    e.TreeEdited: _tree_edited,
    e.TreeUndone: _tree_undone,
    e.TreeRedone: _tree_redone,
    e.Confirmed: _confirmed,
    e.Reopened: _reopened,
    e.ContractSet: _contract_set,
    e.TaskRemoved: _task_removed,
    e.TaskRestored: _task_restored,
    e.TasksReordered: _tasks_reordered,
    e.ConstraintsChanged: _constraints_changed,
}
