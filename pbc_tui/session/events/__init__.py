"""Everything that can happen in a project, one frozen model each; the journal holds only these."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from pbc_tui.session.events.designing import (
    Answered,
    Confirmed,
    ConstraintsChanged,
    ContractSet,
    Drafted,
    ProposalRefused,
    Reopened,
    ReopeningUndone,
    TaskAdded,
    TaskRemoved,
    TaskRestored,
    TasksGrouped,
    TasksReordered,
    TreeEdited,
    TreeRedone,
    TreeUndone,
)
from pbc_tui.session.events.surroundings import (
    Aborted,
    AgentChosen,
    Continued,
    CriticAnswered,
    EnvironmentPrepared,
    Noted,
    ReportWritten,
    ScopeBroken,
    ScopeDecided,
    ScopeDecision,
    SessionResumed,
    SessionStarted,
    SuiteRan,
    UnconfinedDecided,
)
from pbc_tui.session.events.tasks import (
    MOST_FIXES,
    Accepted,
    AcceptedFileChanged,
    Deferred,
    DismissalTakenBack,
    FindingDismissed,
    FixApplied,
    Judged,
    ModificationRequested,
    RegenerationRequested,
    TaskOpened,
    TaskReopened,
    TestsConfirmed,
    TurnBegan,
    TurnEnded,
    Withdrawn,
)

__all__ = [
    "EVENT",
    "MOST_FIXES",
    "Aborted",
    "Accepted",
    "AcceptedFileChanged",
    "AgentChosen",
    "Answered",
    "Confirmed",
    "ConstraintsChanged",
    "Continued",
    "ContractSet",
    "CriticAnswered",
    "Deferred",
    "DismissalTakenBack",
    "Drafted",
    "EnvironmentPrepared",
    "Event",
    "FindingDismissed",
    "FixApplied",
    "Judged",
    "ModificationRequested",
    "Noted",
    "ProposalRefused",
    "RegenerationRequested",
    "Reopened",
    "ReopeningUndone",
    "ReportWritten",
    "ScopeBroken",
    "ScopeDecided",
    "ScopeDecision",
    "SessionResumed",
    "SessionStarted",
    "SuiteRan",
    "TaskAdded",
    "TaskOpened",
    "TaskRemoved",
    "TaskReopened",
    "TaskRestored",
    "TasksGrouped",
    "TasksReordered",
    "TestsConfirmed",
    "TreeEdited",
    "TreeRedone",
    "TreeUndone",
    "TurnBegan",
    "TurnEnded",
    "UnconfinedDecided",
    "Withdrawn",
]

Event = (
    SessionStarted
    | SessionResumed
    | Answered
    | Drafted
    | TreeEdited
    | TreeUndone
    | TreeRedone
    | Confirmed
    | CriticAnswered
    | Reopened
    | ReopeningUndone
    | ContractSet
    | ProposalRefused
    | TaskRemoved
    | TaskRestored
    | TaskAdded
    | TasksGrouped
    | TasksReordered
    | ConstraintsChanged
    | AgentChosen
    | TaskOpened
    | TurnBegan
    | TurnEnded
    | Judged
    | TestsConfirmed
    | Withdrawn
    | Accepted
    | ModificationRequested
    | RegenerationRequested
    | Deferred
    | Aborted
    | Continued
    | FindingDismissed
    | DismissalTakenBack
    | FixApplied
    | ScopeBroken
    | ScopeDecided
    | AcceptedFileChanged
    | EnvironmentPrepared
    | UnconfinedDecided
    | SuiteRan
    | TaskReopened
    | ReportWritten
    | Noted
)

EVENT: TypeAdapter[Event] = TypeAdapter(
    Annotated[Event, Field(discriminator="kind")], config=ConfigDict(defer_build=True)
)
"""Reads and writes any event as JSON."""
