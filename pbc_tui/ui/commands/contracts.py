"""Commands of the contracts: their list, their editor, what an agent proposes."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command("contract.take", "tab", "take the name", "Take the name in the list", priority=True),
    Command(
        "contract.next-name", "down", "next name", "The next name", footer=False, priority=True
    ),
    Command(
        "contract.previous-name", "up", "previous", "The name before", footer=False, priority=True
    ),
    Command("contract.save", "ctrl+s", "set contract", "Check the stub text and set it"),
    Command(
        "contract.import",
        "ctrl+o",
        "add import",
        "Import the first name that is used and not imported",
        unless="why_no_import",
        priority=True,
    ),
    Command(
        "contract.existing",
        "ctrl+l",
        "existing code",
        "Draw the contract from a Python file that exists",
        priority=True,
    ),
    Command(
        "contract.reset",
        "ctrl+r",
        "as it is set",
        "Put the contract in force in the place of the draft",
        unless="why_not_reset",
        priority=True,
    ),
    Command("contracts.edit", "enter", "edit", "Edit the contract of the file at the cursor"),
    Command(
        "contracts.next", "n", "next missing", "The next file that needs one", unless="why_no_next"
    ),
    Command(
        "contracts.ask",
        "p",
        "ask the agent",
        "Hand over a prompt that asks for a proposal of this contract",
        unless="why_not_ask",
    ),
    Command(
        "contracts.proposal",
        "v",
        "proposal",
        "See the proposed contract as a diff; approve it or not",
        unless="why_no_proposal",
    ),
    Command("proposal.accept", "ctrl+s", "approve", "Set the contract as it is shown"),
    Command("proposal.refuse", "r", "do not approve", "Say why; it comes back when it changes"),
    Command("proposal.edit", "e", "edit", "Take it into the editor, to set it as your own"),
)
