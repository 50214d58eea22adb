"""The session that most tests of the report look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.workflow.project import Project
from tests.report.sessions import a_session


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """TASK-001 accepted, TASK-002 failed once and then accepted, TASK-003 deferred."""
    return a_session(tmp_path)
