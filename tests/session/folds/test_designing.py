"""Gates, structure and plan: what each event does, and when it is refused (SPEC 0, 3, 4.6, 5)."""

from __future__ import annotations

import pytest

from pbc_tui.design.catalog import AnswerError
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.proposal import digest_of
from pbc_tui.design.structure import Add, Delete, Rename
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from tests.session.designs import (
    CONTRACTS,
    LETTERS,
    TESTS,
    WORDS,
    answers_of,
    confirming,
    designed,
    verdict,
)
from tests.session.folds.steps import FIRST, accept, after, refused


def test_gates_are_confirmed_in_order_and_only_once() -> None:
    state = State()
    for later in list(Gate)[1:]:
        refused(state, confirming(later), "intake is not confirmed yet")
    for gate in Gate:
        state = designed(gate)
        state = state.apply(confirming(gate))
        refused(state, confirming(gate), "is confirmed already")
    assert state.building


def test_a_gate_names_what_is_open() -> None:
    state = State().apply(e.Answered(key="intake.package_name", value="app"))

    refused(state, confirming(Gate.INTAKE), "intake: open: intake.repository_name, ")


def test_no_preference_must_be_settled() -> None:
    state = designed(Gate.INTAKE).apply(e.Answered(key="intake.concurrency", value="D"))

    refused(state, confirming(Gate.INTAKE), "intake.concurrency_resolved")


@pytest.mark.parametrize("gate", [Gate.CRITIC_1, Gate.CRITIC_2])
def test_a_checkpoint_needs_its_total(gate: Gate) -> None:
    state = designed(gate)

    refused(state, e.Confirmed(gate=gate), "must be revised")
    refused(state, e.Confirmed(gate=gate, total=9, reason="because"), "must be revised")
    refused(state, e.Confirmed(gate=gate, total=14, reason=" "), "needs a written reason")
    assert state.apply(e.Confirmed(gate=gate, total=10, reason="because")).reviews[gate].total == 10
    assert gate in state.apply(e.Confirmed(gate=gate, total=15)).confirmed


def test_the_structure_needs_a_file_and_the_plan_its_contracts() -> None:
    structure = designed(Gate.CRITIC_1).apply(confirming(Gate.CRITIC_1))
    empty = after(structure, e.Answered(key="structure.way", value="own"))
    refused(empty, confirming(Gate.STRUCTURE), "the tree has no file yet")

    plan = designed(Gate.FEATURES)
    plan = after(plan, confirming(Gate.FEATURES), confirming(Gate.CRITIC_2))
    refused(plan, confirming(Gate.PLAN), f"{WORDS} has no contract")
    everything = [e.TaskRemoved(path=path) for path in plan.tree.files()]
    refused(after(plan, *everything), confirming(Gate.PLAN), "there is no task in it")


def test_a_confirmed_gate_is_changed_only_after_reopening_it() -> None:
    state = designed(Gate.FEATURES)

    refused(state, e.Answered(key="intake.purpose", value="A"), "intake is confirmed; reopen it")
    refused(state, e.TreeEdited(edit=Add(path="x")), "structure is confirmed; reopen it first")
    again = state.apply(e.Reopened(gate=Gate.INTAKE))
    assert again.confirmed == ()
    assert again.answers == state.answers
    assert again.apply(e.Answered(key="intake.purpose", value="A")).gate is Gate.INTAKE


def test_answers_are_given_at_their_own_stage() -> None:
    refused(State(), e.Answered(key="architecture.errors", value="A"), "intake is not confirmed")
    refused(State(), e.Answered(key="features.api", value="no"), "is not confirmed yet")
    with pytest.raises(AnswerError, match=r"intake\.purpose"):
        State().apply(e.Answered(key="intake.purpos", value="A"))


def test_reopening_closes_what_follows_and_the_open_task(opened: State) -> None:
    for gate in Gate:
        again = opened.apply(e.Reopened(gate=gate))
        assert again.confirmed == gate.before
        assert again.gate is gate
        assert not again.opened
        assert again.progress_of(FIRST).status is Status.WAITING
        refused(again, e.TaskOpened(task=FIRST, path=WORDS), "is not confirmed yet")
    refused(State(), e.Reopened(gate=Gate.INTAKE), "is open already")


def test_undo_and_redo_without_limit() -> None:
    state = designed(Gate.STRUCTURE)
    start = state.tree
    for number in range(30):
        state = state.apply(e.TreeEdited(edit=Add(path=f"f{number}.md")))
    end = state.tree
    state = after(state, *[e.TreeUndone()] * 30)
    assert state.tree == start
    state = after(state, *[e.TreeRedone()] * 30)
    assert state.tree == end
    refused(state, e.TreeRedone(), "nothing to redo")
    branched = after(state, e.TreeUndone(), e.TreeEdited(edit=Add(path="other.md")))
    refused(branched, e.TreeRedone(), "nothing to redo")
    refused(designed(Gate.CRITIC_1), e.TreeUndone(), "critic-1 is not confirmed yet")


