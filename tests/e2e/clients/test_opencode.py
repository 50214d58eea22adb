"""opencode, as npm installs it, writes a file under the real application, against a scripted model.

It is run by its command line and spoken to by ACP; where npm cannot install it, that is said.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e import designs
from tests.e2e.clients.installed import from_npm
from tests.e2e.clients.model_server import Model, writes
from tests.e2e.clients.whole_task import do_a_whole_task
from tests.e2e.conftest import Hire
from tests.e2e.test_foreign_agent import SHAPES


@pytest.fixture(scope="module")
def opencode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program."""
    return from_npm(tmp_path_factory, "opencode-ai@1", "opencode") / "opencode"


def configure(home: Path, model: Model) -> dict[str, str]:
    """A home in which opencode knows the scripted model alone, and asks before it edits."""
    provider = {
        "npm": "@ai-sdk/openai-compatible",
        "name": "Scripted",
        "options": {"baseURL": model.url, "apiKey": "none"},
        "models": {"m": {"name": "m", "tool_call": True}},
    }
    place = home / "config/opencode/opencode.json"
    place.parent.mkdir(parents=True)
    place.write_text(
        json.dumps(
            {
                "model": "scripted/m",
                "small_model": "scripted/m",
                "autoupdate": False,
                "share": "disabled",
                "provider": {"scripted": provider},
            }
        )
    )
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "OPENCODE_DISABLE_AUTOUPDATE": "1",
    }


@pytest.mark.parametrize("agent", ["opencode", "acp:opencode"])
def test_it_does_a_whole_task(
    tmp_path: Path,
    person: Hire,
    environment: dict[str, str],
    opencode: Path,
    monkeypatch: pytest.MonkeyPatch,
    agent: str,
) -> None:
    root = tmp_path / "shape-sums"
    _, ended = do_a_whole_task(
        root,
        person,
        environment,
        monkeypatch,
        agent=agent,
        program=opencode,
        configure=configure,
        script=writes(str(root / designs.SHAPES), SHAPES),
    )
    assert ended.session.startswith("ses_")
