"""A person's words can break or inject nothing in any file: shown by parsing what comes out."""

import json
import re
import tomllib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from pbc_tui.agents.builtin.project import WRITERS, write_project_file
from pbc_tui.design.catalog import AnswerError
from pbc_tui.design.plan.build import Plan
from tests.agents.builtin.test_quoting import docker_value, words_of
from tests.agents.builtin.texts import NASTY, encodable, one_line
from tests.design.blueprint.designs import plan_of

HARMLESS = {
    "intake.deployment": "B",
    "intake.maturity": "C",
    "features.api": "D",
    "features.api_framework": "Falcon",
    "features.web_ui": "B",
    "features.docs_site": "B",
    "features.docs_content": "A B C D",
    "features.readme_languages": ["de"],
}
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
sentences = one_line.map(lambda text: f"Does {text}")
names = st.one_of(
    st.sampled_from([text for text in NASTY if not set(text) & set("<>")]),
    st.text(st.characters(exclude_categories=["Cc"], exclude_characters="<>"), min_size=1),
).filter(lambda text: bool(text.strip()))
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = plan_of(HARMLESS, {"project.authors": ["Ada"], "intake.non_goals": ["not a web framework"]})


def planned(description: str, author: str, non_goal: str, framework: str) -> Plan | None:
    try:
        return plan_of(
            HARMLESS,
            {
                "intake.description": description,
                "project.authors": [author],
                "intake.non_goals": [non_goal],
                "features.api_framework": framework,
            },
        )
    except AnswerError:
        return None


def shape(text: str) -> list[tuple[str, str]]:
    """The structure of a Markdown document without its plain words."""
    found = []
    for block in PARSER.parse(text):
        found.append((block.type, block.tag))
        found += [
            (child.type, str(child.attrs.get("href", "")))
            for child in block.children or []
            if child.type not in ("text", "text_special")
        ]
    return found


@SLOW
@given(sentences, names, sentences, sentences)
def test_nothing_breaks_any_file(
    description: str, author: str, non_goal: str, framework: str
) -> None:
    plan = planned(description, author, non_goal, framework)
    if plan is None:
        return
    for task in plan.tasks:
        if task.role.partition(":")[0] not in WRITERS:
            continue
        text = write_project_file(plan, task.role)
        text.encode("utf-8")
        harmless = write_project_file(PLAIN, task.role)
        if task.path.endswith(".toml"):
            _same_keys(tomllib.loads(text), tomllib.loads(harmless))
        elif task.path.endswith(".json"):
            assert json.loads(text) == json.loads(harmless)
        elif task.path.endswith((".yml", ".yaml")):
            _same_keys(YAML(typ="safe").load(text), YAML(typ="safe").load(harmless))
        elif task.path.endswith(".md"):
            assert shape(text) == shape(harmless), task.path
        elif task.path == "Dockerfile":
            assert len(text.splitlines()) == len(harmless.splitlines())


@SLOW
@given(sentences, names)
def test_the_words_arrive_where_they_belong(description: str, author: str) -> None:
    plan = planned(description, author, "not for this", "Falcon")
    if plan is None:
        return
    expected = encodable(plan.context.description)
    project = tomllib.loads(write_project_file(plan, "pyproject"))["project"]
    assert project["description"] == expected
    assert project["authors"] == [{"name": encodable(author.strip())}]
    site = YAML(typ="safe").load(write_project_file(plan, "mkdocs"))
    assert site["site_description"] == expected
    label = re.search(r'image\.description=(".*") \\', write_project_file(plan, "dockerfile"))
    assert label is not None
    assert words_of(docker_value(label.group(1))) == words_of(expected)


def _same_keys(found: object, expected: object) -> None:
    assert type(found) is type(expected)
    if isinstance(found, dict) and isinstance(expected, dict):
        assert set(found) == set(expected)
        for key in found:
            _same_keys(found[key], expected[key])
    if isinstance(found, list) and isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            _same_keys(one, other)
