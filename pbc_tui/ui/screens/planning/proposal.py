"""A contract that an agent proposed, as a diff against the present one: approved or not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.screens.dialog import AskText
from pbc_tui.ui.screens.planning.contract import ContractScreen
from pbc_tui.ui.screens.reading import Reading, diff_content
from pbc_tui.ui.task_text import code, cut
from pbc_tui.ui.text import lines, span

if TYPE_CHECKING:
    from pbc_tui.design.plan.proposal import Proposal
    from pbc_tui.ui.app import PbcApp


_LONGEST_AT_ONCE = 20_000
"""Characters in which the names that nobody offers are looked for before it is shown."""
_MOST_DOUBTS = 8


class ProposalScreen(Reading):
    """True when it was approved as it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("proposal")

    def __init__(self, proposal: Proposal, content: Content) -> None:
        super().__init__(
            f"Proposed contract of {proposal.path}",
            content,
            subtitle="an agent wrote it; it counts once you approve it",
            accept="" if proposal.fault else "proposal.accept",
        )
        self._proposal = proposal

    async def do_refuse(self) -> None:
        """Do not approve it; the reason goes into the next request."""
        reason = await self.app.push_screen_wait(
            AskText(
                f"Not approved: {self._proposal.path}",
                "Why? It may stay empty; it is recorded, and told when you ask again.",
                problem=lambda _: "",
            )
        )
        if reason is not None and self.pbc.proposals is not None:
            self.pbc.proposals.refuse(self._proposal, reason)
            self.dismiss(False)

    async def do_edit(self) -> None:
        """Take it into the editor; what is set there is the person's own."""
        from pbc_tui.workflow.refused import Refused

        task = self.pbc.project.state.plan.by_path.get(self._proposal.path)
        if task is None or not self._proposal.text.strip():
            raise Refused("there is nothing to edit")
        if await self.app.push_screen_wait(ContractScreen(task, text=self._proposal.text)):
            if self.pbc.proposals is not None:
                self.pbc.proposals.refuse(self._proposal, "set by the person with changes")
            self.dismiss(False)


async def decide(app: PbcApp, proposal: Proposal) -> None:
    """Show a proposal and carry out what the person says.

    Raises:
        Refused: when it cannot be set.
    """
    present = app.project.state.changes.contracts.get(proposal.path)
    if present is None and (task := app.project.state.plan.by_path.get(proposal.path)):
        present = task.spec.contract
    content = lines([*_doubts(app, proposal), _content(proposal, present or "")])
    shown = ProposalScreen(proposal, content)
    if await app.push_screen_wait(shown) and app.proposals is not None:
        app.proposals.approve(proposal)
        app.say(f"the contract of {proposal.path} is set")


def _doubts(app: PbcApp, proposal: Proposal) -> list[Content]:
    """The names in it that nobody offers; approving it is still up to the person."""
    from pbc_tui.workflow.offered_names import OfferedNames

    plan = app.project.state.plan
    task = plan.by_path.get(proposal.path)
    if task is None or proposal.fault or len(proposal.text) > _LONGEST_AT_ONCE:
        return []
    faults = OfferedNames(plan).unresolved_in(task, proposal.text)
    rows = [
        Content.assemble(
            ("! ", "bold $warning"), span(fault.words.removeprefix(f"{proposal.path}: "))
        )
        for fault in faults[:_MOST_DOUBTS]
    ]
    return [*rows, Content("")] if rows else []


def _content(proposal: Proposal, present: str) -> Content:
    rows = []
    if proposal.fault:
        rows += [Content.assemble(("✗ ", "$error"), span(proposal.fault, "$error")), Content("")]
    if present.strip():
        difference = difflib.unified_diff(
            present.splitlines(), proposal.text.splitlines(), "present", "proposed", lineterm=""
        )
        rows.append(diff_content(cut("\n".join(difference))))
    else:
        rows += [Content.styled("There is no contract yet.", "$dim"), Content("")]
        rows.append(code(proposal.text))
    return lines(rows)
