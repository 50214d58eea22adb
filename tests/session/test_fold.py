"""What each event does, and when it is refused (SPEC 0, 3, 4.6, 5, 6, 8)."""

from __future__ import annotations

import pytest

from pbc_tui.design.catalog import AnswerError
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Add, Delete, Rename
from pbc_tui.design.verdict import CheckName, CheckResult, Result
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import GateClosed, State
from tests.session.designs import (
    CONTRACTS,
    LETTERS,
    TESTS,
    WORDS,
    answers_of,
    confirming,
    designed,
    history,
    verdict,
)

FIRST, SECOND = "TASK-001", "TASK-002"
SHA = "f" * 64


def after(state: State, *events: e.Event) -> State:
    for event in events:
        state = state.apply(event)
    return state


def refused(state: State, event: e.Event, words: str) -> None:
    with pytest.raises(GateClosed) as caught:
        state.apply(event)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def confirmation(
    result: Result = Result.PASS,
    name: CheckName = CheckName.TESTS,
    *,
    provisional: bool = False,
    task: str = FIRST,
    sha256: str = SHA,
) -> e.TestsConfirmed:
    again = CheckResult(name=name, result=result, provisional=provisional)
    return e.TestsConfirmed(task=task, sha256=sha256, result=again)


def accept(**more: object) -> e.Accepted:
    values = {"task": FIRST, "path": WORDS, "sha256": SHA, "digest": "d", **more}
    return e.Accepted.model_validate(values)


@pytest.fixture
def building() -> State:
    return designed()


@pytest.fixture
def opened(building: State) -> State:
    return building.apply(e.TaskOpened(task=FIRST, path=WORDS))


# Gates


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


# Structure


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


# Plan


def test_contracts_belong_to_files_of_the_structure() -> None:
    state = designed(Gate.PLAN)

    refused(state, e.ContractSet(path="src/x.py", text="x: int"), "src/x.py is not a file of the")
    changed = state.apply(e.ContractSet(path=WORDS, text="def f(): ...", source="agent"))
    assert changed.plan.by_path[WORDS].spec.contract == "def f(): ..."
    assert changed.contract_sources[WORDS] == "agent"
    assert changed.apply(e.ContractSet(path=WORDS, text=" ")).plan.by_path[WORDS].needs_contract


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


# Tasks


def test_one_task_at_a_time_and_only_when_it_is_ready(building: State, opened: State) -> None:
    refused(building, e.TaskOpened(task=SECOND, path=LETTERS), f"{SECOND} needs {FIRST}")
    refused(building, e.TaskOpened(task="TASK-099", path="x"), "there is no such task")
    refused(opened, e.TaskOpened(task="TASK-004", path="README.md"), f"{FIRST} is open; decide")
    assert opened.apply(e.TaskOpened(task=FIRST, path=WORDS)).progress_of(FIRST).attempts == 2
    refused(designed(Gate.PLAN), e.TaskOpened(task=FIRST, path=WORDS), "plan is not confirmed yet")


def test_nothing_happens_to_a_task_that_is_not_open(building: State) -> None:
    for event in (
        e.Judged(task=FIRST, verdict=verdict(WORDS)),
        e.Withdrawn(task=FIRST),
        accept(),
        e.ModificationRequested(task=FIRST, request="x"),
        e.RegenerationRequested(task=FIRST),
        e.Deferred(task=FIRST),
        e.FindingDismissed(task=FIRST, fingerprint="f", reason="r"),
        e.FixApplied(task=FIRST, fix="f", explanation="e", diff="d"),
    ):
        refused(building, event, "is not the open task")


def test_accepting_what_was_judged(opened: State) -> None:
    state = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept())

    assert state.progress_of(FIRST).status is Status.ACCEPTED
    assert not state.opened
    assert state.next_task is not None


def test_a_verdict_is_about_the_file_of_the_task(opened: State) -> None:
    refused(opened, e.Judged(task=FIRST, verdict=verdict(LETTERS)), f"is about {WORDS}")


