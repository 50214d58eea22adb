"""How generated servers start: by their settings, not unguarded, and in one form of log."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.agents.builtin import write
from pbc_tui.design.plan.build import Plan
from tests.agents.builtin.code.repositories import write_repository, write_stand_in
from tests.design.blueprint.designs import SERVICE, plan_of
from tests.variants import every

OTHER: dict[str, Any] = {"features.api": "D", "features.api_framework": "Falcon"}


def served(plan: Plan, root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What ``python -m`` says with these variables; the server that it starts is a stand-in."""
    write_repository(plan, root)
    write_stand_in(root)
    return subprocess.run(
        [sys.executable, "-m", "schema_guard"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": "src", **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def service(*changes: dict[str, Any]) -> Plan:
    plain = {"architecture.configuration": "A", "architecture.logging": "A"}
    return plan_of(SERVICE, OTHER, plain, *changes)


@pytest.mark.parametrize("source", "AC")
def test_variables_say_where_it_listens(source: str, tmp_path: Path) -> None:
    plan = service({"architecture.configuration": source})
    done = served(plan, tmp_path, SCHEMA_GUARD_HOST="::1", SCHEMA_GUARD_PORT="8123")
    assert (done.returncode, done.stdout) == (0, "::1 8123 Application\n"), done.stderr


@pytest.mark.parametrize("source", "BD")
def test_a_file_says_where_it_listens(source: str, tmp_path: Path) -> None:
    plan = service({"architecture.configuration": source})
    (tmp_path / "config.toml").write_text('host = "::1"\nport = 8123\n', encoding="utf-8")
    done = served(plan, tmp_path)
    assert (done.returncode, done.stdout) == (0, "::1 8123 Application\n"), done.stderr


@pytest.mark.parametrize("source", every(4, "ABCD"))
def test_a_cloud_platform_says_the_port(source: str, tmp_path: Path) -> None:
    plan = service({"architecture.configuration": source, "intake.deployment": "C"})
    done = served(plan, tmp_path, PORT="8123")
    assert (done.returncode, done.stdout) == (0, "127.0.0.1 8123 Application\n"), done.stderr
    elsewhere = service({"architecture.configuration": source, "intake.deployment": "B"})
    assert served(elsewhere, tmp_path / "b", PORT="8123").stdout.split()[1] == "8000"


@pytest.mark.parametrize("errors", every(3, "ABC"))
@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("SCHEMA_GUARD_PORT", "abc", "port"),
        ("SCHEMA_GUARD_PORT", "65536", "port"),
        ("SCHEMA_GUARD_PORT", "9999", "127.0.0.1:9999: address already in use"),
        ("SCHEMA_GUARD_ENVIRONMENT", "production", "SCHEMA_GUARD_API_TOKEN"),
    ],
)
def test_what_it_cannot_start_with_is_said_in_one_line(
    errors: str, variable: str, value: str, named: str, tmp_path: Path
) -> None:
    plan = service({"architecture.errors": errors})
    done = served(plan, tmp_path, **{variable: value})
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("schema-guard: ")
    assert named in done.stderr


@pytest.mark.parametrize(
    ("changes", "variables", "status", "warned"),
    [
        ({}, {}, 0, False),
        ({}, {"ENVIRONMENT": "staging"}, 0, False),
        ({}, {"ENVIRONMENT": "production"}, 2, False),
        ({}, {"ENVIRONMENT": "production", "API_TOKEN": "t"}, 0, False),
        ({"intake.deployment": "B"}, {}, 0, False),
        ({"intake.deployment": "B"}, {"HOST": "0.0.0.0"}, 2, False),
        ({"intake.deployment": "B"}, {"HOST": "0.0.0.0", "API_TOKEN": "t"}, 0, False),
        ({"features.api_purpose": "B"}, {"ENVIRONMENT": "production"}, 0, True),
        ({"features.api_purpose": "B"}, {"ENVIRONMENT": "staging"}, 0, False),
        (
            {"features.api_purpose": "B"},
            {"ENVIRONMENT": "production", "API_TOKEN": "t"},
            0,
            False,
        ),
        ({"features.api_purpose": "C"}, {"ENVIRONMENT": "production"}, 0, False),
    ],
)
def test_strangers_are_not_served_unawares(
    changes: dict[str, str], variables: dict[str, str], status: int, warned: bool, tmp_path: Path
) -> None:
    named = {f"SCHEMA_GUARD_{name}": value for name, value in variables.items()}
    done = served(service(changes), tmp_path, **named)
    assert done.returncode == status, done.stderr
    assert ("no token is asked for" in done.stderr) is warned


def test_a_public_api_that_can_have_no_token_warns(tmp_path: Path) -> None:
    plan = service({"architecture.configuration": "B"})
    (tmp_path / "config.toml").write_text('environment = "production"\n', encoding="utf-8")
    done = served(plan, tmp_path)
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert "no token is asked for at 0.0.0.0" in done.stderr


@pytest.mark.parametrize(
    ("letter", "names"),
    [
        ("A", {"asyncio", "uvicorn", "uvicorn.access", "uvicorn.error"}),
        ("B", {"waitress", "werkzeug"}),
        ("C", {"asyncio", "uvicorn", "uvicorn.access", "uvicorn.error", "strawberry"}),
        ("D", {"waitress"}),
    ],
)
@pytest.mark.parametrize("logging", "AB")
def test_the_server_writes_into_the_log_of_the_application(
    letter: str, names: set[str], logging: str
) -> None:
    changes: dict[str, Any] = {"features.api": letter, "architecture.logging": logging}
    if letter == "C":
        changes["features.api_framework"] = "Strawberry"
    plan = plan_of(SERVICE, changes)
    text = write(plan, plan.by_path[plan.context.path("log")])
    found = {name for name in names if f'"{name}"' in text}
    assert found == names
    app = write(plan, plan.by_path[plan.context.path("app")])
    assert ("log_config=None" in app) is ("uvicorn" in names)


@pytest.mark.parametrize("letter", "ABCD")
def test_the_prompt_for_another_agent_says_the_same(letter: str) -> None:
    plan = plan_of(SERVICE, {"features.api": letter})
    task = plan.by_path[plan.context.path("app")]
    assert "def serve() -> None: ..." in task.spec.contract
    said = str(task.brief)
    assert "no token is set, create_app raises ConfigurationError" in said
    assert "ends with status 2" in said
    image = str(plan.by_path["Dockerfile"].brief)
    assert "python -m schema_guard" in image
