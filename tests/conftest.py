"""Property tests judge values, not the speed of the machine; in CI they always try the same."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from pbc_tui.workspace.sandbox.level import Layout
from pbc_tui.workspace.sandbox.sandbox import Sandbox

settings.register_profile("everywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("everywhere"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "everywhere")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Two workers for each processor: a test of screens or processes waits half of its time."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    processors = processors or os.cpu_count() or 1
    return 2 * processors


def pytest_configure() -> None:
    """Look for garbage seldom: among all that the tests import it is a sixth of their time."""
    gc.set_threshold(20_000, 50, 50)


def pytest_collection_finish() -> None:
    """What is imported now stays."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def nested_runs_have_a_place_of_their_own(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """At its end pytest removes what earlier runs left: a run that a test starts, none of ours."""
    place = tmp_path_factory.mktemp("nested")
    with patch.dict(os.environ, {"PYTEST_DEBUG_TEMPROOT": str(place)}):
        yield


@pytest.fixture(scope="session", autouse=True)
def nested_runs_load_no_plugins() -> Iterator[None]:
    """The tests' interpreter has plugins that no project has, and each start would load them.

    The whole program in a terminal of its own, in ``tests/e2e``, has them load all the same.
    """
    usual = Sandbox.environment

    def environment(sandbox: Sandbox, layout: Layout) -> dict[str, str]:
        return {**usual(sandbox, layout), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    with patch.object(Sandbox, "environment", environment):
        yield


@pytest.fixture(scope="session", autouse=True)
def disk_at_its_own_pace() -> Iterator[None]:
    """Waiting for the disk after each event is for a power cut, which no test has."""
    with patch("os.fsync", lambda _: None):
        yield
