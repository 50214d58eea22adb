"""What happened outside a task: found, shown, undone."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbc_tui.workspace import scope as scope_module
from pbc_tui.workspace.content import LARGEST
from pbc_tui.workspace.files import WorkspaceError
from pbc_tui.workspace.scope import Scope, ScopeChange


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_bytes(b"one\ntwo\n")
    (tmp_path / "big").write_bytes(b"x" * (LARGEST + 1))
    return tmp_path


@pytest.fixture
def scope(root: Path) -> Scope:
    scope = Scope(root)
    scope.take()
    return scope


def test_nothing_happened(scope: Scope) -> None:
    assert [scope.change(path) for path in ("src/a.py", "big", "absent", "src")] == [None] * 4


def test_a_created_file_can_be_taken_away(root: Path, scope: Scope) -> None:
    (root / "new.py").write_bytes(b"new\n")
    change = scope.change("new.py")
    assert change == ScopeChange("created", None, digest(b"new\n"))
    assert scope.diff("new.py", None) == "--- /dev/null\n+++ b/new.py\n@@ -0,0 +1 @@\n+new"
    scope.restore("new.py", None)
    assert scope.change("new.py") is None


def test_a_modified_file_gets_its_content_back(root: Path, scope: Scope) -> None:
    (root / "src" / "a.py").write_bytes(b"one\nTWO\n")
    change = scope.change("src/a.py")
    assert change == ScopeChange("modified", digest(b"one\ntwo\n"), digest(b"one\nTWO\n"))
    assert scope.diff("src/a.py", change.before).splitlines() == [
        "--- a/src/a.py",
        "+++ b/src/a.py",
        "@@ -1,2 +1,2 @@",
        " one",
        "-two",
        "+TWO",
    ]
    scope.restore("src/a.py", change.before)
    assert (root / "src" / "a.py").read_bytes() == b"one\ntwo\n"
    assert scope.change("src/a.py") is None


def test_a_deleted_file_comes_back_with_its_directory(root: Path, scope: Scope) -> None:
    (root / "src" / "a.py").unlink()
    (root / "src").rmdir()
    change = scope.change("src/a.py")
    assert change == ScopeChange("deleted", digest(b"one\ntwo\n"), None)
    assert "-one" in scope.diff("src/a.py", change.before)
    scope.restore("src/a.py", change.before)
    assert scope.change("src/a.py") is None


def test_a_file_replaced_by_a_directory_counts_as_deleted(root: Path, scope: Scope) -> None:
    (root / "src" / "a.py").unlink()
    (root / "src" / "a.py").mkdir()
    change = scope.change("src/a.py")
    assert change is not None
    assert change.kind == "deleted"
    with pytest.raises(WorkspaceError, match="directory"):
        scope.restore("src/a.py", change.before)


def test_a_file_replaced_by_a_link_comes_back_and_its_aim_stays(root: Path, scope: Scope) -> None:
    aim = root / "aim"
    aim.write_bytes(b"aim")
    (root / "src" / "a.py").unlink()
    (root / "src" / "a.py").symlink_to(aim)
    change = scope.change("src/a.py")
    assert change is not None
    assert change.kind == "modified"
    assert "is a link" in scope.diff("src/a.py", change.before)
    scope.restore("src/a.py", change.before)
    assert (root / "src" / "a.py").read_bytes() == b"one\ntwo\n"
    assert aim.read_bytes() == b"aim"


def test_a_directory_replaced_by_a_link_is_not_followed(
    root: Path, scope: Scope, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "src" / "a.py").unlink()
    (root / "src").rmdir()
    (root / "src").symlink_to(outside)
    with pytest.raises(WorkspaceError, match="src is a link"):
        scope.restore("src/a.py", digest(b"one\ntwo\n"))
    assert not list(outside.iterdir())


def test_of_a_large_file_the_change_is_noticed(root: Path, scope: Scope) -> None:
    (root / "big").write_bytes(b"y")
    change = scope.change("big")
    assert change == ScopeChange("modified", "", digest(b"y"))
    assert "not kept" in scope.diff("big", change.before)
    with pytest.raises(WorkspaceError):
        scope.restore("big", change.before)


def test_beyond_the_bound_changes_are_still_noticed(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}").write_bytes(b"x" * 10)
    scope = Scope(tmp_path, bound=20)
    scope.take()
    for number in range(4):
        (tmp_path / f"{number}").write_bytes(b"changed")
    changes = [scope.change(f"{number}") for number in range(4)]
    assert all(change is not None and change.kind == "modified" for change in changes)


def test_what_nobody_watches_does_not_count(root: Path, scope: Scope) -> None:
    for path in (".git/index", ".pbc/contracts/a.pyi", ".venv/x.py", "src/.a.py.swp"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")
        assert scope.change(path) is None


def test_what_is_accepted_is_the_new_state(root: Path, scope: Scope) -> None:
    (root / "src" / "a.py").write_bytes(b"accepted")
    scope.accept("src/a.py")
    assert scope.change("src/a.py") is None
    (root / "src" / "a.py").write_bytes(b"again")
    change = scope.change("src/a.py")
    assert change is not None
    scope.restore("src/a.py", change.before)
    assert (root / "src" / "a.py").read_bytes() == b"accepted"
    (root / "src" / "a.py").unlink()
    scope.accept("src/a.py")
    assert scope.change("src/a.py") is None


def test_the_content_of_an_undecided_change_outlives_later_snapshots(root: Path) -> None:
    scope = Scope(root, bound=10)
    scope.take()
    before = digest(b"one\ntwo\n")
    (root / "src" / "a.py").write_bytes(b"0123456789")
    scope.take({before})
    scope.restore("src/a.py", before)
    assert (root / "src" / "a.py").read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("body", [b"\x1b[2Jgone", "\u202ereversed".encode()])
def test_what_is_shown_is_safe(root: Path, scope: Scope, body: bytes) -> None:
    path = "evil\n\x1b[31m.py"
    (root / path).write_bytes(body)
    shown = scope.diff(path, None)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.splitlines()[1] == "+++ b/evil .py"


@pytest.mark.parametrize("body", [b"\0\1", b"\xff\xfe", b"\n" * 20_000])
def test_what_is_no_short_text_is_described(root: Path, scope: Scope, body: bytes) -> None:
    (root / "new").write_bytes(body)
    assert f"nothing before, {len(body):,} bytes now" in scope.diff("new", None)


@settings(deadline=None, max_examples=30)
@given(
    old=st.dictionaries(st.sampled_from("abc"), st.binary(max_size=4)),
    new=st.dictionaries(st.sampled_from("abc"), st.binary(max_size=4)),
)
def test_restoring_every_change_gives_the_repository_back(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    root = tmp_path_factory.mktemp("repository")
    for path, content in old.items():
        (root / path).write_bytes(content)
    scope = Scope(root)
    scope.take()
    for path in old:
        (root / path).unlink()
    for path, content in new.items():
        (root / path).write_bytes(content)
    for path in "abc":
        change = scope.change(path)
        assert (change is None) == (old.get(path) == new.get(path))
        if change:
            scope.diff(path, change.before)
            scope.restore(path, change.before)
    assert {place.name: place.read_bytes() for place in root.iterdir() if place.is_file()} == old


def test_a_missing_last_newline_is_pointed_out(root: Path, scope: Scope) -> None:
    (root / "src" / "a.py").write_bytes(b"one\ntwo")
    assert scope.diff("src/a.py", digest(b"one\ntwo\n")).splitlines()[-2:] == [
        "-two",
        "+two  (no newline at the end)",
    ]


def test_a_large_repository_is_read_in_turns(root: Path) -> None:
    """Every path is known at once; contents follow, where they are still what they were."""
    for number in range(20):
        (root / f"{number}.txt").write_bytes(b"%d" % number)
    scope = Scope(root)
    scope.take(seconds=-1)
    (root / "19.txt").write_bytes(b"changed before it was read")
    (root / "new.txt").write_bytes(b"new")
    assert scope.change("new.txt") == ScopeChange("created", None, digest(b"new"))
    turns = 1
    while scope.keep_more(-1):
        turns += 1
    assert turns > 20
    (root / "7.txt").write_bytes(b"changed")
    assert scope.change("7.txt") == ScopeChange("modified", digest(b"7"), digest(b"changed"))
    assert scope.change("8.txt") is None
    change = scope.change("19.txt")
    assert change is not None
    assert (change.kind, change.before) == ("modified", "")


def test_no_more_contents_are_kept_than_a_number_of_files(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scope_module, "MOST_FILES", 3)
    for number in range(9):
        (root / f"{number}.txt").write_bytes(b"%d" % number)
    scope = Scope(root)
    scope.take()
    scope.take()
    assert len(list(root.glob(".pbc/backups/??/*"))) == 3
    (root / "5.txt").write_bytes(b"changed")
    change = scope.change("5.txt")
    assert change is not None
    assert change.kind == "modified"


def test_after_the_end_the_last_snapshot_stays(root: Path, scope: Scope) -> None:
    scope.end()
    (root / "src" / "a.py").write_bytes(b"changed\n")
    scope.take()
    assert scope.change("src/a.py") is not None


def test_other_permissions_are_noticed_and_put_back(root: Path, scope: Scope) -> None:
    place = root / "tool.sh"
    place.write_text("echo\n")
    place.chmod(0o644)
    scope.take()
    assert scope.other_permissions() == {}
    place.chmod(0o755)
    (change,) = scope.other_permissions().values()
    assert change.kind == "permissions"
    assert scope.diff("tool.sh", change.before) == "tool.sh: permissions 644 -> 755"
    scope.restore("tool.sh", change.before)
    assert place.stat().st_mode & 0o777 == 0o644
    place.chmod(0o755)
    scope.accept("tool.sh")
    assert scope.other_permissions() == {}
