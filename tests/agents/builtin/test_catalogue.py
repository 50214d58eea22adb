import re
import string

import pytest

from pbc_tui.agents.builtin.catalogue import (
    TRANSLATIONS,
    UnknownLanguage,
    catalogue,
    translates,
)

ENGLISH = catalogue("en")
EVERY = pytest.mark.parametrize("code", TRANSLATIONS)


def places(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def code_spans(message: str) -> list[str]:
    return sorted(re.findall(r"`[^`]*`", message))


@EVERY
def test_a_translation_has_every_message_and_no_other(code: str) -> None:
    assert set(catalogue(code).messages) == set(ENGLISH.messages)


@EVERY
def test_a_translation_has_the_same_places_and_code(code: str) -> None:
    for key, message in catalogue(code).messages.items():
        assert places(message) == places(ENGLISH.messages[key]), key
        assert code_spans(message) == code_spans(ENGLISH.messages[key]), key


@EVERY
def test_prose_is_translated(code: str) -> None:
    same = {
        key
        for key, message in catalogue(code).messages.items()
        if message == ENGLISH.messages[key] and len(message.split()) > 3
    }
    assert same == set()


@EVERY
def test_no_english_word_is_left_in_the_prose(code: str) -> None:
    # Only words that none of the languages has itself.
    for key, message in catalogue(code).messages.items():
        words = re.findall(r"[^\W\d_]+", re.sub(r"`[^`]*`|\{\w+\}", " ", message.lower()))
        assert not {"the", "of", "and", "with", "is", "are", "that", "which", "from"} & {*words}, (
            key
        )


@pytest.mark.parametrize(
    ("code", "script"),
    [("zh", "[\u4e00-\u9fff]"), ("ja", "[\u3040-\u30ff\u4e00-\u9fff]"), ("ko", "[\uac00-\ud7af]")],
)
def test_sentences_are_written_in_the_script_of_the_language(code: str, script: str) -> None:
    translated = catalogue(code)
    for key, message in ENGLISH.messages.items():
        if len(message.split()) > 4 and not key.startswith("licence."):
            assert re.search(script, translated.messages[key]), key


def test_the_items_of_a_list_are_joined_as_the_language_does() -> None:
    assert ENGLISH.join(["a", "b", "c"]) == "a, b, and c"
    assert catalogue("de").join(["a", "b", "c"]) == "a, b sowie c"
    assert catalogue("ja").join(["a", "b"]) == "a、b"
    assert [catalogue(code).join(["a"]) for code in ("en", "zh")] == ["a", "a"]
    assert ENGLISH.join([]) == ""


@pytest.mark.parametrize("code", ["zh", "ja", "es", "fr", "de", "pt", "ko"])
def test_the_languages_that_are_promised(code: str) -> None:
    assert translates(code)
    assert catalogue(code).title != ENGLISH.title


@pytest.mark.parametrize("code", ["xx", "en-GB", "zh-TW", "../en"])
def test_another_language_is_refused_by_name(code: str) -> None:
    assert not translates(code)
    with pytest.raises(UnknownLanguage, match=re.escape(repr(code))):
        catalogue(code)


@pytest.mark.parametrize(("code", "same"), [("pt-BR", "pt"), ("zh-CN", "zh"), ("zh-Hans", "zh")])
def test_a_region_that_reads_the_same_is_taken(code: str, same: str) -> None:
    assert catalogue(code).messages == catalogue(same).messages


def test_what_is_filled_in_is_not_read_as_a_message() -> None:
    assert "{link}" in ENGLISH.text("translation.note", link="{link}")
