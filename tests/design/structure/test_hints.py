"""What is pointed out about a tree, and that taking up the proposals mends it (SPEC 4.2)."""

from __future__ import annotations

from hypothesis import given

from pbc_tui.design.answers import Answers
from pbc_tui.design.structure import EditError, Hint, Tree, apply, hints
from tests.design.structure.trees import trees

ANSWERS = Answers().with_value("intake.package_name", "app")


def tree(*paths: str) -> Tree:
    return Tree.of((path, "What it is for.", "") for path in paths)


def found(of: Tree, answers: Answers = ANSWERS) -> list[tuple[str, str]]:
    return [(hint.code, hint.path) for hint in hints(of, answers)]


def mended(of: Tree, hint: Hint) -> Tree:
    for edit in hint.edits:
        of = apply(of, edit)
    return of


def test_a_complete_tree_has_no_hints() -> None:
    whole = tree("src/app/__init__.py", "src/app/core/__init__.py", "tests/test_a.py", "README.md")

    assert not hints(whole, ANSWERS)


def test_packages_without_init() -> None:
    lacking = tree("src/app/core/rules/base.py", "src/app/static/x.css", "tests/unit/test_x.py")

    assert found(lacking) == [
        ("init-missing", "src/app"),
        ("init-missing", "src/app/core"),
        ("init-missing", "src/app/core/rules"),
    ]
    assert "src/app/core/__init__.py" in mended(lacking, hints(lacking, ANSWERS)[1])


def test_a_package_at_the_top_of_the_repository() -> None:
    flat = tree("app/my-part.py", "app/logging.py", "scripts/run-it.py")

    assert found(flat) == [
        ("name-not-importable", "app/my-part.py"),
        ("name-doubtful", "app/logging.py"),
        ("init-missing", "app"),
    ]


def test_names_that_break_imports() -> None:
    bad = tree("src/app/__init__.py", "src/app/my-mod.py", "src/json/__init__.py", "email.py")
    hint = hints(bad, ANSWERS)

    assert [(h.code, h.path) for h in hint] == [
        ("name-not-importable", "src/app/my-mod.py"),
        ("name-shadows", "src/json"),
        ("name-shadows", "email.py"),
    ]
    assert "src/app/my_mod.py" in mended(bad, hint[0])
    assert "src/json_app/__init__.py" in mended(bad, hint[1])
    assert "email_app.py" in mended(bad, hint[2])


def test_a_directory_is_judged_only_when_it_holds_modules() -> None:
    assert found(tree("src/app/__init__.py", "src/app/my-static/x.css")) == []
    assert ("name-not-importable", "src/app/my-part") in found(
        tree("src/app/__init__.py", "src/app/my-part/x.py")
    )


def test_no_directory_holds_the_package() -> None:
    other = tree("src/other/__init__.py")
    hint = hints(other, ANSWERS)[0]

    assert hint.code == "package-missing"
    assert "src/app/__init__.py" in mended(other, hint)
    assert not hints(other, Answers())


def test_missing_purposes_and_empty_directories() -> None:
    bare = Tree.of(
        [("src/app/__init__.py", "", ""), ("src/app/core.py", "", ""), ("docs/", "", "")]
    )
    by_path = {hint.path: hint for hint in hints(bare, ANSWERS)}

    assert by_path["docs"].code == "directory-empty"
    assert by_path["src/app/core.py"].edits == ()
    assert mended(bare, by_path["src/app/__init__.py"]).get("src/app/__init__.py").purpose
    assert "docs" not in mended(bare, by_path["docs"])


@given(trees)
def test_every_proposal_can_be_taken_up_and_mends_its_hint(of: Tree) -> None:
    inside = Tree.of([("src/app/__init__.py", "x", "")])
    of = Tree((*inside.entries, *(n for n in of.entries if n.name.lower() != "src")))
    for hint in hints(of, ANSWERS):
        assert hint.message
        if hint.edits:
            try:
                after = mended(of, hint)
            except EditError as error:
                raise AssertionError(f"{hint} cannot be taken up") from error
            assert (hint.code, hint.path) not in found(after)
