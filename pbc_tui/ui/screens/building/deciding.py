"""The person's word on the open task: each choice with the question that belongs to it (SPEC 6)."""

from __future__ import annotations

import asyncio
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from textual.app import SuspendNotSupported
from textual.content import Content
from textual.worker import get_current_worker

from pbc_tui.design.plan.own_files import is_test_file
from pbc_tui.session.renames import in_words
from pbc_tui.session.turns import agent_at_it
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.dialog import AskChoice, AskLines, AskText, AskYesNo
from pbc_tui.ui.screens.reading import (
    IN_FULL,
    Reading,
    beginning,
    diff_content,
    is_long,
    show_in_full,
)
from pbc_tui.ui.text import lines, span

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.design.verdict import Finding
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workflow.building import Building

_LINE_OPTION = ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe")


def why_not_accept(app: PbcApp) -> str:
    """Why the file of the open task cannot be accepted now; "" when it can."""
    state = app.project.state
    if (task := state.open_task) is None:
        return ""
    verdict = state.progress_of(task.id).verdict
    if verdict is None:
        return f"{task.id}: there is no verdict on {task.path} as it is now"
    if verdict.blocking:
        return (
            f"a critical finding stands: {verdict.blocking[0].message}; "
            f"{key_of(app, 'build.dismiss')} dismisses it with a reason, "
            "where it is a false positive"
        )
    return ""


async def accept(app: PbcApp, building: Building) -> None:
    """Accept the file; what failed is named and acknowledged first."""
    task = app.project.state.open_task
    verdict = app.project.state.progress_of(task.id).verdict if task else None
    if task is None or verdict is None:
        return
    failing = tuple(check.name.value for check in verdict.failures)
    if failing:
        rows = [span(f"{task.path} is not ACCEPTABLE. These checks do not pass:"), Content("")]
        rows += [
            Content.assemble(
                ("✗ ", "$error"),
                (f"{check.name.value} {check.result.value}", "bold"),
                f"  {len(check.findings) + len(check.missing)} findings",
            )
            for check in verdict.failures
        ]
        rows += [Content(""), Content("Accepting takes this on; it is recorded and reported.")]
        agreed = await app.push_screen_wait(
            AskYesNo(
                "Accept with failures?",
                lines(rows),
                yes="I acknowledge them and accept",
                no="not like this",
            )
        )
        if not agreed:
            return
    if building.live.confirming:
        # It takes a while, and the person may read on or quit meanwhile.
        app.release_keys(get_current_worker())
    await building.accept(failing)


async def tries_again(app: PbcApp) -> bool:
    """Whether to hand the task over once more, where that has not helped so far; else yes."""
    from pbc_tui.workflow.wearing_out import is_worn_out, worn_out

    task = app.project.state.open_task
    if task is None or not is_worn_out(app.project, task):
        return True
    rows = [row for line in worn_out(app.project, task) for row in (span(line), Content(""))]
    agreed = await app.push_screen_wait(
        AskYesNo("Once more?", lines(rows[:-1]), yes="hand it over again", no="not like this")
    )
    return agreed is True


async def request_modification(app: PbcApp, building: Building) -> None:
    """Ask what to change and hand the task over again."""
    if not await tries_again(app):
        return
    draft = f"modification of {app.project.state.opened}"
    text = await app.push_screen_wait(
        AskLines(
            "Request a modification",
            "What is to be changed? The prompt gets it with the task and what failed.",
            value=app.drafts.get(draft, ""),
            draft=draft,
        )
    )
    if text is not None:
        app.drafts.pop(draft, None)
        app.drafts.save()
        await building.request_modification(text)


