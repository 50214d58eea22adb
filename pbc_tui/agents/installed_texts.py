"""What is written where an agent looks: the skill ``pbc-next`` and a few lines of context."""

from __future__ import annotations

SKILL = "pbc-next"
"""The name of the skill, its directory and its command."""

SKILL_TEXT = """\
---
name: pbc-next
description: Writes the next file of a repository that is built with pbc-tui. Use it when asked \
for the next task, the next file, or pbc-next.
---

1. Read `.pbc/current.md`. It is a complete task; ask nothing back. If it says that no task is
   open, say so and stop.
2. Write only the file that it names under `TARGET FILE`, whole. Touch no other file, no test to
   make it pass, and nothing below `.pbc/` or `.git/`.
3. Run `pbc-tui check TARGET`, with the path of that file, and mend what it finds in that file.
4. Stop. A person decides about the file in pbc-tui: do not wait for that, do not ask for it, do
   not begin another task.
"""

CONTEXT_TEXT = """\
## One file at a time

This repository is built with pbc-tui. When asked for the next task, read `.pbc/current.md`, write
only the file that it names, run `pbc-tui check` on that file, and stop. A person accepts each file
in pbc-tui; nothing that an agent says or runs does. Leave `.pbc/` and `.git/` as they are.
"""

QUESTIONS_TEXT = """\
---
name: pbc-next
description: Asks for the next file of a repository that is built with pbc-tui
agent: agent
---

Which file does [the open task](../../.pbc/current.md) ask for, and what does it demand of it?

What is the whole content of that file, with every name of its public interface as the task gives
it? Write it there, and change no other file.

What does `pbc-tui check` say about that file, and what has to change in it so that every check
passes? Change that, then stop: a person accepts the file in pbc-tui.
"""
"""The same as a prompt file of Copilot Chat, which wants direct questions (SPEC 7)."""

BEGIN = "<!-- pbc-tui: begin -->"
END = "<!-- pbc-tui: end -->"


def block(text: str) -> str:
    """Lines of ours for a file that is not ours, between markers."""
    return f"{BEGIN}\n{text.strip()}\n{END}\n"
