"""Reading a prompt as an agent's parser would: by its headings in column 0."""

from __future__ import annotations

import re

from pbc_tui.prompts import HEADINGS

END = "=== END SUB-PROMPT ==="
_LOOKS_LIKE_A_HEADING = re.compile(r"===.*|[A-Z][A-Z ]{4,}:.*")


def headings_of(prompt: str) -> list[str]:
    """All lines that stand in column 0 and look like a heading, in order."""
    return [line for line in prompt.split("\n") if _LOOKS_LIKE_A_HEADING.fullmatch(line)]


def wanted_headings(task_id: str) -> list[str]:
    """The headings of SPEC 7."""
    return [f"=== ATOMIC TASK: {task_id} ===", *HEADINGS, END]


def sections_of(prompt: str) -> dict[str, str]:
    """The body under each heading."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in prompt.split("\n"):
        if line in HEADINGS or line == END:
            current = found.setdefault(line, [])
        else:
            current.append(line)
    return {heading: "\n".join(lines).strip() for heading, lines in found.items()}
