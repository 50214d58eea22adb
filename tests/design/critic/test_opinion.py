"""What an agent thinks of a design is read leniently and shown safely."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.critic.opinion import read_opinion
from pbc_tui.design.critic_rules.dimensions import Dimension


def test_scores_are_read_in_the_forms_that_agents_write() -> None:
    opinion = read_opinion(
        b"# Opinion\n\n"
        b"Clarity: 4\n"
        b"- **Completeness**: 3/5\n"
        b"| Maintainability | 5 |\n"
        b"Extensibility: 2\n"
        b"Risk/Smells: 1\n"
        b"Clarity: 0\n"
    )

    assert opinion.scores == dict(zip(Dimension, (4, 3, 5, 2, 1), strict=True))
    assert opinion.total == 15


def test_what_is_no_score_counts_for_nothing() -> None:
    text = f"Clarity: 9\nRisk: high\nExtensibility 4\nBeauty: 5\nCompleteness: {'9' * 5000}\n"
    opinion = read_opinion(text.encode())

    assert opinion.scores == {}
    assert opinion.beyond == {Dimension.CLARITY: 9}
    assert opinion.total is None


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read_and_shown(content: bytes) -> None:
    opinion = read_opinion(content)

    assert all(0 <= score <= 5 for score in opinion.scores.values())
    assert "\x1b" not in opinion.text
