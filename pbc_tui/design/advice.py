"""What to do about a symptom: usual cause and remedies, as data (SPEC 11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict


class Symptom(StrEnum):
    """Everything that the application can help with where it appears."""

    SYNTAX_FAILS = "syntax-fails"
    CONTRACT_FAILS = "contract-fails"
    IMPORT_PROHIBITED = "import-prohibited"
    STYLE_FAILS = "style-fails"
    TESTS_FAIL = "tests-fail"
    SECURITY_FAILS = "security-fails"
    TOOL_FAILS = "tool-fails"
    PARTIAL_CODE = "partial-code"
    CONSTRAINTS_IGNORED = "constraints-ignored"
    MORE_THAN_ASKED = "more-than-asked"
    INTERRUPTED = "interrupted"
    LOW_SCORE = "low-score"
    WRONG_DECISION = "wrong-decision"
    TOO_MANY_TASKS = "too-many-tasks"
    FALSE_SECRET = "false-secret"
    NEEDED_SECRET = "needed-secret"


@dataclass(frozen=True, slots=True)
class Advice:
    """Cause and remedies of one symptom, in words for a person; the usual remedy comes first.

    ``to_agent`` is what a repair prompt tells the agent, "" where an agent can do nothing.
    """

    symptom: Symptom
    title: str
    cause: str
    remedies: tuple[str, ...]
    to_agent: str = ""


ADVICE: dict[Symptom, Advice] = {
    entry.symptom: entry
    for entry in (
        Advice(
            Symptom.SYNTAX_FAILS,
            "Syntax fails",
            "The output was cut off, a bracket is missing, or the syntax is newer than the target "
            "version.",
            (
                "Regenerate the file.",
                "Ask the agent to complete the file.",
                "Compare the syntax used with the target version.",
            ),
            to_agent="Write the complete file, close every bracket, use only syntax of the target.",
        ),
        Advice(
            Symptom.CONTRACT_FAILS,
            "Contract fails",
            "Symbols were renamed or left out, or signatures differ.",
            (
                "Request a modification that names each missing symbol.",
                "Regenerate the file.",
                "Edit the file by hand.",
            ),
            to_agent="Offer every name of the contract, spelled and with parameters as it says.",
        ),
        Advice(
            Symptom.IMPORT_PROHIBITED,
            "Import prohibited",
            "A convenience library, os.environ beside Pydantic Settings, or a test tool in "
            "production code.",
            (
                "Name the allowed replacement in a modification.",
                "Change the task's constraints if the import is right; the change is recorded.",
            ),
            to_agent="Remove the import; use what HARD CONSTRAINTS allows in its place.",
        ),
        Advice(
            Symptom.STYLE_FAILS,
            "Style fails",
            "The formatting differs from the settings of the project, or breaks a rule of theirs.",
            (
                "Apply the automatic fix where there is one; it is shown as a diff first.",
                "Request a modification that names the rules.",
            ),
            to_agent="Format the file as HARD CONSTRAINTS says; mend each rule that is named.",
        ),
        Advice(
            Symptom.TESTS_FAIL,
            "Tests fail",
            "The tests need files that come later, the implementation differs from what they "
            "expect, or a fixture is missing.",
            (
                "Defer the task until the files are there.",
                "Request a modification.",
                "Regenerate with the failing output.",
            ),
            to_agent="Change the file so that the tests pass; never change the tests.",
        ),
        Advice(
            Symptom.SECURITY_FAILS,
            "Security fails",
            "Unsafe input, a weak algorithm, a disabled check or a secret stands in the file.",
            (
                "Request a modification that names the finding and the safe form.",
                "Dismiss the finding with a written reason if it is a false positive.",
            ),
            to_agent="Replace what is named by its safe form; do not silence the finding.",
        ),
        Advice(
            Symptom.TOOL_FAILS,
            "A check could not run",
            "The tool behind the check is missing, was stopped by its time limit, or broke.",
            (
                "Read the reason, mend the tool or its surroundings, and check the file again.",
                "Accept with an acknowledgement, which is recorded.",
            ),
            to_agent="Change nothing for the sake of this check.",
        ),
        Advice(
            Symptom.PARTIAL_CODE,
            "Partial code",
            "The agent reached the limit of its output.",
            (
                'Tell the agent "continue".',
                "Split the task into smaller ones, one class at a time.",
                "Use another agent.",
            ),
            to_agent="Write the whole file to its last line; continue where one answer ends.",
        ),
        Advice(
            Symptom.CONSTRAINTS_IGNORED,
            "Constraints ignored",
            "The constraints are buried in the prompt.",
            (
                "Move the constraints to the top as MUST NOT.",
                "Make them explicit: name what is forbidden and what takes its place.",
                "Use another agent.",
            ),
            to_agent="Each of these is a MUST NOT: mend it first, and look again before you stop.",
        ),
        Advice(
            Symptom.MORE_THAN_ASKED,
            "More than asked for",
            "The agent is eager.",
            (
                'Say "only the elements listed".',
                "Request a modification that names what to remove.",
            ),
            to_agent="Write only the elements listed; remove everything else.",
        ),
        Advice(
            Symptom.INTERRUPTED,
            "Interrupted",
            "The session was closed or killed.",
            ("Resume: files that are there already stay and are read again.",),
        ),
        Advice(
            Symptom.LOW_SCORE,
            "Low critic score",
            "Some decisions are flagged.",
            (
                "Have the concerns clarified.",
                "Revise only the decisions that are flagged.",
                "The critic runs again by itself after a revision.",
            ),
        ),
        Advice(
            Symptom.WRONG_DECISION,
            "A wrong decision is seen late",
            "The design has moved on since it was taken.",
            (
                "Before stage 4, revise the decision.",
                "In stage 4, look at the impact first: it names the gates that reopen and the "
                "files that become stale.",
            ),
        ),
        Advice(
            Symptom.TOO_MANY_TASKS,
            "Too many tasks",
            "The structure has many small files.",
            (
                "Group closely related small files.",
                "Do the core first.",
                "Defer what is optional.",
            ),
        ),
        Advice(
            Symptom.FALSE_SECRET,
            'A "secret" that is none',
            "A placeholder or an example looks like a secret.",
            (
                "Dismiss the finding with a reason.",
                "Rephrase the value.",
                "Read the value from the environment.",
            ),
            to_agent="Read the value from the environment, or rephrase what looks like a secret.",
        ),
        Advice(
            Symptom.NEEDED_SECRET,
            "A secret that is needed",
            "The code needs a key or a password to do its work.",
            (
                "Read it from an environment variable or the settings.",
                "Name it, without a value, in .env.example.",
            ),
            to_agent="Read the secret from the settings; name it without a value in .env.example.",
        ),
    )
}

_BY_CHECK = {
    CheckName.SYNTAX: Symptom.SYNTAX_FAILS,
    CheckName.CONTRACT: Symptom.CONTRACT_FAILS,
    CheckName.IMPORTS: Symptom.IMPORT_PROHIBITED,
    CheckName.STYLE: Symptom.STYLE_FAILS,
    CheckName.TESTS: Symptom.TESTS_FAIL,
    CheckName.SECURITY: Symptom.SECURITY_FAILS,
}
_CUT_OFF = ("unexpected eof", "was never closed", "unterminated", "expected an indented block")
_SECRET = ("secret", "password", "token", "credential")


def advice_for(result: CheckResult) -> Advice | None:
    """The advice for the result of one check; None where nothing is wrong."""
    if result.stands or result.result in (Result.SKIPPED, Result.NOT_CHECKED):
        return None
    if result.result is Result.ERROR:
        return ADVICE[Symptom.TOOL_FAILS]
    if result.name is CheckName.SYNTAX and _any_says(result, _CUT_OFF):
        return ADVICE[Symptom.PARTIAL_CODE]
    if result.name is CheckName.STYLE and any(each.code == "stub" for each in result.findings):
        # No formatter mends a body that is not there.
        return ADVICE[Symptom.PARTIAL_CODE]
    if result.name is CheckName.SECURITY and _any_says(result, _SECRET):
        return ADVICE[Symptom.FALSE_SECRET]
    return ADVICE[_BY_CHECK[result.name]]


def repeated_findings(verdict: Verdict, earlier: Sequence[Verdict]) -> tuple[Finding, ...]:
    """The findings that stood in the verdict just before this one as well (SPEC 11).

    ``earlier`` holds the verdicts before this one, oldest first. A symbol that is missing again
    counts as one, unless a finding that stands again names it.
    """
    if not earlier:
        return ()
    before = earlier[-1]
    # By the words alone: a line that was changed and is wrong in the same way counts as well.
    told = {
        (each.code, each.message) for check in before.failures for each in before.standing(check)
    }
    missed = {(check.name, name) for check in before.failures for name in check.missing}
    return tuple(_again(verdict, told, missed))


def _again(
    verdict: Verdict, told: set[tuple[str, str]], missed: set[tuple[CheckName, str]]
) -> Iterable[Finding]:
    for check in verdict.failures:
        standing = [each for each in verdict.standing(check) if (each.code, each.message) in told]
        yield from standing
        for name in unnamed(check.missing, standing):
            if (check.name, name) in missed:
                yield Finding(code=check.name.value, message=f"missing: {name}")


def unnamed(missing: Iterable[str], findings: Sequence[Finding]) -> Iterable[str]:
    """The missing symbols that none of these findings names already."""
    return (name for name in missing if not any(name in each.message for each in findings))


def _any_says(result: CheckResult, words: tuple[str, ...]) -> bool:
    said = " ".join(
        [result.reason, *(f"{finding.code} {finding.message}" for finding in result.findings)]
    ).lower()
    return any(word in said for word in words)
