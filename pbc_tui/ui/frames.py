"""How often Textual may paint."""

from __future__ import annotations

import os
from importlib import import_module

FRAMES = 120
"""The most paintings in a second.

At Textual's own 60, what the last key left to paint makes the next one wait for up to two frames.
"""
_SETTING = "TEXTUAL_FPS"


def set_frames() -> None:
    """Tell Textual, unless the person did; it reads its settings when they are imported."""
    if _SETTING in os.environ:
        return
    os.environ[_SETTING] = str(FRAMES)
    try:
        import_module("textual.constants")
    finally:
        # Agents and checks are no part of this application.
        del os.environ[_SETTING]
