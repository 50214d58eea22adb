"""The agents that npm offers: how each is told of the scripted model, and what that has it do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.clients.model_server import Model
from tests.e2e.clients.script import Script, reads_and_writes, writes


@dataclass(frozen=True)
class Client:
    """One agent by its name in the table; ``package`` is what npm calls it.

    ``configure`` makes a home in which it knows the model alone and tells nobody, for a repository
    that the person trusts; it returns the environment. ``script`` has it write a file by its own
    tools. ``acp`` says whether the protocol can be spoken to it, ``session`` what the names of
    its sessions begin with.
    """

    agent: str
    package: str
    configure: Callable[[Path, Path, Model], dict[str, str]]
    script: Callable[[Path, str], Script]
    options: tuple[str, ...] = ()
    acp: bool = False
    session: str = ""


def _put(place: Path, content: dict[str, Any]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(content), encoding="utf-8")


def _opencode(home: Path, root: Path, model: Model) -> dict[str, str]:
    provider = {
        "npm": "@ai-sdk/openai-compatible",
        "name": "Scripted",
        "options": {"baseURL": model.url, "apiKey": "none"},
        "models": {"m": {"name": "m", "tool_call": True}},
    }
    _put(
        home / "config/opencode/opencode.json",
        {
            "model": "scripted/m",
            "small_model": "scripted/m",
            "autoupdate": False,
            "share": "disabled",
            "provider": {"scripted": provider},
        },
    )
    return {
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "OPENCODE_DISABLE_AUTOUPDATE": "1",
    }


def _gemini(home: Path, root: Path, model: Model) -> dict[str, str]:
    _put(
        home / ".gemini/settings.json",
        {
            "security": {"auth": {"selectedType": "gemini-api-key"}},
            "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
            "privacy": {"usageStatisticsEnabled": False},
            "telemetry": {"enabled": False},
        },
    )
    return {
        "GEMINI_CLI_HOME": str(home),
        "GEMINI_CLI_TRUST_WORKSPACE": "true",
        "GEMINI_API_KEY": "none",
        "GEMINI_MODEL": "gemini-2.5-flash",
        "GOOGLE_GEMINI_BASE_URL": model.origin,
    }


def _claude(home: Path, root: Path, model: Model) -> dict[str, str]:
    _put(home / ".claude/settings.json", {"enableAllProjectMcpServers": True})
    return {
        "ANTHROPIC_BASE_URL": model.origin,
        "ANTHROPIC_API_KEY": "none",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
        # By ACP it is started so that root may only do that in a sandbox of its own.
        "IS_SANDBOX": "1",
    }


def _codex(home: Path, root: Path, model: Model) -> dict[str, str]:
    place = home / ".codex/config.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(
        'model = "m"\nmodel_provider = "scripted"\n'
        f'[model_providers.scripted]\nname = "Scripted"\nbase_url = "{model.url}"\n'
        f'wire_api = "responses"\n[projects."{root}"]\ntrust_level = "trusted"\n',
        encoding="utf-8",
    )
    # It puts no programs of its own below the directory for passing files.
    passing = home / "passing"
    passing.mkdir(exist_ok=True)
    return {"CODEX_HOME": str(place.parent), "TMPDIR": str(passing)}


def _copilot(home: Path, root: Path, model: Model) -> dict[str, str]:
    _put(home / ".copilot/config.json", {"trustedFolders": [str(root)]})
    return {
        "COPILOT_PROVIDER_BASE_URL": model.url,
        "COPILOT_MODEL": "m",
        "COPILOT_OFFLINE": "true",
        "COPILOT_AUTO_UPDATE": "false",
    }


def _by_shell(target: Path, content: str) -> Script:
    """By a shell, which is all that some have for reading and writing."""
    lines = f"mkdir -p {target.parent}; cat > {target} <<'END'\n{content}END\n"
    return reads_and_writes(
        lambda prompt: ("exec_command", {"cmd": f"cat {prompt}"}), ("exec_command", {"cmd": lines})
    )


OPENCODE = Client(
    "opencode",
    "opencode-ai@1",
    _opencode,
    lambda target, content: writes(str(target), content),
    acp=True,
    session="ses_",
)
GEMINI = Client(
    "gemini",
    "@google/gemini-cli@0",
    _gemini,
    lambda target, content: writes(
        str(target), content, read="read_file", write="write_file", file="file_path"
    ),
    # Nothing of what it would build for itself is needed.
    options=("--ignore-scripts",),
    acp=True,
)
CLAUDE = Client(
    "claude",
    "@anthropic-ai/claude-code@2",
    _claude,
    lambda target, content: writes(
        str(target), content, read="Read", write="Write", file="file_path"
    ),
    acp=True,
)
CODEX = Client("codex", "@openai/codex", _codex, _by_shell, acp=True)
COPILOT = Client(
    "copilot",
    "@github/copilot@1",
    _copilot,
    lambda target, content: writes(
        str(target), content, read="view", write="create", file="path", text="file_text"
    ),
    acp=True,
)
