from pbc_tui.design.blueprint import commands
from tests.design.blueprint.designs import PROTOTYPE, SERVICE, context_of


def test_commands_run_in_the_environment_of_the_manager() -> None:
    context = context_of({"architecture.dependencies": "B"})
    assert commands.lint_command(context) == "poetry run ruff check ."
    assert commands.format_command(context, check=True) == "poetry run ruff format --check ."
    assert commands.types_command(context) == "poetry run mypy"
    assert commands.test_command(context) == "poetry run pytest"
    assert commands.coverage_command(context) == "poetry run pytest --cov"


def test_without_tests_there_is_no_command_for_them() -> None:
    context = context_of(PROTOTYPE)
    assert commands.test_command(context) == ""
    assert commands.coverage_command(context) == ""


def test_only_a_site_is_built() -> None:
    assert commands.docs_command(context_of()) == ""
    assert commands.docs_command(context_of({"features.docs_site": "C"})) == ""
    assert commands.docs_command(context_of(SERVICE)) == (
        "uv run --extra docs mkdocs build --strict"
    )
    pdm = context_of(SERVICE, {"architecture.dependencies": "C"})
    assert commands.docs_command(pdm, serve=True) == "pdm run mkdocs serve"
