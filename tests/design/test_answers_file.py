"""The answers file: what is written reads back; what is wrong is named in one line (SPEC 12)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.answers_file import AnswersFileError, read_answers_file, write_answers_file
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree
from tests.design.critic.designs import LIBRARY, SERVICE, answers_of, tree_of
from tests.design.critic.strategies import designs
from tests.design.structure.trees import trees

SCHEMA_GUARD = Path(__file__).parents[2] / "assets" / "schema-guard.toml"


def _rows(tree: Tree) -> list[tuple[str, bool, str]]:
    return [(path, node.is_directory, node.purpose) for path, node in tree.walk()]


@given(designs(), trees, st.sets(st.sampled_from(Gate)), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back(
    drawn: tuple[Answers, Tree], tree: Tree, gates: set[Gate], accept: bool
) -> None:
    answers, _ = drawn
    confirmed = tuple(gate for gate in Gate if gate in gates)
    text = write_answers_file(answers, tree, gates=confirmed, accept=accept)
    file = read_answers_file(text)
    assert file.gates == tuple(gate.value for gate in confirmed)
    assert file.accepts is accept
    if tree.files():
        assert _rows(file.tree_for(file.answers)) == _rows(tree)
        assert file.answers == answers.with_value("structure.way", file.answers.structure.way)
    else:
        assert file.answers == answers


@pytest.mark.parametrize("base", [LIBRARY, SERVICE])
def test_a_structure_that_is_the_template_needs_no_text(base: dict[str, object]) -> None:
    answers = answers_of(base)
    from pbc_tui.design.templates import propose

    text = write_answers_file(answers, propose(answers.before_features))
    assert "tree" not in text
    file = read_answers_file(text)
    assert file.answers == answers
    assert file.design().tree == tree_of(answers)


def test_contracts_and_purposes_read_back() -> None:
    answers = answers_of(LIBRARY, {"structure.way": "own"})
    tree = Tree.of([("src/schema_guard/core.py", "Checks.", ""), ("README.md", "", "")])
    contracts = {
        "src/schema_guard/core.py": 'def check(value: "object") -> bool:\n    """Is it?"""\n'
    }
    file = read_answers_file(write_answers_file(answers, tree, contracts=contracts))
    assert file.contracts == contracts
    assert file.purposes == {"src/schema_guard/core.py": "Checks."}
    design = file.design()
    assert design.contracts == contracts
    assert design.tree.get("src/schema_guard/core.py").purpose == "Checks."


def test_the_answers_of_the_specification() -> None:
    file = read_answers_file(SCHEMA_GUARD.read_text())
    assert file.answers.intake.purpose is o.Purpose.LIBRARY
    assert file.answers.intake.users == (o.Users.DEVELOPERS, o.Users.SYSTEMS)
    assert file.gates == tuple(gate.value for gate in Gate)
    assert file.accepts
    design = file.design()
    assert design.answers.project.licence is o.Licence.MIT
    assert "examples/basic_usage.py" in design.tree
    assert "src/schema_guard/core.py" in design.tree


def test_values_come_in_the_order_of_the_questions_with_the_conventions() -> None:
    file = read_answers_file(SCHEMA_GUARD.read_text())
    intake = [key for key, _ in file.values_of(Gate.INTAKE)]
    assert intake[:3] == ["intake.package_name", "intake.repository_name", "intake.description"]
    architecture = dict(file.values_of(Gate.ARCHITECTURE))
    assert architecture["architecture.testing"] == "C"
    assert architecture["project.licence"] == "MIT"
    assert architecture["project.line_length"] == 88


def test_options_by_letter_and_by_name_are_the_same() -> None:
    text = SCHEMA_GUARD.read_text()
    named = text.replace('purpose = "C"', 'purpose = "library"').replace(
        'testing = "C"', 'testing = "integration"'
    )
    assert read_answers_file(named).answers == read_answers_file(text).answers


def test_the_guided_way_with_its_answers() -> None:
    text = (
        SCHEMA_GUARD.read_text()
        .replace(
            "[structure.purposes]",
            "[structure.guided]\n"
            'components = ["parser", "rules"]\nexposure = "D"\nextra_dirs = ["C"]\n'
            'examples = "B"\ntests = "A"\ndocs = "A"\n',
        )
        .replace('way = "template"', 'way = "guided"')
    )
    file = read_answers_file(text)
    assert file.answers.guided.components == ("parser", "rules")
    assert any(
        path.endswith("parser.py") or "/parser/" in path for path in file.design().tree.files()
    )


def test_an_unresolved_preference_costs_points_and_is_settled_for_the_plan() -> None:
    file = read_answers_file(
        SCHEMA_GUARD.read_text().replace('concurrency = "A"', 'concurrency = "D"')
    )
    design = file.design()
    assert design.answers.intake.settled_concurrency is None
    assert design.settled.intake.settled_concurrency is o.Concurrency.SYNC


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("purpose = ", "purpos = ", "intake.purpos: unknown key; did you mean intake.purpose?"),
        ("testing = ", "tests = ", "unknown key; did you mean architecture.testing?"),
        ("[features]", "[feature]", "feature: unknown section; did you mean features?"),
        ("way = ", "wya = ", "structure.wya: unknown key; did you mean structure.way?"),
        ("accept = ", "acept = ", "confirm.acept: unknown key; did you mean confirm.accept?"),
        ('way = "template"', 'way = "templates"', "did you mean 'template'?"),
        ('web_ui = "no"', 'web_ui = "yes"', "features.web_ui: 'yes' is none of"),
        ('"plan"]', '"plans"]', "confirm.gates: unknown gate 'plans'; did you mean 'plan'?"),
        ('accept = "acceptable"', "accept = true", "confirm.accept: True is not possible"),
        ('users = ["C", "D"]', 'users = ["C", "Z"]', "intake.users: 'Z' is none of"),
        ("[confirm]", "[confirm.reasons]\ncritic-3 = 'x'\n[confirm]", "confirm.reasons.critic-3"),
        ("[confirm]", "[project]\nlicense = 'MIT'\n[confirm]", "did you mean project.licence?"),
        ("[confirm]", "[structure.guided]\nexample = 'A'\n[confirm]", "structure.guided.examples?"),
        ("[confirm]", "[contracts]\n'src/x.py' = 'def ('\n[confirm]", "contracts: 'src/x.py':"),
        ("[confirm]", "contracts = 3\n[confirm]", "features.contracts: unknown key"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_that_names_it(before: str, after: str, words: str) -> None:
    text = SCHEMA_GUARD.read_text()
    assert before in text
    with pytest.raises(AnswersFileError) as caught:
        read_answers_file(text.replace(before, after, 1)).design()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("[structure.purposes]\n'src/no.py' = 'x'", "structure.purposes: 'src/no.py'"),
        ("[contracts]\n'src/schema_guard/cores.py' = 'x: int'", "'src/schema_guard/core.py'?"),
    ],
)
def test_a_path_that_the_structure_lacks_is_named(section: str, words: str) -> None:
    text = SCHEMA_GUARD.read_text().replace("[structure.purposes]\n", "") + "\n" + section
    with pytest.raises(AnswersFileError, match="structure") as caught:
        read_answers_file(text).design()
    assert words in str(caught.value)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    assert "\n" not in _fault_of(text)


def _fault_of(text: str) -> str:
    try:
        read_answers_file(text)
    except AnswersFileError as error:
        return str(error)
    return ""
