"""What "several environments" changes: settings, logs, what is shown and what is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.agents.builtin import refusals
from pbc_tui.design.blueprint.settings import environment_files
from pbc_tui.design.plan.build import Plan, build_plan
from pbc_tui.design.structure import Delete, Rename, apply
from pbc_tui.design.templates import propose
from tests.agents.builtin.code.repositories import write_repository, write_stand_in
from tests.design.blueprint.designs import answers_of, plan_of

SEVERAL = {"intake.deployment": "D"}
ASKED = """
import io
import json
from schema_guard.api.app import create_app
from schema_guard.config import Settings

class Broken:
    def __getattr__(self, name):
        raise RuntimeError("an inner detail")

def answer(app, path):
    seen = []
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.input": io.BytesIO()}
    body = app(asked, lambda status, headers: seen.append(status))
    return seen[0][:3], b"".join(body).decode()

found = {}
for name in ("development", "staging", "production"):
    app = create_app(Settings(environment=name))
    described = answer(app, "/openapi.json")[0]
    app.service = Broken()
    status, said = answer(app, "/items")
    found[name] = [described, status, "an inner detail" in said]
print(json.dumps(found))
"""


def run(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": "src", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def written(plan: Plan, root: Path) -> Path:
    assert refusals(plan) == ()
    write_repository(plan, root)
    return root


@pytest.mark.parametrize("letter", "ABCD")
def test_generated_tests_tell_the_environments_apart(letter: str, tmp_path: Path) -> None:
    plan = plan_of(SEVERAL, {"architecture.configuration": letter})
    root = written(plan, tmp_path)
    context = plan.context
    files = [context.path(role) for role in ("test:config", "test:log")]
    said = run(root, "-m", "pytest", "-v", "-p", "no:cacheprovider", *files)
    for name in environment_files(context):
        assert f"test_an_environment_brings_its_own_settings[{name}] PASSED" in said
        tried = f"test_an_environment_without_its_file_is_refused[{name}] PASSED"
        assert tried in said
    assert "test_development_is_written_for_people PASSED" in said


@pytest.mark.parametrize("letter", "ABCD")
def test_a_program_that_is_started_elsewhere_does_not_run_on_defaults(
    letter: str, tmp_path: Path
) -> None:
    plan = plan_of(SEVERAL, {"architecture.configuration": letter})
    root = written(plan, tmp_path / "there")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "config.toml").write_text("environment = 'production'\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import schema_guard.config as c; print(c.load_settings())"],
        cwd=elsewhere,
        env={
            **os.environ,
            "PYTHONPATH": str(root / "src"),
            "SCHEMA_GUARD_ENVIRONMENT": "production",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    file = environment_files(plan.context)["production"]
    said = done.stderr.splitlines()[-1]
    assert f"environment production: {file} is not in {elsewhere}; start in" in said


@pytest.mark.parametrize("letter", "ABCD")
def test_generated_tests_fail_where_an_environment_says_something_else(
    letter: str, tmp_path: Path
) -> None:
    plan = plan_of(SEVERAL, {"architecture.configuration": letter})
    root = written(plan, tmp_path)
    production = root / environment_files(plan.context)["production"]
    text = production.read_text(encoding="utf-8")
    production.write_text(text.replace("WARNING", "DEBUG"), encoding="utf-8")
    test = plan.context.path("test:config")
    with pytest.raises(AssertionError, match=r"settings\[production\]"):
        run(root, "-m", "pytest", "-p", "no:cacheprovider", test)


def test_production_describes_nothing_and_development_alone_says_causes(tmp_path: Path) -> None:
    api: dict[str, Any] = {"features.api": "D", "features.api_framework": "Falcon"}
    service = {"intake.purpose": "A", "features.api_purpose": "B"}
    plan = plan_of(SEVERAL, service, api)
    root = written(plan, tmp_path)
    write_stand_in(root)
    assert json.loads(run(root, "-c", ASKED)) == {
        "development": ["200", "500", True],
        "staging": ["200", "500", False],
        "production": ["404", "500", False],
    }


def test_the_code_follows_files_that_are_renamed_or_taken_away(tmp_path: Path) -> None:
    answers = answers_of(SEVERAL)
    tree = apply(propose(answers), Rename(path="config/production.env", name="live.env"))
    tree = apply(tree, Delete(paths=("config/staging.env",)))
    plan = build_plan(answers, tree)
    root = written(plan, tmp_path)
    run(root, "-m", "pytest", "-p", "no:cacheprovider", "tests")
    config = (root / plan.context.path("config")).read_text(encoding="utf-8")
    assert '"production": "config/live.env"' in config
    assert "config/staging" not in config


def test_an_environment_has_its_file_before_the_tests_of_the_settings() -> None:
    plan = plan_of(SEVERAL)
    order = [task.path for task in plan.tasks]
    files = environment_files(plan.context).values()
    assert max(map(order.index, files)) < order.index(plan.context.path("test:config"))
