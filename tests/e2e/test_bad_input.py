"""What cannot be taken gets its one clear line where it is typed, and stays there to be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from tests.e2e import designs
from tests.e2e.conftest import Hire
from tests.e2e.person import Person
from tests.e2e.sessions import events

BAD_PACKAGES = (
    ("Shapes", "✗ 'Shapes' has capitals; 'shapes' would be right"),
    ("shape-sums", "✗ 'shape-sums' cannot be imported; 'shape_sums'"),
    ("2shapes", "✗ '2shapes' cannot be imported"),
    ("shape sums", "✗ 'shape sums' cannot be imported; 'shape_sums'"),
    ("class", "✗ 'class' is a Python keyword; 'class_app'"),
    ("match", "✗ 'match' is a Python keyword; 'match_app'"),
    ("json", "✗ 'json' shadows a module of the standard"),
)
BAD_VERSIONS = (
    ("newest", "✗ 'newest' is no version specifier; write"),
    ("3.x", "✗ '3.x' is no version specifier; write"),
    ("<3.12", "✗ '<3.12' has no minimum; write"),
    (">=3.13,<3.11", "✗ '>=3.13,<3.11' admits no Python"),
)
BAD_TREES = (
    ("src/\n  app/\n core.py", "✗ line 3: its indentation is that of no entry above"),
    ("/etc/passwd", "✗ line 1: an absolute path is not allowed"),
    ("src/\n  ../x.py", "✗ line 2: '..' leaves the repository"),
    ("a.py\nb.py\na.py", "✗ line 3: 'a.py' is there already, in line 1"),
)
BAD_NAMES = (
    ("a:b.py", "✗ ':' is not allowed"),
    ("con.py", "✗ 'con.py' is reserved"),
    ("/etc/passwd", "✗ an absolute path is not allowed"),
    ("../x.py", "✗ '..' is not a name"),
    ("my-shapes.py", "✗ 'my-shapes' cannot be imported"),
    ("class.py", "✗ 'class' is a Python keyword"),
    ("SHAPES.py", "✗ 'SHAPES.py' differs from 'shapes.py' only by case"),
    ("shapes.py", "✗ 'shapes.py' is there already"),
)


def _each_gets_its_line(someone: Person, tries: tuple[tuple[str, str], ...]) -> None:
    for text, line in tries:
        someone.type(text)
        someone.sees(text, line)
        someone.press("ctrl+u")
        someone.sees_no_longer(line)


def test_in_the_questions(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    someone = person(root)
    someone.begins()
    someone.is_at("Package name")
    _each_gets_its_line(someone, BAD_PACKAGES)
    someone.type("json")
    someone.is_at("Package name", "✗")
    someone.goes_on()
    someone.is_at("Repository name")
    someone.type("a/b")
    someone.sees("✗ 'a/b': a name holds no slash")
    someone.press("ctrl+s")
    someone.is_told("11 open: Package name, Repository name")

    screen = someone.is_at("Package name", "✗")
    assert "json" in screen
    assert "a/b" in screen
    assert not [event for event in events(root) if event.kind == "answered"]
    someone.type("_lines")
    someone.is_at("Package name", "✓")
    someone.goes_on()
    someone.is_at("Repository name", "✗")
    assert someone.quits() == 0


def test_in_the_version_and_the_list(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    someone = person(root)
    someone.begins()
    someone.is_at("Package name")
    someone.press("shift+tab")
    someone.is_at("Non-goals")
    for _ in range(3):
        someone.press("shift+tab")
    someone.is_at("Python version")
    _each_gets_its_line(someone, BAD_VERSIONS)
    assert not [event for event in events(root) if event.kind == "answered"]
    assert someone.quits() == 0


def test_in_a_pasted_tree(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root, Gate.STRUCTURE)
    someone = person(root)
    someone.begins()
    someone.sees("how do you want to begin?")
    someone.press("a")
    someone.sees("Paste or type a tree")
    someone.press("t")
    someone.sees("The structure as text")
    for text, line in BAD_TREES:
        someone.terminal.paste(text)
        someone.sees(line)
        someone.press("ctrl+s")
        someone.sees("1 line at fault", "enter go to the line")
        someone.sees(line, text.splitlines()[-1].strip())
        someone.press("ctrl+a", "backspace")
        someone.sees("✓ no file, no directory")
    assert not [event for event in events(root) if event.kind == "tree-edited"]

    text, line = BAD_TREES[0]
    someone.terminal.paste(text)
    someone.sees(line)
    someone.press("escape")
    someone.sees_no_longer("The structure as text")
    someone.press("t")
    someone.sees("The structure as text", "core.py", line)
    someone.press("escape")
    someone.sees_no_longer("The structure as text")
    assert someone.quits() == 0


def test_in_the_tree_editor(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root, Gate.FEATURES)
    designs.reopen(root, Gate.STRUCTURE)
    someone = person(root)
    someone.begins()
    someone.sees("─ shapes.py")
    before = len(events(root))
    someone.press("down", "down", "down", "a")
    someone.sees("in src/shape_sums/")
    for text, line in BAD_NAMES:
        someone.type(text)
        someone.sees(line)
        # Had it been taken, there would be no entry any more to empty.
        someone.press("enter", "ctrl+u")
        someone.sees("in src/shape_sums/")
    assert len(events(root)) == before
    someone.press("escape")
    someone.sees_no_longer("in src/shape_sums/")
    assert someone.quits() == 0


def test_in_a_contract(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root, Gate.PLAN)
    someone = person(root)
    someone.begins()
    someone.sees("shapes.py has no contract")
    someone.press("down", "c")
    someone.sees(f"Contract of {designs.SHAPES}")
    someone.type("def area(:")
    screen = someone.sees("def area(:", "✗ line 1")
    assert "Traceback" not in screen
    someone.press("ctrl+s")
    someone.is_told(f"contract of {designs.SHAPES}: line 1")
    someone.sees("def area(:")
    someone.press("escape")
    someone.sees_no_longer("Contract of")
    someone.press("c")
    someone.sees("def area(:", "✗ line 1")
    someone.press("escape")
    someone.sees_no_longer("Contract of")
    someone.press("ctrl+s")
    someone.is_told("plan: src/shape_sums/shapes.py has no contract: c writes one (and 1 more)")
    assert not [event for event in events(root) if event.kind == "contract-set"]
    assert someone.quits() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("[intake\n", "line 1"),
        ('[intake]\npurpose = "Z"\n', "intake.purpose"),
        ('[intake]\npackgae_name = "x"\n', "unknown key; did you mean intake.package_name?"),
    ],
)
def test_in_an_answers_file(tmp_path: Path, person: Hire, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    root = tmp_path / "shape-sums"
    someone = person(root)
    someone.open()
    someone.press("a")
    someone.sees("Begin from an answers file")
    someone.type("mine.toml")
    someone.sees("mine.toml")
    someone.press("enter")
    someone.is_told(said)
    assert someone.quits() == 0
    assert not root.exists()
