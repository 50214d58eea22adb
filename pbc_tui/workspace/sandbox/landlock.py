"""What a program confined by Landlock may reach: the same places as under bubblewrap.

Landlock holds back opening, making and removing; it hides no names, and needs a filter for system
calls beside it for the network, for signals where its ABI is older than 6, and for modes and owners
of files (Documentation/userspace-api/landlock.rst, "Current limitations").
"""

from __future__ import annotations

import os

from pbc_tui.workspace.sandbox.level import Layout
from pbc_tui.workspace.sandbox.places import SETTINGS, SYSTEM, SYSTEM_LINKS, outermost

OLDEST = 3
"""The ABI (Linux 6.2) from which on a file outside cannot be cut off."""

_ACCOUNTS = ("/etc/passwd", "/etc/group", "/etc/hosts", "/etc/nsswitch.conf")
_ABOUT_THE_MACHINE = (
    "/proc/cpuinfo",
    "/proc/filesystems",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/uptime",
    "/proc/version",
    "/sys/devices/system/cpu",
    "/dev/random",
    "/dev/urandom",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full")


def places(layout: Layout) -> dict[str, list[str]]:
    """The paths that may be read, filled, and used as devices."""
    own = outermost((*layout.readable, layout.repository))
    return {
        "readable": [
            *SYSTEM,
            *(path for path in SYSTEM_LINKS if not os.path.islink(path)),
            *SETTINGS,
            *_ACCOUNTS,
            *_ABOUT_THE_MACHINE,
            # A link needs no leave: what it leads to does.
            *(os.fspath(path) for path in own if not path.is_symlink()),
        ],
        "writable": [os.fspath(path) for path in (layout.home, layout.tmp, *layout.writable)],
        "devices": list(_DEVICES),
    }
