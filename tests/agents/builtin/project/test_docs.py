import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from pbc_tui.agents.builtin.project import write_project_file
from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.plan.build import Plan
from tests.design.blueprint.designs import DESIGNS, SERVICE, TOOL, plan_of

SITE = {"features.docs_site": "B", "features.docs_content": "A B C D"}
PAGES = ("index", "api-reference", "how-tos", "architecture", "contributing")


def page(plan: Plan, name: str) -> str:
    return write_project_file(plan, f"docs:{name}")


def test_the_navigation_names_every_page() -> None:
    plan = plan_of(SERVICE)
    read = YAML(typ="safe").load(write_project_file(plan, "mkdocs"))
    named = {path for entry in read["nav"] for path in entry.values()}
    assert named == {f"{name}.md" for name in PAGES}
    assert read["site_name"] == "schema-guard"


def test_a_page_that_was_not_chosen_is_not_named() -> None:
    plan = plan_of({"features.docs_site": "B", "features.docs_content": "B"})
    read = YAML(typ="safe").load(write_project_file(plan, "mkdocs"))
    assert [path for entry in read["nav"] for path in entry.values()] == ["index.md", "how-tos.md"]
    assert "plugins" not in read


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("site", "ABC")
def test_links_lead_to_pages(name: str, site: str) -> None:
    plan = plan_of(DESIGNS[name], SITE, {"features.docs_site": site})
    for title in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page(plan, title)):
            assert f"docs/{target}" in plan.context.files, (title, target)


def test_a_site_of_sphinx_names_every_page_and_module() -> None:
    plan = plan_of(SERVICE, {"features.docs_site": "A"})
    tree = re.search(r"```{toctree}\n:hidden:\n\n(.*?)```", page(plan, "index"), re.DOTALL)
    assert tree is not None
    assert set(tree.group(1).split()) == set(PAGES) - {"index"}
    text = page(plan, "api-reference")
    for task in plan.tasks:
        if task.path.startswith("src/") and task.spec.contract and "__init__" not in task.path:
            assert f".. automodule:: {module_name(task.path)}\n" in text, task.path


def test_the_reference_of_a_site_is_generated() -> None:
    text = page(plan_of(SERVICE), "api-reference")
    assert "::: schema_guard.core.service" in text
    assert "```" not in text


def test_the_reference_in_markdown_shows_the_contracts() -> None:
    plan = plan_of(TOOL)
    text = page(plan, "api-reference")
    for task in plan.tasks:
        if task.path.startswith("src/") and task.spec.contract:
            assert task.spec.contract.strip() in text, task.path


def test_the_architecture_names_every_module_with_code_and_all_decisions() -> None:
    plan = plan_of(SERVICE)
    text = page(plan, "architecture")
    for path in plan.context.files:
        if path.startswith("src/") and path.endswith(".py") and "__init__" not in path:
            assert f"`{path}`" in text, path
    for decision in ("Dependencies", "Configuration", "Errors", "Logging", "Testing"):
        assert f"| {decision} |" in text


@pytest.mark.parametrize(
    ("design", "changes", "edges"),
    [
        (TOOL, {"features.demo": "no"}, " (command line)"),
        (TOOL, {"features.demo": "A"}, " (command line, examples)"),
        (SERVICE, {"features.demo": "no", "features.web_ui": "C"}, " (HTTP, pages)"),
    ],
)
def test_the_architecture_names_no_edge_that_is_not_there(
    design: dict[str, Any], changes: dict[str, Any], edges: str
) -> None:
    text = page(plan_of(design, changes), "architecture")
    assert f"from the edge{edges} to the core" in text


@pytest.mark.parametrize("url", ["https://git.example.org/schema-guard", ""])
def test_the_first_page_says_where_to_install(url: str) -> None:
    text = page(plan_of(TOOL, {"project.url": url}), "index")
    install = text.partition("## Install")[2].partition("## First steps")[0]
    assert "cd schema-guard" in install
    assert ("git clone" in install) is bool(url)
    assert ("In a copy of the repository" in install) is not bool(url)


@pytest.mark.parametrize(("deployment", "said"), [("B", False), ("D", True)])
def test_the_reference_says_where_the_api_is_not_described(deployment: str, said: bool) -> None:
    text = page(plan_of(SERVICE, {"intake.deployment": deployment}), "api-reference")
    assert ("Where the environment is `production`, the API is not described." in text) is said


def test_contributing_gives_the_commands_of_the_manager() -> None:
    text = page(plan_of(SERVICE, {"architecture.dependencies": "C"}), "contributing")
    for command in ("pdm install", "pdm run ruff check .", "pdm run mypy", "pdm run pytest --cov"):
        assert f"\n{command}\n" in text


@pytest.mark.parametrize("name", DESIGNS)
def test_recipes_are_python(name: str) -> None:
    plan = plan_of(DESIGNS[name], SITE)
    for source in re.findall(r"```python\n(.*?)```", page(plan, "how-tos"), re.DOTALL):
        compile(source, "how-tos.md", "exec")
