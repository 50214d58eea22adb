"""A run of pytest that a test starts has a place of its own for its directories."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def test_a_nested_run_neither_fills_nor_cleans_the_place_of_ours(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = tmp_path / "told"
    test = tmp_path / "test_it.py"
    test.write_text(f"def test_it(tmp_path):\n    open({str(told)!r}, 'w').write(str(tmp_path))\n")
    subprocess.run([sys.executable, "-m", "pytest", "-q", str(test)], check=True, cwd=tmp_path)
    assert Path(told.read_text()).is_relative_to(tmp_path_factory.getbasetemp())
