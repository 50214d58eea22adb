"""The one way in which a command says no."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pbc_tui.design.catalog import AnswerError
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.plan.splitting import SplitError
from pbc_tui.design.structure import EditError
from pbc_tui.session.journal import JournalError
from pbc_tui.session.state import GateClosed
from pbc_tui.workspace.files import WorkspaceError


class Refused(Exception):
    """A command that changed nothing; the message is one line that says why, for the person."""


@contextmanager
def refusing() -> Iterator[None]:
    """Turn every lawful refusal of the rooms below into ``Refused``."""
    try:
        yield
    except (
        AnswerError,
        EditError,
        GateClosed,
        JournalError,
        PlanError,
        SplitError,
        WorkspaceError,
    ) as error:
        raise Refused(str(error)) from error
