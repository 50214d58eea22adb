"""The generated repository in the hands of its own manager, for real: slow, needs an index."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbc_tui.agents.builtin import write
from pbc_tui.design import options as o
from pbc_tui.design.blueprint import commands as c
from pbc_tui.design.blueprint.managers import MANAGERS, Manager
from pbc_tui.design.plan.build import Plan
from tests.design.blueprint.designs import plan_of

pytestmark = [pytest.mark.matrix, pytest.mark.network]

SITE = {"features.docs_site": "B", "features.docs_content": "A B C D"}


class Repository:
    """A repository on disk and the environment variables under which its commands run."""

    def __init__(self, root: Path, plan: Plan, manager: Manager) -> None:
        self.root = root
        self.plan = plan
        self.manager = manager
        self.environment = {
            key: value
            for key, value in os.environ.items()
            if key not in ("VIRTUAL_ENV", "UV_PYTHON")
        }
        self.environment["POETRY_VIRTUALENVS_IN_PROJECT"] = "true"
        if not manager.own_environment:
            venv.create(root / ".venv", with_pip=True)
            scripts = root / ".venv" / "bin"
            self.environment["PATH"] = f"{scripts}{os.pathsep}{self.environment['PATH']}"

    def run(self, *command: str, stdin: str = "") -> str:
        """Run a command in the repository and give what it wrote; it must succeed."""
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module", params=list(o.Dependencies))
def repository(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Repository]:
    manager = MANAGERS[request.param]
    if shutil.which(manager.executable) is None:
        pytest.skip(f"{manager.executable} is not installed")
    version = f">={sys.version_info.major}.{sys.version_info.minor}"
    plan = plan_of(
        SITE, {"architecture.dependencies": request.param.value, "intake.python_version": version}
    )
    root = tmp_path_factory.mktemp(request.param.value)
    for task in plan.tasks:
        if not task.written_by_manager:
            path = root / task.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write(plan, task), encoding="utf-8")
    made = Repository(root, plan, manager)
    if manager.lock:
        made.run(*manager.lock)
    made.run(*manager.develop)
    yield made
    shutil.rmtree(root, ignore_errors=True)


def test_the_lock_file_fits(repository: Repository) -> None:
    if not repository.manager.lock:
        pytest.skip("pip has no lock file")
    assert (repository.root / repository.manager.lock_file).is_file()
    repository.run(*repository.manager.lock_check)


def test_its_own_tools_accept_it(repository: Repository) -> None:
    for command in (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)):
        repository.run(*repository.manager.running(*command))


def test_its_own_tests_pass_and_measure_coverage(repository: Repository) -> None:
    assert "passed" in repository.run(*repository.manager.running("pytest", "--cov"))


def test_it_is_built(repository: Repository) -> None:
    if not repository.manager.own_environment:
        repository.run("python", "-m", "pip", "install", "-q", "build")
    repository.run(*repository.manager.build)
    kinds = {path.suffix for path in (repository.root / "dist").iterdir()}
    assert {".whl", ".gz"} <= kinds


def test_its_site_is_built(repository: Repository) -> None:
    repository.run(*repository.manager.document)
    repository.run(*shlex.split(c.docs_command(repository.plan.context)))
    assert (repository.root / "site" / "api-reference" / "index.html").is_file()


def test_what_its_readme_shows_runs(repository: Repository) -> None:
    text = (repository.root / "README.md").read_text(encoding="utf-8")
    sources = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert sources
    for source in sources:
        assert repository.run(*repository.manager.running("python", "-"), stdin=source)