@pytest.mark.parametrize(
    ("events", "more", "words"),
    [
        ([], {}, "there is no verdict"),
        ([e.Judged(task=FIRST, verdict=verdict(WORDS))], {"sha256": "0" * 64}, "has changed since"),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS)), e.Withdrawn(task=FIRST)],
            {},
            "there is no verdict",
        ),
        (
            [
                e.Judged(task=FIRST, verdict=verdict(WORDS)),
                e.FixApplied(task=FIRST, fix="f", explanation="e", diff="d"),
            ],
            {},
            "there is no verdict",
        ),
        (
            [
                e.Judged(task=FIRST, verdict=verdict(WORDS)),
                e.ContractSet(path=WORDS, text="def other() -> int: ..."),
            ],
            {},
            "there is no verdict",
        ),
        (
            [
                e.Judged(task=FIRST, verdict=verdict(WORDS)),
                e.ConstraintsChanged(path=WORDS, constraints=("no regular expressions",)),
            ],
            {},
            "there is no verdict",
        ),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS, critical=True))],
            {"acknowledged": ("security",)},
            "a critical finding stands: a secret",
        ),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS, failing=(CheckName.STYLE,)))],
            {"acknowledged": ("tests",)},
            "not acknowledged: style",
        ),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS, without=(CheckName.TESTS,)))],
            {"acknowledged": ("tests",)},
            "not checked: tests",
        ),
    ],
)
def test_what_cannot_be_accepted(
    opened: State, events: list[e.Event], more: dict[str, object], words: str
) -> None:
    refused(after(opened, *events), accept(**more), words)


def test_failures_can_be_acknowledged(opened: State) -> None:
    failing = verdict(WORDS, failing=(CheckName.STYLE, CheckName.TESTS))
    state = after(
        opened,
        e.Judged(task=FIRST, verdict=failing),
        accept(acknowledged=("style", "tests")),
    )

    assert state.progress_of(FIRST).acknowledged == ("style", "tests")


def test_a_false_positive_is_dismissed_one_at_a_time_with_a_reason(opened: State) -> None:
    state = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, critical=True)))
    finding = "S105: a secret"

    refused(
        state, e.FindingDismissed(task=FIRST, fingerprint=finding, reason=""), "only with a reason"
    )
    refused(
        state, e.FindingDismissed(task=FIRST, fingerprint="S1: x", reason="r"), "no such finding"
    )
    refused(
        opened, e.FindingDismissed(task=FIRST, fingerprint=finding, reason="r"), "no such finding"
    )
    dismissed = state.apply(
        e.FindingDismissed(task=FIRST, fingerprint=finding, reason="a public constant")
    )
    assert dismissed.apply(accept()).progress_of(FIRST).dismissals == (finding,)
    # The same finding stays dismissed when the file is judged again.
    again = dismissed.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, critical=True)))
    accepted = again.apply(accept())
    assert accepted.progress_of(FIRST).status is Status.ACCEPTED
    # What the agent is told rests on the last verdict; a change after acceptance keeps it too.
    assert not dismissed.progress_of(FIRST).verdicts[-1].blocking
    touched = verdict(WORDS, critical=True).model_copy(update={"sha256": "9" * 64})
    changed = accepted.apply(e.AcceptedFileChanged(task=FIRST, verdict=touched))
    assert not changed.progress_of(FIRST).changed_since.blocking  # type: ignore[union-attr]


def test_at_most_two_fixes(opened: State) -> None:
    fix = e.FixApplied(task=FIRST, fix="format", explanation="formatted", diff="-a\n+b\n")
    twice = after(opened, fix, fix)

    refused(twice, fix, "two fixes have been applied")


def test_modification_and_regeneration_are_kept(opened: State) -> None:
    state = after(
        opened,
        e.ModificationRequested(task=FIRST, request="shorter"),
        e.TaskOpened(task=FIRST, path=WORDS),
        e.RegenerationRequested(task=FIRST),
    )

    assert state.progress_of(FIRST).requests == ("shorter",)
    assert state.progress_of(FIRST).repair == "regeneration"


