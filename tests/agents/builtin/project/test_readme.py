import re
import shlex

import pytest
from markdown_it import MarkdownIt

from pbc_tui.agents.builtin.catalogue import TRANSLATIONS, catalogue
from pbc_tui.agents.builtin.project import project_refusals, write_project_file
from pbc_tui.agents.builtin.project.readme import modules
from pbc_tui.design.blueprint.settings import settings_of
from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.structure import SetPurpose, apply, read_tree
from pbc_tui.design.templates import propose
from tests.design.blueprint.designs import DESIGNS, PROTOTYPE, SERVICE, TOOL, answers_of, plan_of

PARSER = MarkdownIt("commonmark").enable("table")
EVERY_LANGUAGE = {"features.readme_languages": list(TRANSLATIONS)}


def readme(plan: Plan, code: str = "") -> str:
    return write_project_file(plan, f"readme:{code}" if code else "readme")


def headings(text: str, level: str = "h2") -> list[str]:
    tokens = PARSER.parse(text)
    return [
        tokens[at + 1].content
        for at, token in enumerate(tokens)
        if token.tag == level and token.type == "heading_open"
    ]


def links(text: str) -> list[str]:
    return [
        str(token.attrs.get("href") or token.attrs.get("src"))
        for block in PARSER.parse(text)
        for token in block.children or []
        if token.type in ("link_open", "image")
    ]


def blocks(text: str) -> list[tuple[str, str]]:
    return [(token.info, token.content) for token in PARSER.parse(text) if token.type == "fence"]


@pytest.mark.parametrize("name", DESIGNS)
def test_the_sections_stand_in_their_order(name: str) -> None:
    wanted = [
        "Installation",
        "Quick start",
        "Features",
        "Architecture",
        "Structure",
        "Usage",
        "Configuration",
        "Development",
        "Testing",
        "Contributing",
        "Licence",
    ]
    found = headings(readme(plan_of(DESIGNS[name])))
    assert found[: len(wanted)] == wanted
    assert set(found[len(wanted) :]) <= {"API", "Examples", "Deployment"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "required_in_production"),
        ({"intake.deployment": "B"}, "required_for_others"),
        ({"features.api_purpose": "B"}, ""),
        ({"architecture.configuration": "B"}, ""),
    ],
)
def test_it_says_where_the_token_is_needed(changes: dict[str, str], said: str) -> None:
    text = readme(plan_of(SERVICE, changes))
    needed = ("required_in_production", "required_for_others")
    found = [key for key in needed if catalogue("en").text(f"api.{key}") in text]
    assert found == ([said] if said else [])


@pytest.mark.parametrize("api", ["A", "B", "C", "D"])
def test_what_serves_by_itself_listens_where_the_readme_asks_it(api: str) -> None:
    plan = plan_of(
        SERVICE,
        {
            "features.api": api,
            "features.api_framework": {"C": "Strawberry", "D": "Falcon"}.get(api),
        },
    )
    assert "uv run --no-dev python -m schema_guard\n" in readme(plan)
    assert "http://127.0.0.1:8000/health" in readme(plan)
    assert {s.name: s.default for s in settings_of(plan.context)}["port"] == 8000


@pytest.mark.parametrize(
    ("source", "chosen"),
    [
        ("A", "SCHEMA_GUARD_ENVIRONMENT=staging"),
        ("B", "SCHEMA_GUARD_CONFIG=config/staging.toml"),
        ("C", "SCHEMA_GUARD_ENVIRONMENT=staging"),
        ("D", "SCHEMA_GUARD_CONFIG=config/staging.toml"),
    ],
)
def test_it_says_how_the_image_becomes_that_of_another_environment(
    source: str, chosen: str
) -> None:
    text = readme(plan_of(SERVICE, {"architecture.configuration": source}))
    assert re.search(rf"^docker run .* --env {re.escape(chosen)} schema-guard$", text, re.MULTILINE)
    assert "Where the environment is `production`, the API is not described." in text
    alone = {"architecture.configuration": source, "intake.deployment": "B"}
    assert "staging" not in readme(plan_of(SERVICE, alone))


@pytest.mark.parametrize(("source", "secret"), [("B", False), ("D", True)])
def test_a_container_is_given_secrets_only_where_some_are_read(source: str, secret: bool) -> None:
    text = readme(plan_of(SERVICE, {"architecture.configuration": source}))
    deployment = text.partition("## Deployment")[2]
    assert "mount the configuration file into the container" in deployment
    assert ("give secrets as environment variables" in deployment) is secret


def test_what_was_not_chosen_leaves_no_trace() -> None:
    text = readme(plan_of({"features.demo": "no"}))
    for word in ("API", "Deployment", "docker", "Examples", "mkdocs", "docs/", "CHANGELOG"):
        assert word not in text, word


