"""The copy of a repository: complete, cheap to refresh, and never a way out of the repository."""

import asyncio
import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.sandbox import copying
from pbc_tui.workspace.sandbox.copying import Copy
from tests.workspace.test_process import until


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "pyproject.toml": "[project]\n",
        "src/app/__init__.py": "",
        "src/app/one.py": "ONE = 1\n",
        "tests/test_one.py": "def test_one(): ...\n",
        ".git/config": "secret\n",
        ".pbc/journal.jsonl": "{}\n",
        ".venv/bin/python": "",
        "own-env/pyvenv.cfg": "home = /usr\n",
        "own-env/bin/python": "",
        "src/app/__pycache__/one.cpython-311.pyc": "",
        "src/app/.one.py.swp": "",
    }
    root = tmp_path / "root"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def tree(place: Path) -> set[str]:
    return {
        str(path.relative_to(place))
        for path in place.rglob("*")
        if path.is_symlink() or path.is_file()
    }


async def test_the_copy_holds_what_belongs_to_the_project(root: Path) -> None:
    async with Copy(root) as copy:
        refreshed = await copy.refresh()
        expected = {
            "pyproject.toml",
            "src/app/__init__.py",
            "src/app/one.py",
            "tests/test_one.py",
        }
        assert tree(copy.path) == set(refreshed.changed) == expected
        assert (copy.path / "src/app/one.py").read_text() == "ONE = 1\n"
        assert not copy.path.is_relative_to(root)
        place = copy.place
    assert not place.exists()


async def test_only_what_changed_is_copied_again_and_removals_are_followed(root: Path) -> None:
    script = root / "run.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    async with Copy(root) as copy:
        await copy.refresh()
        assert os.access(copy.path / "run.sh", os.X_OK)
        inode = (copy.path / "src/app/__init__.py").stat().st_ino
        assert (await copy.refresh()).changed == ()
        (root / "src/app/one.py").write_text("ONE = 2\n")
        (root / "src/app/two.py").write_text("TWO = 2\n")
        (root / "tests/test_one.py").unlink()
        refreshed = await copy.refresh()
        assert set(refreshed.changed) == {"src/app/one.py", "src/app/two.py"}
        assert refreshed.removed == ("tests/test_one.py",)
        assert not (copy.path / "tests/test_one.py").exists()
        assert (copy.path / "src/app/one.py").read_text() == "ONE = 2\n"
        assert (copy.path / "src/app/__init__.py").stat().st_ino == inode


async def test_a_file_of_the_same_size_and_time_is_noticed(root: Path) -> None:
    one = root / "src/app/one.py"
    async with Copy(root) as copy:
        await copy.refresh()
        before = one.stat()
        one.write_text("ONE = 3\n")
        os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns))
        await copy.refresh()
        assert (copy.path / "src/app/one.py").read_text() == "ONE = 3\n"


async def test_directories_and_files_trade_places(root: Path) -> None:
    async with Copy(root) as copy:
        await copy.refresh()
        shutil.rmtree(root / "src/app")
        (root / "src/app").write_text("a file now\n")
        (root / "pyproject.toml").unlink()
        (root / "pyproject.toml").mkdir()
        (root / "pyproject.toml/inner").write_text("x")
        await copy.refresh()
        assert (copy.path / "src/app").read_text() == "a file now\n"
        assert (copy.path / "pyproject.toml/inner").read_text() == "x"


async def test_what_is_no_file_of_the_repository_is_left_out_and_named(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "LARGEST", 1000)
    (tmp_path / "secret").write_text("secret\n")
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "up").symlink_to("../secret")
    (root / "loop").symlink_to("loop")
    (root / "way").symlink_to(tmp_path)
    (root / "inside").symlink_to(root / "src/app/one.py")
    (root / "near").symlink_to("src/app")
    (root / "large").write_bytes(b"x" * 1001)
    os.mkfifo(root / "pipe")
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("sock")
        async with Copy(root) as copy:
            left_out = (await copy.refresh()).left_out
            assert left_out == {
                "large": "has 1,001 bytes",
                "out": "is a symbolic link that leaves the repository",
                "pipe": "is a named pipe, not a regular file",
                "sock": "is a socket, not a regular file",
                "up": "is a symbolic link that leaves the repository",
                "way": "is a symbolic link that leaves the repository",
            }
            assert (copy.path / "inside").resolve() == copy.path / "src/app/one.py"
            assert (copy.path / "near/one.py").read_text() == "ONE = 1\n"