def test_deferring_lets_others_wait_or_go_on(opened: State) -> None:
    waiting = opened.apply(e.Deferred(task=FIRST))
    going_on = opened.apply(e.Deferred(task=FIRST, dependents_wait=False))

    refused(waiting, e.TaskOpened(task=SECOND, path=LETTERS), f"{SECOND} needs {FIRST}")
    assert going_on.apply(e.TaskOpened(task=SECOND, path=LETTERS)).opened == SECOND
    reopened = waiting.apply(e.TaskReopened(task=FIRST))
    assert reopened.next_task is not None
    assert reopened.next_task.id == FIRST


def test_an_ended_workflow_is_taken_up_again(opened: State) -> None:
    ended = opened.apply(e.Aborted(task=FIRST))

    assert not ended.opened
    refused(ended, e.TaskOpened(task=FIRST, path=WORDS), "the workflow was ended")
    assert after(ended, e.Continued(), e.TaskOpened(task=FIRST, path=WORDS)).opened == FIRST


def test_reopening_a_task(opened: State) -> None:
    refused(opened, e.TaskReopened(task=FIRST), "is open already")
    refused(opened, e.TaskReopened(task="TASK-077"), "there is no such task")
    done = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept())
    again = done.apply(e.TaskReopened(task=FIRST, reason="the suite failed"))
    assert again.progress_of(FIRST).status is Status.WAITING


def test_only_the_open_task_is_changed_while_building(building: State, opened: State) -> None:
    for state in (building, opened):
        refused(state, e.ContractSet(path=LETTERS, text="x: int"), "only the open task")
        refused(state, e.ConstraintsChanged(path=LETTERS, constraints=("c",)), "only the open task")
    changed = opened.apply(e.ConstraintsChanged(path=WORDS, constraints=("c",), allowed=("numpy",)))
    task = changed.plan.by_path[WORDS]
    assert task.constraints == ("c",)
    assert task.digest != opened.plan.by_path[WORDS].digest


def test_a_provisional_verdict_is_accepted_once_a_fresh_run_has_confirmed_it(
    opened: State,
) -> None:
    warm = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS, provisional=True)))
    refused(warm, accept(), "has not confirmed them yet")
    confirmed = warm.apply(confirmation())
    progress = confirmed.progress_of(FIRST)
    assert progress.verdict is not None
    assert not progress.verdict.provisional
    assert progress.verdicts == (progress.verdict,)
    assert confirmed.apply(accept()).progress_of(FIRST).status is Status.ACCEPTED
    assert State.replay(confirmed.log) == confirmed


def test_a_failure_that_is_acknowledged_waits_for_its_confirmation_too(opened: State) -> None:
    judged = verdict(WORDS, failing=(CheckName.TESTS,), provisional=True)
    warm = opened.apply(e.Judged(task=FIRST, verdict=judged))
    refused(warm, accept(acknowledged=("tests",)), "has not confirmed them yet")
    confirmed = warm.apply(confirmation(Result.FAIL))
    assert confirmed.apply(accept(acknowledged=("tests",))).opened == ""


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (confirmation(sha256="0" * 64), "other bytes"),
        (confirmation(Result.FAIL), "the same result"),
        (confirmation(Result.ERROR), "the same result"),
        (confirmation(task=SECOND), "is not the open task"),
        (confirmation(name=CheckName.STYLE), "only a fresh run"),
        (confirmation(provisional=True), "only a fresh run"),
    ],
)
def test_what_confirms_nothing(opened: State, event: e.TestsConfirmed, words: str) -> None:
    warm = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, provisional=True)))
    refused(warm, event, words)
    refused(opened, event, words if event.task == SECOND else "other bytes")


def test_a_verdict_from_cold_tests_needs_no_confirmation(opened: State) -> None:
    cold = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS)))
    refused(cold, confirmation(), "needs no confirmation")


def test_another_verdict_after_a_fresh_run_takes_the_place(opened: State) -> None:
    warm = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, provisional=True)))
    other = warm.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, failing=(CheckName.TESTS,))))
    refused(other, accept(), "not acknowledged: tests")
    assert len(other.progress_of(FIRST).verdicts) == 2


