"""The command line of bubblewrap: own namespaces, and of this machine only what a program needs.

The manual of bwrap(1) documents every option. The sandbox has no network but its own loopback, no
capability, its own process table (whose end is the end of everything in it) and no terminal.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pbc_tui.workspace.sandbox.level import Layout, Limits
from pbc_tui.workspace.sandbox.places import SETTINGS, SYSTEM, SYSTEM_LINKS, outermost

HOME = Path("/home/sandbox")
TMP = Path("/tmp")
_USER = "1000"
_NAMESPACES = (
    "--unshare-all",
    "--unshare-user",
    "--uid",
    _USER,
    "--gid",
    _USER,
    "--hostname",
    "sandbox",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
)
_ACCOUNTS = Path(__file__).parent / "etc"


def command(
    program: str,
    layout: Layout,
    argv: Sequence[str],
    *,
    cwd: Path,
    limits: Limits,
    seccomp: int,
    status: int,
) -> list[str]:
    """The command line that runs ``argv`` in the sandbox.

    Args:
        program: bubblewrap itself, by absolute path.
        layout: what lies inside.
        argv: the program and its arguments, by the paths inside, which are those outside.
        cwd: the directory in which it runs.
        limits: how large memory that stands in for directories may grow.
        seccomp: the descriptor of a filter for system calls (seccomp(2)).
        status: the descriptor of a file to which bubblewrap writes how the program ended.
    """
    return [
        program,
        *_NAMESPACES,
        *_system(),
        *_accounts(),
        *("--proc", "/proc", "--dev", "/dev"),
        *_memory(layout, limits.disk),
        *_readable(layout),
        *(part for path in layout.writable for part in ("--bind", str(path), str(path))),
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        *("--chdir", str(cwd)),
        *("--seccomp", str(seccomp), "--json-status-fd", str(status)),
        "--",
        *argv,
    ]


def _system() -> Iterator[str]:
    for path in SYSTEM:
        if os.path.isdir(path):
            yield from ("--ro-bind", path, path)
    for path in SYSTEM_LINKS:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.isdir(path):
            yield from ("--ro-bind", path, path)
    for path in SETTINGS:
        if os.path.exists(path):
            yield from ("--ro-bind", os.path.realpath(path), path)


def _accounts() -> Iterator[str]:
    for name in ("passwd", "group", "hosts", "nsswitch.conf"):
        yield from ("--ro-bind", str(_ACCOUNTS / name), f"/etc/{name}")


def _memory(layout: Layout, size: int) -> Iterator[str]:
    places = [Path("/dev/shm"), Path("/var/tmp")]
    places += [HOME] if layout.home not in layout.writable else []
    places += [TMP]
    for place in places:
        yield from ("--size", str(size), "--tmpfs", str(place))


def _readable(layout: Layout) -> Iterator[str]:
    for path in outermost((*layout.readable, layout.repository)):
        if path.is_symlink():
            yield from ("--symlink", os.readlink(path), str(path))
        else:
            yield from ("--ro-bind", str(path), str(path))