async def defer(app: PbcApp, building: Building) -> None:
    """Put the task off, after asking about those that need it."""
    state = app.project.state
    needing = [other.path for other in state.plan.dependents(state.opened)]
    wait = True
    if needing:
        lead = lines(
            [
                Content("These tasks need it:"),
                *(Content.assemble("  ", span(path)) for path in needing[:12]),
            ]
        )
        chosen = await app.push_screen_wait(
            AskChoice(
                "Defer: what about those that need it?",
                lead,
                [("w", "they wait", "until it is done"), ("g", "they go on", "without it")],
            )
        )
        if chosen is None:
            return
        wait = chosen == "w"
    else:
        agreed = await app.push_screen_wait(
            AskYesNo("Defer?", "No task needs it. It is offered once more before the report.")
        )
        if not agreed:
            return
    await building.defer(dependents_wait=wait)


async def takes_up_deferred(app: PbcApp, building: Building) -> bool:
    """Offer what was put off once more before the report (SPEC 6); True when it is taken up."""
    state = app.project.state
    if state.opened or state.ended or not building.put_off:
        return False
    rows = [span("These tasks were put off:"), Content("")]
    rows += [span(f"{task.id}  {task.path}") for task in building.put_off]
    agreed = await app.push_screen_wait(
        AskYesNo(
            "Before the report",
            lines(rows),
            yes="do them now",
            no="leave them, go to the report",
        )
    )
    if agreed:
        await building.take_up_deferred()
    return bool(agreed)


async def abort(app: PbcApp, building: Building) -> None:
    """End the workflow, after asking."""
    agreed = await app.push_screen_wait(
        AskYesNo(
            "End the workflow?",
            "Everything that is there stays, the report is written, and the workflow can be taken "
            "up again at this task.",
            yes="end it",
            no="go on",
        )
    )
    if agreed:
        await building.abort()


async def copy_prompt(app: PbcApp, building: Building) -> None:
    """Copy the prompt and say where it went."""
    outcome = await building.copy_prompt()
    app.copy_to_clipboard(building.prompt())
    app.say(str(getattr(outcome, "message", outcome)))


async def copy_form(app: PbcApp, building: Building) -> None:
    """Ask in which form the task is wanted, with the length of each, and copy it."""
    from pbc_tui.prompts import estimate_tokens
    from pbc_tui.workflow.prompting import FORMS

    texts = {form: building.form(form) for form in FORMS}
    choices = [
        (str(place), form, f"{FORMS[form]}, about {estimate_tokens(text):,} tokens")
        for place, (form, text) in enumerate(texts.items(), start=1)
    ]
    chosen = await app.push_screen_wait(AskChoice("Copy the task in which form?", "", choices))
    if chosen is not None:
        form = tuple(texts)[int(chosen) - 1]
        app.copy_to_clipboard(texts[form])
        app.say(await building.copy_prompt(form))


async def fix(app: PbcApp, building: Building) -> None:
    """Show what could be mended as a diff; apply it only on approval."""
    fixes = await building.fixes()
    if not fixes:
        app.say("no automatic fix applies here (at most two are applied to one task)")
        return
    chosen = fixes[0]
    if len(fixes) > 1:
        key = await app.push_screen_wait(
            AskChoice(
                "Which fix?",
                "Each is shown as a diff first.",
                [(str(place + 1), each.name, each.explanation) for place, each in enumerate(fixes)],
            )
        )
        if key is None:
            return
        chosen = fixes[int(key) - 1]
    content = lines([span(chosen.explanation, "bold", 400), Content(""), diff_content(chosen.diff)])
    if await app.push_screen_wait(
        Reading(
            f"Fix: {chosen.name}",
            content,
            subtitle=f"{key_of(app, 'fix.accept')} applies it, "
            f"{key_of(app, 'dialog.leave')} leaves",
            accept="fix.accept",
        )
    ):
        await building.apply_fix(chosen)


async def dismiss_or_not(app: PbcApp, building: Building, finding: Finding) -> None:
    """Dismiss one critical finding, with a reason; let one that was dismissed stand again."""
    state = app.project.state
    if finding.fingerprint in state.progress_of(state.opened).dismissals:
        await building.take_dismissal_back(finding.fingerprint)
        app.say(f"it stands again: {finding.message}")
        return
    reason = await app.push_screen_wait(
        AskText(
            "A false positive?",
            lines([span(finding.message, "bold", 400), Content("Why is it none? It is reported.")]),
        )
    )
    if reason is not None:
        await building.dismiss(finding.fingerprint, reason)
        app.say(f"dismissed; {key_of(app, 'build.dismiss')} on it takes that back")


