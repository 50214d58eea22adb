"""A server that is started for one question and ended after it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from tests.agents.matrix.repository import Failed

PATIENCE = 60
"""How long a server may take to answer, in seconds."""


def health_of(
    command: Sequence[str],
    cwd: Path,
    environment: dict[str, str],
    hidden: Sequence[str] = (),
    port: int = 8000,
    check: Sequence[str] = (),
) -> dict[str, Any]:
    """Start a server by its command and give what /health on ``port`` answers.

    Raises:
        Failed: when it ends or does not answer in time, when one of the ``hidden`` paths is
            there, or when the ``check`` of its health, a command, ends with another status than 0.
    """
    with (cwd / ".server.log").open("w+", encoding="utf-8") as log:
        server = subprocess.Popen(
            list(command),
            cwd=cwd,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            answer = _asked(server, port)
            for path in hidden:
                _is_absent(path, port)
            if check:
                _is_healthy(check, cwd, environment)
        except Failed as error:
            log.seek(0)
            raise Failed(f"{error}\n{log.read()[-2000:]}") from None
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)
    return answer


def is_refused(command: Sequence[str], cwd: Path, environment: dict[str, str], named: str) -> None:
    """Start a server that must not start.

    Raises:
        Failed: when it does not end with status 2 and one line that holds ``named``.
    """
    done = subprocess.run(
        list(command),
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    lines = done.stderr.splitlines()
    if done.returncode != 2 or len(lines) != 1 or named not in lines[0]:
        raise Failed(f"not refused for {named}: {done.returncode}\n{done.stderr[-2000:]}")


def _is_healthy(check: Sequence[str], cwd: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        list(check),
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise Failed(f"the check of the health ended with {done.returncode}\n{done.stderr[-2000:]}")


def _is_absent(path: str, port: int) -> None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10):
            raise Failed(f"{path} is shown")
    except HTTPError as error:
        if error.code != HTTPStatus.NOT_FOUND:
            raise Failed(f"{path} answered {error.code}") from None


def _asked(server: subprocess.Popen[bytes], port: int) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Failed(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=3) as response:
                found: dict[str, Any] = json.loads(response.read())
                return found
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise Failed("the server did not answer in time")
