"""Contents kept by hash: they come back unchanged, and they stay within their bound."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from pbc_tui.workspace.backups import DIRECTORY, Backups
from pbc_tui.workspace.content import LARGEST
from pbc_tui.workspace.files import WorkspaceError


def keep(backups: Backups, root: Path, content: bytes) -> str:
    (root / "file").write_bytes(content)
    return backups.keep("file")


def test_a_content_comes_back(tmp_path: Path) -> None:
    backups = Backups(tmp_path)
    digest = keep(backups, tmp_path, b"content")
    assert digest == sha256(b"content").hexdigest()
    assert backups.get(digest) == b"content"
    assert keep(backups, tmp_path, b"content") == digest


def test_what_cannot_be_kept_has_no_hash(tmp_path: Path) -> None:
    backups = Backups(tmp_path)
    (tmp_path / "link").symlink_to("file")
    assert keep(backups, tmp_path, b"x" * (LARGEST + 1)) == ""
    assert [backups.keep(path) for path in ("absent", "link", "../file")] == ["", "", ""]


@pytest.mark.parametrize("digest", ["", "../../x", "0" * 64, "z" * 63 + "/"])
def test_what_was_not_kept_is_refused(tmp_path: Path, digest: str) -> None:
    with pytest.raises(WorkspaceError):
        Backups(tmp_path).get(digest)


def test_a_backup_that_was_tampered_with_is_not_used(tmp_path: Path) -> None:
    backups = Backups(tmp_path, remembered=0)
    digest = keep(backups, tmp_path, b"content")
    (tmp_path / DIRECTORY / digest[:2] / digest).write_bytes(b"other")
    with pytest.raises(WorkspaceError, match="was changed"):
        backups.get(digest)


def test_the_oldest_that_nobody_needs_make_room(tmp_path: Path) -> None:
    backups = Backups(tmp_path, bound=25, remembered=0)
    digests = [keep(backups, tmp_path, b"%010d" % number) for number in range(4)]
    for age, digest in enumerate(digests):
        os.utime(tmp_path / DIRECTORY / digest[:2] / digest, (age, age))
    backups.prune({digests[0]})
    assert backups.get(digests[0])
    assert backups.get(digests[3])
    for digest in digests[1:3]:
        with pytest.raises(WorkspaceError, match="no backup"):
            backups.get(digest)


def test_what_is_needed_stays_even_beyond_the_bound(tmp_path: Path) -> None:
    backups = Backups(tmp_path, bound=5)
    digests = {keep(backups, tmp_path, b"%010d" % number) for number in range(3)}
    backups.prune(digests)
    assert all(backups.get(digest) for digest in digests)


def test_what_was_tampered_with_is_found_whenever_it_happens(tmp_path: Path) -> None:
    backups = Backups(tmp_path)
    first, second, third = (keep(backups, tmp_path, word) for word in (b"one", b"two", b"six"))
    assert backups.damaged([first, second, third]) == frozenset()
    place = tmp_path / DIRECTORY / first[:2] / first
    place.write_bytes(b"eno")
    (tmp_path / DIRECTORY / second[:2] / second).unlink()
    assert backups.damaged([first, second, third]) == {first, second}
    assert [backups.mend(each, "absent") for each in (first, second)] == [True, True]
    assert place.read_bytes() == b"one"
    assert backups.damaged([first, second, third]) == frozenset()


def test_what_is_held_in_memory_outlives_its_file(tmp_path: Path) -> None:
    backups = Backups(tmp_path)
    digest = keep(backups, tmp_path, b"content")
    shutil.rmtree(tmp_path / DIRECTORY)
    assert backups.damaged([digest]) == {digest}
    assert backups.get(digest) == b"content"


def test_memory_has_a_bound_too(tmp_path: Path) -> None:
    backups = Backups(tmp_path, remembered=640)
    large = keep(backups, tmp_path, b"x" * 11)
    digests = [keep(backups, tmp_path, b"%010d" % number) for number in range(65)]
    shutil.rmtree(tmp_path / DIRECTORY)
    for digest in (large, digests[0]):
        with pytest.raises(WorkspaceError, match="no backup"):
            backups.get(digest)
        assert not backups.mend(digest, "absent")
    assert all(backups.get(digest) for digest in digests[1:])
    (tmp_path / "file").write_bytes(b"x" * 11)
    assert backups.mend(large, "file")
