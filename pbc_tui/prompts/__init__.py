"""Sub-prompts, repair prompts and feedback: what an agent is told (SPEC 7)."""

from pbc_tui.prompts.repair import render_feedback, render_repair
from pbc_tui.prompts.sub_prompt import HEADINGS, render_prompt
from pbc_tui.prompts.tokens import estimate_tokens

__all__ = ["HEADINGS", "estimate_tokens", "render_feedback", "render_prompt", "render_repair"]
