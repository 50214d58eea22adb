import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pbc_tui.agents.builtin import write
from pbc_tui.agents.builtin.project import WRITERS, write_project_file
from pbc_tui.design.blueprint.managers import MANAGERS
from pbc_tui.design.blueprint.settings import (
    environment_files,
    settings_of,
    settings_of_environment,
    variable,
)
from pbc_tui.design.plan.build import Plan
from tests.agents.builtin.code.repositories import plan_of_row
from tests.design.blueprint.designs import DESIGNS, PROTOTYPE, SERVICE, TOOL, plan_of

DEVCONTAINER = Path(__file__).parents[2] / "matrix" / "devcontainer.schema.json"
GUIDED = {
    "intake.deployment": "B",
    "features.api": "A",
    "features.api_purpose": "B",
    "guided.components": "",
    "guided.tests": "A",
    "guided.extra_dirs": "",
}
MANAGER = pytest.mark.parametrize("letter", "ABCDE")


def project_files(plan: Plan) -> dict[str, str]:
    return {
        task.path: write_project_file(plan, task.role)
        for task in plan.tasks
        if task.role.partition(":")[0] in WRITERS
    }


def workflow(plan: Plan) -> Any:
    loaded: Any = YAML(typ="safe").load(write_project_file(plan, "ci"))
    return loaded


def commands(plan: Plan) -> str:
    steps = workflow(plan)["jobs"]["check"]["steps"]
    return "\n".join(step.get("run", "") for step in steps)


@MANAGER
@pytest.mark.parametrize("name", DESIGNS)
def test_every_file_is_whole(letter: str, name: str) -> None:
    plan = plan_of(DESIGNS[name], {"architecture.dependencies": letter})
    for path, text in project_files(plan).items():
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path
        assert not text.startswith("\n"), path
        assert not re.search(r"[ \t]$", text, re.MULTILINE), path
        assert "\n\n\n" not in text, path
        prose = re.sub(r"```.*?```|\$\{\{.*?}}", "", text, flags=re.DOTALL)
        assert not re.search(r"\b(TODO|FIXME|XXX|None)\b|\{\{|}}|<[a-z-]+>", prose), path


@MANAGER
@pytest.mark.parametrize("name", DESIGNS)
def test_every_file_is_read_by_its_parser(letter: str, name: str) -> None:
    plan = plan_of(DESIGNS[name], {"architecture.dependencies": letter})
    for path, text in project_files(plan).items():
        if path.endswith(".toml"):
            assert tomllib.loads(text)
        elif path.endswith(".json"):
            assert json.loads(text)
        elif path.endswith((".yml", ".yaml")):
            assert YAML(typ="safe").load(text)


@MANAGER
def test_the_workflow_runs_on_pushes_to_main_and_pull_requests(letter: str) -> None:
    read = workflow(plan_of({"architecture.dependencies": letter}))
    triggers = read.get("on", read.get(True))
    assert triggers["push"] == {"branches": ["main"]}
    assert "pull_request" in triggers
    assert read["permissions"] == {"contents": "read"}


@MANAGER
def test_the_workflow_checks_style_types_and_tests(letter: str) -> None:
    plan = plan_of({"architecture.dependencies": letter})
    prefix = " ".join(MANAGERS[plan.context.manager].run)
    run = commands(plan)
    for command in ("ruff check .", "ruff format --check .", "mypy", "pytest --cov"):
        assert f"{prefix} {command}".strip() in run.splitlines(), command


