"""Which file systems send no notices of what others write to them (inotify(7), "Limitations")."""

from __future__ import annotations

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = re.compile(
    "nfs4?|cifs|smb3|smbfs|9p|drvfs|vboxsf|prl_fs|afs|ceph"
    r"|fuse\.(sshfs|vmhgfs-fuse|grpcfuse|osxfs|s3fs|rclone)"
)
_OCTAL = re.compile(r"\\([0-7]{3})")


def why_no_notices(path: str, mounts: Path = MOUNTS) -> str:
    """One line that says why nobody tells of changes at ``path``, "" where somebody does.

    ``mounts`` is a table as proc(5) describes it for ``/proc/PID/mountinfo``; where there is none,
    nothing is known against the file system.
    """
    try:
        table = os.fsdecode(mounts.read_bytes())
    except OSError:
        return ""
    place, kind = "", ""
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5:
            continue
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4])
        # Of several that are mounted on one another, the last one counts.
        if _is_below(path, point) and len(point) >= len(place):
            place, kind = point, kinds[0]
    return f"the file system ({kind}) tells nothing of changes" if _REMOTE.fullmatch(kind) else ""


def _is_below(path: str, point: str) -> bool:
    return point == "/" or path == point or path.startswith(point + "/")
