"""Every tool runs isolated: by absolute path, outside the repository, nothing of it in sight."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.pipeline import Subject, check_file
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import Result

GOOD = '"""Tests."""\n\n\ndef test_one() -> None:\n    """Hold."""\n    assert 1 + 1 == 2\n'
# Names that would be options or other modules, if a tool let them.
NAMES = ["tests/test_--version.py", "--config=x.py"]
# What lies in the repository to stand in for what the tools import or read.
DECOYS = {
    "ruff.toml": "select = []\n",
    ".bandit": "[bandit]\nskips = B\n",
    "setup.cfg": "[tool:pytest]\naddopts = --collect-only\n",
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    **{
        f"{name}.py": f"open('/tmp/decoy-{name}', 'w')\nraise SystemExit(0)\n"
        for name in ("pytest", "ast", "json", "bandit", "sitecustomize", "usercustomize", "ruff")
    },
}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every process that is started from now on."""
    seen: list[tuple[tuple[str, ...], dict[str, Any]]] = []

    class Spy(subprocess.Popen[bytes]):
        def __init__(self, argv: Sequence[str], **options: Any) -> None:
            seen.append((tuple(argv), options))
            super().__init__(argv, **options)

    # asyncio starts by it as well.
    monkeypatch.setattr(subprocess, "Popen", Spy)
    return seen


@pytest.mark.parametrize("name", NAMES)
async def test_every_process_is_started_isolated(
    name: str,
    tmp_path: Path,
    started: list[tuple[tuple[str, ...], dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tmp_path / "repository"
    for path, text in {**DECOYS, name: GOOD}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    monkeypatch.chdir(root)
    monkeypatch.setenv("SECRET_TOKEN", "precious")
    monkeypatch.setenv("PYTHONPATH", str(root))
    verdict = await check_file(Subject(root, Specification(path=name), allow_unconfined=True))
    assert not [check for check in verdict.checks if check.result is Result.ERROR], verdict
    programs = {Path(argv[0]).name for argv, _ in started}
    assert "ruff" in programs
    assert len(started) >= 4
    for argv, options in started:
        assert os.path.isabs(argv[0])
        assert not Path(argv[0]).is_relative_to(root)
        where = Path(options["cwd"])
        assert where.is_absolute()
        assert not where.is_relative_to(root)
        assert "precious" not in str(options["env"])
        assert "PYTHONPATH" not in options["env"]
        assert options["start_new_session"]
        if Path(argv[0]).name.startswith("python"):
            assert argv[1] == "-I"
        # The name of the file never stands where a tool could take it for an option.
        after = argv.index("--") if "--" in argv else len(argv)
        assert name not in argv[:after]
    assert not list(Path("/tmp").glob("decoy-*"))  # noqa: ASYNC240
    assert sys.executable in {argv[0] for argv, _ in started}
