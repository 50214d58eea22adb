"""Which security findings block, which are shown, which are noise: one entry per rule, as data.

The numbers are those of bandit (``B602``), which ruff's ``S602`` shares; the words are the codes of
the own rules of ``analysis/`` and the names of detect-secrets' plugins. Where an own rule covers a
subject better than the tools do (secrets, SQL), the tools' rule is ignored here.
"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """What becomes of a finding."""

    CRITICAL = "critical"
    SHOWN = "shown"
    IGNORED = "ignored"
    BY_SEVERITY = "by severity"
    """Critical where bandit itself calls it HIGH, shown otherwise."""


_TABLE: dict[Level, str] = {
    Level.CRITICAL: ("102 201 301 302 306 307 323 502 503 505 506 508 509 602 604 605 609 613"),
    Level.BY_SEVERITY: "103 303 304 305 324 501 507 612",
    Level.SHOWN: (
        "101 104 108 110 112 113 308 310 311 312 313 314 315 316 317 318 319 320 321 401 402 403 "
        "412 413 415 504 601 610 611 614 615 701 702 703 704"
    ),
    Level.IGNORED: "105 106 107 202 404 405 406 407 408 409 410 411 603 606 607 608",
}
LEVELS: dict[str, Level] = {
    number: level for level, numbers in _TABLE.items() for number in numbers.split()
}
"""The level of each rule by its number."""

_OWN: dict[Level, str] = {
    Level.CRITICAL: (
        "secret leak sql eval shell weak-hash password-hash weak-cipher fixed-salt fixed-vector "
        "weak-random tls jwt deserialization archive xml debug cors markup credentials "
        "anonymous-call run-file argument"
    ),
    # What is right in some programs and wrong in others.
    Level.SHOWN: (
        "tls-perhaps jwt-claims plugin-code plain-template timing all-headers value-in-example"
    ),
}
OWN: dict[str, Level] = {code: level for level, codes in _OWN.items() for code in codes.split()}
"""The level of each code of the own rules; every code that they use stands here."""

_DETECTORS: dict[Level, str] = {
    Level.CRITICAL: (
        "ArtifactoryDetector AWSKeyDetector AzureStorageKeyDetector CloudantDetector "
        "DiscordBotTokenDetector GitHubTokenDetector GitLabTokenDetector IbmCosHmacDetector "
        "KeywordDetector MailchimpDetector NpmDetector OpenAIDetector PypiTokenDetector "
        "SendGridDetector SlackDetector SoftlayerDetector SquareOAuthDetector StripeDetector "
        "TelegramBotTokenDetector"
    ),
    # A shape that ordinary data has as well.
    Level.SHOWN: "Base64HighEntropyString IbmCloudIamDetector TwilioKeyDetector",
    # The own rules look at what these only guess: a key below its heading, a password that is none.
    Level.IGNORED: (
        "BasicAuthDetector HexHighEntropyString IPPublicDetector JwtTokenDetector "
        "PrivateKeyDetector"
    ),
}
DETECTORS: dict[str, Level] = {
    name: level for level, names in _DETECTORS.items() for name in names.split()
}
"""The level of each detector of detect-secrets; one that is not listed here blocks."""

NOT_IN_PYTHON = frozenset({"KeywordDetector"})
"""Detectors that guess from the line what the own rules read from the syntax tree."""

IN_TESTS = frozenset({"101", "102", "108", "110", "112", "113", "310", "311", "run-file", "timing"})
"""Rules that say nothing about test code, where asserts and the like belong."""

TITLES: dict[str, str] = {
    "102": "exec runs text as code",
    "201": "the debugger of the web server is on",
    "301": "unpickling runs code that its input names",
    "324": "a weak hash is used for security",
    "501": "the TLS certificate is not verified",
    "506": "yaml.load builds any object; use safe_load",
    "602": "shell=True runs a shell; pass a list of arguments",
    "605": "a shell is started; pass a list of arguments",
}
"""Own words for the rules that people meet most; the others keep the tool's words."""

_SUBJECTS: dict[str, str] = {
    "eval": "B102 B307",
    "shell": "B602 B604 B605 B609",
    "weak-hash": "B303 B324",
    "weak-cipher": "B304 B305 B413",
    "weak-random": "B311",
    "tls": "B323 B501 B502 B503 B504",
    "deserialization": "B301 B302 B506 B614 B615",
    "archive": "B202",
    "sql": "B608 B610 B611",
    "debug": "B201",
    "binding": "B104",
    "markup": "B701 B702 B703 B704",
    "secret": "B105 B106 B107",
}
_SUBJECT_OF: dict[str, str] = {
    code: subject for subject, codes in _SUBJECTS.items() for code in codes.split()
}


def subject_of_code(code: str) -> str:
    """What a finding of this code is about; several tools tell the same thing by several codes."""
    return "secret" if code.startswith("detect-") else _SUBJECT_OF.get(code, code)


def level_of(number: str, *, severe: bool, in_test: bool) -> Level:
    """What becomes of a finding of rule ``number``; ``severe`` is bandit's own HIGH."""
    if in_test and number in IN_TESTS:
        return Level.IGNORED
    level = LEVELS.get(number, Level.BY_SEVERITY)
    if level is Level.BY_SEVERITY:
        return Level.CRITICAL if severe else Level.SHOWN
    return level
