"""Reading sentences just far enough to see whether two of them speak of the same thing."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SUFFIXES = ("ings", "ing", "ions", "ion", "ers", "ors", "er", "or", "ed", "es", "s", "e")
_SHORTEST_STEM = 4


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())


_EMPTY_WORDS = word_set(
    "a an and any are as at be but by can do does for from has have in into is it its just kind"
    " never no non none not nor of offer on only or other out own provide run should something"
    " support that the their this to up use used will with without yet you your"
)
_NEGATED = re.compile(r"\b(?:without|not|no|never|instead of|rather than)\b[^,.;:]*", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r"\b(?:for|that|which|who|with|to|of|from|in|into|on|by|against|about|over|through|when|so)\b"
    r"|[,.;:(]",
    re.IGNORECASE,
)


def stem(word: str) -> str:
    """The word without a common English ending: "validates" and "validation" become the same."""
    lower = word.lower()
    for suffix in _SUFFIXES:
        if lower.endswith(suffix) and len(lower) - len(suffix) >= _SHORTEST_STEM:
            return lower.removesuffix(suffix)
    return lower


@lru_cache(maxsize=512)
def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY_WORDS)


@lru_cache(maxsize=512)
def affirmed_words(text: str) -> frozenset[str]:
    """The content words of a sentence without what it denies ("without a database")."""
    return content_words(_NEGATED.sub(" ", text))


@lru_cache(maxsize=512)
def head_words(text: str) -> frozenset[str]:
    """The content words before the first preposition or relative clause: what something *is*."""
    return content_words(_HEAD_ENDS.split(text, maxsplit=1)[0])


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a list written as one string."""
    return frozenset(stem(word) for word in text.split())


def denies_being(non_goal: str) -> bool:
    """Whether a non-goal has the form "not a ...": it says what the thing is not."""
    return bool(
        re.match(r"\s*(?:it\s+is\s+)?not\s+(?:a|an|another|the)\b", non_goal, re.IGNORECASE)
    )


def contradicts(non_goal: str, description: str) -> bool:
    """Whether a sentence says that the thing is, or does, what a non-goal excludes.

    "not a web framework" contradicts "A web framework for ...", not "Plugs into a web framework".
    """
    excluded = content_words(non_goal)
    if not excluded:
        return False
    said = head_words(description) if denies_being(non_goal) else affirmed_words(description)
    return excluded <= said


def about(sentence: str, topic: frozenset[str]) -> bool:
    """Whether a non-goal speaks of nothing but a topic, given as stems."""
    words = content_words(sentence)
    return bool(words) and words <= topic