def test_what_was_chosen_has_its_section() -> None:
    assert headings(readme(plan_of(SERVICE)))[-3:] == ["API", "Examples", "Deployment"]


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("code", ["", "de"])
def test_every_relative_link_leads_to_a_file(name: str, code: str) -> None:
    plan = plan_of(DESIGNS[name], {"features.readme_languages": ["de"]})
    files = plan.context.files
    for target in links(readme(plan, code)):
        if not target.startswith("https://"):
            assert target in files or any(file.startswith(f"{target}/") for file in files), target


def test_without_an_address_nothing_uses_one() -> None:
    text = readme(plan_of())
    addresses = {target for target in links(text) if target.startswith("http")}
    assert {target.split("/")[2] for target in addresses} == {"img.shields.io", "docs.astral.sh"}
    assert "git clone" not in text


@pytest.mark.parametrize(
    ("url", "badge", "issues"),
    [
        ("https://github.com/acme/schema-guard", True, True),
        ("https://git.example.org/schema-guard", False, False),
    ],
)
def test_badges_and_links_are_true(url: str, badge: bool, issues: bool) -> None:
    text = readme(plan_of({"project.url": url}))
    assert f"git clone {url} schema-guard" in text
    assert (f"{url}/actions/workflows/ci.yml/badge.svg" in links(text)) == badge
    assert (f"{url}/issues" in links(text)) == issues


def test_the_structure_is_the_whole_tree() -> None:
    plan = plan_of(SERVICE)
    tree = next(text for info, text in blocks(readme(plan)) if info == "text")
    names = [line.split("── ")[1].rstrip("/") for line in tree.splitlines()[1:]]
    assert len([name for name in names if "." in name or name in ("LICENSE", "Dockerfile")]) >= len(
        plan.context.files
    )
    for path in plan.context.files:
        assert path.rpartition("/")[2] in names, path


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("letter", "ABCD")
def test_every_option_is_documented(name: str, letter: str) -> None:
    plan = plan_of(DESIGNS[name], {"architecture.configuration": letter})
    text = readme(plan)
    for setting in settings_of(plan.context):
        row = next(line for line in text.splitlines() if line.startswith(f"| `{setting.name}` |"))
        assert setting.secret or f"`{setting.default}`" in row
        assert row.count("|") == 5


@pytest.mark.parametrize("letter", "ABCDE")
def test_installation_is_that_of_the_manager(letter: str) -> None:
    plan = plan_of({"architecture.dependencies": letter})
    first = next(text for info, text in blocks(readme(plan)) if info == "console")
    expected = {
        "A": "uv sync --no-dev",
        "B": "poetry install",
        "C": "pdm install --prod",
        "D": "python -m pip install -r requirements.txt -e .",
        "E": "python -m pip install -e .",
    }
    assert first.splitlines()[-1] == expected[letter]
    assert ("python -m venv .venv" in first) == (letter in "DE")


@pytest.mark.parametrize("name", DESIGNS)
def test_using_it_does_not_install_what_is_for_development(name: str) -> None:
    text = readme(plan_of(DESIGNS[name], {"architecture.dependencies": "A"}))
    used, development = text.split("\n## Development\n")
    for line in used.splitlines():
        assert "uv run" not in line or "uv run --no-dev " in line
    assert "\nuv sync\n" in development
    assert "uv run ruff check .\n" in development


@pytest.mark.parametrize(
    ("letter", "command"),
    [("A", "uv lock"), ("B", "poetry lock"), ("C", "pdm lock --group :all")],
)
def test_how_the_lock_file_is_renewed(letter: str, command: str) -> None:
    assert f"`{command}` renews it." in readme(plan_of({"architecture.dependencies": letter}))


@pytest.mark.parametrize("name", DESIGNS)
def test_python_in_it_is_python_and_commands_are_commands(name: str) -> None:
    for info, text in blocks(readme(plan_of(DESIGNS[name]))):
        if info == "python":
            compile(text, "README.md", "exec")
        elif info == "console":
            assert shlex.split(text)


def test_testing_none_is_said() -> None:
    text = readme(plan_of(PROTOTYPE))
    assert "There are no automated tests" in text
    assert "pytest" not in text


def test_all_tests_coverage_and_one_file_can_be_run() -> None:
    text = readme(plan_of(TOOL))
    section = text[text.index("## Testing") :]
    assert re.search(r"^pytest\npytest --cov\npytest tests/test_\w+\.py$", section, re.MULTILINE)


