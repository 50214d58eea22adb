"""A structure of forty files by hand, in the real program: built, broken, undone, approved."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.workflow.project import Project
from tests.e2e import designs
from tests.e2e.conftest import Hire
from tests.e2e.sessions import events

PACKAGES = ("core", "rules", "storage", "reports", "cli")
MODULES = ("__init__", "models", "service", "errors", "checks", "text")
FILES = [f"src/shape_sums/{package}/{module}.py" for package in PACKAGES for module in MODULES] + [
    "src/shape_sums/__init__.py",
    *(f"tests/test_{package}.py" for package in PACKAGES),
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".gitignore",
]


def test_forty_files_are_built_broken_undone_and_approved(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root, until=Gate.STRUCTURE)
    someone = person(root)
    someone.begins()
    someone.sees("how do you want to begin?")
    someone.press("a")
    someone.sees("Begin empty")
    someone.press("e")
    someone.arrives("2 Structure")
    for count, path in enumerate(FILES, 1):
        # At the top again, so that a path is one from the root.
        someone.press("-", "end", "a")
        someone.sees("a name, or a path", "in the repository/")
        someone.type(path)
        someone.press("enter")
        someone.sees_like(rf"Structure · {count} files?, ")
    assert len(FILES) == 40

    someone.press("+", "home")
    someone.press("space", "end", "space", "d")
    someone.sees_like(r"Structure · \d files?, ")
    someone.press("a")
    someone.sees("a name, or a path")
    someone.type("con.py")
    someone.sees_like("reserved|Windows")
    someone.press("escape")
    someone.sees_no_longer("con.py")
    someone.press("z")
    someone.sees("Structure · 40 files, 8 directories")

    someone.press("/")
    someone.type("storage")
    someone.sees("storage/")
    someone.sees_no_longer("reports/")
    someone.press("enter", "home", "escape")
    someone.sees("reports/")

    someone.press("ctrl+s")
    someone.sees("Approve the structure", "This structure governs all generation")
    someone.press("y")
    someone.arrives("3 Features")
    assert someone.quits() == 0

    assert [event.gate for event in events(root) if event.kind == "confirmed"][-1] is Gate.STRUCTURE
    project = Project.open(root)
    assert sorted(project.state.tree.files()) == sorted(FILES)
    project.close()
