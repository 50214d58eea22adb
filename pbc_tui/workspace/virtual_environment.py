"""Making virtual environments and installing into them with pip."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from pbc_tui.workspace.interpreters import python_in
from pbc_tui.workspace.steps import Steps

_INSTALL = ("install", "--no-input", "--progress-bar", "off", "--retries", "2")


def environment_for_tools(**more: str) -> dict[str, str]:
    """The person's environment without what leads to another Python, and without questions."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "CONDA_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    settings = {"NO_COLOR": "1", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    return kept | settings | more


async def make(directory: Path, base: Path, steps: Steps) -> None:
    """Make an empty virtual environment of the interpreter ``base``.

    Raises:
        StepFailed: when it could not be made.
    """
    options = ["--clear", *(["--without-pip"] if _own_pip_reaches_others() else [])]
    await steps.take(
        "making an environment",
        [base, "-I", "-m", "venv", *options, directory],
        env=environment_for_tools(),
    )


async def pip_install(directory: Path, packages: tuple[str, ...], name: str, steps: Steps) -> None:
    """Install packages into an environment of ``make``; ``name`` stands for it in progress.

    Raises:
        StepFailed: when one could not be installed.
    """
    python = str(python_in(directory))
    own = _own_pip_reaches_others()
    pip = [sys.executable, "-I", "-m", "pip", "--python", python] if own else None
    await steps.take(
        name,
        [*(pip or [python, "-I", "-m", "pip"]), *_INSTALL, *packages],
        env=environment_for_tools(PIP_DISABLE_PIP_VERSION_CHECK="1"),
    )


@cache
def _own_pip_reaches_others() -> bool:
    """Whether our own pip can install elsewhere (22.3 and up), so that no copy of it is needed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        major, minor, *_ = version("pip").split(".")
        return (int(major), int(minor)) >= (22, 3)
    except (PackageNotFoundError, ValueError):
        return False
