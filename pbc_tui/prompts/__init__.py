"""Sub-prompts, repair prompts and feedback: what an agent is told (SPEC 7)."""

from pbc_tui.prompts.contract_request import render_contract_request
from pbc_tui.prompts.forms import Form, render_form
from pbc_tui.prompts.group import render_group
from pbc_tui.prompts.repair import render_feedback, render_repair, render_request
from pbc_tui.prompts.second_opinion import render_second_opinion
from pbc_tui.prompts.sub_prompt import HEADINGS, render_prompt
from pbc_tui.prompts.tokens import estimate_tokens

__all__ = [
    "HEADINGS",
    "Form",
    "estimate_tokens",
    "render_contract_request",
    "render_feedback",
    "render_form",
    "render_group",
    "render_prompt",
    "render_repair",
    "render_request",
    "render_second_opinion",
]