def test_an_impossible_edit_is_refused_in_its_own_words() -> None:
    state = designed(Gate.STRUCTURE)

    refused(state, e.TreeEdited(edit=Rename(path="nope", name="x")), "nope: is not there")
    empty = after(state, e.TreeUndone())
    refused(empty, e.TreeUndone(), "nothing to undo")


def test_features_that_do_not_fit_the_structure_are_refused_by_name() -> None:
    state = after(
        designed(Gate.STRUCTURE),
        e.TreeEdited(edit=Add(path="docs", purpose="A file in the way.")),
        confirming(Gate.STRUCTURE),
        e.Answered(key="features.docs_site", value="B"),
        e.Answered(key="features.docs_content", value=[]),
    )
    adding = state.apply(e.Answered(key="features.add_missing", value=True))

    assert "docs" in adding.full_tree
    refused(adding, confirming(Gate.FEATURES), "what they need cannot be added: docs/")
    assert state.apply(e.Answered(key="features.add_missing", value=False)).full_tree == state.tree


def test_what_features_need_is_part_of_the_plan_only_while_they_are_chosen() -> None:
    state = designed(Gate.FEATURES)
    chosen = after(
        state,
        e.Answered(key="features.docs_site", value="B"),
        e.Answered(key="features.docs_content", value=[]),
        e.Answered(key="features.add_missing", value=True),
    )

    assert set(chosen.plan.by_path) > set(state.plan.by_path)
    taken_back = chosen.apply(e.Answered(key="features.docs_site", value="no"))
    assert set(taken_back.plan.by_path) == set(state.plan.by_path)


def test_contracts_belong_to_files_of_the_structure() -> None:
    state = designed(Gate.PLAN)

    refused(state, e.ContractSet(path="src/x.py", text="x: int"), "src/x.py is not a file of the")
    changed = state.apply(e.ContractSet(path=WORDS, text="def f(): ...", source="agent"))
    assert changed.plan.by_path[WORDS].spec.contract == "def f(): ..."
    assert changed.contract_sources[WORDS] == "agent"
    assert changed.apply(e.ContractSet(path=WORDS, text=" ")).plan.by_path[WORDS].needs_contract


def test_what_was_decided_on_a_proposal_is_remembered() -> None:
    state = designed(Gate.PLAN).apply(
        e.ProposalRefused(path=WORDS, digest="a1", reason="too much in it")
    )

    assert (state.proposals[WORDS], state.refusals[WORDS]) == ("a1", "too much in it")
    taken = state.apply(e.ContractSet(path=WORDS, text="def f(): ...", source="agent"))
    assert taken.proposals[WORDS] == digest_of("def f(): ...")
    assert WORDS not in taken.refusals
    edited = taken.apply(e.ContractSet(path=WORDS, text="def g(): ..."))
    assert edited.proposals[WORDS] == digest_of("def f(): ...")


def test_a_contract_waits_for_a_file_that_was_taken_out() -> None:
    state = after(
        designed(),
        e.Reopened(gate=Gate.STRUCTURE),
        e.TreeEdited(edit=Delete(paths=(LETTERS,))),
    )
    assert LETTERS not in state.plan.by_path
    again = state.apply(e.TreeUndone())
    assert again.plan.by_path[LETTERS].spec.contract == CONTRACTS[LETTERS]


def test_tasks_are_removed_and_restored_while_the_plan_is_open() -> None:
    state = designed(Gate.PLAN)
    without = state.apply(e.TaskRemoved(path=LETTERS))

    assert LETTERS not in without.plan.by_path
    refused(without, e.TaskRemoved(path=LETTERS), "has no task")
    assert LETTERS in without.apply(e.TaskRestored(path=LETTERS)).plan.by_path
    refused(state, e.TaskRestored(path=LETTERS), "was not removed")
    refused(designed(), e.TaskRemoved(path=LETTERS), "plan is confirmed; reopen it first")


def test_another_order_needs_a_reason_and_may_not_break_a_dependency() -> None:
    state = designed(Gate.PLAN)
    order = tuple(task.path for task in state.plan.tasks)
    backwards = ("README.md", WORDS, TESTS, LETTERS)

    refused(state, e.TasksReordered(order=backwards, reason=" "), "needs a reason")
    refused(state, e.TasksReordered(order=order[::-1], reason="why not"), f"needs {WORDS}")
    refused(state, e.TasksReordered(order=order[1:], reason="why not"), "names every task once")
    changed = state.apply(e.TasksReordered(order=backwards, reason="the README first"))
    assert tuple(task.path for task in changed.plan.tasks) == backwards


