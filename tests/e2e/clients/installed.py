"""Agents as npm installs them, once for all processes of a run; else the tests are skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from tests.e2e.clients.known import Client

INSTALLING = 240


def must_be_offered(package: str) -> None:
    """Skip the test where npm does not reach a package that ``npx`` is to run."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not there")
    command = [npm, "view", package, "version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        pytest.skip(f"npm does not reach {package}: {done.stderr.strip()[-300:]}")


def from_npm(factory: pytest.TempPathFactory, client: Client) -> Path:
    """The directory in which the program of ``client`` lies; the test is skipped without it."""
    package, program = client.package, client.agent
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not there")
    base = factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"npm-{program}"
    programs = place / "node_modules" / ".bin"
    with FileLock(f"{place}.lock"):
        if not programs.is_dir():
            place.mkdir(exist_ok=True)
            quiet = ["--no-fund", "--no-audit", *client.options]
            command = [npm, "install", *quiet, "--prefix", str(place), package]
            try:
                done = subprocess.run(
                    command, capture_output=True, text=True, timeout=INSTALLING, check=False
                )
            except subprocess.TimeoutExpired:
                pytest.skip(f"npm did not install {package} within {INSTALLING} s")
            if done.returncode != 0:
                pytest.skip(f"npm cannot install {package}: {done.stderr.strip()[-300:]}")
    version = subprocess.run(
        [programs / program, "--version"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if version.returncode != 0:
        pytest.skip(f"{program} does not start here: {version.stderr.strip()[-300:]}")
    return programs
