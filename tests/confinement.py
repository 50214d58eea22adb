"""A machine that offers no sandbox, or a weaker one, for the tests of what then happens."""

import pytest

from pbc_tui.workspace.sandbox import finding
from pbc_tui.workspace.sandbox.level import Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox

REFUSED = (
    "bubblewrap: bwrap is not installed",
    "landlock: the kernel does not offer Landlock",
    "sandbox-exec: it is for macOS alone",
)
BARE = Sandbox(Level.UNCONFINED, REFUSED)
"""Where nothing confines."""


def offer(monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox = BARE) -> Sandbox:
    """From now on this sandbox is what the machine offers."""
    monkeypatch.setattr(finding, "_found", {None: sandbox})
    return sandbox
