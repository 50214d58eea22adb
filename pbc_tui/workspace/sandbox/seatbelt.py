"""The profile of macOS's sandbox-exec: everything is denied but what a program needs.

The language is that of the profiles in ``/System/Library/Sandbox/Profiles``; sandbox-exec(1).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pbc_tui.workspace.sandbox.level import Layout

PROGRAM = "/usr/bin/sandbox-exec"

_SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/System",
    "/Library/Apple",
    "/Library/Developer/CommandLineTools",
    "/private/etc/ssl",
    "/private/var/db/timezone",
    "/private/var/db/dyld",
)
_FILES = ("/", "/private/etc/passwd", "/private/etc/hosts", "/private/etc/localtime")
_RANDOM = ("/dev/random", "/dev/urandom")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/dtracehelper")


def profile(layout: Layout) -> str:
    """The profile for a layout."""
    own = [os.path.realpath(path) for path in (*layout.readable, layout.repository)]
    kept = [os.path.realpath(path) for path in (layout.home, layout.tmp, *layout.writable)]
    return "\n".join(
        [
            "(version 1)",
            "(deny default)",
            "(deny network*)",
            "(allow process-fork)",
            "(allow process-exec)",
            "(allow signal (target same-sandbox))",
            "(allow sysctl-read)",
            # Names can be seen, as under Landlock; what stands behind them cannot.
            "(allow file-read-metadata)",
            f"(allow file-read* {_below((*_SYSTEM, *own, *kept))})",
            f"(allow file-read* {_exactly((*_FILES, *_RANDOM, *_DEVICES))})",
            f"(allow file-write-data {_exactly(_DEVICES)})",
            f"(allow file-write* {_below(kept)})",
        ]
    )


def command(layout: Layout, argv: Sequence[str]) -> list[str]:
    """The command line that runs ``argv``, whose first word is an absolute path."""
    return [PROGRAM, "-p", profile(layout), *argv]


def _below(paths: Iterable[str]) -> str:
    return " ".join(f"(subpath {_quoted(path)})" for path in dict.fromkeys(paths))


def _exactly(paths: Iterable[str]) -> str:
    return " ".join(f"(literal {_quoted(path)})" for path in paths)


def _quoted(path: str | Path) -> str:
    escaped = os.fspath(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
