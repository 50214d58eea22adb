from pbc_tui.agents.builtin.project import write_project_file
from pbc_tui.agents.builtin.quoting import markdown
from pbc_tui.design.plan.build import build_plan
from pbc_tui.design.plan.translations import untranslated
from pbc_tui.design.structure import SetPurpose, apply
from pbc_tui.design.templates import propose
from tests.design.blueprint.designs import answers_of, plan_of


def test_without_a_translation_nothing_is_outstanding() -> None:
    assert untranslated(plan_of()) == ()


def test_the_persons_own_sentences_are_outstanding_and_stand_in_the_translation() -> None:
    answers = answers_of({"features.readme_languages": ["de", "ja"]})
    edit = SetPurpose(path="src/schema_guard/core.py", purpose="Guards all schemas.")
    plan = build_plan(answers, apply(propose(answers), edit))
    found = untranslated(plan)
    assert [(entry.path, entry.code) for entry in found] == [
        ("README.de.md", "de"),
        ("README.ja.md", "ja"),
    ]
    assert found[0].sentences == (
        "Checks structured data against schemas.",
        "not a web framework",
        "not an ORM",
        "Guards all schemas.",
    )
    german = write_project_file(plan, "readme:de")
    assert all(markdown(sentence) in german for sentence in found[0].sentences)
