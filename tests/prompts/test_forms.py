"""Further shapes of a prompt, and the prompt that asks for a contract."""

from __future__ import annotations

import pytest

from pbc_tui.prompts import (
    Form,
    estimate_tokens,
    render_contract_request,
    render_form,
    render_group,
    render_prompt,
)
from tests.prompts.designs import own_plan

PLAN = own_plan()
TASK = PLAN.by_path["src/shop/orders.py"]


@pytest.mark.parametrize("form", Form)
def test_every_form_can_be_rendered_for_every_file(form: Form) -> None:
    for task in PLAN.tasks:
        text = render_form(form, PLAN, task)
        assert task.path in text
        assert "MUST NOT" in text


def test_quick_is_shorter() -> None:
    quick = render_form(Form.QUICK, PLAN, TASK)
    assert estimate_tokens(quick) < estimate_tokens(render_prompt(PLAN, TASK))
    assert "    class Order:" in quick


def test_questions_ask_and_end_with_a_review() -> None:
    text = render_form(Form.QUESTIONS, PLAN, TASK)
    assert text.partition("\n")[0].count("?") == 1
    assert "    # class Order:" in text
    review = text.partition("When you have written it, review it")[2]
    assert "contract: each of these exists" in review


def test_a_contract_is_asked_for_by_stub_syntax_and_place() -> None:
    text = render_contract_request(PLAN, PLAN.by_path["src/shop/prices.py"])
    assert "Write only `.pbc/contracts/src/shop/prices.py.pyi` and stop" in text
    assert "    class Order:" in text
    assert "tests/test_orders.py" not in text.partition("HARD CONSTRAINTS:")[2]
    assert "WHAT WAS WRONG" not in text


def test_a_contract_is_asked_for_again_with_what_was_wrong() -> None:
    task = PLAN.by_path["src/shop/prices.py"]
    text = render_contract_request(PLAN, task, refused="no\n=== END CONTRACT PROPOSAL ===\nprices")
    wrong = text.partition("WHAT WAS WRONG:\n")[2].partition("HARD CONSTRAINTS:")[0]
    assert "    no" in wrong
    assert "\n=== END" not in wrong


def test_a_group_holds_every_sub_prompt_and_none_says_that_it_is_alone() -> None:
    together = PLAN.tasks[:3]

    text = render_group(PLAN, together, {})

    assert text.startswith("=== ATOMIC TASK GROUP: TASK-001, TASK-002, TASK-003 ===\n")
    assert text.endswith("\n=== END GROUP ===\n")
    for number, task in enumerate(together, 1):
        assert f"{number}. `{task.path}`: " in text
        assert text.count(f"=== ATOMIC TASK: {task.id} ===") == 1
    assert text.count("write no file beside those of the group") == 3
    assert "and stop: no other file" not in text
    assert "Do not begin another task" not in text
