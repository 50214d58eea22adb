"""From the first question to the report by keys alone, then the repository in its own hands."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from tests.e2e.conftest import Hire
from tests.e2e.person import Person
from tests.e2e.sessions import events

INTAKE = (
    ("Package name", "schema_guard"),
    ("Repository name", "schema-guard"),
    (
        "Description",
        "Checks structured data against user-defined schemas and says precisely what is wrong.",
    ),
    ("Purpose", ("c",)),
    ("Users", ("c", "d")),
    ("Maturity", ("b",)),
    ("Lifespan", ("c",)),
    ("Python version", ">=3.11"),
    ("Deployment", ("a",)),
    ("Concurrency", ("a",)),
    ("Non-goals", "not a web framework\rnot an ORM\rnot a command-line tool"),
)
ARCHITECTURE = (
    ("Dependencies", ("a",)),
    ("Configuration", ("a",)),
    ("Errors", ("a",)),
    ("Logging", ("a",)),
    ("Testing", ("c",)),
)
FEATURES = (
    ("API layer", ("n",)),
    ("Web UI or admin", ("n",)),
    ("Demo code", ("a",)),
    ("Documentation site", ("n",)),
)
SECTIONS = (
    "Executive summary",
    "Decisions",
    "Tasks",
    "File inventory",
    "Metrics",
    "Outstanding issues",
    "Next steps",
    "Warnings and recommendations",
    "Appendices",
)


def _answer(someone: Person, questions: tuple[tuple[str, str | tuple[str, ...]], ...]) -> None:
    for question, answer in questions:
        if isinstance(answer, str):
            someone.answers(question, answer)
        else:
            someone.chooses(question, *answer)
        someone.goes_on()


def _design(someone: Person) -> None:
    """Stages 0 to 3 and both checkpoints."""
    someone.begins()
    someone.arrives("0 Intake")
    _answer(someone, INTAKE)
    someone.confirms("Intake: your eleven answers")

    someone.arrives("1 Architecture")
    _answer(someone, ARCHITECTURE)
    someone.press("ctrl+g")
    someone.sees("Take these conventions as suggested?")
    someone.press("y")
    someone.sees("all decided")
    someone.confirms("Architecture: your decisions and conventions")

    someone.arrives("C1")
    someone.sees("Critic, checkpoint 1", "Proceed")
    someone.press("p")

    someone.arrives("2 Structure")
    someone.sees("how do you want to begin?")
    someone.press("c")
    someone.sees("py.typed")
    someone.press("ctrl+s")
    someone.sees("Approve the structure", "This structure governs all generation")
    someone.press("y")

    someone.arrives("3 Features")
    _answer(someone, FEATURES)
    someone.is_at("More README languages")
    someone.press("ctrl+a")
    someone.sees("will be added")
    someone.confirms("Features: your gates")

    someone.arrives("C2")
    someone.sees("Critic, checkpoint 2", "Proceed")
    someone.press("p")


def _build(someone: Person) -> None:
    """The plan, and every task, accepted one by one."""
    someone.arrives("4 Plan")
    someone.press("g")
    someone.sees("Who writes the files?", "builtin")
    someone.press("2")
    someone.sees("agent: builtin")
    someone.press("ctrl+s")
    someone.sees("Approve the plan and begin?")
    someone.press("y")

    screen = someone.sees_like(r"Tasks 0/\d+")
    found = re.search(r"Tasks 0/(\d+)", screen)
    assert found is not None
    count = int(found[1])
    for place in range(count):
        # An environment may have to be made before the first tests run.
        someone.sees_verdict("ACCEPTABLE", at=f"Tasks {place}/{count}", seconds=180)
        someone.press("a")


def _check_journal(root: Path) -> None:
    happened = events(root)
    assert [event.gate for event in happened if event.kind == "confirmed"] == list(Gate)
    accepted = [event for event in happened if event.kind == "accepted"]
    assert len({event.task for event in accepted}) == len(accepted) >= 20
    assert not [event for event in accepted if event.acknowledged]
    assert [event.failed for event in happened if event.kind == "suite-ran"] == [0]


def _check_report(root: Path) -> None:
    report = (root / "GENERATION_REPORT.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^## \d\. (.+)$", report, re.MULTILINE)) == SECTIONS
    assert "| Readiness | ready |" in report


def _check_repository(root: Path, environment: dict[str, str]) -> None:
    """Its own manager installs it, and its own tests pass."""
    own = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    ran = subprocess.run(
        ["uv", "run", "pytest"],
        cwd=root,
        env={**own, **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\d+ passed", ran.stdout), ran.stdout


@pytest.mark.network
@pytest.mark.usefixtures("index")
def test_from_the_first_question_to_a_repository_whose_own_tests_pass(
    tmp_path: Path, person: Hire, environment: dict[str, str]
) -> None:
    root = tmp_path / "schema-guard"
    someone = person(root)
    _design(someone)
    _build(someone)
    someone.arrives("Report")
    someone.sees("GENERATION_REPORT.md", seconds=180)
    assert someone.quits() == 0
    _check_journal(root)
    _check_report(root)
    _check_repository(root, environment)
