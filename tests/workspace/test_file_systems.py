"""Which file systems tell of changes, read from tables of mounts as Linux writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.workspace.file_systems import why_no_notices

TABLE = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /mnt/c rw,noatime - 9p C:\\134 rw
24 22 0:22 / /home/me/net\\040work rw - nfs4 host:/export rw
25 22 0:23 / /home/me/over rw - nfs host:/export rw
26 22 0:24 / /home/me/over rw - tmpfs tmpfs rw
27 22 0:25 / /mnt/ssh rw shared:2 master:3 - fuse.sshfs me@host: rw
a line that is none
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/project", ""),
        ("/mnt/c/project", "9p"),
        ("/mnt/c", "9p"),
        ("/mnt/cd", ""),
        ("/home/me/net work/project", "nfs4"),
        ("/home/me/over/project", ""),
        ("/mnt/ssh/a/b", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_path(tmp_path: Path, path: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(TABLE)
    expected = f"the file system ({kind}) tells nothing of changes" if kind else ""
    assert why_no_notices(path, mounts) == expected


def test_without_a_table_nothing_is_held_against_it(tmp_path: Path) -> None:
    assert why_no_notices("/home/me", tmp_path / "absent") == ""
