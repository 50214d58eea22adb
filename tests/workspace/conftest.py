from __future__ import annotations

from tests.workspace.wheels import cache, index

__all__ = ["cache", "index"]