@MANAGER
def test_the_workflow_caches_what_it_installs(letter: str) -> None:
    text = write_project_file(plan_of({"architecture.dependencies": letter}), "ci")
    assert re.search(r"^ +(enable-cache: true|cache: (true|pip|poetry))$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("role", "schema"),
    [
        ("ci", ("--builtin-schema", "vendor.github-workflows")),
        ("devcontainer", ("--schemafile", str(DEVCONTAINER))),
    ],
)
def test_it_is_valid_for_its_schema_with_every_manager(
    role: str, schema: tuple[str, ...], tmp_path: Path
) -> None:
    for letter in "ABCDE":
        for name, design in DESIGNS.items():
            plan = plan_of(design, {"architecture.dependencies": letter})
            if plan.context.has(role):
                place = tmp_path / f"{name}-{letter}{Path(plan.context.path(role)).suffix}"
                place.write_text(write_project_file(plan, role), encoding="utf-8")
    files = sorted(map(str, tmp_path.iterdir()))
    assert len(files) >= 10
    checked = _validated(*schema, *files)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("file", "broken", "schema"),
    [
        ("ci.yml", "on: push\njobs: []\n", ("--builtin-schema", "vendor.github-workflows")),
        ("d.json", '{"forwardPorts": "8000"}', ("--schemafile", str(DEVCONTAINER))),
    ],
)
def test_the_schemas_refuse_what_is_wrong(
    file: str, broken: str, schema: tuple[str, ...], tmp_path: Path
) -> None:
    place = tmp_path / file
    place.write_text(broken, encoding="utf-8")
    assert _validated(*schema, str(place)).returncode == 1


