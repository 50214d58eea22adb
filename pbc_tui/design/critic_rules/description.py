"""Whether the one sentence says what the backend is, and agrees with the other answers."""

from __future__ import annotations

import re

from pbc_tui.design import options as o
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Rule
from pbc_tui.design.critic_rules.words import content_words, stems, word_set
from pbc_tui.design.gates import Gate

FEWEST_WORDS = 4
"""A sentence with fewer words of meaning than this names no goal."""
MOST_WORDS = 40
"""A sentence with more words than this states several goals."""
MOST_ANDS = 4

_VAGUE = re.compile(
    r"\b(?:stuff|things?|something|somehow|whatever|various|misc(?:ellaneous)?|everything|anything|etc"
    r"|tbd|to be (?:defined|determined)|foo|bar|lorem|a lot of)\b|\.\.\.|\?\?",
    re.IGNORECASE,
)
_NAMELESS = word_set(
    "foo bar baz foobar myapp my_app my_package my_project myproject project package backend stuff"
    " misc thing things untitled example sample newproject new_project"
)
_GENERIC = stems(
    "backend service library tool package application app project system python program"
)

_KINDS: dict[o.Purpose, str] = {
    o.Purpose.API_SERVICE: r"(?:rest|graphql|web|http|public)(?:ful)?[ -](?:api|service|server)"
    r"|api(?: service| server)?",
    o.Purpose.INTERNAL_SERVICE: r"(?:internal|background) (?:api|service)|daemon|microservice",
    o.Purpose.LIBRARY: r"library|framework|sdk|(?:python )?package",
    o.Purpose.PROTOTYPE: r"prototype|experiment|proof of concept",
    o.Purpose.CLI_TOOL: r"(?:command[ -]line|cli|terminal|batch)[ -]"
    r"(?:tool|program|application|job|utility)|cli|script",
}
_SAME_KIND = ({o.Purpose.API_SERVICE, o.Purpose.INTERNAL_SERVICE},)
_OPENING = (
    r"^(?:an?|the|this|our|my)\s+(?:[\w-]+\s+){{0,3}}?(?:{kind})\b"
    r"(?!\s+(?:client|wrapper|consumer))"
)
_TRIAL = re.compile(
    r"\b(?:prototype|experiment(?:al)?|proof of concept|poc|throwaway|toy|quick hack|try out)\b",
    re.IGNORECASE,
)
_SERIOUS = re.compile(
    r"\b(?:production|mission[ -]critical|enterprise|paying customers|highly available)\b",
    re.IGNORECASE,
)


def kind_said(description: str) -> o.Purpose | None:
    """The kind of backend that a sentence calls itself ("A library that ..."), or None."""
    return next(
        (
            purpose
            for purpose, kind in _KINDS.items()
            if re.match(_OPENING.format(kind=kind), description, re.IGNORECASE)
        ),
        None,
    )


def _says_another_kind(design: Design) -> bool:
    purpose = design.intake.purpose
    said = kind_said(design.description)
    if purpose is None or said is None or said is purpose:
        return False
    if any({purpose, said} <= kinds for kinds in _SAME_KIND):
        return False
    return not re.search(rf"\b(?:{_KINDS[purpose]})\b", design.description, re.IGNORECASE)


def _vague_words(design: Design) -> str:
    return ", ".join(match.group() for match in _VAGUE.finditer(design.description))


def _is_short(design: Design) -> bool:
    return bool(design.description) and len(content_words(design.description)) < FEWEST_WORDS


def _only_repeats_name(design: Design) -> bool:
    name = (design.intake.package_name or "").replace("_", " ")
    words = content_words(design.description)
    return bool(words) and words <= content_words(name) | _GENERIC


def _is_crowded(design: Design) -> bool:
    words = design.description.lower().split()
    return len(words) > MOST_WORDS or words.count("and") >= MOST_ANDS


RULES = (
    Rule(
        id="description-too-short",
        title="the description is too short to state a goal",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision="intake.description",
        holds=_is_short,
        evidence=("intake.description",),
        reason="A reader cannot tell from it what goes in, what comes out, and for whom.",
        remedy="Say in one sentence what it does, to what, and for whom.",
    ),
    Rule(
        id="description-vague",
        title="the description uses words that mean nothing",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision="intake.description",
        holds=lambda design: bool(_vague_words(design)),
        evidence=("intake.description",),
        found=lambda design: f"vague: {_vague_words(design)}",
        reason="Vague words hide the scope: everything and nothing fits them.",
        remedy="Replace them by the things that it really handles.",
    ),
    Rule(
        id="description-repeats-name",
        title="the description only repeats the name",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision="intake.description",
        holds=_only_repeats_name,
        evidence=("intake.package_name", "intake.description"),
        reason="It adds nothing to the name, so the goal stays unsaid.",
        remedy="Say what it accomplishes, not what it is called.",
    ),
    Rule(
        id="description-crowded",
        title="the description states several goals",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision="intake.description",
        holds=_is_crowded,
        evidence=("intake.description",),
        reason="Several goals in one package pull its interface in several directions.",
        remedy="Keep the one goal that matters most; the rest are non-goals or another package.",
    ),
    Rule(
        id="description-against-purpose",
        title="the description calls it something else than the purpose",
        dimension=Dimension.CLARITY,
        points=2,
        since=Gate.INTAKE,
        decision="intake.description",
        holds=_says_another_kind,
        evidence=("intake.description", "intake.purpose"),
        reason=(
            "Structure, features and documents follow the purpose, so they will not fit the goal."
        ),
        remedy="Correct the sentence or the purpose, so that both name the same kind of backend.",
    ),
    Rule(
        id="description-of-a-trial",
        title="the description says trial, the maturity says production",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision="intake.description",
        holds=lambda design: design.promise and bool(_TRIAL.search(design.description)),
        evidence=("intake.description", "intake.maturity"),
        reason="Readers will not know whether they may rely on it.",
        remedy="Say what it does in production, or lower the maturity.",
    ),
    Rule(
        id="description-of-production",
        title="the description says production, the maturity says prototype",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision="intake.maturity",
        holds=lambda design: (
            design.intake.maturity is o.Maturity.PROTOTYPE
            and bool(_SERIOUS.search(design.description))
        ),
        evidence=("intake.description", "intake.maturity"),
        reason="A prototype has few tests and informal documents; the sentence promises more.",
        remedy="Raise the maturity, or take the promise out of the sentence.",
    ),
    Rule(
        id="name-says-nothing",
        title="the package name says nothing",
        dimension=Dimension.CLARITY,
        points=1,
        since=Gate.INTAKE,
        decision="intake.package_name",
        holds=lambda design: (design.intake.package_name or "") in _NAMELESS,
        evidence=("intake.package_name",),
        reason="Every import line repeats the name; a placeholder stays for ever.",
        remedy="Name the package after what it does.",
    ),
)
