"""The ways to an agent and the agents that are known: a table, one entry each.

Where an agent looks and how its command line is run comes from the agents' own help texts and
documentation. Adding an agent is adding an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BESIDE = "beside"
BUILT_IN = "builtin"
BY_HAND = "by-hand"

WAYS: Mapping[str, str] = {
    BESIDE: "beside an agent terminal: it reads .pbc/current.md",
    BUILT_IN: "the built-in agent: offline, from templates",
    BY_HAND: "you write each file in an editor",
}
"""How a task's file comes about, by the name that answers and command lines use (SPEC 7)."""

INSTRUCTION = (
    "Read {prompt_file} and do what it says: write only the file that it names, then stop."
)
"""What an agent is told that runs without a person; the prompt itself goes by its file's path."""


@dataclass(frozen=True, slots=True)
class Agent:
    """One coding agent. All paths are relative to the repository's root.

    ``skills`` are the directories of its skills (``<name>/SKILL.md`` in each), the preferred one
    first; ``commands`` is the pattern of its command files, "" where it has none; ``invoke`` how a
    person calls one by ``{name}``. ``context`` are the files that it reads of itself, ``mcp`` the
    file of its MCP servers, "" where that is unknown. ``driven`` is its command line without a
    person, to which one of ``permissions`` is added, least permission first; ``acp`` speaks the
    Agent Client Protocol, () where it does not.
    """

    id: str
    title: str
    skills: tuple[str, ...]
    context: tuple[str, ...]
    invoke: str = "/{name}"
    commands: str = ""
    mcp: str = ""
    driven: tuple[str, ...] = ()
    permissions: tuple[tuple[str, ...], ...] = ((),)
    acp: tuple[str, ...] = ()

    @property
    def executable(self) -> str:
        """What has to be on PATH to drive it; "" where it cannot be driven."""
        return self.driven[0] if self.driven else ""

    def argument_list(self, root: Path, prompt_file: Path, permission: int = 0) -> list[str]:
        """Its command line for one task; ``permission`` counts from the least, 0.

        Raises:
            ValueError: when it cannot be driven, or has no such permission.
        """
        if not self.driven or not 0 <= permission < len(self.permissions):
            raise ValueError(f"{self.title} cannot be driven with permission {permission}")
        instruction = INSTRUCTION.format(prompt_file=prompt_file)
        words = (*self.driven, *self.permissions[permission])
        return [
            instruction if word == "{instruction}" else str(root) if word == "{cwd}" else word
            for word in words
        ]


AGENTS: Mapping[str, Agent] = {
    agent.id: agent
    for agent in (
        Agent(
            "claude",
            "Claude Code",
            skills=(".claude/skills",),
            commands=".claude/commands/{name}.md",
            context=("CLAUDE.md",),
            mcp=".mcp.json",
            driven=("claude", "-p", "{instruction}"),
            permissions=(
                ("--allowedTools", "Read,Edit,Write"),
                ("--permission-mode", "acceptEdits"),
            ),
            acp=("npx", "-y", "@agentclientprotocol/claude-agent-acp"),
        ),
        Agent(
            "copilot",
            "GitHub Copilot",
            skills=(".github/skills", ".agents/skills", ".claude/skills"),
            commands=".github/prompts/{name}.prompt.md",
            context=("AGENTS.md", ".github/copilot-instructions.md"),
            mcp=".mcp.json",
            driven=("copilot", "-p", "{instruction}", "-s", "--no-ask-user", "--trust-folder"),
            permissions=(("--allow-tool", "write"), ("--allow-all-tools",)),
            acp=("copilot", "--acp"),
        ),
        Agent(
            "cursor",
            "Cursor",
            skills=(".cursor/skills", ".claude/skills", ".agents/skills"),
            commands=".cursor/commands/{name}.md",
            context=("AGENTS.md", ".cursor/rules"),
            mcp=".cursor/mcp.json",
            driven=("agent", "-p", "{instruction}"),
            permissions=(("--trust",), ("--force",)),
            acp=("agent", "acp"),
        ),
        Agent(
            "codex",
            "Codex",
            skills=(".agents/skills",),
            invoke="${name}",
            context=("AGENTS.md",),
            mcp=".codex/config.toml",
            driven=("codex", "exec", "{instruction}", "--skip-git-repo-check"),
            permissions=((), ("-s", "workspace-write")),
            acp=("npx", "-y", "@agentclientprotocol/codex-acp"),
        ),
        Agent(
            "gemini",
            "Gemini CLI",
            skills=(".gemini/skills", ".agents/skills"),
            commands=".gemini/commands/{name}.toml",
            context=("GEMINI.md",),
            mcp=".gemini/settings.json",
            driven=("gemini", "-p", "{instruction}", "--skip-trust"),
            permissions=(("--approval-mode", "auto_edit"), ("--approval-mode", "yolo")),
            acp=("gemini", "--acp"),
        ),
        Agent(
            "opencode",
            "opencode",
            skills=(".opencode/skills", ".claude/skills", ".agents/skills"),
            commands=".opencode/commands/{name}.md",
            context=("AGENTS.md",),
            mcp="opencode.json",
            driven=("opencode", "run", "{instruction}", "--dir", "{cwd}"),
            permissions=((), ("--auto",)),
            acp=("opencode", "acp"),
        ),
    )
}
"""The agents that are known by name."""

GENERIC = Agent(
    "generic", "any other agent", skills=(".agents/skills",), context=("AGENTS.md",), invoke=""
)
"""What holds for an agent of which nothing else is known."""