def test_tasks_keep_their_ids_when_the_plan_is_built_again(building: State) -> None:
    state = after(
        building,
        e.Reopened(gate=Gate.STRUCTURE),
        e.TreeEdited(edit=Delete(paths=(WORDS, TESTS))),
        e.TreeEdited(edit=Add(path="NOTES.md")),
    )

    assert state.plan.by_path[LETTERS].id == building.plan.by_path[LETTERS].id
    assert state.plan.by_path["NOTES.md"].id == "TASK-005"


def test_unanswered_features_count_as_no() -> None:
    state = designed(Gate.FEATURES)

    assert answers_of(Gate.FEATURES, state) == []
    assert state.apply(confirming(Gate.FEATURES)).answers.features.api is None


def test_a_reopening_is_taken_back_with_all_that_was_changed_since(building: State) -> None:
    reopened = after(
        building,
        e.Reopened(gate=Gate.STRUCTURE),
        e.TreeEdited(edit=Delete(paths=(LETTERS,))),
        confirming(Gate.STRUCTURE),
        e.Reopened(gate=Gate.INTAKE),
        e.Answered(key="intake.description", value="Counts something else."),
    )

    once = reopened.apply(e.ReopeningUndone())
    assert once.answers == building.answers
    assert LETTERS not in once.tree
    assert once.gate is Gate.FEATURES

    twice = once.apply(e.ReopeningUndone())
    assert twice.tree == building.tree
    assert twice.building
    assert [task.id for task in twice.plan.tasks] == [task.id for task in building.plan.tasks]
    refused(twice, e.ReopeningUndone(), "no reopening can be taken back")


def test_a_reopening_stands_once_a_task_was_begun(building: State) -> None:
    again = after(building, e.Reopened(gate=Gate.PLAN), confirming(Gate.PLAN))
    assert again.reopenings

    begun = again.apply(e.TaskOpened(task=FIRST, path=WORDS))

    refused(begun, e.ReopeningUndone(), "no reopening can be taken back")


def test_a_plan_is_just_approved_until_a_task_is_begun_or_a_gate_reopened(building: State) -> None:
    assert not State().just_approved
    assert building.just_approved
    assert building.apply(e.Noted(text="a")).just_approved
    assert not building.apply(e.Aborted()).just_approved
    begun = building.apply(e.TaskOpened(task=FIRST, path=WORDS))
    assert not begun.just_approved
    reopened = begun.apply(e.Reopened(gate=Gate.PLAN))
    assert not reopened.just_approved
    assert not reopened.apply(e.ReopeningUndone()).just_approved
    assert reopened.apply(confirming(Gate.PLAN)).just_approved


def test_what_was_accepted_is_not_stale_after_a_reopening_was_taken_back(opened: State) -> None:
    digest = opened.plan.by_id[FIRST].digest
    done = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept(digest=digest))
    changed = after(
        done,
        e.Reopened(gate=Gate.PLAN),
        e.ContractSet(path=WORDS, text="def other() -> int: ..."),
        confirming(Gate.PLAN),
    )
    assert changed.status(changed.plan.by_id[FIRST]) is Status.STALE

    back = changed.apply(e.ReopeningUndone())

    assert back.status(back.plan.by_id[FIRST]) is Status.ACCEPTED


def test_a_file_joins_the_plan_beside_the_structure() -> None:
    state = designed(Gate.PLAN)
    path = "src/demo_app/more.py"

    joined = state.apply(e.TaskAdded(path=path, purpose="Does more."))

    assert joined.tree == state.tree
    task = joined.plan.by_path[path]
    assert (task.purpose, task.needs_contract) == ("Does more.", True)
    for event, words in (
        (e.TaskAdded(path=path, purpose="Again."), "is there already"),
        (e.TaskAdded(path="../out.py", purpose="Out."), "../out.py"),
        (e.TaskAdded(path="src/demo_app/x.py", purpose=" "), "say in one sentence"),
    ):
        refused(joined, event, words)
    assert joined.apply(e.TaskRemoved(path=path)).changes == state.changes


def test_files_of_a_group_are_handed_over_together_one_after_the_other(building: State) -> None:
    state = after(
        building,
        e.Reopened(gate=Gate.PLAN),
        e.TasksGrouped(groups=((WORDS, LETTERS),)),
        confirming(Gate.PLAN),
    )
    first, second = (state.plan.by_path[path] for path in (WORDS, LETTERS))
    assert state.plan.group_of(first.id) == (first, second)
    assert state.together_with(first) == (first, second)

    digest = first.digest
    done = after(
        state,
        e.TaskOpened(task=first.id, path=WORDS),
        e.Judged(task=first.id, verdict=verdict(WORDS)),
        accept(digest=digest),
    )

    assert done.next_task == second
    assert done.together_with(second) == (second,)
    refused(state, e.TasksGrouped(groups=()), "reopen it first")


def test_a_group_that_cannot_be_handed_over_together_is_refused() -> None:
    state = designed(Gate.PLAN)

    refused(state, e.TasksGrouped(groups=((WORDS,),)), "2 to 5 files")