_MOST_DIFF = 24
"""Lines of a difference that are shown beside the question."""
_CONTENT = "the content from before the write"
_RESTORING = {
    "created": "delete it: nothing was there before",
    "permissions": "the permissions from before",
}


async def decide_scope(app: PbcApp, building: Building, path: str) -> None:
    """Show what was written outside the task, and ask what becomes of it."""
    happened = dict(in_words(app.project.state.outside))
    path = path if path in happened else next(iter(happened))
    has_task = path in app.project.state.plan.by_path
    choices = [
        ("k", "keep it", "as it is now"),
        ("r", "restore", _RESTORING.get(app.project.state.outside[path].change, _CONTENT)),
    ]
    if has_task:
        choices.append(("t", "open its task", app.project.state.plan.by_path[path].id))
    if len(happened) > 1:
        every = f"all {len(happened)} that were written outside"
        choices += [("K", "keep all", every), ("R", "restore all", every)]
    diff = await building.scope_diff(path)
    if is_long(diff):
        choices.append(IN_FULL)
    about = lines([*_circumstances(app, path), diff_content(beginning(diff, _MOST_DIFF))])
    title = f"{path}: {happened[path]}, outside the task"
    chosen = await app.push_screen_wait(AskChoice(title, about, choices))
    while chosen == IN_FULL[0]:
        await show_in_full(app, title, diff)
        chosen = await app.push_screen_wait(AskChoice(title, about, choices))
    if chosen is not None:
        decision = {"k": "kept", "r": "restored", "t": "opened"}[chosen.lower()]
        await building.decide_scope(
            None if chosen in "KR" else path,
            cast("Literal['kept', 'restored', 'opened']", decision),
        )


def _circumstances(app: PbcApp, path: str) -> list[Content]:
    """When it was written, and what restoring would not undo; who it was nobody can know."""
    from pbc_tui.workflow.agents import words_for
    from pbc_tui.workflow.watched import Watched

    state = app.project.state
    rows = []
    if is_test_file(path):
        rows.append(span("This is a test: it may only have been made to pass.", "$warning"))
    if agent := agent_at_it(state.log, state.outside[path]):
        rows.append(
            span(
                f"Changed while a turn ran ({words_for(agent)}); who did it, nobody can know.",
                "$dim",
            )
        )
    if Watched.is_history(path):
        rows.append(
            span("Restoring moves the branch back; the commits themselves stay with Git.", "$dim")
        )
    return [*rows, Content("")] if rows else []


async def reopen(app: PbcApp, building: Building, task: Task) -> None:
    """Do a task again, after asking why."""
    reason = await app.push_screen_wait(
        AskText(f"Do {task.id} again?", f"{task.path}: why? The reason is recorded.")
    )
    if reason is not None:
        await building.reopen_task(task.id, reason)


def editor(app: PbcApp) -> list[str]:
    """The person's editor as a command, empty when none is set."""
    wanted = app.settings.editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        return shlex.split(wanted)
    except ValueError:
        # A quotation mark that is not closed.
        return [wanted]


async def open_editor(app: PbcApp, path: str, line: int = 0) -> None:
    """Let the person's editor have the terminal, then come back."""
    command = editor(app)
    if line and Path(command[0]).name in _LINE_OPTION:
        command.append(f"+{line}")
    target = app.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with app.suspend():
            started = await asyncio.create_subprocess_exec(*command, str(target), cwd=app.root)
            await started.wait()
    except SuspendNotSupported:
        app.say("this terminal cannot be handed to an editor", "warning")
    except OSError as error:
        app.say(f"{command[0]}: {error.strerror or error}", "error")