def test_what_was_written_before_there_were_provisional_verdicts_is_read(opened: State) -> None:
    line = e.EVENT.dump_json(e.Judged(task=FIRST, verdict=verdict(WORDS))).decode()
    old = line.replace('"provisional":false,', "")
    assert "provisional" not in old
    judged = e.EVENT.validate_json(old)
    assert opened.apply(judged).apply(accept()).opened == ""


def test_an_accepted_file_becomes_stale_by_another_specification(opened: State) -> None:
    digest = opened.plan.by_id[FIRST].digest
    done = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept(digest=digest))
    assert done.status(done.plan.by_id[FIRST]) is Status.ACCEPTED

    changed = after(
        done,
        e.Reopened(gate=Gate.PLAN),
        e.ContractSet(path=WORDS, text="def other() -> int: ..."),
        confirming(Gate.PLAN),
    )
    assert changed.status(changed.plan.by_id[FIRST]) is Status.STALE
    assert changed.next_task is not None
    assert changed.next_task.id == FIRST


def test_an_accepted_file_that_changes_is_marked_until_it_is_as_before(opened: State) -> None:
    done = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept())
    changed = done.apply(e.AcceptedFileChanged(task=FIRST, verdict=verdict(WORDS, "0" * 64)))

    assert changed.progress_of(FIRST).changed_since is not None
    back = changed.apply(e.AcceptedFileChanged(task=FIRST, verdict=verdict(WORDS)))
    assert back.progress_of(FIRST).changed_since is None
    late = e.AcceptedFileChanged(task=FIRST, verdict=verdict(WORDS, "0" * 64))
    assert opened.apply(late).progress == opened.progress


def test_writes_out_of_scope_wait_for_a_decision(opened: State) -> None:
    state = after(
        opened,
        e.ScopeBroken(task=FIRST, path="x.py", change="modified", before="a", after="b"),
        e.ScopeBroken(task=FIRST, path="x.py", change="modified", before="b", after="c"),
        e.ScopeBroken(task=FIRST, path="y.py", change="created", after="z"),
    )

    assert [(entry.path, entry.before, entry.after) for entry in state.scope] == [
        ("x.py", "a", "c"),
        ("y.py", None, "z"),
    ]
    decided = state.apply(e.ScopeDecided(path="x.py", decision="restored"))
    assert [entry.path for entry in decided.scope] == ["y.py"]


def test_what_is_only_told_changes_nothing_but_the_record() -> None:
    state = State()
    events: list[e.Event] = [
        e.SessionStarted(version="1"),
        e.SessionResumed(version="1"),
        e.Noted(text="a"),
        e.CriticAnswered(checkpoint=1, choice="clarify", total=20),
    ]
    told = after(state, *events)

    assert told == State(log=tuple(events))


def test_environment_suite_agent_and_reports_are_remembered(opened: State) -> None:
    state = after(
        opened,
        e.AgentChosen(agent="builtin"),
        e.EnvironmentPrepared(reason="no network"),
        e.SuiteRan(passed=3),
        e.ReportWritten(path="GENERATION_REPORT.md", format="md"),
    )

    assert state.agent == "builtin"
    assert state.environment is not None
    assert state.environment.reason == "no network"
    assert state.suite is not None
    assert [report.format for report in state.reports] == ["md"]
    # A task that is opened afterwards may change what the suite says.
    assert state.apply(e.TaskOpened(task=FIRST, path=WORDS)).suite is None


def test_a_replay_gives_the_state_that_was_lived() -> None:
    lived = State()
    for event in history():
        lived = lived.apply(event)

    assert State.replay(lived.log) == lived


def test_a_journal_that_skips_a_gate_is_refused() -> None:
    skipping = [
        event
        for event in history()
        if not (isinstance(event, e.Confirmed) and event.gate is Gate.ARCHITECTURE)
    ]

    with pytest.raises(GateClosed, match="architecture is not confirmed yet"):
        State.replay(skipping)


def test_unanswered_features_count_as_no() -> None:
    state = designed(Gate.FEATURES)

    assert answers_of(Gate.FEATURES, state) == []
    assert state.apply(confirming(Gate.FEATURES)).answers.features.api is None