@pytest.mark.parametrize("code", TRANSLATIONS)
@pytest.mark.parametrize("name", DESIGNS)
def test_a_translation_has_the_same_structure_links_and_commands(name: str, code: str) -> None:
    plan = plan_of(DESIGNS[name], EVERY_LANGUAGE)
    english, other = readme(plan), readme(plan, code)
    assert blocks(other) == blocks(english)
    assert [link for link in links(other) if link != "README.md"] == [
        link for link in links(english) if link != "README.md"
    ]
    tags = [token.tag for token in PARSER.parse(other) if token.type == "heading_open"]
    assert tags == [token.tag for token in PARSER.parse(english) if token.type == "heading_open"]
    note = catalogue(code).text("translation.note", link="[README.md](README.md)")
    assert other.splitlines()[2] == f"> {note}"


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_only_the_persons_own_words_stay_english(code: str) -> None:
    plan = plan_of(SERVICE, EVERY_LANGUAGE)
    english = set(readme(plan).splitlines())
    fences = {line for _, text in blocks(readme(plan)) for line in text.splitlines()}
    own = {"- not a web framework", "- not an ORM", plan.context.description}
    same = {
        line
        for line in readme(plan, code).splitlines()
        if line in english
        and len(re.findall(r"[a-z]{3,}", re.sub(r"[`(\[!].*?[`)\]]", "", line))) > 3
    }
    assert same - fences - own == set()


def test_a_purpose_of_the_persons_own_stands_as_it_is() -> None:
    answers = answers_of({"features.readme_languages": ["de"]})
    path = "src/schema_guard/core.py"
    tree = apply(propose(answers), SetPurpose(path=path, purpose="Guards *all* schemas."))
    plan = build_plan(answers, tree, PlanChanges())
    assert f"| [`{path}`]({path}) | Guards \\*all\\* schemas. |" in readme(plan)
    assert "Guards \\*all\\* schemas." in readme(plan, "de")


def test_a_language_without_a_catalogue_is_refused_by_name() -> None:
    plan = plan_of({"features.readme_languages": ["de", "xx"]})
    refused = project_refusals(plan.context)
    assert len(refused) == 1
    assert "xx" in refused[0]
    assert "features.readme_languages" in refused[0]
    assert project_refusals(plan_of(EVERY_LANGUAGE).context) == ()


OWN_TREE = """\
app/
  main.py  # Starts *everything*.
pyproject.toml
README.md
.github/
  workflows/
    ci.yml
"""


def test_the_readme_of_an_own_tree_says_only_what_is_true_of_it() -> None:
    plan = build_plan(answers_of({"structure.way": "own"}), read_tree(OWN_TREE))
    text = readme(plan)
    assert "| [`app/main.py`](app/main.py) | Starts \\*everything\\*. |" in text
    assert "import app.main" in text
    assert "schema_guard" not in text
    assert "pytest" not in text
    assert "The structure has no test files yet." in text
    assert "pytest" not in write_project_file(plan, "ci")


@pytest.mark.parametrize("code", ["ja", "zh"])
@pytest.mark.parametrize("name", DESIGNS)
def test_no_space_follows_a_full_stop_that_brings_its_own(name: str, code: str) -> None:
    text = readme(plan_of(DESIGNS[name], EVERY_LANGUAGE), code)
    assert not re.search(r"。 (?!\|)", text)


def test_a_service_says_that_it_keeps_items_in_memory_alone() -> None:
    said = catalogue("en").text("features.memory")
    assert said in readme(plan_of(SERVICE))
    assert said not in readme(plan_of())


def test_what_asks_a_server_starts_one_first() -> None:
    text = readme(plan_of(SERVICE))
    block = next(text for _, text in blocks(text) if "/items" in text)
    assert block.splitlines()[0].endswith("python -m schema_guard")


@pytest.mark.parametrize("code", ["", *TRANSLATIONS])
@pytest.mark.parametrize("web_ui", "ABCD")
def test_each_module_of_the_pages_has_a_duty_of_its_own(web_ui: str, code: str) -> None:
    plan = plan_of(SERVICE, {"features.web_ui": web_ui, "features.web_ui_framework": "React"})
    words = catalogue(code or "en")
    duties = dict(modules(plan, words))
    pages = [task for task in plan.tasks if task.role.startswith("web:") and task.path in duties]
    assert len(pages) == (1 if web_ui == "B" else 2)
    said = [duties[task.path] for task in pages]
    assert len(set(said)) == len(said)
    assert set(said) <= {words.text(f"role.web-{task.role.partition(':')[2]}") for task in pages}


def test_what_a_line_of_input_is_stands_where_the_commands_are() -> None:
    section = readme(plan_of(TOOL)).partition("### Use the command line")[2].partition("\n#")[0]
    assert "a blank line is refused" in section
    assert "a blank line is refused" not in readme(plan_of())
