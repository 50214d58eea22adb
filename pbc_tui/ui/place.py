"""A place where commands are carried out: a screen, a widget, or the application."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, cast

from pbc_tui.ui.commands import COMMANDS, Command

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from pbc_tui.ui.app import PbcApp


class Place:
    """Mixed into a node: finds the method of a command, refuses with the reason, runs it."""

    async def action_command(self, identifier: str) -> None:
        """Carry out a command of this place; a refusal becomes one line for the person."""
        command = COMMANDS[identifier]
        if reason := self.reason_against(command):
            self.pbc.say(reason, "warning")
            return
        try:
            outcome = getattr(self, command.method)()
        except Exception as error:
            if not self.pbc.show_refusal(error):
                raise
            return
        if inspect.isawaitable(outcome):
            # A dialog waits for the person, and a key's action must not keep the screen waiting.
            flow = self.pbc.run_flow(cast("Awaitable[None]", outcome))
            self.pbc.hold_keys(flow)

    def reason_against(self, command: Command) -> str:
        """Why a command cannot be carried out now; "" when it can."""
        if not command.unless:
            return ""
        return str(getattr(self, command.unless)())

    def offers(self, command: Command) -> bool:
        """Whether a command is listed here at all."""
        return True

    def in_footer(self, command: Command) -> bool:
        """Whether a command has an entry in the footer here."""
        return command.footer

    def label_on(self, command: Command) -> str:
        """What a command is called here, in a word or two."""
        return command.label

    def words_on(self, command: Command) -> str:
        """What a command does here."""
        return command.help

    @property
    def pbc(self) -> PbcApp:
        """The application, typed."""
        return cast("PbcApp", cast("DOMNode", self).app)


def reason_of(node: Any, command: Command) -> str:
    """Why ``node`` would refuse a command now; "" when it would not."""
    return node.reason_against(command) if isinstance(node, Place) else ""


def is_offered(node: Any, command: Command) -> bool:
    """Whether ``node`` has what a command is about."""
    return not isinstance(node, Place) or node.offers(command)


def is_in_footer(node: Any, command: Command) -> bool:
    """Whether a command has an entry in the footer where ``node`` carries it out."""
    return node.in_footer(command) if isinstance(node, Place) else command.footer


def label_of(node: Any, command: Command) -> str:
    """What a command is called where ``node`` carries it out."""
    return node.label_on(command) if isinstance(node, Place) else command.label


def words_of(node: Any, command: Command) -> str:
    """What a command does where ``node`` carries it out."""
    return node.words_on(command) if isinstance(node, Place) else command.help


def comes_next(node: Any, command: Command) -> bool:
    """Whether a command is what the person will want next, so that the footer begins with it."""
    wanted = isinstance(node, Place) and command.when_next
    return bool(wanted and getattr(node, command.when_next)())