def _validated(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_several_versions_make_a_matrix_of_texts() -> None:
    job = workflow(plan_of({"intake.python_version": ">=3.10,<3.13"}))["jobs"]["check"]
    assert job["strategy"]["matrix"]["python-version"] == ["3.10", "3.11", "3.12"]
    assert "${{ matrix.python-version }}" in str(job["steps"])


@MANAGER
def test_one_version_needs_no_matrix(letter: str) -> None:
    changes = {"intake.python_version": "==3.12.*", "architecture.dependencies": letter}
    job = workflow(plan_of(changes))["jobs"]["check"]
    assert "strategy" not in job
    assert any(step.get("with", {}).get("python-version") == "3.12" for step in job["steps"])


def test_a_site_is_built_by_the_workflow() -> None:
    assert "mkdocs build --strict" in commands(plan_of(SERVICE))
    assert "mkdocs" not in commands(plan_of())


@MANAGER
def test_the_development_container_installs_with_the_manager(letter: str) -> None:
    plan = plan_of({"architecture.dependencies": letter})
    read = json.loads(write_project_file(plan, "devcontainer"))
    manager = MANAGERS[plan.context.manager]
    assert read["image"].endswith("python:3.11")
    assert " ".join(manager.develop[-2:]).replace(".[dev]", '".[dev]"') in read["postCreateCommand"]
    assert "ms-python.python" in read["customizations"]["vscode"]["extensions"]
    assert read["containerEnv"]["SCHEMA_GUARD_LOG_LEVEL"] == "DEBUG"


@pytest.mark.parametrize("design", [SERVICE, TOOL, {}])
@pytest.mark.parametrize("letter", "ACD")
def test_the_example_of_the_environment_names_variables_without_values(
    design: dict[str, Any], letter: str
) -> None:
    plan = plan_of(design, {"architecture.configuration": letter})
    lines = write_project_file(plan, "env_example").splitlines()
    assignments = [line for line in lines if line and not line.startswith("#")]
    assert assignments
    assert all(re.fullmatch(r"SCHEMA_GUARD_[A-Z_]+=", line) for line in assignments)
    secrets = [variable(entry, plan.context) for entry in settings_of(plan.context) if entry.secret]
    assert {f"{name}=" for name in secrets} <= set(assignments)


def test_where_a_file_holds_the_options_the_environment_holds_the_secret_alone() -> None:
    lines = write_project_file(plan_of(SERVICE), "env_example").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    assert names == ["SCHEMA_GUARD_CONFIG=", "SCHEMA_GUARD_API_TOKEN="]


def test_the_example_of_the_configuration_holds_the_defaults_and_no_secret() -> None:
    plan = plan_of(SERVICE, {"intake.deployment": "B"})
    read = tomllib.loads(write_project_file(plan, "config_example"))
    assert read == {
        entry.name: entry.default for entry in settings_of(plan.context) if not entry.secret
    }


def test_a_copy_of_the_example_leaves_to_the_environments_what_they_set() -> None:
    text = write_project_file(plan_of(SERVICE), "config_example")
    read = tomllib.loads(text)
    assert read["environment"] == "development"
    for name in ("log_level", "max_items", "host"):
        assert name not in read
        assert f"\n# {name} = " in text


@pytest.mark.parametrize("letter", "ABCD")
def test_every_environment_has_its_settings(letter: str) -> None:
    plan = plan_of(SERVICE, {"architecture.configuration": letter})
    roles = [role for role in plan.context.layout if role.startswith("settings:")]
    assert len(roles) == 3
    for role in roles:
        environment = role.partition(":")[2]
        text = write_project_file(plan, role)
        level = {"development": "DEBUG", "staging": "INFO", "production": "WARNING"}[environment]
        if in_toml := plan.context.path(role).endswith(".toml"):
            read = tomllib.loads(text)
        else:
            pairs = [line.partition("=") for line in text.splitlines() if line[:1] not in ("", "#")]
            read = {key.removeprefix("SCHEMA_GUARD_").lower(): value for key, _, value in pairs}
        wanted = settings_of_environment(plan.context, environment)
        assert read == wanted if in_toml else read == {k: str(v) for k, v in wanted.items()}
        assert (read["environment"], read["log_level"]) == (environment, level)


def test_files_of_the_environments_are_what_git_and_the_image_take() -> None:
    from pathspec import GitIgnoreSpec

    for letter in "ABCD":
        plan = plan_of(SERVICE, {"architecture.configuration": letter})
        files = environment_files(plan.context).values()
        ignored = GitIgnoreSpec.from_lines(write_project_file(plan, "gitignore").splitlines())
        builder = write_project_file(plan, "dockerignore").splitlines()
        image = write_project_file(plan, "dockerfile").splitlines()
        for path in files:
            assert not ignored.match_file(path)
            assert not _left_out(path, builder)
            assert f"COPY {path} ./{path}" in image
        chosen = "COPY config/production.toml ./config.toml"
        if letter in "AC":
            chosen = "ENV SCHEMA_GUARD_ENVIRONMENT=production"
        assert chosen in image


def test_one_environment_alone_leaves_no_trace() -> None:
    plan = plan_of(SERVICE, {"intake.deployment": "B"})
    for task in plan.tasks:
        if task.path.endswith(".py") or task.path == "Dockerfile":
            text = write(plan, task)
            assert "development" not in text, task.path


def test_git_leaves_out_the_session_and_secrets_but_no_file_of_the_plan() -> None:
    plan = plan_of(SERVICE)
    patterns = write_project_file(plan, "gitignore").splitlines()
    assert {".pbc/", ".env", ".venv/"} <= set(patterns)
    assert "!.env.example" in patterns
    from pathspec import GitIgnoreSpec

    ignored = GitIgnoreSpec.from_lines(patterns)
    assert [path for path in plan.context.files if ignored.match_file(path)] == []
    assert ignored.match_file(".pbc/journal.jsonl")
    assert ignored.match_file("config/local.toml")
    assert ignored.match_file("config.toml")


@MANAGER
def test_the_image_is_built_in_two_stages_and_runs_without_root(letter: str) -> None:
    plan = plan_of(SERVICE, {"architecture.dependencies": letter})
    lines = write_project_file(plan, "dockerfile").splitlines()
    stages = [line for line in lines if line.startswith("FROM ")]
    assert stages == ["FROM python:3.11-slim AS build", "FROM python:3.11-slim"]
    runtime = lines[lines.index(stages[1]) :]
    assert "USER app" in runtime
    assert any(line.startswith("HEALTHCHECK ") for line in runtime)
    start = json.loads(
        next(line for line in runtime if line.startswith("CMD ")).removeprefix("CMD")
    )
    assert start == ["python", "-m", "schema_guard"]


_SAID = {
    "A": "ENV SCHEMA_GUARD_HOST=0.0.0.0",
    "B": "RUN echo 'host = \"0.0.0.0\"' > config.toml",
    "C": "ENV SCHEMA_GUARD_HOST=0.0.0.0",
    "D": "RUN echo 'host = \"0.0.0.0\"' > config.toml",
}


@pytest.mark.parametrize("deployment", "BC")
@pytest.mark.parametrize("source", "ABCD")
@pytest.mark.parametrize(("errors", "value"), [("A", ""), ("B", ".value")])
def test_in_the_image_the_settings_say_where_it_listens(
    deployment: str, source: str, errors: str, value: str
) -> None:
    plan = plan_of(
        SERVICE,
        {
            "intake.deployment": deployment,
            "architecture.configuration": source,
            "architecture.errors": errors,
        },
    )
    lines = write_project_file(plan, "dockerfile").splitlines()
    assert [line for line in lines if "0.0.0.0" in line] == [_SAID[source]]
    health = json.loads(lines[-2].strip().removeprefix("CMD"))
    assert f"port = load_settings(){value}.port;" in health[2]
    compile(health[2], "health", "exec")


@pytest.mark.parametrize(
    ("exposure", "module"), [("A", "schema_guard"), ("C", "schema_guard.api.app")]
)
def test_the_image_starts_the_module_that_serves(exposure: str, module: str) -> None:
    plan = plan_of_row({**GUIDED, "guided.exposure": exposure})
    text = write_project_file(plan, "dockerfile")
    assert f'CMD ["python", "-m", "{module}"]' in text
    started = write(plan, plan.by_path[plan.context.path("main" if exposure == "A" else "app")])
    assert '__name__ == "__main__":' in started


def test_the_image_of_a_tool_is_the_tool() -> None:
    lines = write_project_file(plan_of(TOOL), "dockerfile").splitlines()
    assert 'ENTRYPOINT ["schema-guard"]' in lines
    assert not [line for line in lines if line.startswith("HEALTHCHECK")]


def _left_out(path: str, patterns: list[str]) -> bool:
    """Whether docker's builder does not see a path: the last pattern that matches it decides.

    A pattern matches a path when it matches the path itself or one of its parents.
    """
    parts = path.split("/")
    paths = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
    left_out = False
    for pattern in patterns:
        plain = pattern.removeprefix("!")
        inner = re.escape(plain.removeprefix("**/")).replace(r"\*", "[^/]*")
        inner = inner.replace(r"\[co\]", "[co]").replace(r"\[cod\]", "[cod]")
        expression = f"(.*/)?{inner}" if plain.startswith("**/") else inner
        if any(re.fullmatch(expression, candidate) for candidate in paths):
            left_out = not pattern.startswith("!")
    return left_out


@MANAGER
def test_the_builder_of_the_image_sees_all_that_it_copies(letter: str) -> None:
    plan = plan_of(SERVICE, {"architecture.dependencies": letter})
    text = write_project_file(plan, "dockerignore")
    patterns = [line for line in text.splitlines() if not line.startswith("#")]
    needed = ["pyproject.toml", "README.md", "LICENSE", "src/schema_guard/__init__.py"]
    needed += [path for path in plan.context.files if path.endswith((".lock", "requirements.txt"))]
    assert [path for path in needed if _left_out(path, patterns)] == []
    hidden = (".env", ".git/config", "tests/conftest.py", "src/schema_guard/__pycache__/core.pyc")
    assert [path for path in hidden if not _left_out(path, patterns)] == []


@pytest.mark.parametrize("licence", ["MIT", "BSD-3-Clause", "Apache-2.0", "Proprietary"])
def test_a_licence_names_its_holders_and_has_no_gap(licence: str) -> None:
    text = write_project_file(plan_of({"project.licence": licence}), "licence")
    assert "Ada" in text
    assert not re.search(r"\[(yyyy|name|year|fullname)|<(year|name)", text)


def test_the_changelog_promises_how_long_what_is_public_stays() -> None:
    text = write_project_file(plan_of(SERVICE), "changelog")
    assert "## Deprecation policy" in text
    # Nothing is released yet, so nothing has a section with a date or an address of its own.
    assert re.findall(r"^## \[(.+)\]", text, re.MULTILINE) == ["Unreleased"]
    assert "The first version, 0.1.0" in text
    assert "exports by name, and the HTTP API.\n" in text
    assert "[Unreleased]: https://github.com/acme/schema-guard/commits/main" in text
    homeless = write_project_file(plan_of(SERVICE, {"project.url": ""}), "changelog")
    assert "http" not in homeless.replace("https://keepachangelog.com", "").replace(
        "https://semver.org", ""
    )


def test_a_prototype_has_no_file_that_it_does_not_need() -> None:
    paths = set(project_files(plan_of(PROTOTYPE)))
    assert paths == {"pyproject.toml", "README.md", "LICENSE", ".gitignore", "config.example.toml"}