async def test_too_many_files_and_too_deep_ones_are_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MOST_FILES", 10)
    for number in range(12):
        (root / f"zz{number:02}").write_text("")
    deep = root / "/".join(["d"] * 80)
    deep.mkdir(parents=True)
    async with Copy(root) as copy:
        left_out = (await copy.refresh()).left_out
    assert "there are more than 10 files" in left_out.values()
    assert "is nested too deeply" in left_out.values()


async def test_a_copy_that_was_tampered_with_leads_nowhere(root: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "one.py").write_text("mine\n")
    async with Copy(root) as copy:
        await copy.refresh()
        # As code might do that runs unconfined: a directory and a file become links.
        shutil.rmtree(copy.path / "src/app")
        (copy.path / "src/app").symlink_to(precious)
        (copy.path / "pyproject.toml").unlink()
        (copy.path / "pyproject.toml").symlink_to(precious / "one.py")
        (copy.path / "tests/test_one.py").write_text("def test_one(): 1\n#######\n")
        (copy.path / "planted.py").write_text("x")
        (copy.path / "planted").mkdir()
        (copy.path / "planted/link").symlink_to(precious)
        (root / "src/app/one.py").write_text("ONE = 7\n")
        await copy.refresh()
        assert tree(precious) == {"one.py"}
        assert (precious / "one.py").read_text() == "mine\n"
        assert (copy.path / "src/app/one.py").read_text() == "ONE = 7\n"
        assert (copy.path / "tests/test_one.py").read_text() == "def test_one(): ...\n"
        assert tree(copy.path) == {
            "pyproject.toml",
            "src/app/__init__.py",
            "src/app/one.py",
            "tests/test_one.py",
        }


async def test_admitted_directories_count(root: Path) -> None:
    async with Copy(root, Ignore(admitted=(".pbc/journal.jsonl",))) as copy:
        await copy.refresh()
        assert (copy.path / ".pbc/journal.jsonl").exists()


async def test_a_question_that_was_cancelled_does_not_answer_the_next(root: Path) -> None:
    async with Copy(root) as copy:
        first = asyncio.create_task(copy.refresh())
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        (root / "later.py").write_text("")
        await copy.refresh()
        assert (copy.path / "later.py").exists()


async def test_a_repository_that_is_gone_is_an_error(root: Path) -> None:
    async with Copy(root) as copy:
        shutil.rmtree(root)
        with pytest.raises(OSError, match="cannot be copied"):
            await copy.refresh()


async def test_the_copy_is_removed_when_we_are_killed(root: Path) -> None:
    code = (
        "import asyncio, sys; from pathlib import Path\n"
        "from pbc_tui.workspace.sandbox.copying import Copy\n"
        "async def main():\n"
        "    copy = Copy(Path(sys.argv[1])); await copy.start(); await copy.refresh()\n"
        "    print(copy.place, flush=True); await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    ours = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, root, stdout=asyncio.subprocess.PIPE
    )
    assert ours.stdout is not None
    place = Path(os.fsdecode((await ours.stdout.readline()).rstrip()))
    assert (place / "repository/pyproject.toml").exists()
    ours.kill()
    await ours.wait()
    await until(lambda: not place.exists())


async def test_a_copy_that_is_closed_at_once_leaves_nothing(root: Path) -> None:
    copy = Copy(root)
    await copy.start()
    place = copy.place
    await copy.close()
    assert not place.exists()
    with pytest.raises(OSError, match="closed"):
        await copy.refresh()
