"""Reading two sentences just far enough to see whether they contradict each other."""

from __future__ import annotations

import pytest

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.description import kind_said
from pbc_tui.design.critic_rules.words import (
    affirmed_words,
    content_words,
    contradicts,
    head_words,
    stem,
)


def test_forms_of_a_word_have_one_stem() -> None:
    assert len({stem(word) for word in ("validates", "validating", "validation", "validator")}) == 1
    assert stem("files") == stem("file")
    assert stem("API") == "api"


def test_words_that_carry_no_meaning_are_left_out() -> None:
    assert content_words("not a kind of the ORM") == content_words("ORM")
    assert content_words("- . !") == frozenset()


def test_what_a_sentence_denies_is_not_affirmed() -> None:
    assert "databas" not in affirmed_words("Stores notes without a database, in files")
    assert stem("files") in affirmed_words("Stores notes without a database, in files")


def test_the_head_of_a_sentence_is_what_the_thing_is() -> None:
    assert head_words("A web framework for small services") == content_words("web framework")


@pytest.mark.parametrize(
    ("non_goal", "description", "expected"),
    [
        ("not a web framework", "A web framework for small services.", True),
        ("not a web framework", "Plugs into any web framework.", False),
        ("not a database", "Reads records from a database.", False),
        ("no sending of emails", "Sends emails to customers.", True),
        ("no sending of emails", "Receives emails from customers.", False),
        ("no emails", "Tells customers without emails.", False),
        ("no", "Anything at all.", False),
        ("not an ORM", "", False),
    ],
)
def test_contradictions(non_goal: str, description: str, expected: bool) -> None:
    assert contradicts(non_goal, description) is expected


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("A small library for dates.", o.Purpose.LIBRARY),
        ("A REST API for exchange rates.", o.Purpose.API_SERVICE),
        ("A command-line tool that renames files.", o.Purpose.CLI_TOOL),
        ("A prototype of a parser.", o.Purpose.PROTOTYPE),
        ("An internal service for invoices.", o.Purpose.INTERNAL_SERVICE),
        ("A REST API client for parcels.", None),
        ("Calls the weather API and prints what it says.", None),
        ("", None),
    ],
)
def test_what_a_description_calls_itself(description: str, expected: o.Purpose | None) -> None:
    assert kind_said(description) is expected
