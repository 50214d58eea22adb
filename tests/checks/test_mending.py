"""What a text could be mended to, before anything has judged it."""

from pbc_tui.checks.mending import with_brackets


def test_a_text_without_fault_gets_no_brackets() -> None:
    assert list(with_brackets("x = (1, [2], {3: '('})  # )\n")) == []
