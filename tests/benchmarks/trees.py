"""Repositories of any size to watch."""

from __future__ import annotations

from pathlib import Path

PER_DIRECTORY = 40
IGNORED = (".git/objects", ".venv/lib", "node_modules", "src/__pycache__", "build")
"""Directories that cost nothing: by their names, and ``build`` by the ``.gitignore``."""


def plant(root: Path, files: int, *, ignored: int = 0) -> int:
    """Make a tree of so many files, and ``ignored`` directories in each of those left out.

    Returns how many directories count, ``root`` among them.
    """
    root.mkdir(parents=True, exist_ok=True)
    (root / ".gitignore").write_text("build/\n")
    directories = {root}
    for start in range(0, files, PER_DIRECTORY):
        number = start // PER_DIRECTORY
        directory = root / f"part{number // 50}" / f"package{number}"
        directory.mkdir(parents=True, exist_ok=True)
        directories |= {directory, directory.parent}
        for place in range(min(PER_DIRECTORY, files - start)):
            (directory / f"module{place}.py").touch()
    for name in IGNORED:
        for number in range(ignored):
            (root / name / f"deep{number}").mkdir(parents=True, exist_ok=True)
    if ignored:
        # Of .git its own files are guarded, those of its directories here are not.
        directories |= {root / "src", root / ".git"}
    return len(directories)
