"""What a README shows, carried out: links, programs, commands."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Iterator

from tests.agents.matrix.repository import Failed, Repository
from tests.agents.matrix.serving import health_of

_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]+)\)")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def links(repository: Repository) -> None:
    """Every relative link of every README leads to a file or a directory."""
    for page in repository.root.glob("README*.md"):
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            if not repository.has(target):
                raise Failed(f"{page.name}: {target} is not there")


def programs(repository: Repository) -> None:
    """Every block of Python runs as it stands and says something, or imports alone."""
    for text in _blocks(repository, "python"):
        said = repository.own("python", "-", stdin=text)
        if "print(" in text and not said:
            raise Failed(f"README.md: says nothing: {text}")


def quick_start(repository: Repository) -> str:
    """Carry out the quick start: a server answers, a command line does its work."""
    text = (repository.root / "README.md").read_text(encoding="utf-8")
    section = text.partition("\n## Quick start\n")[2].partition("\n## ")[0]
    for language, block in _BLOCK.findall(section):
        lines = [line for line in block.splitlines() if line.strip()]
        if language != "console":
            continue
        if any(line.startswith("curl ") for line in lines):
            answer = health_of(shlex.split(lines[0]), repository.root, repository.environment)
            if answer.get("status") != "ok":
                raise Failed(f"/health answered {answer}")
            time.sleep(0.2)
        else:
            for line in lines:
                repository.run("sh", "-ec", line)
    return section


def _blocks(repository: Repository, language: str) -> Iterator[str]:
    text = (repository.root / "README.md").read_text(encoding="utf-8")
    return (block for name, block in _BLOCK.findall(text) if name == language)
